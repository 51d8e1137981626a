//! The owner of a document asks to have it corrected, and says who may see its file.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::correction::{AskError, LONGEST_WISH};
use club::document::RegistryLine;
use entity::{DocumentId, DocumentState};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;

/// Where a wish is written.
#[derive(Template)]
#[template(path = "pages/correction/ask.html")]
struct AskPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    document: String,
    kind: String,
    number: String,
    name: String,
    wish: Field,
    errors: Errors,
}

impl AskPage {
    fn of(layout: Layout, csrf: String, line: &RegistryLine, wish: &str, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let document = &line.document;
        Self {
            csrf,
            document: document.id.to_string(),
            kind: t.say(&format!("page-document-kind-{}", document.kind)),
            number: document.number.clone(),
            name: document.name.clone(),
            wish: Field::line("wish", "page-correction-wish", wish, &errors, t).lines(),
            errors,
            t,
            layout,
        }
    }
}

impl From<AskError> for PageError {
    fn from(error: AskError) -> Self {
        match error {
            AskError::NotFound => PageError::NotFound,
            AskError::NotStanding => PageError::Conflict("page-correction-not-standing"),
            AskError::OpenAlready => PageError::Conflict("page-correction-open-already"),
            AskError::Text(_) => PageError::BadRequest,
            AskError::Db(error) => error.into(),
        }
    }
}

/// A standing document of the viewer's own.
async fn own_document(context: &Context, id: &str) -> Result<RegistryLine, PageError> {
    let id: DocumentId = id.parse().map_err(|_no_id| PageError::NotFound)?;
    let own = club::document::of_viewer(&context.club, &context.viewer).await?;
    own.into_iter().find(|line| line.document.id == id).ok_or(PageError::NotFound)
}

/// `GET /me/documents/{id}/correction`
pub(crate) async fn form(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let line = own_document(&context, &id).await?;
    if line.document.state == DocumentState::Revoked {
        return Err(PageError::Conflict("page-correction-not-standing"));
    }
    page(&AskPage::of(Layout::of(&context), context.csrf(), &line, "", Errors::default()))
}

/// `POST /me/documents/{id}/correction`
pub(crate) async fn ask(
    context: Context,
    id: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let line = own_document(&context, &id).await?;
    let typed = fields.text("wish")?;
    let mut errors = Errors::default();
    let wish = errors.lines("wish", &typed, LONGEST_WISH, context.t);
    if !errors.is_empty() {
        return form_again(&AskPage::of(Layout::of(&context), context.csrf(), &line, &typed, errors));
    }
    match club::correction::ask(&context.club, &context.viewer, line.document.id, &wish).await {
        // Sent twice: the first one was taken.
        Ok(()) | Err(AskError::OpenAlready) => Ok(see_other("/me?asked=1#documents")),
        Err(error) => Err(error.into()),
    }
}

/// `POST /me/documents/{id}/file`
pub(crate) async fn show_file(
    context: Context,
    id: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let Ok(id) = id.parse::<DocumentId>() else { return Err(PageError::NotFound) };
    let is_public = fields.text("show")? == "yes";
    club::document::show_file(&context.club, &context.viewer, id, is_public).await?;
    Ok(see_other("/me#documents"))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let line = data::registry(lang).remove(0);
    let layout = Layout::sample_of_curator(lang);
    let empty = AskPage::of(layout.clone(), "sample".to_owned(), &line, "", Errors::default());
    let mut errors = Errors::default();
    errors.lines("wish", "", LONGEST_WISH, Texts(lang));
    let wrong = AskPage::of(layout, "sample".to_owned(), &line, "", errors);
    vec![Sample::of("correction-ask", &empty), Sample::of("correction-ask-wrong", &wrong)]
}
