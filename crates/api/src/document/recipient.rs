//! The page on which organizers mend how documents name somebody, and keep documents back.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::{Earned, HoldError, MendError, MendProblem, Mended, Recipient};
use club::person::{FormProblem, NameForm, NameForms, written_forms};
use entity::{DocumentKind, Gender, PersonId, session};
use lang::{Lang, TextProblem, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::full_name;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// Somebody who gets documents.
#[derive(Template)]
#[template(path = "pages/document/recipient.html")]
struct RecipientPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    person: String,
    name: String,
    spelling: Option<String>,
    names: Vec<Field>,
    work: Vec<Field>,
    forms: Vec<Field>,
    earned: Vec<Line>,
    /// The lines are those of what was typed, not kept yet.
    is_trial: bool,
    errors: Errors,
}

/// A document as it would be printed.
struct Line {
    kind: DocumentKind,
    kind_text: String,
    subject: String,
    about: String,
    /// What of the name is printed, in the order of printing.
    printed: Vec<String>,
    held: Option<String>,
}

/// A page to be filled in with what is stored, or with what was typed.
struct Filled<'a> {
    recipient: &'a Recipient,
    typed: &'a Mended,
    errors: Errors,
}

impl RecipientPage {
    fn of(layout: Layout, csrf: String, filled: Filled<'_>) -> Self {
        let t = Texts(layout.lang);
        let Filled { recipient, typed, errors } = filled;
        let person = &recipient.person;
        Self {
            csrf,
            ways: SessionWays::of(&recipient.session, Way::Documents, t),
            person: person.id.to_string(),
            name: club::person::full_name(person).full(),
            spelling: recipient.spelling.as_ref().map(lang::FullName::full),
            names: names(typed, &errors, t),
            work: work(recipient, typed, &errors, t),
            forms: forms(recipient, typed, &errors, t),
            earned: recipient.earned.iter().map(|earned| Line::of(earned, t)).collect(),
            is_trial: false,
            errors,
            t,
            layout,
        }
    }
}

fn names(typed: &Mended, errors: &Errors, t: Texts) -> Vec<Field> {
    let genders = [Gender::Female, Gender::Male, Gender::Unknown]
        .map(|gender| (gender.to_string(), t.say(&format!("page-register-gender-{gender}"))));
    vec![
        Field::line("family", "page-register-family", &typed.family, errors, t),
        Field::line("given", "page-register-given", &typed.given, errors, t),
        Field::line("patronymic", "page-register-patronymic", &typed.patronymic, errors, t).optional(t),
        Field::line("gender", "page-register-gender", typed.gender.as_str(), errors, t)
            .radio(genders.to_vec()),
    ]
}

fn work(recipient: &Recipient, typed: &Mended, errors: &Errors, t: Texts) -> Vec<Field> {
    // What documents print is Russian; who reads the page in English types what is there.
    let positions = lang::positions().filter(|_| t.lang() == Lang::Ru).map(str::to_owned).collect();
    let mut position = Field::line("position", "page-register-position", &typed.position, errors, t)
        .suggesting(positions)
        .optional(t);
    position.hint = match &recipient.position {
        Some([dative, accusative]) => Some(t.say_with(
            "page-recipient-position",
            &[("dative", dative.as_str().into()), ("accusative", accusative.as_str().into())],
        )),
        None => Some(t.say("page-recipient-position-unknown")),
    };
    vec![
        position,
        Field::line("school", "page-register-school", &typed.school_name, errors, t).optional(t),
        Field::line("city", "page-register-city", &typed.city, errors, t).optional(t),
    ]
}

fn forms(recipient: &Recipient, typed: &Mended, errors: &Errors, t: Texts) -> Vec<Field> {
    let field = |line: &club::document::FormLine| {
        let written = typed.forms.get(&line.form).map_or("", String::as_str);
        form_field(line.form, &line.computed, written, errors, t)
    };
    recipient.forms.iter().map(field).collect()
}

/// A field for a form of a name, with the computed form as its hint.
pub(crate) fn form_field(form: NameForm, computed: &str, written: &str, errors: &Errors, t: Texts) -> Field {
    let key = format!("page-recipient-{}", form.as_str());
    let mut field = Field::line(form.as_str(), &key, written, errors, t).optional_silently();
    field.hint = Some(if computed.is_empty() {
        t.say("page-recipient-not-computed")
    } else {
        t.say_with("page-recipient-computed", &[("form", computed.into())])
    });
    field
}

