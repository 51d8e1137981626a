//! Settings of sessions, and making one, for programs of organizers.

use actix_web::http::StatusCode;
use actix_web::http::header::LOCATION;
use actix_web::{HttpRequest, HttpResponse, web};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use club::session::settings::{self, ChangeError, From, MakeError, Settings};
use entity::{CodeWordRule, IssueMode, Level, SchoolId, Season, session};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::PageError;
use crate::extract::Context;
use crate::form::Errors;
use crate::json;
use crate::openapi::{TokenProblems, VersionProblems, WriteProblems};
use crate::session::settings::form::{
    LONGEST_ORDER_NUMBER, LONGEST_ORDER_SCHOOL, LONGEST_PATTERN, LONGEST_REGION, field_of, of_problems,
};

/// Settings of a session.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionSettings {
    /// Its name in addresses.
    #[schema(example = "2027-spring")]
    slug: String,
    title: String,
    /// `winter` or `spring`.
    #[schema(value_type = String, example = "spring")]
    season: Season,
    #[schema(example = 2027)]
    year: i32,
    /// Id of the host school.
    #[schema(value_type = String)]
    host_school: SchoolId,
    /// IANA name.
    #[schema(value_type = String, example = "Asia/Yekaterinburg")]
    time_zone: Tz,
    region: String,
    /// `municipal`, `regional`, `interregional` or `national`.
    #[schema(value_type = String, example = "interregional")]
    level: Level,
    /// Whose order documents rest on.
    #[serde(default)]
    order_school: String,
    order: Option<SessionOrder>,
    /// So much of a webinar has to be watched.
    #[schema(example = 70)]
    watch_percent: i32,
    /// `counts`, `required` or `off`.
    #[schema(value_type = String, example = "counts")]
    code_word_rule: CodeWordRule,
    /// Up to so many years of work somebody is a young teacher.
    #[schema(example = 3)]
    early_career_years: i32,
    number_pattern: String,
    /// `after_each_webinar` or `by_hand`.
    #[schema(value_type = String, example = "after_each_webinar")]
    issue_mode: IssueMode,
    /// RFC 3339.
    #[schema(value_type = Option<String>)]
    materials_until: Option<DateTime<Utc>>,
}

/// The order that documents rest on.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SessionOrder {
    number: String,
    on: NaiveDate,
}

/// A session to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSession {
    settings: SessionSettings,
    from: Option<SessionSource>,
}

/// What a session begins with.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum SessionSource {
    /// Texts, layouts, form, criteria, partners and stages of another one, so many weeks later.
    Session { slug: String, weeks: i32 },
    /// The days of its first and last webinar: its stages are planned from them.
    Days { first: NaiveDate, last: NaiveDate },
}

impl SessionSettings {
    fn of(settings: Settings) -> Self {
        Self {
            slug: settings.slug,
            title: settings.title,
            season: settings.season,
            year: settings.year,
            host_school: settings.host_school_id,
            time_zone: settings.zone,
            region: settings.region,
            level: settings.level,
            order_school: settings.order_school,
            order: settings.order.map(|(number, on)| SessionOrder { number, on }),
            watch_percent: settings.watch_percent,
            code_word_rule: settings.code_word_rule,
            early_career_years: settings.early_career_years,
            number_pattern: settings.number_pattern,
            issue_mode: settings.issue_mode,
            materials_until: settings.materials_until,
        }
    }

    /// The settings, once every line fits.
    fn check(self, context: &Context) -> Result<Settings, PageError> {
        let (mut errors, t) = (Errors::default(), context.t);
        let title = errors.line("title", &self.title, settings::LONGEST_TITLE, t);
        let region = errors.line("region", &self.region, LONGEST_REGION, t);
        let order_school = errors.optional_line("order_school", &self.order_school, LONGEST_ORDER_SCHOOL, t);
        let order = self
            .order
            .map(|order| (errors.line("order/number", &order.number, LONGEST_ORDER_NUMBER, t), order.on));
        let number_pattern = errors.line("number_pattern", &self.number_pattern, LONGEST_PATTERN, t);
        if !errors.is_empty() {
            return Err(json::unusable(&errors));
        }
        Ok(Settings {
            slug: self.slug,
            title,
            season: self.season,
            year: self.year,
            host_school_id: self.host_school,
            zone: self.time_zone,
            region,
            level: self.level,
            order_school: order_school.unwrap_or_default(),
            order,
            watch_percent: self.watch_percent,
            code_word_rule: self.code_word_rule,
            early_career_years: self.early_career_years,
            number_pattern,
            issue_mode: self.issue_mode,
            materials_until: self.materials_until,
        })
    }
}

