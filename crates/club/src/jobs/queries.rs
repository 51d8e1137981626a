//! Finders of jobs.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{JobState, SessionId, WebinarId, job, session, webinar};
use sea_orm::sea_query::{LockBehavior, LockType, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

use super::Job;
use crate::Club;

/// The ids of up to `most` jobs that are due, oldest first: ready ones, and leased ones whose worker went silent.
pub(super) fn due(backend: DbBackend, now: DateTime<Utc>, most: u64) -> SelectStatement {
    let ready = Condition::all().add(job::Column::State.eq(JobState::Ready)).add(job::Column::RunAt.lte(now));
    let silent =
        Condition::all().add(job::Column::State.eq(JobState::Leased)).add(job::Column::LeaseUntil.lt(now));
    let mut pick = job::Entity::find()
        .select_only()
        .column(job::Column::Id)
        .filter(Condition::any().add(ready).add(silent))
        .order_by_asc(job::Column::RunAt)
        .order_by_asc(job::Column::CreatedAt)
        .order_by_asc(job::Column::UniqueKey)
        .order_by_asc(job::Column::Id)
        .limit(most)
        .into_query();
    if backend == DbBackend::Postgres {
        pick.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    pick
}

/// When the next job is due: a worker sleeps until then.
///
/// # Errors
/// When the database refuses.
pub async fn next_run_at(club: &Club) -> Result<Option<DateTime<Utc>>, DbErr> {
    let earliest = |state, column: job::Column| {
        let of_state = job::Entity::find().filter(job::Column::State.eq(state));
        of_state.select_only().column_as(column.min(), "at").into_query()
    };
    let mut both = earliest(JobState::Ready, job::Column::RunAt);
    both.union(UnionType::All, earliest(JobState::Leased, job::Column::LeaseUntil));
    let rows = club.storage.reads().query_all(&both).await?;
    let at = |place: usize| {
        rows.get(place).map_or(Ok(None), |row| row.try_get_by_index::<Option<DateTime<Utc>>>(0))
    };
    let (ready, silent) = (at(0)?, at(1)?);
    // A lease has run out only after its last instant.
    let silent = silent.map(|until| until + chrono::TimeDelta::microseconds(1));
    Ok([ready, silent].into_iter().flatten().min())
}

/// Whether a job of a kind whose key begins like this waits to be run.
pub(crate) async fn is_waiting(db: &impl ConnectionTrait, kind: &str, key: &str) -> Result<bool, DbErr> {
    let waiting = job::Entity::find()
        .filter(job::Column::Kind.eq(kind))
        .filter(job::Column::State.eq(JobState::Ready))
        .filter(job::Column::UniqueKey.starts_with(key));
    Ok(waiting.count(db).await? > 0)
}

/// The job of a kind, whose key begins like this, that was written last.
pub(crate) async fn newest(db: &impl ConnectionTrait, kind: &str, key: &str) -> Result<Option<Job>, DbErr> {
    let newest = job::Entity::find()
        .filter(job::Column::Kind.eq(kind))
        .filter(job::Column::UniqueKey.starts_with(key))
        .order_by_desc(job::Column::CreatedAt)
        .order_by_desc(job::Column::Id);
    let row = newest.one(db).await?;
    Ok(row.and_then(|row| serde_json::from_value(row.payload).ok()))
}

/// How much waits, and how much has stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    pub ready: u64,
    pub parked: u64,
}

/// How many jobs wait and how many are parked.
///
/// # Errors
/// When the database refuses.
pub async fn backlog(club: &Club) -> Result<Backlog, DbErr> {
    let reads = club.storage.reads();
    let ready = job::Entity::find().filter(job::Column::State.eq(JobState::Ready)).count(reads).await?;
    let parked = job::Entity::find().filter(job::Column::State.eq(JobState::Parked)).count(reads).await?;
    Ok(Backlog { ready, parked })
}

/// What a job is about, in the words of the club and without personal data: `2027-spring Europe/Moscow 2027-04-12`, `S01`.
///
/// # Errors
/// When the database refuses.
pub async fn subject(club: &Club, job: &Job) -> Result<String, DbErr> {
    Ok(match job {
        Job::SendStreamLinks { session, zone, day } | Job::RemindOfTalks { session, zone, day } => {
            format!("{} {} {day}", session_slug(club, *session).await?, zone.name())
        }
        Job::RemindOfMaterials { session, zone, day, .. } => {
            format!("{} {} {day}", session_slug(club, *session).await?, zone.name())
        }
        Job::WarnOfBounces { session, day } => format!("{} {day}", session_slug(club, *session).await?),
        Job::SendReminders { webinar, minutes, .. } => {
            format!("{} {minutes} min", webinar_code(club, *webinar).await?)
        }
        Job::JudgeAttendance { webinar }
        | Job::IssueDocuments { webinar, .. }
        | Job::SendNewStreamLink { webinar, .. }
        | Job::TellMoved { webinar, .. }
        | Job::TellCancelled { webinar, .. }
        | Job::OfferPlaces { webinar }
        | Job::AlertWithoutLink { webinar, .. } => webinar_code(club, *webinar).await?,
        // These have no shorter name.
        Job::WriteMailing { mailing } => mailing.to_string(),
        Job::TellRelease { release } => release.to_string(),
        Job::DeliverWebhook { delivery } => delivery.to_string(),
        Job::RenderDocuments { session }
        | Job::SendThanks { session }
        | Job::ArchiveSession { session }
        | Job::TellOfTopics { session } => session_slug(club, *session).await?,
    })
}

async fn session_slug(club: &Club, id: SessionId) -> Result<String, DbErr> {
    let session = session::Entity::find_by_id(id).one(club.storage.reads()).await?;
    Ok(session.map_or_else(|| id.to_string(), |session| session.slug))
}

async fn webinar_code(club: &Club, id: WebinarId) -> Result<String, DbErr> {
    let webinar = webinar::Entity::find_by_id(id).one(club.storage.reads()).await?;
    Ok(webinar.map_or_else(|| id.to_string(), |webinar| webinar.code))
}

#[cfg(test)]
pub(super) async fn stored(club: &Club, id: entity::JobId) -> job::Model {
    job::Entity::find_by_id(id).one(club.storage.reads()).await.unwrap().unwrap()
}