/// What is wrong with a form of a name, in a sentence.
pub(crate) fn form_problem(problem: &FormProblem, t: Texts) -> String {
    match problem {
        FormProblem::TooLong { max } => t.say_with("page-form-too-long", &[("most", (*max).into())]),
        FormProblem::MixedAlphabets { hint } => {
            t.say_with("page-register-mixed-alphabets", &[("hint", hint.as_str().into())])
        }
        FormProblem::NoLetter => t.say("page-recipient-no-letter"),
        FormProblem::OtherName => t.say("page-recipient-other-name"),
    }
}

impl Line {
    fn of(earned: &Earned, t: Texts) -> Self {
        let lines = match earned.kind {
            DocumentKind::LetterOfThanks => [&earned.line, &earned.verb, &earned.name],
            _ => [&earned.line, &earned.name, &earned.verb],
        };
        let mut printed: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).cloned().collect();
        printed.dedup();
        Self {
            kind: earned.kind,
            kind_text: t.say(&format!("page-document-kind-{}", earned.kind)),
            subject: earned.subject_key.clone(),
            about: lang::typeset(&earned.about),
            printed,
            held: earned.hold.as_ref().map(|hold| hold.reason.clone()),
        }
    }
}

impl From<MendError> for PageError {
    fn from(error: MendError) -> Self {
        match error {
            MendError::NotFound => PageError::NotFound,
            MendError::Invalid(_) => PageError::BadRequest,
            MendError::Twin => PageError::Conflict("page-recipient-twin"),
            MendError::Db(error) => error.into(),
        }
    }
}

impl From<HoldError> for PageError {
    fn from(error: HoldError) -> Self {
        match error {
            HoldError::NotFound => PageError::Conflict("page-recipient-not-to-be-held"),
            HoldError::NoReason => PageError::BadRequest,
            HoldError::Db(error) => error.into(),
        }
    }
}

/// What is stored, as a form shows it.
fn stored(recipient: &Recipient) -> Mended {
    let person = &recipient.person;
    Mended {
        family: person.family.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone().unwrap_or_default(),
        gender: person.gender,
        position: person.position.clone(),
        school_name: person.school_name.clone(),
        city: person.city.clone(),
        forms: written_forms(person),
    }
}

fn read(fields: &Fields) -> Result<Mended, PageError> {
    let mut forms = NameForms::new();
    for form in NameForm::ALL {
        forms.insert(form, fields.text(form.as_str())?);
    }
    Ok(Mended {
        family: fields.text("family")?,
        given: fields.text("given")?,
        patronymic: fields.text("patronymic")?,
        gender: fields.text("gender")?.parse().unwrap_or(Gender::Unknown),
        position: fields.text("position")?,
        school_name: fields.text("school")?,
        city: fields.text("city")?,
        forms,
    })
}

fn errors(typed: &Mended, problems: &[MendProblem], t: Texts) -> Errors {
    let mut errors = Errors::default();
    // Every part of the name with its own problem, at its own field.
    full_name(&typed.family, &typed.given, &typed.patronymic, &mut errors, t);
    for problem in problems {
        match problem {
            MendProblem::Name(_) => {}
            MendProblem::Form(form, problem) => errors.add(form.as_str(), form_problem(problem, t)),
            MendProblem::Text(field, TextProblem::TooLong { max, .. }) => {
                errors.add(*field, t.say_with("page-form-too-long", &[("most", (*max).into())]));
            }
            MendProblem::Text(field, TextProblem::Empty) => errors.add(*field, t.say("page-form-empty")),
        }
    }
    errors
}

async fn place(context: &Context, path: &(String, String)) -> Result<(session::Model, PersonId), PageError> {
    let session = find(context, &path.0).await?;
    let person = path.1.parse().map_err(|_no_id| PageError::NotFound)?;
    Ok((session, person))
}

fn back(session: &session::Model, person: PersonId, deed: &str) -> HttpResponse {
    see_other(&format!("/organize/{}/documents/issue?{deed}=1#person-{person}", session.slug))
}

