//! The buttons of the queue: again, discard, pause, resume.

use actix_web::{HttpResponse, web};
use club::email_queue::{QueueError, QueueScope, discard, pause, resume, try_again};
use entity::OutboxEmailId;

use crate::error::{PageError, see_other};
use crate::extract::Context;

const NETWORK: &str = "/network/queue";

impl From<QueueError> for PageError {
    fn from(error: QueueError) -> Self {
        match error {
            QueueError::NotFound => PageError::NotFound,
            QueueError::Moved => PageError::Conflict("page-email-queue-moved"),
            QueueError::TooLate => PageError::Conflict("page-email-queue-late"),
            QueueError::Db(error) => error.into(),
        }
    }
}

fn of_session(slug: &str) -> String {
    format!("/organize/{slug}/queue")
}

fn id(text: &str) -> Result<OutboxEmailId, PageError> {
    text.parse().map_err(|_no_id| PageError::NotFound)
}

/// `POST /organize/{session}/queue/{id}/again`
pub(crate) async fn again(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let scope = QueueScope::Session(&path.0);
    try_again(&context.club, &context.viewer, scope, id(&path.1)?).await?;
    Ok(see_other(&format!("{}?done=again", of_session(&path.0))))
}

/// `POST /organize/{session}/queue/{id}/discard`
pub(crate) async fn away(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let scope = QueueScope::Session(&path.0);
    discard(&context.club, &context.viewer, scope, id(&path.1)?).await?;
    Ok(see_other(&format!("{}?done=discarded", of_session(&path.0))))
}

/// `POST /organize/{session}/queue/pause`
pub(crate) async fn hold(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    pause(&context.club, &context.viewer, QueueScope::Session(&slug)).await?;
    Ok(see_other(&of_session(&slug)))
}

/// `POST /organize/{session}/queue/resume`
pub(crate) async fn go_on(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    resume(&context.club, &context.viewer, QueueScope::Session(&slug)).await?;
    Ok(see_other(&of_session(&slug)))
}

/// `POST /network/queue/{id}/again`
pub(crate) async fn network_again(
    context: Context,
    text: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    try_again(&context.club, &context.viewer, QueueScope::Network, id(&text)?).await?;
    Ok(see_other(&format!("{NETWORK}?done=again")))
}

/// `POST /network/queue/{id}/discard`
pub(crate) async fn network_away(
    context: Context,
    text: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    discard(&context.club, &context.viewer, QueueScope::Network, id(&text)?).await?;
    Ok(see_other(&format!("{NETWORK}?done=discarded")))
}

/// `POST /network/queue/pause`
pub(crate) async fn network_hold(context: Context) -> Result<HttpResponse, PageError> {
    pause(&context.club, &context.viewer, QueueScope::Network).await?;
    Ok(see_other(NETWORK))
}

/// `POST /network/queue/resume`
pub(crate) async fn network_go_on(context: Context) -> Result<HttpResponse, PageError> {
    resume(&context.club, &context.viewer, QueueScope::Network).await?;
    Ok(see_other(NETWORK))
}
