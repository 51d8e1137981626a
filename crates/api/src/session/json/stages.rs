//! The stages of a session for programs of organizers: when each opens and closes, and what was opened or closed by hand.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use club::session::stages::{self, Disorder, SetStagesError, Span, StageLine, StagesView};
use entity::{Stage, StageForce};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::session::stages::word;

/// The stages of a session in their order.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageList {
    stages: Vec<StageDetail>,
}

/// A stage of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct StageDetail {
    /// `topics`, `call`, `review`, `programme`, `registration`, `live`, `documents`, `report` or `archive`.
    #[schema(value_type = String, example = "call")]
    stage: Stage,
    /// `undated`, `ahead`, `open` or `over`.
    standing: &'static str,
    /// RFC 3339.
    #[schema(value_type = Option<String>)]
    opens_at: Option<DateTime<Utc>>,
    /// The first instant at which it is closed.
    #[schema(value_type = Option<String>)]
    closes_at: Option<DateTime<Utc>>,
    /// `open` or `closed` when somebody decided so by hand.
    #[schema(value_type = Option<String>)]
    forced: Option<StageForce>,
}

/// When stages open and close; those that are not named have no dates afterwards.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StagePlan {
    stages: Vec<StageSpan>,
}

/// When a stage opens and closes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageSpan {
    #[schema(value_type = String, example = "call")]
    stage: Stage,
    /// RFC 3339.
    #[schema(value_type = Option<String>)]
    opens_at: Option<DateTime<Utc>>,
    /// The first instant at which it is closed.
    #[schema(value_type = Option<String>)]
    closes_at: Option<DateTime<Utc>>,
}

/// What is decided by hand about a stage.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StageForceInput {
    /// `open` or `closed`; `null`: as its dates say.
    #[schema(value_type = Option<String>, example = "open")]
    forced: Option<StageForce>,
}

impl StageDetail {
    fn of(line: &StageLine) -> Self {
        Self {
            stage: line.stage,
            standing: word(line.standing),
            opens_at: line.span.opens_at,
            closes_at: line.span.closes_at,
            forced: line.forced.as_ref().map(|(forced, ..)| *forced),
        }
    }
}

async fn answer(context: &Context, request: &HttpRequest, slug: &str) -> Result<HttpResponse, PageError> {
    let found: Option<StagesView> = stages::view(&context.club, &context.viewer, slug).await?;
    let view = found.ok_or(PageError::NotFound)?;
    let list = StageList { stages: view.lines.iter().map(StageDetail::of).collect() };
    json::versioned(request, StatusCode::OK, &view.session.revision.to_string(), &list)
}

/// The stages of a session. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/stages",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = StageList), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    answer(&context, &request, &slug).await
}

/// Sets when the stages of a session open and close; what was decided by hand stays so. The token has to be for `sessions_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/stages",
    tag = "sessions",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    request_body = StagePlan,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = StageList), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn set(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let plan = json::read::<StagePlan>(&request, payload).await?;
    let seen = json::seen_revision(&request)?;
    let span = |stage: Stage| {
        let named = plan.stages.iter().find(|span| span.stage == stage);
        named.map_or(Span::default(), |span| Span { opens_at: span.opens_at, closes_at: span.closes_at })
    };
    let all = Stage::ALL.iter().map(|stage| (*stage, span(*stage))).collect();
    let set = stages::set(&context.club, &context.viewer, (&slug, seen), all).await;
    set.map_err(|error| refusal(error, &context))?;
    answer(&context, &request, &slug).await
}

/// Opens or closes a stage by hand, whatever its dates. The token has to be for `sessions_write`. Doing it twice changes nothing.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/stages/{stage}/forced",
    tag = "sessions",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("stage" = String, Path, description = "The stage", example = "call")
    ),
    request_body = StageForceInput,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = StageList), TokenProblems, WriteProblems)
)]
pub(crate) async fn force(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<StageForceInput>(&request, payload).await?;
    let (slug, stage) = path.into_inner();
    let stage = stage.parse().map_err(|_no_stage| PageError::NotFound)?;
    let forced = stages::force(&context.club, &context.viewer, &slug, (stage, input.forced)).await;
    forced.map_err(|error| refusal(error, &context))?;
    answer(&context, &request, &slug).await
}

fn refusal(error: SetStagesError, context: &Context) -> PageError {
    let t = context.t;
    match error {
        SetStagesError::Disorder(wrong) => {
            let said = wrong.into_iter().map(|wrong| match wrong {
                Disorder::Backwards(stage) => format!("{stage}: {}", t.say("page-stages-backwards")),
                Disorder::Before { stage, earlier } => {
                    let earlier = t.say(&format!("page-stages-{earlier}"));
                    format!("{stage}: {}", t.say_with("page-stages-before", &[("earlier", earlier.into())]))
                }
            });
            json::wrong("stages", said.collect::<Vec<_>>().join(" "))
        }
        SetStagesError::Stale => PageError::OldVersion,
        SetStagesError::NotFound => PageError::NotFound,
        SetStagesError::Db(error) => error.into(),
    }
}
