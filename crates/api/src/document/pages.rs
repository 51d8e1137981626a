//! Documents for organizers: revoking; and the files, for their owners, too.

use actix_web::http::header::{
    Charset, ContentDisposition, DispositionParam, DispositionType, ExtendedValue,
};
use actix_web::{HttpResponse, web};
use club::document::{DocumentFile, FileError, RevokeError};
use entity::{DocumentId, session};

use super::registry::RegistryPage;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::form_again;
use crate::session::organize::find;

impl From<FileError> for PageError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::NotFound => PageError::NotFound,
            FileError::Files(_) | FileError::Db(_) => PageError::broken(error),
        }
    }
}

/// `POST /organize/{session}/documents/{id}/revoke`
pub(crate) async fn revoke(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let id = document_of(&context, &session, &id).await?;
    let reason = fields.text("reason")?;
    let mut errors = Errors::default();
    let cleaned = errors.line("reason", &reason, 300, context.t);
    if !errors.is_empty() {
        let mut again = RegistryPage::load(&context, &session).await?;
        again.errors = errors;
        return form_again(&again);
    }
    match club::document::revoke(&context.club, &context.viewer, id, &cleaned).await {
        Ok(_) | Err(RevokeError::AlreadyRevoked) => {
            Ok(see_other(&format!("/organize/{}/documents?revoked=1", session.slug)))
        }
        Err(RevokeError::NotFound | RevokeError::NoReason) => Err(PageError::NotFound),
        Err(RevokeError::Forbidden) => Err(PageError::Forbidden),
        Err(RevokeError::Db(error)) => Err(error.into()),
    }
}

/// A document of this very session: an address that mixes two sessions leads nowhere.
async fn document_of(context: &Context, session: &session::Model, id: &str) -> Result<DocumentId, PageError> {
    let Ok(id) = id.parse::<DocumentId>() else { return Err(PageError::NotFound) };
    let is_here = club::document::is_of_session(&context.club, id, session).await?;
    if is_here { Ok(id) } else { Err(PageError::NotFound) }
}

/// `GET /organize/{session}/documents/{id}.pdf`
pub(crate) async fn organizers_file(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, id) = path.into_inner();
    let session = find(&context, &slug).await?;
    let id = document_of(&context, &session, &id).await?;
    Ok(pdf_file(club::document::file(&context.club, &context.viewer, id).await?))
}

/// `GET /me/documents/{id}.pdf`
pub(crate) async fn own_file(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    let Ok(id) = id.parse::<DocumentId>() else { return Err(PageError::NotFound) };
    let own = club::document::of_viewer(&context.club, &context.viewer).await?;
    if own.iter().all(|line| line.document.id != id) {
        return Err(PageError::NotFound);
    }
    Ok(pdf_file(club::document::file(&context.club, &context.viewer, id).await?))
}

/// A PDF to be kept under its name.
pub(super) fn pdf_file(file: DocumentFile) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.content_type("application/pdf").insert_header(kept_as(&file.file_name)).body(file.bytes)
}

/// What says under which name a browser keeps an answer; the name of old browsers has no Cyrillic letter.
pub(super) fn kept_as(name: &str) -> ContentDisposition {
    let plain =
        |letter: char| if letter.is_ascii_alphanumeric() || "-_.".contains(letter) { letter } else { '_' };
    let full = ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value: name.as_bytes().to_vec(),
    };
    let parameters = vec![
        DispositionParam::Filename(name.chars().map(plain).collect()),
        DispositionParam::FilenameExt(full),
    ];
    ContentDisposition { disposition: DispositionType::Attachment, parameters }
}
