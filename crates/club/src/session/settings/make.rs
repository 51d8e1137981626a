//! Making a session: from nothing, or after an earlier one.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::{PartnerState, SchoolId, Season, SessionState, Stage, session, session_school};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::check::{Problem, check};
use super::{Settings, copied};
use crate::audit::{self, Deed};
use crate::school::queries as schools;
use crate::session::queries;
use crate::session::stages::{self, Span};
use crate::{Club, Viewer};

/// What a session begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum From {
    /// Nothing but the days of its first and last webinar, from which its stages are planned.
    Scratch { days: Option<(NaiveDate, NaiveDate)> },
    /// The texts, layouts, switches, signatories, partners and stages of another session; its dates are so many weeks later.
    Session { slug: String, weeks: i32 },
}

/// Why no session was made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// The viewer organizes neither the host school nor the session to begin with, or there is none.
    #[error("there is no such school or session")]
    NotFound,
    #[error("the settings cannot be used")]
    Wrong(Vec<Problem>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Makes a draft of a session. Organizers of its host school and curators may; who begins with another session must organize that one as well.
///
/// # Errors
/// See [`MakeError`].
pub async fn make(
    club: &Club,
    viewer: &Viewer,
    settings: Settings,
    from: From,
) -> Result<session::Model, MakeError> {
    if !viewer.organizes(settings.host_school_id) {
        return Err(MakeError::NotFound);
    }
    let problems = check(&settings);
    if !problems.is_empty() {
        return Err(MakeError::Wrong(problems));
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { write(tx, &inside, &viewer, (settings, from)).await }));
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (settings, from): (Settings, From),
) -> Result<session::Model, MakeError> {
    let host = settings.host_school_id;
    if schools::by_ids(tx, vec![host]).await?.is_empty() {
        return Err(MakeError::Wrong(vec![Problem::HostSchool]));
    }
    if queries::by_slug(tx, &settings.slug).await?.is_some() {
        return Err(MakeError::Wrong(vec![Problem::SlugTaken]));
    }
    let source = match &from {
        From::Scratch { .. } => None,
        From::Session { slug, weeks } => Some((source(tx, viewer, slug).await?, *weeks)),
    };
    let zone = settings.zone;
    let mut row = settings.into_row(empty(club, host), club);
    row.copied_from_id = source.as_ref().map(|(source, _)| source.id);
    session::Entity::insert(row.clone().into_active_model()).exec_without_returning(tx).await?;
    add_host(tx, club, &row, viewer).await?;
    match (&from, &source) {
        (From::Scratch { days: Some((first, last)) }, _) => {
            stages::write(tx, &mut row, &stages::plan(*first, *last, zone)).await?;
        }
        (_, Some((source, weeks))) => copied::copy(tx, (club, viewer), source, (&mut row, *weeks)).await?,
        (From::Scratch { days: None } | From::Session { .. }, _) => {}
    }
    let deed = Deed {
        action: "session.make",
        subject: format!("session {}", row.id),
        school_id: Some(row.host_school_id),
        session_id: Some(row.id),
        details: serde_json::json!({ "copied_from": row.copied_from_id }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(row)
}

async fn source(tx: &DatabaseTransaction, viewer: &Viewer, slug: &str) -> Result<session::Model, MakeError> {
    let source = queries::by_slug(tx, slug).await?;
    source.filter(|source| viewer.organizes(source.host_school_id)).ok_or(MakeError::NotFound)
}

/// A draft of which nothing is said yet.
fn empty(club: &Club, host_school_id: SchoolId) -> session::Model {
    let now = club.clock.now();
    session::Model {
        id: club.chance.id(now),
        slug: String::new(),
        title: String::new(),
        season: Season::Winter,
        year: 0,
        host_school_id,
        time_zone: String::new(),
        region: String::new(),
        level: entity::Level::Regional,
        order_school: String::new(),
        order_number: String::new(),
        order_on: now.date_naive(),
        watch_percent: 0,
        code_word_rule: entity::CodeWordRule::Counts,
        early_career_years: 0,
        number_pattern: String::new(),
        issue_mode: entity::IssueMode::AfterEachWebinar,
        state: SessionState::Draft,
        talks_until: None,
        materials_until: None,
        emails_paused_at: None,
        published_at: None,
        created_at: now,
        revision: 1,
        copied_from_id: None,
    }
}

async fn add_host(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    viewer: &Viewer,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let row = session_school::Model {
        session_id: session.id,
        school_id: session.host_school_id,
        place: 1,
        is_host: true,
        state: PartnerState::Accepted,
        invited_at: now,
        invited_by: viewer.person_id(),
        answered_at: Some(now),
        answered_by: viewer.person_id(),
    };
    session_school::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

/// How many weeks later a season of a year is than another one, weekdays kept: winter is December, spring the April before it.
#[must_use]
pub fn weeks_between(from: (Season, i32), to: (Season, i32)) -> i32 {
    let day = |(season, year): (Season, i32)| {
        let month = match season {
            Season::Winter => 12,
            Season::Spring => 4,
        };
        NaiveDate::from_ymd_opt(year, month, 14)
    };
    let days = day(to).zip(day(from)).map_or(0, |(to, from)| (to - from).num_days());
    i32::try_from((days + 3).div_euclid(7)).unwrap_or(0)
}

/// The stages of another session so many weeks later, by the clocks of the new one.
pub(super) fn later(span: Span, weeks: i32) -> Span {
    let later = |at: DateTime<Utc>| at.checked_add_signed(TimeDelta::weeks(i64::from(weeks))).unwrap_or(at);
    Span { opens_at: span.opens_at.map(later), closes_at: span.closes_at.map(later) }
}

/// The plan of another session's stages for a new one.
pub(super) fn shifted(stages: &[entity::session_stage::Model], weeks: i32) -> Vec<(Stage, Span)> {
    let span = |row: &entity::session_stage::Model| {
        (row.stage, later(Span { opens_at: row.opens_at, closes_at: row.closes_at }, weeks))
    };
    stages.iter().map(span).collect()
}
