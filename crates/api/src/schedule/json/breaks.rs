//! Breaks of the working version.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use club::schedule::{self, BreakError, NewBreak};
use entity::{ScheduleBreakId, schedule_break};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::webinars::working;
use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, WriteProblems};
use crate::schedule::editor::LONGEST_BREAK_TITLE;
use crate::times::machine;

/// Breaks of a session, by their beginnings.
#[derive(Serialize, ToSchema)]
pub(crate) struct BreakList {
    breaks: Vec<BreakDetail>,
}

/// A break.
#[derive(Serialize, ToSchema)]
pub(crate) struct BreakDetail {
    id: String,
    title: String,
    /// `null`: of all tracks.
    track: Option<i32>,
    /// In UTC (RFC 3339).
    starts_at: String,
    ends_at: String,
}

/// A break as a program wishes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct BreakInput {
    #[schema(example = "Обед")]
    title: String,
    /// Without it of all tracks.
    track: Option<i32>,
    /// RFC 3339.
    #[schema(value_type = String, example = "2027-04-12T11:00:00Z")]
    starts_at: DateTime<Utc>,
    #[schema(value_type = String, example = "2027-04-12T11:30:00Z")]
    ends_at: DateTime<Utc>,
}

impl BreakDetail {
    fn of(row: &schedule_break::Model) -> Self {
        Self {
            id: row.id.to_string(),
            title: row.title.clone(),
            track: row.track,
            starts_at: machine(row.starts_at),
            ends_at: machine(row.ends_at),
        }
    }
}

/// Breaks of the working version. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/breaks",
    tag = "programme",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = BreakList), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let working = working(&context, &slug).await?;
    let breaks = working.breaks.iter().map(BreakDetail::of).collect();
    json::answer(&request, &BreakList { breaks }, None)
}

/// Adds a break; people see it after the next release. The token has to be for `programme_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/breaks",
    tag = "programme",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = BreakInput,
    security(("token" = ["programme_write"])),
    responses((status = 201, body = BreakDetail), TokenProblems, WriteProblems)
)]
pub(crate) async fn add(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<BreakInput>(&request, payload).await?;
    let (mut errors, t) = (Errors::default(), context.t);
    let title = errors.line("title", &input.title, LONGEST_BREAK_TITLE, t);
    if !errors.is_empty() {
        return Err(json::unusable(&errors));
    }
    let BreakInput { track, starts_at, ends_at, .. } = input;
    let new = NewBreak { title, track, starts_at, ends_at };
    match schedule::add_break(&context.club, &context.viewer, &slug, new).await {
        Ok(row) => json::plain(StatusCode::CREATED, &BreakDetail::of(&row)),
        Err(BreakError::Length) => Err(json::wrong("ends_at", t.say("page-schedule-wrong-length"))),
        Err(BreakError::Track) => Err(json::wrong("track", t.say("page-schedule-wrong-track"))),
        Err(BreakError::NotFound) => Err(PageError::NotFound),
        Err(BreakError::Db(error)) => Err(error.into()),
    }
}

/// Takes a break out. The token has to be for `programme_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{session}/breaks/{id}",
    tag = "programme",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("id" = String, Path, description = "Id of the break")
    ),
    security(("token" = ["programme_write"])),
    responses((status = 204, description = "It is out"), TokenProblems)
)]
pub(crate) async fn remove(
    context: Context,
    path: web::Path<(String, ScheduleBreakId)>,
) -> Result<HttpResponse, PageError> {
    match schedule::remove_break(&context.club, &context.viewer, &path.0, path.1).await {
        Ok(()) => Ok(HttpResponse::NoContent().finish()),
        Err(BreakError::Db(error)) => Err(error.into()),
        Err(_) => Err(PageError::NotFound),
    }
}
