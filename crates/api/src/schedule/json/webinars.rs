//! Webinars of the working version: reading, adding, changing, taking out.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use club::schedule::{self, RemoveError, SaveError, WebinarDraft, Working, WorkingWebinar};
use entity::{PersonId, SchoolId, TalkId, WebinarForm};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::schedule::form::LANGUAGES;
use crate::schedule::webinar::field_of;
use crate::times::machine;
use crate::webinar::forms::safe_url;

/// The longest name of a webinar, in characters.
const LONGEST_TITLE: usize = 300;

/// The longest name of a platform, in characters.
const LONGEST_PLATFORM: usize = 100;

/// The working version of a programme.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkingProgramme {
    /// Number of the newest release; 0 before the first.
    release: i32,
    webinars: Vec<WorkingWebinarDetail>,
    /// Talks that were taken and stand in no webinar yet.
    unplaced: Vec<WorkingTalkDetail>,
    /// Schools that may host a webinar.
    schools: Vec<Named>,
    /// Who may be moderator.
    moderators: Vec<Named>,
}

/// Somebody or something with its id.
#[derive(Serialize, ToSchema)]
pub(crate) struct Named {
    id: String,
    name: String,
}

/// A webinar of the working version.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkingWebinarDetail {
    /// Unique in its session.
    #[schema(example = "S01")]
    code: String,
    /// The version: `If-Match` names it when the webinar is changed. The header `ETag` says the same.
    version: String,
    title: String,
    form: String,
    /// `planned` or `cancelled`.
    state: String,
    track: i32,
    host_school: Named,
    moderators: Vec<Named>,
    /// In UTC (RFC 3339); people know it once a release tells it.
    starts_at: String,
    ends_at: String,
    /// IANA name.
    time_zone: String,
    platform: Option<String>,
    stream_url: Option<String>,
    capacity: Option<i32>,
    registration_ends_hours: Option<i32>,
    language: String,
    /// In the order in which they are presented.
    talks: Vec<WorkingTalkDetail>,
    /// How many are registered.
    registered: u64,
}

/// A talk of the working version.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkingTalkDetail {
    id: String,
    topic: String,
    minutes: i32,
    /// Whether its speakers have said that they come.
    is_confirmed: bool,
    speakers: Vec<String>,
}

/// A webinar as a program wishes it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct WebinarInput {
    title: String,
    /// `webinar`, `round_table` and others.
    #[schema(value_type = String, example = "webinar")]
    form: WebinarForm,
    #[schema(example = 1)]
    track: i32,
    /// Id of a school that takes part in the session.
    #[schema(value_type = String)]
    host_school: SchoolId,
    /// Ids of people of the session.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    moderators: Vec<PersonId>,
    /// RFC 3339.
    #[schema(value_type = String, example = "2027-04-12T09:30:00Z")]
    starts_at: DateTime<Utc>,
    #[schema(value_type = String, example = "2027-04-12T11:00:00Z")]
    ends_at: DateTime<Utc>,
    /// IANA name.
    #[schema(value_type = String, example = "Asia/Yekaterinburg")]
    time_zone: Tz,
    platform: Option<String>,
    stream_url: Option<String>,
    capacity: Option<i32>,
    /// So many hours before the start registration ends.
    registration_ends_hours: Option<i32>,
    /// ISO 639 code.
    #[schema(example = "ru")]
    language: String,
    /// Ids, in the order in which they are presented.
    #[serde(default)]
    #[schema(value_type = Vec<String>)]
    talks: Vec<TalkId>,
}

impl WorkingProgramme {
    fn of(working: &Working) -> Self {
        Self {
            release: working.release,
            webinars: working.webinars.iter().map(WorkingWebinarDetail::of).collect(),
            unplaced: working.unplaced.iter().map(WorkingTalkDetail::of).collect(),
            schools: working.schools.iter().map(Named::of_school).collect(),
            moderators: working.moderators.iter().map(Named::of_person).collect(),
        }
    }
}

impl Named {
    fn of_school(school: &entity::school::Model) -> Self {
        Self { id: school.id.to_string(), name: school.short_name.clone() }
    }

