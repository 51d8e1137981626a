//! The verification of a document for programs.

use actix_web::{HttpResponse, web};
use club::document::Verified;
use entity::DocumentState;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::times::machine;

/// What anybody with the code may know of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerifiedDocument {
    /// Whether the document stands: it was issued and not revoked.
    is_valid: bool,
    /// `proof_of_presentation`, `letter_of_thanks` or `attendance_certificate`.
    kind: String,
    number: String,
    /// Full name as printed.
    name: String,
    session: String,
    webinar: Option<String>,
    host_school: String,
    issued_at: String,
    revoked_at: Option<String>,
    /// Number of the document that stands in its place.
    replaced_by: Option<String>,
    /// Of the PDF file, hexadecimal: whoever has the file can compare.
    sha256: Option<String>,
}

impl From<Verified> for VerifiedDocument {
    fn from(verified: Verified) -> Self {
        let document = verified.document;
        Self {
            is_valid: document.state != DocumentState::Revoked,
            kind: document.kind.to_string(),
            number: document.number,
            name: document.name,
            session: verified.session.title,
            webinar: verified.webinar.map(|webinar| webinar.title),
            host_school: verified.host_school_name,
            issued_at: machine(document.issued_at),
            revoked_at: document.revoked_at.map(machine),
            replaced_by: verified.replaced_by,
            sha256: document.sha256,
        }
    }
}

/// Whether the document with this code stands.
#[utoipa::path(
    get,
    path = "/api/v1/verify/{code}",
    tag = "documents",
    params(("code" = String, Path, description = "The code printed on the document")),
    responses((status = 200, body = VerifiedDocument), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn verify(context: Context, code: web::Path<String>) -> Result<HttpResponse, PageError> {
    let verified = club::document::verify(&context.club, &code).await?.ok_or(PageError::NotFound)?;
    Ok(HttpResponse::Ok().json(VerifiedDocument::from(verified)))
}
