//! Writing jobs, and clearing away those that were done long ago.

use chrono::{DateTime, Utc};
use entity::{JobState, job};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{Job, NewJob};
use crate::Club;

/// How often a job is tried before it is parked where an organizer sees it.
pub const MOST_ATTEMPTS: i32 = 5;

/// How often a program of somebody else is told before it is given up: for a day.
pub(crate) const MOST_TELLINGS: i32 = 8;

/// Writes a job; whether there was none with its key yet.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &DatabaseTransaction, club: &Club, new: NewJob) -> Result<bool, DbErr> {
    let insert = job::Entity::insert(row(club, new)?);
    // Without a target: the unique index holds only for rows with a key, and such an index cannot be named on both stores.
    let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    Ok(insert.exec_without_returning(tx).await? > 0)
}

/// Writes jobs without a key, all of them in one statement.
pub(crate) async fn enqueue_together(
    tx: &DatabaseTransaction,
    club: &Club,
    new: Vec<NewJob>,
) -> Result<(), DbErr> {
    let rows = new.into_iter().map(|new| row(club, new)).collect::<Result<Vec<_>, _>>()?;
    if !rows.is_empty() {
        job::Entity::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// Writes the timetable's jobs that are not there yet; how many were new.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_all(club: &Club, new: Vec<NewJob>) -> Result<usize, DbErr> {
    if new.is_empty() {
        return Ok(0);
    }
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut written = 0;
            for job in new {
                written += usize::from(enqueue(tx, &inside, job).await?);
            }
            Ok::<_, DbErr>(written)
        })
    });
    work.await
}

/// Forgets jobs that were done before an instant; parked ones stay. Returns how many went.
///
/// # Errors
/// When the database refuses.
pub async fn purge_done(club: &Club, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let old = job::Entity::delete_many()
                .filter(job::Column::State.eq(JobState::Done))
                .filter(job::Column::DoneAt.lt(before));
            Ok::<_, DbErr>(old.exec(tx).await?.rows_affected)
        })
    });
    work.await
}

fn row(club: &Club, new: NewJob) -> Result<job::ActiveModel, DbErr> {
    let now = club.clock.now();
    let most = if matches!(new.job, Job::DeliverWebhook { .. }) { MOST_TELLINGS } else { MOST_ATTEMPTS };
    Ok(job::ActiveModel {
        id: Set(club.chance.id(now)),
        kind: Set(new.job.kind().to_owned()),
        payload: Set(serde_json::to_value(&new.job).map_err(|error| DbErr::Json(error.to_string()))?),
        unique_key: Set(new.unique_key),
        state: Set(JobState::Ready),
        run_at: Set(new.run_at),
        attempts: Set(0),
        max_attempts: Set(most),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(None),
        created_at: Set(now),
        done_at: Set(None),
    })
}