    fn of_person((id, name): &(PersonId, String)) -> Self {
        Self { id: id.to_string(), name: name.clone() }
    }
}

impl WorkingWebinarDetail {
    fn of(line: &WorkingWebinar) -> Self {
        let row = &line.webinar;
        Self {
            code: row.code.clone(),
            version: line.revision.clone(),
            title: row.title.clone(),
            form: row.form.to_string(),
            state: row.state.to_string(),
            track: row.track,
            host_school: Named::of_school(&line.host_school),
            moderators: line.moderators.iter().map(Named::of_person).collect(),
            starts_at: machine(line.starts_at),
            ends_at: machine(line.ends_at),
            time_zone: row.time_zone.clone(),
            platform: row.stream_platform.clone(),
            stream_url: row.stream_url.clone(),
            capacity: row.capacity,
            registration_ends_hours: row.registration_ends_hours,
            language: row.language.clone(),
            talks: line.talks.iter().map(WorkingTalkDetail::of).collect(),
            registered: line.registered,
        }
    }
}

impl WorkingTalkDetail {
    fn of(talk: &schedule::WorkingTalk) -> Self {
        Self {
            id: talk.talk.id.to_string(),
            topic: talk.talk.topic.clone(),
            minutes: talk.talk.minutes,
            is_confirmed: talk.is_confirmed(),
            speakers: talk.speakers.iter().map(|speaker| speaker.name.clone()).collect(),
        }
    }
}

impl WebinarInput {
    /// The webinar, once everything fits.
    fn check(self, context: &Context) -> Result<WebinarDraft, PageError> {
        let (mut errors, t) = (Errors::default(), context.t);
        let title = errors.line("title", &self.title, LONGEST_TITLE, t);
        let typed = self.platform.unwrap_or_default();
        let platform = errors.optional_line("platform", &typed, LONGEST_PLATFORM, t);
        let typed = self.stream_url.filter(|url| !url.trim().is_empty());
        let stream_url = typed.as_ref().and_then(|url| safe_url(url.trim()));
        if typed.is_some() && stream_url.is_none() {
            errors.add("stream_url", t.say("page-broadcast-link-wrong"));
        }
        if !LANGUAGES.contains(&self.language.as_str()) {
            errors.add("language", t.say("page-schedule-wrong-choice"));
        }
        if !errors.is_empty() {
            return Err(json::unusable(&errors));
        }
        Ok(WebinarDraft {
            title,
            form: self.form,
            track: self.track,
            host_school: self.host_school,
            moderators: self.moderators,
            starts_at: self.starts_at,
            ends_at: self.ends_at,
            zone: self.time_zone,
            platform,
            stream_url,
            capacity: self.capacity,
            registration_ends_hours: self.registration_ends_hours,
            language: self.language,
            talks: self.talks,
        })
    }
}

/// The working version of a programme. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/webinars",
    tag = "programme",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = WorkingProgramme), TokenProblems)
)]
pub(crate) async fn list(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let working = working(&context, &slug).await?;
    json::answer(&request, &WorkingProgramme::of(&working), None)
}

pub(super) async fn working(context: &Context, slug: &str) -> Result<Working, PageError> {
    schedule::working(&context.club, &context.viewer, slug).await?.ok_or(PageError::NotFound)
}

/// The name in addresses of the webinar with this code.
///
/// # Errors
/// When there is none that the viewer works on.
pub(crate) async fn slug_of(context: &Context, session: &str, code: &str) -> Result<String, PageError> {
    Ok(find(&working(context, session).await?, code)?.webinar.slug.clone())
}

fn find<'a>(working: &'a Working, code: &str) -> Result<&'a WorkingWebinar, PageError> {
    working.webinars.iter().find(|line| line.webinar.code == code).ok_or(PageError::NotFound)
}

/// A webinar of the working version. The token has to be for `programme_read`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/webinars/{code}",
    tag = "programme",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01")
    ),
    security(("token" = ["programme_read"])),
    responses((status = 200, body = WorkingWebinarDetail), TokenProblems)
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let working = working(&context, &path.0).await?;
    answer(&request, StatusCode::OK, find(&working, &path.1)?)
}

