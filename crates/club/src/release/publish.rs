//! Publishing what organizers have worked out: release by release.

use data_encoding::HEXLOWER;
use entity::{SessionState, WebhookEvent, WebinarId, WebinarState, release, session, webinar};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};
use sha2::{Digest as _, Sha256};

use super::{Change, Snapshot, What, difference, newest, row};
use crate::audit::{self, Deed};
use crate::jobs::{self, Job, NewJob};
use crate::session::{queries as sessions, working_snapshot};
use crate::webhook::{self, Happening};
use crate::webinar::{RescheduleError, Times, apply_times, queries as webinars};
use crate::{Club, Viewer, topic};

/// Why nothing was published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("there is no such session")]
    NotFound,
    #[error("the viewer may not publish this session")]
    Forbidden,
    #[error("the session is in the archive")]
    Archived,
    #[error("the session has no webinar")]
    NoWebinar,
    #[error("nothing has changed since the last release")]
    Nothing,
    /// Somebody changed the programme after the difference was shown.
    #[error("the programme has changed since the difference was shown")]
    Changed,
    #[error("a webinar was moved to a time that is past: {title}")]
    Past { title: String },
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What a publication begins with and what it would lead to.
#[derive(Clone, Debug)]
pub(crate) struct Planned {
    /// What people have been told so far.
    pub(crate) before: Snapshot,
    pub(crate) after: Snapshot,
    /// 0 before the first release.
    pub(crate) number: i32,
}

/// What was published.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) session: session::Model,
    pub(crate) number: i32,
}

impl Planned {
    /// Reads both versions of a session's programme.
    pub(crate) async fn load(db: &impl ConnectionTrait, session: &session::Model) -> Result<Planned, DbErr> {
        let told = working_snapshot(db, session).await?;
        let plans = sessions::webinars(db, session.id).await?;
        let mut after = told.clone();
        for webinar in &mut after.webinars {
            if let Some(plan) = plans.iter().find(|plan| plan.id == webinar.webinar.id)
                && let Some(times) = planned_times(plan)
            {
                (webinar.webinar.starts_at, webinar.webinar.ends_at) = (times.starts_at, times.ends_at);
            }
        }
        let by_start = |webinar: &crate::session::ProgrammeWebinar| {
            (webinar.webinar.starts_at, webinar.webinar.track, webinar.webinar.code.clone())
        };
        after.webinars.sort_by_key(by_start);
        let newest = newest(db, session.id).await?;
        let number = newest.as_ref().map_or(0, |(head, _)| head.number);
        let before = match newest {
            Some((_, snapshot)) => snapshot,
            None if session.state == SessionState::Draft => Snapshot::default(),
            // Before the first release everybody sees the tables.
            None => told,
        };
        Ok(Planned { before, after, number })
    }

    /// What has changed.
    pub(crate) fn changes(&self) -> Vec<Change> {
        difference(&self.before, &self.after)
    }

    /// Tells this very version from any other, however much was typed meanwhile.
    pub(crate) fn fingerprint(&self) -> Result<String, DbErr> {
        let text = serde_json::to_string(&(&self.before, &self.after));
        let text = text.map_err(|error| DbErr::Json(error.to_string()))?;
        Ok(HEXLOWER.encode(&Sha256::digest(text)).chars().take(20).collect())
    }
}

/// The times that a webinar is to have, while they are not those that people were told.
fn planned_times(webinar: &webinar::Model) -> Option<Times> {
    let times = Times { starts_at: webinar.planned_starts_at?, ends_at: webinar.planned_ends_at? };
    (webinar.state == WebinarState::Planned).then_some(times)
}

/// Whether people have been told of a webinar: its times are then changed by a release only.
pub(crate) async fn told(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<Box<dyn Fn(WebinarId) -> bool + Send + Sync>, DbErr> {
    if session.state == SessionState::Draft {
        return Ok(Box::new(|_| false));
    }
    Ok(match newest(db, session.id).await? {
        None => Box::new(|_| true),
        Some((_, snapshot)) => {
            let known: Vec<WebinarId> = snapshot.webinars.iter().map(|webinar| webinar.webinar.id).collect();
            Box::new(move |webinar| known.contains(&webinar))
        }
    })
}

/// Publishes the working version of a programme as its next release, with a note; `seen` is the fingerprint of the difference that was
/// looked at. A draft session is published by its first release. Speakers of changed webinars and their listeners are told by jobs of the same
/// transaction. Organizers of the host school and curators may. Returns the release's number.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    (note, seen): (&str, &str),
) -> Result<i32, PublishError> {
    let session = sessions::by_slug(club.storage.reads(), slug).await?.ok_or(PublishError::NotFound)?;
    if !viewer.organizes(session.host_school_id) {
        let is_partner =
            crate::session::organized(club, viewer).await?.iter().any(|own| own.id == session.id);
        return Err(if is_partner { PublishError::Forbidden } else { PublishError::NotFound });
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let (note, seen) = (note.to_owned(), seen.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::locked(tx, session.id).await?.ok_or(PublishError::NotFound)?;
            let published = make(tx, &inside, &viewer, (&session, &note, Some(&seen))).await?;
            let deed = Deed {
                action: "release.publish",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "number": published.number }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            topic::tell_when_published(tx, &inside, session.id).await?;
            Ok(published.number)
        })
    });
    work.await
}

