//! The registration form: what was typed, and the checked value that comes of it.

use club::Address;
use club::consent::Origin;
use club::person::Profile;
use club::registration::Registering;
use entity::{ConsentPurpose, Gender, WebinarId, person};
use lang::{FullName, NamePart, NameProblem, Texts, Value};

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;

/// The form as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct RegistrationForm {
    pub(crate) family: String,
    pub(crate) given: String,
    pub(crate) patronymic: String,
    pub(crate) gender: String,
    pub(crate) position: String,
    pub(crate) school: String,
    pub(crate) city: String,
    pub(crate) region: String,
    pub(crate) zone: String,
    pub(crate) experience: String,
    pub(crate) email: String,
    pub(crate) phone: String,
    /// Ids of the chosen webinars.
    pub(crate) webinars: Vec<String>,
    pub(crate) question: String,
    pub(crate) consents: Vec<ConsentPurpose>,
}

/// The form with what it is checked against.
pub(crate) struct Registration<'a> {
    pub(crate) form: &'a RegistrationForm,
    /// Webinars of the session.
    pub(crate) known: &'a [WebinarId],
    pub(crate) origin: Origin,
    pub(crate) t: Texts,
}

impl RegistrationForm {
    /// What is known of somebody who comes again. Consents are never ticked beforehand.
    pub(crate) fn of(own: &person::Model) -> Self {
        Self {
            family: own.family.clone(),
            given: own.given.clone(),
            patronymic: own.patronymic.clone().unwrap_or_default(),
            gender: own.gender.to_string(),
            position: own.position.clone(),
            school: own.school_name.clone(),
            city: own.city.clone(),
            region: own.region.clone(),
            zone: own.time_zone.clone(),
            experience: own.experience_years.map(|years| years.to_string()).unwrap_or_default(),
            email: own.email.clone().unwrap_or_default(),
            phone: own.phone.clone().unwrap_or_default(),
            ..Self::default()
        }
    }

    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(crate) fn read(fields: &Fields) -> Result<Self, PageError> {
        let consents =
            ConsentPurpose::ALL.iter().filter(|purpose| fields.is_ticked(&format!("consent_{purpose}")));
        Ok(Self {
            family: fields.text("family")?,
            given: fields.text("given")?,
            patronymic: fields.text("patronymic")?,
            gender: fields.text("gender")?,
            position: fields.text("position")?,
            school: fields.text("school")?,
            city: fields.text("city")?,
            region: fields.text("region")?,
            zone: fields.text("zone")?,
            experience: fields.text("experience")?,
            email: fields.text("email")?,
            phone: fields.text("phone")?,
            webinars: fields.all("webinars"),
            question: fields.text("question")?,
            consents: consents.copied().collect(),
        })
    }
}

impl TryFrom<Registration<'_>> for Registering {
    type Error = Errors;

    fn try_from(registration: Registration<'_>) -> Result<Self, Errors> {
        let Registration { form, known, origin, t } = registration;
        let mut errors = Errors::default();
        let webinars = webinars(&form.webinars, known, &mut errors, t);
        let profile = profile(form, &mut errors, t);
        let question = errors.optional_lines("question", &form.question, 1000, t);
        if !form.consents.contains(&ConsentPurpose::Participation) {
            errors.add("consent_participation", t.say("page-register-consent-needed"));
        }
        match profile {
            Some(profile) if errors.is_empty() => {
                let consents = form.consents.clone();
                Ok(Registering { profile, webinars, question, consents, origin, language: t.lang() })
            }
            _ => Err(errors),
        }
    }
}

fn webinars(chosen: &[String], known: &[WebinarId], errors: &mut Errors, t: Texts) -> Vec<WebinarId> {
    let typed: Vec<Option<WebinarId>> = chosen.iter().map(|id| id.parse().ok()).collect();
    let is_known = |id: &Option<WebinarId>| id.is_some_and(|id| known.contains(&id));
    if typed.is_empty() || !typed.iter().all(is_known) {
        errors.add("webinars", t.say("page-register-choose-webinar"));
    }
    known.iter().copied().filter(|id| typed.contains(&Some(*id))).collect()
}