fn answer(
    request: &HttpRequest,
    status: StatusCode,
    line: &WorkingWebinar,
) -> Result<HttpResponse, PageError> {
    json::versioned(request, status, &line.revision, &WorkingWebinarDetail::of(line))
}

/// Adds a webinar; people see it after the next release. The token has to be for `programme_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions/{session}/webinars",
    tag = "programme",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    request_body = WebinarInput,
    security(("token" = ["programme_write"])),
    responses((status = 201, body = WorkingWebinarDetail), TokenProblems, WriteProblems)
)]
pub(crate) async fn add(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<WebinarInput>(&request, payload).await?;
    working(&context, &slug).await?;
    let draft = input.check(&context)?;
    let saved = schedule::save(&context.club, &context.viewer, (&slug, None), draft).await;
    let row = saved.map_err(|error| refusal(error, &context))?;
    let working = working(&context, &slug).await?;
    let mut answer = answer(&request, StatusCode::CREATED, find(&working, &row.code)?)?;
    let address = context.club.settings.address(&format!("/api/v1/sessions/{slug}/webinars/{}", row.code));
    let address = address.parse().map_err(PageError::broken)?;
    answer.headers_mut().insert(LOCATION, address);
    Ok(answer)
}

/// Changes a webinar as a whole; what people were told stays until the next release. The token has to be for `programme_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/webinars/{code}",
    tag = "programme",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    request_body = WebinarInput,
    security(("token" = ["programme_write"])),
    responses((status = 200, body = WorkingWebinarDetail), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn change(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<WebinarInput>(&request, payload).await?;
    let (slug, code) = path.into_inner();
    let before = working(&context, &slug).await?;
    let address = find(&before, &code)?.webinar.slug.clone();
    let seen = json::seen(&request)?;
    let draft = input.check(&context)?;
    let which = (slug.as_str(), Some((address.as_str(), seen.as_str())));
    let saved = schedule::save(&context.club, &context.viewer, which, draft).await;
    saved.map_err(|error| refusal(error, &context))?;
    answer(&request, StatusCode::OK, find(&working(&context, &slug).await?, &code)?)
}

/// The field of a program's request that the club says something about.
fn refusal(error: SaveError, context: &Context) -> PageError {
    if matches!(error, SaveError::Changed) {
        return PageError::OldVersion;
    }
    match field_of(error) {
        Ok((field, key)) => json::wrong(
            match field {
                "start" => "starts_at",
                "end" => "ends_at",
                "registration_ends" => "registration_ends_hours",
                "host" => "host_school",
                "moderator" => "moderators",
                "talk" => "talks",
                same => same,
            },
            context.t.say(key),
        ),
        Err(error) => error,
    }
}

/// Takes a webinar out for which nobody ever registered; its talks wait for another place. The token has to be for `programme_write`.
#[utoipa::path(
    delete,
    path = "/api/v1/sessions/{session}/webinars/{code}",
    tag = "programme",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("code" = String, Path, description = "Code of the webinar", example = "S01"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    security(("token" = ["programme_write"])),
    responses((status = 204, description = "It is out"), TokenProblems, VersionProblems)
)]
pub(crate) async fn remove(
    context: Context,
    request: HttpRequest,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let working = working(&context, &path.0).await?;
    let line = find(&working, &path.1)?;
    let seen = json::seen(&request)?;
    match schedule::remove(&context.club, &context.viewer, &line.webinar.slug, &seen).await {
        Ok(_) => Ok(HttpResponse::NoContent().finish()),
        Err(RemoveError::NotFound) => Err(PageError::NotFound),
        Err(RemoveError::Registered) => Err(PageError::Conflict("page-schedule-registered")),
        Err(RemoveError::Used) => Err(PageError::Conflict("page-schedule-used")),
        Err(RemoveError::Changed) => Err(PageError::OldVersion),
        Err(RemoveError::Db(error)) => Err(error.into()),
    }
}
