//! What operators and robots ask for.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};

use crate::error::{PageError, status};
use crate::state::State;

/// The process answers.
pub(crate) async fn health() -> HttpResponse {
    plain(status::FINE, "ok\n")
}

/// The process answers and its database does, too.
pub(crate) async fn ready(state: web::Data<State>) -> HttpResponse {
    match state.club.storage.check().await {
        Ok(()) => plain(status::FINE, "ok\n"),
        Err(error) => {
            tracing::warn!(%error, "the database does not answer");
            plain(status::NOT_READY, "the database does not answer\n")
        }
    }
}

/// Counts and times for a Prometheus server.
///
/// # Errors
/// Not found where nothing is counted.
pub(crate) async fn metrics(state: web::Data<State>) -> Result<HttpResponse, PageError> {
    let counted = state.options.metrics.as_ref().ok_or(PageError::NotFound)?;
    Ok(plain(status::FINE, &counted.render()))
}

/// Search engines may show the programme and nothing that is somebody's own.
pub(crate) async fn robots() -> HttpResponse {
    let rules = "User-agent: *\nDisallow: /j/\nDisallow: /login\nDisallow: /me\nDisallow: /organize\nDisallow: /verify/\nDisallow: /setup/\nDisallow: /mailbox\n";
    plain(status::FINE, rules)
}

fn plain(status: actix_web::http::StatusCode, text: &str) -> HttpResponse {
    HttpResponse::build(status)
        .insert_header((CACHE_CONTROL, "no-store"))
        .content_type("text/plain; charset=utf-8")
        .body(text.to_owned())
}
