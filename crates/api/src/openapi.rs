//! The interface for programs, described in OpenAPI 3.1, with its documentation to read and try.

use std::sync::Arc;

use actix_web::http::header::{CONTENT_SECURITY_POLICY, LOCATION};
use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::{OpenApi, ToSchema};
use utoipa_swagger_ui::Config;

use crate::error::PageError;

/// The documentation styles itself inline and shows pictures from data; scripts still come from this host alone.
const DOCUMENTATION_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What went wrong (RFC 9457).
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    #[serde(rename = "type")]
    #[schema(example = "about:blank")]
    kind: String,
    #[schema(example = "Not Found")]
    title: String,
    #[schema(example = 404)]
    status: u16,
    detail: String,
    instance: String,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Web-club",
        description = "Programmes of webinars for young teachers, and the verification of documents. Nothing that is read asks for a key; reports about e-mails need the secret of the installation.",
        license(name = "MIT")
    ),
    paths(crate::session::json::list, crate::session::json::show, crate::document::json::verify, crate::email_report::webhook::receive),
    tags((name = "sessions", description = "What takes place and when"), (name = "documents", description = "Whether a document stands"), (name = "emails", description = "What became of e-mails"))
)]
struct Description;

/// The description of the interface for programs as JSON.
#[must_use]
pub fn openapi() -> String {
    Description::openapi().to_pretty_json().unwrap_or_default()
}

/// Every path of the description.
#[cfg(test)]
pub(crate) fn paths() -> Vec<String> {
    Description::openapi().paths.paths.keys().cloned().collect()
}

/// `GET /api/v1/openapi.json`
pub(crate) async fn file() -> HttpResponse {
    HttpResponse::Ok().content_type("application/json").body(openapi())
}

/// `GET /api/docs`: the files of the documentation stand below it.
pub(crate) async fn documentation() -> HttpResponse {
    HttpResponse::PermanentRedirect().insert_header((LOCATION, "/api/docs/")).finish()
}

/// `GET /api/docs/{file}`
pub(crate) async fn documentation_file(name: web::Path<String>) -> Result<HttpResponse, PageError> {
    let config = Arc::new(Config::from("/api/v1/openapi.json"));
    let file = utoipa_swagger_ui::serve(&name, config)
        .map_err(|error| PageError::Broken(error.to_string().into()))?;
    let file = file.ok_or(PageError::NotFound)?;
    let mut answer = HttpResponse::Ok();
    answer.content_type(file.content_type).insert_header((CONTENT_SECURITY_POLICY, DOCUMENTATION_POLICY));
    Ok(answer.body(file.bytes.into_owned()))
}
