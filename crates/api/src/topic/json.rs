//! The public topics of a session for programs.

use actix_web::{HttpRequest, HttpResponse, web};
use club::topic::{self, Order};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;

/// Topics that young teachers ask for, those with the most votes first.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicList {
    topics: Vec<TopicDetail>,
}

/// A topic that somebody asks for.
#[derive(Serialize, ToSchema)]
pub(crate) struct TopicDetail {
    id: String,
    title: String,
    votes: u64,
    /// `published`, `taken` or `declined`.
    state: String,
    /// What the organizers answered; empty when they have not.
    answer: String,
}

/// Public topics of a session, those with the most votes first.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/topics",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    responses((status = 200, body = TopicList), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let view = topic::list(&context.club, None, &slug, ("", Order::Votes)).await?;
    let view = view.ok_or(PageError::NotFound)?;
    let topics = view.lines.into_iter().map(|line| TopicDetail {
        id: line.topic.id.to_string(),
        title: line.topic.title,
        votes: line.votes,
        state: line.topic.state.to_string(),
        answer: line.topic.answer,
    });
    json::answer(&request, &TopicList { topics: topics.collect() }, None)
}
