//! Sessions for programs.

pub(crate) mod partners;
pub(crate) mod settings;
pub(crate) mod stages;

use actix_web::{HttpRequest, HttpResponse, web};
use club::session::{Programme, ProgrammeTalk, ProgrammeWebinar};
use entity::session;
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::json;
use crate::times::machine;

/// Published sessions, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionList {
    sessions: Vec<SessionSummary>,
}

/// A published session.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionSummary {
    /// Its name in addresses.
    #[schema(example = "2027-spring")]
    slug: String,
    title: String,
    /// `winter` or `spring`.
    season: String,
    year: i32,
    /// IANA name.
    #[schema(example = "Asia/Yekaterinburg")]
    time_zone: String,
    /// Its page for people.
    url: String,
}

/// A published session with its webinars.
#[derive(Serialize, ToSchema)]
pub(crate) struct SessionDetail {
    #[serde(flatten)]
    session: SessionSummary,
    host_school: String,
    webinars: Vec<WebinarDetail>,
}

/// A webinar of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct WebinarDetail {
    /// Unique in its session.
    #[schema(example = "S01")]
    code: String,
    slug: String,
    title: String,
    form: String,
    /// `planned` or `cancelled`.
    state: String,
    /// In UTC (RFC 3339).
    #[schema(example = "2027-04-12T09:30:00Z")]
    starts_at: String,
    ends_at: String,
    time_zone: String,
    host_school: String,
    talks: Vec<TalkDetail>,
    url: String,
}

/// A talk of a webinar.
#[derive(Serialize, ToSchema)]
pub(crate) struct TalkDetail {
    topic: String,
    minutes: i32,
    speakers: Vec<SpeakerDetail>,
}

/// A speaker as the public may see one.
#[derive(Serialize, ToSchema)]
pub(crate) struct SpeakerDetail {
    name: String,
    position: String,
    school: String,
    city: String,
    region: String,
}

impl SessionSummary {
    fn of(session: &session::Model, context: &Context) -> Self {
        Self {
            slug: session.slug.clone(),
            title: session.title.clone(),
            season: session.season.to_string(),
            year: session.year,
            time_zone: session.time_zone.clone(),
            url: context.club.settings.address(&format!("/s/{}", session.slug)),
        }
    }
}

impl SessionDetail {
    /// A programme for programs.
    pub(crate) fn of(programme: &Programme, context: &Context) -> Self {
        Self {
            session: SessionSummary::of(&programme.session, context),
            host_school: programme.host_school.short_name.clone(),
            webinars: programme.webinars.iter().map(|webinar| WebinarDetail::of(webinar, context)).collect(),
        }
    }
}

impl WebinarDetail {
    fn of(webinar: &ProgrammeWebinar, context: &Context) -> Self {
        let row = &webinar.webinar;
        Self {
            code: row.code.clone(),
            slug: row.slug.clone(),
            title: row.title.clone(),
            form: row.form.to_string(),
            state: row.state.to_string(),
            starts_at: machine(row.starts_at),
            ends_at: machine(row.ends_at),
            time_zone: row.time_zone.clone(),
            host_school: webinar.host_school.short_name.clone(),
            talks: webinar.talks.iter().map(TalkDetail::of).collect(),
            url: context.club.settings.address(&format!("/w/{}", row.slug)),
        }
    }
}

impl TalkDetail {
    fn of(talk: &ProgrammeTalk) -> Self {
        let speakers = talk.speakers.iter().map(|speaker| SpeakerDetail {
            name: speaker.name.clone(),
            position: speaker.position.clone(),
            school: speaker.school_name.clone(),
            city: speaker.city.clone(),
            region: speaker.region.clone(),
        });
        Self { topic: talk.talk.topic.clone(), minutes: talk.talk.minutes, speakers: speakers.collect() }
    }
}

/// Published sessions, newest first.
#[utoipa::path(get, path = "/api/v1/sessions", tag = "sessions", responses((status = 200, body = SessionList)))]
pub(crate) async fn list(context: Context, request: HttpRequest) -> Result<HttpResponse, PageError> {
    let published = club::session::published(&context.club).await?;
    let sessions = published.iter().map(|session| SessionSummary::of(session, &context)).collect();
    json::answer(&request, &SessionList { sessions }, None)
}

/// A published session with its webinars, talks and speakers.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    responses((status = 200, body = SessionDetail), (status = 404, body = crate::openapi::Problem, content_type = "application/problem+json"))
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let programme =
        club::session::programme(&context.club, &context.viewer, &slug).await?.ok_or(PageError::NotFound)?;
    json::answer(&request, &SessionDetail::of(&programme, &context), None)
}
