//! Releases of a programme: those that were published, and the next one.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::release::{self, Change, PublishError, ReleaseLine};
use lang::Texts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::schedule::releases::{LONGEST_NOTE, refusal};
use crate::times::machine;

/// Releases of a session, newest first; fifty at most.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReleaseList {
    releases: Vec<ReleaseDetail>,
}

/// A published version of a programme.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReleaseDetail {
    number: i32,
    note: String,
    /// In UTC (RFC 3339).
    published_at: String,
    /// In sentences, in the language of `Accept-Language`.
    changes: Vec<String>,
}

/// What the next release would tell.
#[derive(Serialize, ToSchema)]
pub(crate) struct NextRelease {
    /// Stands for this very difference: `If-Match` names it when the release is published. The header `ETag` says the same.
    version: String,
    /// In sentences, in the language of `Accept-Language`.
    changes: Vec<String>,
}

/// A release to be published.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRelease {
    /// Everybody reads it beside the changes.
    #[serde(default)]
    note: String,
}

/// The number of a release.
#[derive(Serialize, ToSchema)]
pub(crate) struct PublishedRelease {
    number: i32,
}

fn sentences(changes: &[Change], t: Texts) -> Vec<String> {
    changes.iter().map(|change| change.sentence(t)).collect()
}

impl ReleaseDetail {
    fn of(line: &ReleaseLine, t: Texts) -> Self {
        Self {
            number: line.number,
            note: line.note.clone(),
            published_at: machine(line.published_at),
            changes: sentences(&line.changes, t),
        }
    }
}

/// What was published of a session and when, newest first.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/releases",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    responses((status = 200, body = ReleaseList), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let found = release::changes_of(&context.club, &context.viewer, &slug).await?;
    let (_session, lines) = found.ok_or(PageError::NotFound)?;
    let releases = lines.iter().map(|line| ReleaseDetail::of(line, context.t)).collect();
    json::answer(&request, &ReleaseList { releases }, None)
}

/// What the next release would tell. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/releases/next",
    tag = "programme",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = NextRelease), TokenProblems)
)]
pub(crate) async fn next(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let found = release::releases_view(&context.club, &context.viewer, &slug).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let next =
        NextRelease { version: found.fingerprint.clone(), changes: sentences(&found.changes, context.t) };
    json::versioned(&request, StatusCode::OK, &found.fingerprint, &next)
}

/// Publishes the working version: everybody sees it, and whom it concerns gets an e-mail. The token has to be for `programme_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/releases",
    tag = "programme",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("If-Match" = String, Header, description = "The difference that the program has seen")
    ),
    request_body = NewRelease,
    security(("token" = ["programme_write"])),
    responses((status = 201, body = PublishedRelease), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn publish(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let new = json::read::<NewRelease>(&request, payload).await?;
    let seen = json::seen(&request)?;
    let (mut errors, t) = (Errors::default(), context.t);
    let note = errors.optional_lines("note", &new.note, LONGEST_NOTE, t).unwrap_or_default();
    if !errors.is_empty() {
        return Err(json::unusable(&errors));
    }
    match release::publish(&context.club, &context.viewer, &slug, (&note, &seen)).await {
        Ok(number) => Ok(HttpResponse::Created().json(PublishedRelease { number })),
        Err(PublishError::Changed) => Err(PageError::OldVersion),
        Err(PublishError::Past { title }) => {
            Err(json::wrong("", t.say_with("page-release-past", &[("title", title.into())])))
        }
        Err(error) => Err(refusal(error)),
    }
}
