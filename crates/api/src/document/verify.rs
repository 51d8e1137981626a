//! The verification of a document by anybody who holds it.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::document::Verified;
use entity::DocumentState;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other, status};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, html, page};
use crate::samples::data;

/// Frozen data that the page repeats, in its order, by the names that layouts use.
const PRINTED: [&str; 9] = [
    "person.position.nominative",
    "person.school",
    "person.city",
    "talk.topic",
    "webinar.date",
    "webinar.minutes",
    "talk.level",
    "order",
    "replaces",
];

/// Where a code, or a number with a name, is typed.
#[derive(Template)]
#[template(path = "pages/document/check.html")]
struct CheckPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    code: Field,
    number: Field,
    family: Field,
    /// There is nothing under the code of the address.
    is_unknown: bool,
    errors: Errors,
}

/// A document as anybody may see it.
#[derive(Template)]
#[template(path = "pages/document/verified.html")]
struct VerifiedPage {
    layout: Layout,
    t: Texts,
    is_valid: bool,
    kind: String,
    number: String,
    name: String,
    issued_on: String,
    session: String,
    webinar: Option<String>,
    host_school: String,
    revoked_on: Option<String>,
    revoke_reason: Option<String>,
    replaced_by: Option<String>,
    /// Label and value, as printed.
    printed: Vec<(String, String)>,
    /// Position and name.
    signatories: Vec<(String, String)>,
    sha256: Option<String>,
}

/// What was typed to find a document.
#[derive(Clone, Debug, Default)]
struct CheckForm {
    code: String,
    number: String,
    family: String,
}

impl CheckForm {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            code: fields.text("code")?,
            number: fields.text("number")?,
            family: fields.text("family")?,
        })
    }
}

impl CheckPage {
    fn of(layout: Layout, csrf: String, form: &CheckForm, errors: Errors, is_unknown: bool) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            code: Field::line("code", "page-verify-code", &form.code, &errors, t),
            number: Field::line("number", "page-verify-number", &form.number, &errors, t),
            family: Field::line("family", "page-verify-family", &form.family, &errors, t),
            is_unknown,
            errors,
            t,
            layout,
        }
    }
}

impl VerifiedPage {
    fn of(layout: Layout, verified: &Verified) -> Self {
        let t = Texts(layout.lang);
        let document = &verified.document;
        let date = |at: chrono::DateTime<chrono::Utc>| {
            lang::date(at.with_timezone(&Moscow).date_naive(), layout.lang)
        };
        Self {
            t,
            is_valid: document.state != DocumentState::Revoked,
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            number: document.number.clone(),
            name: document.name.clone(),
            issued_on: lang::date(verified.fields.issued_on, layout.lang),
            session: lang::typeset(&verified.session.title),
            webinar: verified.webinar.as_ref().map(|webinar| lang::typeset(&webinar.title)),
            host_school: lang::typeset(&verified.host_school_name),
            revoked_on: document.revoked_at.map(date),
            revoke_reason: document.revoke_reason.clone(),
            replaced_by: verified.replaced_by.clone(),
            printed: printed(verified, t),
            signatories: verified
                .fields
                .signatories
                .iter()
                .map(|signatory| (signatory.position.clone(), signatory.name.clone()))
                .collect(),
            sha256: document.sha256.clone(),
            layout,
        }
    }
}

fn printed(verified: &Verified, t: Texts) -> Vec<(String, String)> {
    let value = |name: &str| {
        let found = verified.fields.values.iter().find(|(placeholder, _)| placeholder.as_str() == name);
        found.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
    };
    let label = |name: &str| t.say(&format!("page-verify-printed-{}", name.replace(['.', '_'], "-")));
    PRINTED.iter().filter_map(|name| Some((label(name), value(name)?.to_owned()))).collect()
}

/// `GET /verify`
pub(crate) async fn form(context: Context) -> Result<HttpResponse, PageError> {
    page(&CheckPage::of(
        Layout::of(&context),
        context.csrf(),
        &CheckForm::default(),
        Errors::default(),
        false,
    ))
}

/// `POST /verify`
pub(crate) async fn look_up(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let form = CheckForm::read(&fields)?;
    let mut errors = Errors::default();
    let (club, t) = (&context.club, context.t);
    let found = if form.code.trim().is_empty() {
        let number = errors.line("number", &form.number, 100, t);
        let family = errors.line("family", &form.family, 200, t);
        if errors.is_empty() { club::document::verify_number(club, &number, &family).await? } else { None }
    } else {
        club::document::verify(club, form.code.trim()).await?
    };
    if let Some(verified) = found {
        return Ok(see_other(&format!("/verify/{}", verified.document.code)));
    }
    if errors.is_empty() {
        let (field, key) = if form.code.trim().is_empty() {
            ("number", "page-verify-no-number")
        } else {
            ("code", "page-verify-no-code")
        };
        errors.add(field, t.say(key));
    }
    form_again(&CheckPage::of(Layout::of(&context), context.csrf(), &form, errors, false))
}

/// `GET /verify/{code}`
pub(crate) async fn show(context: Context, code: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::document::verify(&context.club, &code).await? {
        Some(verified) => page(&VerifiedPage::of(Layout::of(&context), &verified)),
        None => {
            let form = CheckForm { code: code.chars().take(100).collect(), ..CheckForm::default() };
            let check = CheckPage::of(Layout::of(&context), context.csrf(), &form, Errors::default(), true);
            html(status::NOT_FOUND, &check)
        }
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let check = |is_unknown| {
        CheckPage::of(
            Layout::sample(lang),
            "sample".to_owned(),
            &CheckForm::default(),
            Errors::default(),
            is_unknown,
        )
    };
    let states = [("document-verified", DocumentState::Issued), ("document-revoked", DocumentState::Revoked)];
    let verified = states.into_iter().filter_map(|(name, state)| {
        let verified = data::verified(lang, state)?;
        Some(Sample::of(name, &VerifiedPage::of(Layout::sample(lang), &verified)))
    });
    let checks =
        [Sample::of("document-check", &check(false)), Sample::of("document-check-unknown", &check(true))];
    checks.into_iter().chain(verified).collect()
}
