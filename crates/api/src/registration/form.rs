//! The registration form: what was typed, and the checked value that comes of it.

use club::Address;
use club::consent::Origin;
use club::person::Profile;
use club::registration::Registering;
use club::session::Programme;
use entity::{ConsentPurpose, Gender, WebinarId};
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
    /// Codes of the chosen webinars.
    pub(crate) webinars: Vec<String>,
    pub(crate) question: String,
    pub(crate) consents: Vec<ConsentPurpose>,
}

/// The form with what it is checked against.
pub(crate) struct Registration<'a> {
    pub(crate) form: &'a RegistrationForm,
    pub(crate) programme: &'a Programme,
    pub(crate) origin: Origin,
    pub(crate) t: Texts,
}

impl RegistrationForm {
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
            webinars: fields.all("webinar"),
            question: fields.text("question")?,
            consents: consents.copied().collect(),
        })
    }
}

impl TryFrom<Registration<'_>> for Registering {
    type Error = Errors;

    fn try_from(registration: Registration<'_>) -> Result<Self, Errors> {
        let Registration { form, programme, origin, t } = registration;
        let mut errors = Errors::default();
        let webinars = webinars(&form.webinars, programme, &mut errors, t);
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

fn webinars(codes: &[String], programme: &Programme, errors: &mut Errors, t: Texts) -> Vec<WebinarId> {
    let known = programme.webinars.iter().filter(|webinar| codes.contains(&webinar.webinar.code));
    let ids: Vec<WebinarId> = known.map(|webinar| webinar.webinar.id).collect();
    let is_unknown = |code: &String| programme.webinars.iter().all(|webinar| webinar.webinar.code != *code);
    if ids.is_empty() || codes.iter().any(is_unknown) {
        errors.add("webinars", t.say("page-register-choose-webinar"));
    }
    ids
}

fn profile(form: &RegistrationForm, errors: &mut Errors, t: Texts) -> Option<Profile> {
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
mod tests {
    use lang::Lang;

    use super::*;
    use crate::samples::data;

    fn good() -> RegistrationForm {
        let text = |text: &str| text.to_owned();
        RegistrationForm {
            family: text("Петрова"),
            given: text("Анна"),
            patronymic: text("Сергеевна"),
            gender: text("female"),
            position: text("учитель математики"),
            school: text("МБОУ лицей № 34"),
            city: text("Екатеринбург"),
            region: text("Свердловская область"),
            zone: text("Asia/Yekaterinburg"),
            experience: text("2"),
            email: text(" ANNA@School.example "),
            phone: text(""),
            webinars: vec![text("S01"), text("S03")],
            question: text("Как начать?\r\n\r\n\r\nСпасибо"),
            consents: vec![ConsentPurpose::Participation],
        }
    }

    fn check(form: &RegistrationForm) -> Result<Registering, Errors> {
        let programme = data::programme(Lang::Ru);
        Registering::try_from(Registration {
            form,
            programme: &programme,
            origin: Origin::default(),
            t: Texts(Lang::Ru),
        })
    }

    /// The only field that is wrong, or what else there is.
    fn wrong_field(change: impl FnOnce(&mut RegistrationForm)) -> Result<&'static str, String> {
        let mut form = good();
        change(&mut form);
        match check(&form) {
            Ok(_) => Err("accepted".to_owned()),
            Err(errors) => match errors.list() {
                [only] if !only.text.contains('⟦') => Ok(only.field),
                others => Err(format!("{others:?}")),
            },
        }
    }

    #[test]
    fn a_good_form_becomes_a_registration() {
        let registering = check(&good()).unwrap();
        assert_eq!(registering.profile.name.full(), "Петрова Анна Сергеевна");
        assert_eq!(
            registering.profile.email.map(|address| address.as_str().to_owned()).as_deref(),
            Some("anna@school.example")
        );
        assert_eq!(registering.profile.experience_years, Some(2));
        assert_eq!(registering.webinars, [data::id::<WebinarId>(21), data::id(23)]);
        assert_eq!(registering.question.as_deref(), Some("Как начать?\n\nСпасибо"));
        assert_eq!(registering.consents, [ConsentPurpose::Participation]);
    }

    #[test]
    fn an_empty_name_is_asked_for() {
        for empty in ["", "   ", "\u{a0}\u{a0}", "\u{200b}\u{200b}"] {
            assert_eq!(wrong_field(|form| form.family = empty.into()), Ok("family"));
            assert_eq!(wrong_field(|form| form.given = empty.into()), Ok("given"));
        }
    }

    #[test]
    fn a_name_is_not_longer_than_two_hundred_characters() {
        assert_eq!(wrong_field(|form| form.family = "а".repeat(5000)), Ok("family"));
        assert_eq!(wrong_field(|form| form.patronymic = "а".repeat(201)), Ok("patronymic"));
    }

    #[test]
    fn a_word_of_two_alphabets_is_asked_about() {
        assert_eq!(wrong_field(|form| form.family = "Пeтрова".into()), Ok("family"));
    }

    #[test]
    fn what_looks_like_code_is_text() {
        for typed in [
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "{{7*7}}",
            "'; DROP TABLE person",
            "=HYPERLINK(\"http://x\")",
        ] {
            let form = RegistrationForm { school: typed.into(), ..good() };
            assert_eq!(check(&form).unwrap().profile.school_name, typed);
        }
    }

    #[test]
    fn line_breaks_and_invisible_characters_leave_a_line() {
        let form = RegistrationForm {
            position: "учитель\r\nBcc: v@x\u{0}\u{1b}[31m\u{202e}".into(),
            ..good()
        };
        assert_eq!(check(&form).unwrap().profile.position, "учитель Bcc: v@x[31m");
    }

    #[test]
    fn what_is_no_single_address_comes_back() {
        let long_local = format!("{}@x.ru", "a".repeat(65));
        let long = format!("a@{}.ru", "b".repeat(255));
        for typed in [
            "",
            "a@",
            "a@b",
            "a b@c.ru",
            "a@x.ru,b@y.ru",
            "a@x.ru\r\nRCPT TO:<v>",
            "\"a\r\n\"@x.ru",
            "иван@почта.рф",
            "a@127.0.0.1",
            "a@[::1]",
            "a@localhost",
            &long_local,
            &long,
        ] {
            assert_eq!(wrong_field(|form| form.email = typed.into()), Ok("email"), "{typed}");
        }
    }

    #[test]
    fn several_addresses_are_called_by_their_name() {
        assert_eq!(email_problem("a@x.ru,b@y.ru"), "page-email-one");
        assert_eq!(email_problem("иван@почта.рф"), "page-email-cyrillic");
        assert_eq!(email_problem("a@b"), "page-email-wrong");
    }

    #[test]
    fn an_unknown_zone_comes_back() {
        for typed in ["", "Mars/X", "+05:00"] {
            assert_eq!(wrong_field(|form| form.zone = typed.into()), Ok("zone"));
        }
    }

    #[test]
    fn experience_is_a_number_of_years() {
        for typed in ["-1", "1.5", "1e9", "три", "71"] {
            assert_eq!(wrong_field(|form| form.experience = typed.into()), Ok("experience"), "{typed}");
        }
        let form = RegistrationForm { experience: String::new(), ..good() };
        assert_eq!(check(&form).unwrap().profile.experience_years, None);
    }

    #[test]
    fn a_webinar_of_this_session_has_to_be_chosen() {
        assert_eq!(wrong_field(|form| form.webinars.clear()), Ok("webinars"));
        assert_eq!(wrong_field(|form| form.webinars.push("S99".into())), Ok("webinars"));
    }

    #[test]
    fn without_the_first_consent_nobody_is_registered() {
        assert_eq!(
            wrong_field(|form| form.consents = vec![ConsentPurpose::Publication]),
            Ok("consent_participation")
        );
    }
}
