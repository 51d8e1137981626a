//! Changing the settings of a session, and what may not be changed any more.

use entity::{SessionState, school, session};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::Settings;
use super::check::{Problem, check};
use crate::audit::{self, Deed};
use crate::school::queries as schools;
use crate::session::{facts_queries, queries};
use crate::{Club, Viewer};

/// Something that holds others together, and stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frozen {
    /// Links that people have were made with it.
    Slug,
    /// Numbers of issued documents were made with it.
    Season,
    /// Likewise.
    Year,
    /// Likewise.
    NumberPattern,
    /// Issued documents name it.
    HostSchool,
}

/// The settings of a session as its page shows them.
#[derive(Clone, Debug)]
pub struct SettingsView {
    pub session: session::Model,
    pub frozen: Vec<Frozen>,
    /// Schools that may be its host, as far as the viewer organizes them; its host first.
    pub schools: Vec<school::Model>,
}

/// Why the settings stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("there is no such session")]
    NotFound,
    #[error("the settings cannot be used")]
    Wrong(Vec<Problem>),
    #[error("what holds others together is not changed any more")]
    Frozen(Vec<Frozen>),
    /// Somebody else has changed the session since the page was opened.
    #[error("the session was changed meanwhile")]
    Stale,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The settings of a session; `None` for others than organizers of its host school and curators.
///
/// # Errors
/// When the database refuses.
pub async fn view(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<SettingsView>, DbErr> {
    let db = club.storage.reads();
    let session = queries::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let frozen = frozen(&session, facts_queries::has_documents(db, session.id).await?);
    let mut own = crate::session::host_schools(club, viewer).await?;
    if own.iter().all(|school| school.id != session.host_school_id) {
        own.extend(schools::by_ids(db, vec![session.host_school_id]).await?);
    }
    own.sort_by_key(|school| school.id != session.host_school_id);
    Ok(Some(SettingsView { session, frozen, schools: own }))
}

/// What of a session may not change any more.
fn frozen(session: &session::Model, has_documents: bool) -> Vec<Frozen> {
    let mut frozen = vec![];
    if session.state != SessionState::Draft {
        frozen.push(Frozen::Slug);
    }
    if has_documents {
        frozen.extend([Frozen::Season, Frozen::Year, Frozen::NumberPattern, Frozen::HostSchool]);
    }
    frozen
}

/// Changes the settings of a session as it was seen at a revision. Organizers of its host school and curators may; the new host school must be
/// one of theirs as well.
///
/// # Errors
/// See [`ChangeError`].
pub async fn change(
    club: &Club,
    viewer: &Viewer,
    (slug, revision): (&str, i32),
    settings: Settings,
) -> Result<session::Model, ChangeError> {
    let problems = check(&settings);
    if !problems.is_empty() {
        return Err(ChangeError::Wrong(problems));
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move { write(tx, (&inside, &viewer), (&slug, revision), settings).await })
    });
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    (slug, revision): (&str, i32),
    settings: Settings,
) -> Result<session::Model, ChangeError> {
    let session = facts_queries::locked_by_slug(tx, slug).await?;
    let session = session.filter(|row| viewer.organizes(row.host_school_id)).ok_or(ChangeError::NotFound)?;
    if session.revision != revision {
        return Err(ChangeError::Stale);
    }
    let before = Settings::of(&session);
    let touched = touched(&before, &settings);
    let held = frozen(&session, facts_queries::has_documents(tx, session.id).await?);
    let refused: Vec<Frozen> = held.into_iter().filter(|held| touched.contains(held)).collect();
    if !refused.is_empty() {
        return Err(ChangeError::Frozen(refused));
    }
    check_school(tx, viewer, &before, &settings).await?;
    if settings.slug != session.slug && queries::by_slug(tx, &settings.slug).await?.is_some() {
        return Err(ChangeError::Wrong(vec![Problem::SlugTaken]));
    }
    let names = changed_names(&before, &settings);
    let host = settings.host_school_id;
    let mut row = settings.into_row(session.clone(), club);
    if names.is_empty() {
        return Ok(session);
    }
    row.revision += 1;
    session::Entity::update(row.clone().into_active_model().reset_all()).exec(tx).await?;
    if host != before.host_school_id {
        crate::session::partners::set_host(tx, (club, viewer), &row).await?;
    }
    let deed = Deed {
        action: "session.change",
        subject: format!("session {}", row.id),
        school_id: Some(row.host_school_id),
        session_id: Some(row.id),
        details: serde_json::json!({ "changed": names }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(row)
}

async fn check_school(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    before: &Settings,
    settings: &Settings,
) -> Result<(), ChangeError> {
    let id = settings.host_school_id;
    let is_known = id == before.host_school_id
        || viewer.organizes(id) && !schools::by_ids(tx, vec![id]).await?.is_empty();
    if is_known { Ok(()) } else { Err(ChangeError::Wrong(vec![Problem::HostSchool])) }
}

fn touched(before: &Settings, after: &Settings) -> Vec<Frozen> {
    let all = [
        (Frozen::Slug, before.slug != after.slug),
        (Frozen::Season, before.season != after.season),
        (Frozen::Year, before.year != after.year),
        (Frozen::NumberPattern, before.number_pattern != after.number_pattern),
        (Frozen::HostSchool, before.host_school_id != after.host_school_id),
    ];
    all.into_iter().filter(|(_, is_touched)| *is_touched).map(|(frozen, _)| frozen).collect()
}

/// The names of what differs, for the audit trail.
fn changed_names(before: &Settings, after: &Settings) -> Vec<&'static str> {
    let all = [
        ("slug", before.slug != after.slug),
        ("title", before.title != after.title),
        ("season", before.season != after.season),
        ("year", before.year != after.year),
        ("host_school", before.host_school_id != after.host_school_id),
        ("time_zone", before.zone != after.zone),
        ("region", before.region != after.region),
        ("level", before.level != after.level),
        ("order", (&before.order_school, &before.order) != (&after.order_school, &after.order)),
        ("watch_percent", before.watch_percent != after.watch_percent),
        ("code_word_rule", before.code_word_rule != after.code_word_rule),
        ("early_career_years", before.early_career_years != after.early_career_years),
        ("number_pattern", before.number_pattern != after.number_pattern),
        ("issue_mode", before.issue_mode != after.issue_mode),
        ("materials_until", before.materials_until != after.materials_until),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}
