//! The verification of a document for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use chrono::NaiveDate;
use club::Club;
use club::document::{OtherDocument, Reach, RegistryFilter, RegistryLine, Verified};
use club::person::full_name;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::TokenProblems;
use crate::session::organize::find;
use crate::times::machine;

/// What anybody with the code may know of a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct VerifiedDocument {
    /// Whether the document stands: it was issued and neither revoked nor replaced.
    is_valid: bool,
    /// `valid`, `revoked` or `replaced`.
    state: &'static str,
    /// `proof_of_presentation`, `letter_of_thanks` or `attendance_certificate`.
    kind: String,
    number: String,
    code: String,
    /// Full name as printed.
    name: String,
    /// Topic of the talk, as printed; of a certificate there is none.
    topic: Option<String>,
    webinar: Option<String>,
    /// In words, as printed.
    webinar_date: Option<String>,
    /// In words, as printed.
    level: Option<String>,
    session: String,
    /// The issuing organizations as printed.
    organizers: Vec<String>,
    /// The order that it rests on, as printed.
    order: Option<String>,
    issued_on: NaiveDate,
    revoked_at: Option<String>,
    revoke_reason: Option<String>,
    /// The document that was issued in its place.
    replaced_by: Option<AnotherDocument>,
    /// The document in whose place it was issued.
    replaces: Option<AnotherDocument>,
    /// The PDF file, when its owner lets anybody see it.
    file: Option<String>,
    /// Of the PDF file, hexadecimal: whoever has the file can compare.
    sha256: Option<String>,
    /// The key of `/.well-known/webclub-keys.json` that signed the file.
    signing_key_id: Option<String>,
}

/// A document that another one stands for.
#[derive(Serialize, ToSchema)]
pub(crate) struct AnotherDocument {
    number: String,
    /// Its page of verification.
    address: String,
}

impl VerifiedDocument {
    fn of(club: &Club, verified: Verified) -> Self {
        let another = |other: OtherDocument| AnotherDocument {
            address: club.settings.address(&format!("/verify/{}", other.code)),
            number: other.number,
        };
        let printed = |name: &str| {
            let mut values = verified.fields.values.iter();
            let value = values.find(|(placeholder, _)| placeholder.as_str() == name)?.1.trim();
            (!value.is_empty()).then(|| value.to_owned())
        };
        let organizers = printed("organizer.name").unwrap_or_else(|| verified.host_school_name.clone());
        let is_valid = verified.stands();
        let file = verified.has_public_file();
        Self {
            is_valid,
            state: match (is_valid, &verified.replaced_by) {
                (true, _) => "valid",
                (false, Some(_)) => "replaced",
                (false, None) => "revoked",
            },
            topic: printed("talk.topic"),
            webinar: printed("webinar.title"),
            webinar_date: printed("webinar.date"),
            level: printed("talk.level"),
            session: printed("session.title").unwrap_or(verified.session.title),
            organizers: organizers.lines().map(|name| name.trim().to_owned()).collect(),
            order: printed("order"),
            issued_on: verified.fields.issued_on,
            file: file
                .then(|| club.settings.address(&format!("/verify/{}/document.pdf", verified.document.code))),
            kind: verified.document.kind.to_string(),
            number: verified.document.number,
            code: verified.document.code,
            name: verified.document.name,
            revoked_at: verified.document.revoked_at.map(machine),
            revoke_reason: verified.document.revoke_reason,
            replaced_by: verified.replaced_by.map(another),
            replaces: verified.replaces.map(another),
            sha256: verified.document.sha256,
            signing_key_id: verified.document.signing_key_id,
        }
    }
}

/// What the document with this code says, and whether it stands.
#[utoipa::path(
    get,
    path = "/api/v1/verify/{code}",
    tag = "documents",
    params(("code" = String, Path, description = "The code printed on the document")),
    responses((status = 200, body = VerifiedDocument), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn verify(context: Context, code: web::Path<String>) -> Result<HttpResponse, PageError> {
    let verified = club::document::verify(&context.club, &code).await?.ok_or(PageError::NotFound)?;
    Ok(HttpResponse::Ok().json(VerifiedDocument::of(&context.club, verified)))
}

/// Documents of a session by kind and serial, fifty a page.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentList {
    documents: Vec<IssuedDocument>,
    /// How many there are altogether.
    found: u64,
    page: u64,
    pages: u64,
}

/// An issued document.
#[derive(Serialize, ToSchema)]
pub(crate) struct IssuedDocument {
    number: String,
    /// `proof_of_presentation`, `letter_of_thanks` or `attendance_certificate`.
    kind: String,
    /// Full name as printed.
    name: String,
    /// Full name as it is known now.
    person: String,
    /// Code of the webinar; of a letter of thanks there may be none.
    webinar: Option<String>,
    /// In UTC (RFC 3339).
    revoked_at: Option<String>,
    /// Its page of verification.
    verify_url: String,
}

impl IssuedDocument {
    fn of(line: &RegistryLine, club: &Club) -> Self {
        Self {
            number: line.document.number.clone(),
            kind: line.document.kind.to_string(),
            name: line.document.name.clone(),
            person: full_name(&line.person).full(),
            webinar: line.webinar.as_ref().map(|webinar| webinar.code.clone()),
            revoked_at: line.document.revoked_at.map(machine),
            verify_url: club.settings.address(&format!("/verify/{}", line.document.code)),
        }
    }
}

/// Which page is asked for.
#[derive(Deserialize)]
pub(crate) struct Page {
    page: Option<u64>,
}

/// Documents of a session by kind and serial, fifty a page. The token has to be for `documents_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/documents",
    tag = "documents",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("page" = Option<u64>, Query, description = "From 1")
    ),
    security(("token" = ["documents_read"])),
    responses(
        (status = 200, body = DocumentList),
        TokenProblems
    )
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    wanted: web::Query<Page>,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let (club, page) = (&context.club, wanted.page.unwrap_or(1));
    let reach = Reach::Session(&session);
    let found =
        club::document::search(club, &context.viewer, reach, &RegistryFilter::default(), page).await?;
    let next = (found.page < found.pages).then(|| {
        let path = format!("/api/v1/sessions/{}/documents?page={}", session.slug, found.page + 1);
        club.settings.address(&path)
    });
    let documents = found.lines.iter().map(|line| IssuedDocument::of(line, club)).collect();
    let list = DocumentList { documents, found: found.found, page: found.page, pages: found.pages };
    json::answer(&request, &list, next)
}