/// Checks who registers.
pub(crate) fn profile(form: &RegistrationForm, errors: &mut Errors, t: Texts) -> Option<Profile> {
    let name = full_name(&form.family, &form.given, &form.patronymic, errors, t);
    let position = errors.line("position", &form.position, 200, t);
    let school_name = errors.line("school", &form.school, 200, t);
    let city = errors.line("city", &form.city, 100, t);
    let region = errors.line("region", &form.region, 100, t);
    let zone = form.zone.parse().ok();
    if zone.is_none() {
        errors.add("zone", t.say("page-register-choose-zone"));
    }
    let experience_years = experience(&form.experience, errors, t);
    let email = address("email", &form.email, errors, t);
    let phone = errors.optional_line("phone", &form.phone, 40, t);
    Some(Profile {
        name: name?,
        gender: form.gender.parse().unwrap_or(Gender::Unknown),
        position,
        school_name,
        city,
        region,
        zone: zone?,
        experience_years,
        email: Some(email?),
        phone,
        language: t.lang(),
    })
}

/// Checks a full name; each problem stands at its own field.
pub(crate) fn full_name(
    family: &str,
    given: &str,
    patronymic: &str,
    errors: &mut Errors,
    t: Texts,
) -> Option<FullName> {
    // One problem hides the others, so each part is tried beside parts that are surely good.
    let parts = [(family, "А", ""), ("А", given, ""), ("А", "А", patronymic)];
    let problems: Vec<NameProblem> = parts
        .iter()
        .filter_map(|(family, given, patronymic)| FullName::parse(family, given, patronymic).err())
        .collect();
    for problem in &problems {
        let field = match problem.part() {
            NamePart::Family => "family",
            NamePart::Given => "given",
            NamePart::Patronymic => "patronymic",
        };
        errors.add(field, name_problem(problem, field, t));
    }
    FullName::parse(family, given, patronymic).ok()
}

fn name_problem(problem: &NameProblem, field: &str, t: Texts) -> String {
    match problem {
        NameProblem::Empty { .. } => t.say(&format!("page-register-{field}-empty")),
        NameProblem::TooLong { max, .. } => t.say_with("page-form-too-long", &[("most", Value::from(*max))]),
        NameProblem::MixedAlphabets { hint, .. } => {
            t.say_with("page-register-mixed-alphabets", &[("hint", Value::from(hint))])
        }
    }
}

/// Whole years of work from 0 to 70; nothing typed is nothing said.
fn experience(typed: &str, errors: &mut Errors, t: Texts) -> Option<i32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return None;
    }
    let years = typed.parse::<i32>().ok().filter(|years| (0..=70).contains(years));
    if years.is_none() {
        errors.add("experience", t.say("page-register-experience-wrong"));
    }
    years
}

/// Checks an e-mail address.
pub(crate) fn address(field: &'static str, typed: &str, errors: &mut Errors, t: Texts) -> Option<Address> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        errors.add(field, t.say("page-email-empty"));
        return None;
    }
    match Address::parse(trimmed) {
        Ok(address) => Some(address),
        Err(_) => {
            errors.add(field, t.say(email_problem(trimmed)));
            None
        }
    }
}

/// Says what is wrong with an address that was refused.
fn email_problem(typed: &str) -> &'static str {
    let local = typed.rsplit_once('@').map_or(typed, |(local, _)| local);
    if typed.matches('@').count() > 1 || typed.contains([',', ';']) {
        "page-email-one"
    } else if !local.is_ascii() {
        "page-email-cyrillic"
    } else {
        "page-email-wrong"
    }
}

#[cfg(test)]
mod tests;
