//! Schools that make a session together, for programs.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, HttpResponse, web};
use club::session::partners::{self, InviteError, Partner, PartnersView};
use entity::SchoolId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::openapi::{Problem, TokenProblems, WriteProblems};

/// The schools of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartnerList {
    host: PartnerSchool,
    /// In the order in which they are named.
    partners: Vec<PartnerDetail>,
}

/// A school of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartnerSchool {
    id: String,
    short_name: String,
    city: String,
}

/// A school that takes part, or was asked to.
#[derive(Serialize, ToSchema)]
pub(crate) struct PartnerDetail {
    #[serde(flatten)]
    school: PartnerSchool,
    /// `invited`, `accepted` or `declined`.
    #[schema(example = "accepted")]
    state: String,
    /// Webinars of the session that it hosts.
    webinars: usize,
}

/// A school that is asked to take part.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartnerInput {
    /// Id of a school.
    #[schema(value_type = String)]
    school: SchoolId,
}

/// What a school says that was asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PartnerAnswerInput {
    agrees: bool,
}

impl PartnerSchool {
    fn of(school: &entity::school::Model) -> Self {
        Self { id: school.id.to_string(), short_name: school.short_name.clone(), city: school.city.clone() }
    }
}

impl PartnerDetail {
    fn of(partner: &Partner) -> Self {
        Self {
            school: PartnerSchool::of(&partner.school),
            state: partner.row.state.to_string(),
            webinars: partner.webinars,
        }
    }
}

impl PartnerList {
    fn of(view: &PartnersView) -> Self {
        Self {
            host: PartnerSchool::of(&view.host),
            partners: view.partners.iter().map(PartnerDetail::of).collect(),
        }
    }
}

async fn view(context: &Context, slug: &str) -> Result<PartnersView, PageError> {
    partners::view(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// The schools of a session. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/partners",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = PartnerList), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    json::answer(&request, &PartnerList::of(&view(&context, &slug).await?), None)
}

/// Asks a school to take part; its organizers answer. The token has to be for `sessions_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/partners",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = PartnerInput,
    security(("token" = ["sessions_write"])),
    responses(
        (status = 201, body = PartnerList),
        (status = 409, description = "The school takes part already", body = Problem, content_type = "application/problem+json"),
        TokenProblems,
        WriteProblems
    )
)]
pub(crate) async fn invite(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<PartnerInput>(&request, payload).await?;
    match partners::invite(&context.club, &context.viewer, &slug, input.school).await {
        Ok(()) => json::plain(StatusCode::CREATED, &PartnerList::of(&view(&context, &slug).await?)),
        Err(InviteError::NoSchool) => Err(json::wrong("school", context.t.say("page-partners-no-school"))),
        Err(error) => Err(error.into()),
    }
}

/// Takes a school out that hosts no webinar of the session. The token has to be for `sessions_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{session}/partners/{school}",
    tag = "sessions",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("school" = String, Path, description = "Id of the school")
    ),
    security(("token" = ["sessions_write"])),
    responses(
        (status = 204, description = "It is out"),
        (status = 409, description = "It hosts webinars of the session", body = Problem, content_type = "application/problem+json"),
        TokenProblems
    )
)]
pub(crate) async fn remove(
    context: Context,
    path: web::Path<(String, SchoolId)>,
) -> Result<HttpResponse, PageError> {
    partners::remove(&context.club, &context.viewer, &path.0, path.1).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Answers for a school that was asked to take part, by a token of that school. The token has to be for `sessions_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/partners/{school}/answer",
    tag = "sessions",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("school" = String, Path, description = "Id of the school")
    ),
    request_body = PartnerAnswerInput,
    security(("token" = ["sessions_write"])),
    responses(
        (status = 204, description = "It is said"),
        (status = 409, description = "The school has said otherwise already", body = Problem, content_type = "application/problem+json"),
        TokenProblems,
        WriteProblems
    )
)]
pub(crate) async fn answer(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, SchoolId)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<PartnerAnswerInput>(&request, payload).await?;
    let (slug, school) = path.into_inner();
    partners::answer(&context.club, &context.viewer, (&slug, school), input.agrees).await?;
    Ok(HttpResponse::NoContent().finish())
}