/// Makes the next release in the transaction of its cause. The caller has checked who may, and holds the session's row.
pub(crate) async fn make(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (session, note, seen): (&session::Model, &str, Option<&str>),
) -> Result<Published, PublishError> {
    if session.state == SessionState::Archived {
        return Err(PublishError::Archived);
    }
    let planned = Planned::load(tx, session).await?;
    if seen.is_some_and(|seen| planned.fingerprint().is_ok_and(|now| now != seen)) {
        return Err(PublishError::Changed);
    }
    if planned.after.webinars.is_empty() {
        return Err(PublishError::NoWebinar);
    }
    let changes = planned.changes();
    if changes.is_empty() && planned.number > 0 {
        return Err(PublishError::Nothing);
    }
    let session = open(tx, club, session).await?;
    move_webinars(tx, club, viewer, &session).await?;
    count_up(tx, club, &changes).await?;
    let snapshot = working_snapshot(tx, &session).await?;
    let facts = (session.id, planned.number + 1, note.to_owned());
    let release = row(club, viewer.person_id(), facts, (&snapshot, &changes))?;
    let number = release.number;
    tell_of(tx, club, (&session, &release), &changes).await?;
    release.into_active_model().insert(tx).await?;
    Ok(Published { session, number })
}

/// From the first release on anybody sees the session.
async fn open(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
) -> Result<session::Model, DbErr> {
    if session.state != SessionState::Draft {
        return Ok(session.clone());
    }
    let draft = session::Entity::update_many()
        .col_expr(session::Column::State, Expr::value(SessionState::Published.as_str()))
        .col_expr(session::Column::PublishedAt, Expr::value(club.clock.now()))
        .filter(session::Column::Id.eq(session.id));
    let published = draft.exec_with_returning(tx).await?.pop();
    published.ok_or_else(|| DbErr::RecordNotFound("the session that is published".to_owned()))
}

/// Webinars take place at their planned times from now on; each tells its people as if it were moved alone.
async fn move_webinars(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<(), PublishError> {
    webinars::lock(tx, webinar::Column::SessionId.eq(session.id)).await?;
    for webinar in sessions::webinars(tx, session.id).await? {
        let Some(times) = planned_times(&webinar) else { continue };
        match apply_times(tx, club, viewer, (session, &webinar, times)).await {
            Ok(_) => {}
            Err(RescheduleError::Db(error)) => return Err(error.into()),
            Err(_) => return Err(PublishError::Past { title: webinar.title }),
        }
    }
    Ok(())
}

/// Calendars take an entry anew when its number has grown; moved webinars have theirs already.
async fn count_up(tx: &DatabaseTransaction, club: &Club, changes: &[Change]) -> Result<(), DbErr> {
    let of = |wanted: fn(&What) -> bool| {
        let changes = changes.iter().filter(move |change| wanted(&change.what));
        changes.filter_map(|change| change.webinar.as_ref().map(|webinar| webinar.id)).collect::<Vec<_>>()
    };
    let moved = of(|what| matches!(what, What::Moved { .. }));
    let known = of(|what| !matches!(what, What::Added | What::Removed | What::Cancelled));
    let others: Vec<WebinarId> = known.into_iter().filter(|id| !moved.contains(id)).collect();
    let now = club.clock.now();
    let change = webinar::Entity::update_many()
        .col_expr(webinar::Column::Sequence, Expr::col(webinar::Column::Sequence).add(1))
        .col_expr(webinar::Column::ChangedAt, Expr::value(now))
        .filter(webinar::Column::Id.is_in(others));
    change.exec(tx).await?;
    let first = webinar::Entity::update_many()
        .col_expr(webinar::Column::ChangedAt, Expr::value(now))
        .filter(webinar::Column::Id.is_in(of(|what| matches!(what, What::Added))));
    first.exec(tx).await?;
    Ok(())
}

/// Whoever is concerned is told by a job; a moved webinar's people learn everything from the e-mail about its new time.
async fn tell_of(
    tx: &DatabaseTransaction,
    club: &Club,
    (session, release): (&session::Model, &release::Model),
    changes: &[Change],
) -> Result<(), DbErr> {
    let about = serde_json::json!({ "session": session.slug, "release": release.number });
    let happening = Happening { schools: vec![session.host_school_id], about };
    webhook::announce(tx, club, WebhookEvent::ReleasePublished, vec![happening]).await?;
    // The first release tells nobody: nobody is registered, and speakers know from their decisions.
    if release.number > 1 && changes.iter().any(Change::is_told) {
        let job = Job::TellRelease { release: release.id };
        let key = Some(release.id.to_string());
        jobs::enqueue(tx, club, NewJob { job, run_at: club.clock.now(), unique_key: key }).await?;
    }
    Ok(())
}