impl std::convert::From<SessionSource> for From {
    fn from(source: SessionSource) -> Self {
        match source {
            SessionSource::Session { slug, weeks } => From::Session { slug, weeks },
            SessionSource::Days { first, last } => From::Scratch { days: Some((first, last)) },
        }
    }
}

fn answer(
    request: &HttpRequest,
    status: StatusCode,
    session: &session::Model,
) -> Result<HttpResponse, PageError> {
    json::versioned(
        request,
        status,
        &session.revision.to_string(),
        &SessionSettings::of(Settings::of(session)),
    )
}

/// Settings of a session. The token has to be for `sessions_write`.
#[utoipa::path(
    get,
    path = "/api/v1/sessions/{session}/settings",
    tag = "sessions",
    params(("session" = String, Path, description = "The session's slug", example = "2027-spring")),
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = SessionSettings), TokenProblems)
)]
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let found = settings::view(&context.club, &context.viewer, &slug).await?;
    answer(&request, StatusCode::OK, &found.ok_or(PageError::NotFound)?.session)
}

/// Changes the settings of a session as a whole. The token has to be for `sessions_write`.
#[utoipa::path(
    put,
    path = "/api/v1/sessions/{session}/settings",
    tag = "sessions",
    params(
        ("session" = String, Path, description = "The session's slug", example = "2027-spring"),
        ("If-Match" = String, Header, description = "The version that the program has seen")
    ),
    request_body = SessionSettings,
    security(("token" = ["sessions_write"])),
    responses((status = 200, body = SessionSettings), TokenProblems, WriteProblems, VersionProblems)
)]
pub(crate) async fn change(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let input = json::read::<SessionSettings>(&request, payload).await?;
    let seen = json::seen_revision(&request)?;
    let new = input.check(&context)?;
    let changed = settings::change(&context.club, &context.viewer, (&slug, seen), new).await;
    answer(&request, StatusCode::OK, &changed.map_err(|error| refusal(error, &context))?)
}

/// Makes a session, from scratch or from another one; people see it once its programme is published. The token has to be for `sessions_write`.
#[utoipa::path(
    post,
    path = "/api/v1/sessions",
    tag = "sessions",
    request_body = NewSession,
    security(("token" = ["sessions_write"])),
    responses((status = 201, body = SessionSettings), TokenProblems, WriteProblems)
)]
pub(crate) async fn make(
    context: Context,
    request: HttpRequest,
    payload: web::Payload,
) -> Result<HttpResponse, PageError> {
    let new = json::read::<NewSession>(&request, payload).await?;
    let from = new.from.map_or(From::Scratch { days: None }, From::from);
    let wished = new.settings.check(&context)?;
    let made = settings::make(&context.club, &context.viewer, wished, from).await;
    let session = made.map_err(|error| match error {
        MakeError::Wrong(problems) => refusal(ChangeError::Wrong(problems), &context),
        MakeError::NotFound => PageError::NotFound,
        MakeError::Db(error) => error.into(),
    })?;
    let mut answer = answer(&request, StatusCode::CREATED, &session)?;
    let address = context.club.settings.address(&format!("/api/v1/sessions/{}/settings", session.slug));
    answer.headers_mut().insert(LOCATION, address.parse().map_err(PageError::broken)?);
    Ok(answer)
}

/// The fields of a program's request that the club says something about.
fn refusal(error: ChangeError, context: &Context) -> PageError {
    let t = context.t;
    let errors = match error {
        ChangeError::Wrong(problems) => of_problems(problems, t),
        ChangeError::Frozen(frozen) => {
            let mut errors = Errors::default();
            for held in frozen {
                errors.add(field_of(held), t.say("page-settings-frozen-said"));
            }
            errors
        }
        ChangeError::Stale => return PageError::OldVersion,
        ChangeError::NotFound => return PageError::NotFound,
        ChangeError::Db(error) => return error.into(),
    };
    json::unusable_as(&errors, &[("host", "host_school")])
}