/// `GET /organize/{session}/documents/people/{person}`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (session, person) = place(&context, &path).await?;
    let recipient = club::document::recipient(&context.club, &context.viewer, session.id, person).await?;
    let typed = stored(&recipient);
    let filled = Filled { recipient: &recipient, typed: &typed, errors: Errors::default() };
    page(&RecipientPage::of(Layout::of(&context), context.csrf(), filled))
}

/// `POST /organize/{session}/documents/people/{person}`
pub(crate) async fn mend(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (session, person) = place(&context, &path).await?;
    let (club, viewer, typed) = (&context.club, &context.viewer, read(&fields)?);
    if fields.text("step")? == "show" {
        return match club::document::try_mend(club, viewer, session.id, person, &typed).await {
            Ok(recipient) => {
                let filled = Filled { recipient: &recipient, typed: &typed, errors: Errors::default() };
                let mut shown = RecipientPage::of(Layout::of(&context), context.csrf(), filled);
                shown.is_trial = true;
                page(&shown)
            }
            Err(error) => again(&context, (&session, person), &typed, error).await,
        };
    }
    match club::document::mend(club, viewer, session.id, person, &typed).await {
        Ok(_) => Ok(back(&session, person, "mended")),
        Err(error) => again(&context, (&session, person), &typed, error).await,
    }
}

/// The form with what was typed and what is wrong with it.
async fn again(
    context: &Context,
    (session, person): (&session::Model, PersonId),
    typed: &Mended,
    error: MendError,
) -> Result<HttpResponse, PageError> {
    let errors = match error {
        MendError::Invalid(problems) => errors(typed, &problems, context.t),
        MendError::Twin => {
            let mut errors = Errors::default();
            errors.add("family", context.t.say("page-recipient-twin"));
            errors
        }
        error => return Err(error.into()),
    };
    let recipient = club::document::recipient(&context.club, &context.viewer, session.id, person).await?;
    let filled = Filled { recipient: &recipient, typed, errors };
    form_again(&RecipientPage::of(Layout::of(context), context.csrf(), filled))
}

/// `POST /organize/{session}/documents/people/{person}/spelling`
pub(crate) async fn spell(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (session, person) = place(&context, &path).await?;
    club::document::mend_spelling(&context.club, &context.viewer, session.id, person).await?;
    Ok(back(&session, person, "mended"))
}

fn subject(fields: &Fields) -> Result<club::document::Subject, PageError> {
    let kind = fields.text("kind")?.parse().map_err(|_no_kind| PageError::BadRequest)?;
    Ok((kind, fields.text("subject")?))
}

/// `POST /organize/{session}/documents/people/{person}/hold`
pub(crate) async fn hold(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (session, person) = place(&context, &path).await?;
    let (club, viewer, typed) = (&context.club, &context.viewer, fields.text("reason")?);
    let mut errors = Errors::default();
    let reason = errors.line("reason", &typed, 300, context.t);
    if !errors.is_empty() {
        let recipient = club::document::recipient(club, viewer, session.id, person).await?;
        let kept = stored(&recipient);
        let filled = Filled { recipient: &recipient, typed: &kept, errors };
        return form_again(&RecipientPage::of(Layout::of(&context), context.csrf(), filled));
    }
    club::document::hold(club, viewer, session.id, subject(&fields)?, &reason).await?;
    Ok(back(&session, person, "held"))
}

/// `POST /organize/{session}/documents/people/{person}/release`
pub(crate) async fn release(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (session, person) = place(&context, &path).await?;
    club::document::release(&context.club, &context.viewer, session.id, subject(&fields)?).await?;
    Ok(back(&session, person, "released"))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let recipient = data::recipient(lang);
    let of = |typed: &Mended, errors| {
        let filled = Filled { recipient: &recipient, typed, errors };
        RecipientPage::of(Layout::sample_of_curator(lang), "sample".to_owned(), filled)
    };
    let kept = stored(&recipient);
    let wrong = Mended { family: String::new(), ..kept.clone() };
    let problems = [MendProblem::Form(NameForm::Dative, FormProblem::NoLetter)];
    vec![
        Sample::of("document-recipient", &of(&kept, Errors::default())),
        Sample::of("document-recipient-wrong", &of(&wrong, errors(&wrong, &problems, Texts(lang)))),
    ]
}
