//! The verification of a document by anybody who holds it: by its code, its number with a name, or the file itself.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::document::FileVerdict;
use lang::{Lang, Texts};

use super::pages::pdf_file;
use super::verified::{FileNote, VerifiedPage};
use crate::Sample;
use crate::error::{PageError, see_other, status};
use crate::extract::Context;
use crate::fields::{Fields, Upload};
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, html, page};

/// Every PDF file names itself within so many bytes.
const HEAD_BYTES: usize = 1024;

/// Where a code, a number with a name, or a file is given.
#[derive(Template)]
#[template(path = "pages/document/check.html")]
struct CheckPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    code: Field,
    number: Field,
    family: Field,
    file_error: Option<String>,
    miss: Option<Miss>,
    errors: Errors,
}

/// What was not found: one answer whatever was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Miss {
    Document,
    File,
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
        let typed = |name| Ok::<_, PageError>(fields.text(name)?.chars().take(200).collect::<String>());
        Ok(Self { code: typed("code")?, number: typed("number")?, family: typed("family")? })
    }
}

impl CheckPage {
    fn of(layout: Layout, csrf: String, form: &CheckForm, errors: Errors, miss: Option<Miss>) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            code: Field::line("code", "page-verify-code", &form.code, &errors, t),
            number: Field::line("number", "page-verify-number", &form.number, &errors, t),
            family: Field::line("family", "page-verify-family", &form.family, &errors, t),
            file_error: errors.of("file"),
            miss,
            errors,
            t,
            layout,
        }
    }

    /// Nothing was found: the page comes back with what was typed.
    fn missed(context: &Context, form: &CheckForm, miss: Miss) -> Result<HttpResponse, PageError> {
        let check = CheckPage::of(Layout::of(context), context.csrf(), form, Errors::default(), Some(miss));
        html(status::NOT_FOUND, &check)
    }
}

/// `GET /verify`
pub(crate) async fn form(context: Context) -> Result<HttpResponse, PageError> {
    let form = CheckForm::default();
    page(&CheckPage::of(Layout::of(&context), context.csrf(), &form, Errors::default(), None))
}

/// `POST /verify`
pub(crate) async fn look_up(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let form = CheckForm::read(&fields)?;
    if let Some(upload) = fields.upload("file")? {
        return look_at(&context, &form, upload).await;
    }
    let mut errors = Errors::default();
    let (club, t) = (&context.club, context.t);
    let found = if form.code.trim().is_empty() {
        let number = errors.line("number", &form.number, 100, t);
        let family = errors.line("family", &form.family, 200, t);
        if !errors.is_empty() {
            let again = CheckPage::of(Layout::of(&context), context.csrf(), &form, errors, None);
            return form_again(&again);
        }
        club::document::verify_number(club, &number, &family).await?
    } else {
        club::document::verify(club, &form.code).await?
    };
    match found {
        Some(verified) => Ok(see_other(&format!("/verify/{}", verified.document.code))),
        None => CheckPage::missed(&context, &form, Miss::Document),
    }
}

/// Looks at a file that was sent and forgets it.
async fn look_at(context: &Context, form: &CheckForm, upload: Upload) -> Result<HttpResponse, PageError> {
    let head = upload.bytes.get(..HEAD_BYTES.min(upload.bytes.len())).unwrap_or_default();
    if !head.windows(5).any(|bytes| bytes == b"%PDF-") {
        let mut errors = Errors::default();
        let key = if head.is_empty() { "page-verify-file-empty" } else { "page-verify-file-no-pdf" };
        errors.add("file", context.t.say(key));
        let again = CheckPage::of(Layout::of(context), context.csrf(), form, errors, None);
        return form_again(&again);
    }
    let (verified, note) = match club::document::verify_file(&context.club, upload.bytes).await? {
        FileVerdict::Original(verified) => (verified, FileNote::Original),
        FileVerdict::Altered(verified) => (verified, FileNote::Altered),
        FileVerdict::Unregistered(statement) => {
            return page(&VerifiedPage::unregistered(Layout::of(context), &statement));
        }
        FileVerdict::Unknown => return CheckPage::missed(context, form, Miss::File),
    };
    page(&VerifiedPage::of(Layout::of(context), &verified, Some(note)))
}

/// `GET /verify/{code}`
pub(crate) async fn show(context: Context, code: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::document::verify(&context.club, &code).await? {
        Some(verified) => page(&VerifiedPage::of(Layout::of(&context), &verified, None)),
        None => {
            let form = CheckForm { code: code.chars().take(100).collect(), ..CheckForm::default() };
            CheckPage::missed(&context, &form, Miss::Document)
        }
    }
}

/// `GET /verify/{code}/document.pdf`
pub(crate) async fn file(context: Context, code: web::Path<String>) -> Result<HttpResponse, PageError> {
    Ok(pdf_file(club::document::public_file(&context.club, &code).await?))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let check = |errors, miss| {
        let form = CheckForm::default();
        CheckPage::of(Layout::sample(lang), "sample".to_owned(), &form, errors, miss)
    };
    let mut no_pdf = Errors::default();
    no_pdf.add("file", Texts(lang).say("page-verify-file-no-pdf"));
    let checks = vec![
        Sample::of("document-check", &check(Errors::default(), None)),
        Sample::of("document-check-unknown", &check(Errors::default(), Some(Miss::Document))),
        Sample::of("document-check-unknown-file", &check(Errors::default(), Some(Miss::File))),
        Sample::of("document-check-no-pdf", &check(no_pdf, None)),
    ];
    checks.into_iter().chain(super::verified::samples(lang)).collect()
}
