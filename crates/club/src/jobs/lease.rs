//! Leases: a job is in one worker's hands at a time, and a worker that comes back too late changes nothing.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{JobState, job};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set, UpdateMany,
};

use super::{Job, queries};
use crate::Club;

/// A job in a worker's hands: owner and attempt are the fence.
#[derive(Clone, Debug)]
pub struct Lease {
    pub row: job::Model,
    pub job: Job,
}

/// When a lease of `ttl` real time ends on the club's clock, which may run faster than the machine's.
pub(crate) fn lease_end(club: &Club, ttl: Duration) -> DateTime<Utc> {
    let ttl = ttl.mul_f64(club.clock.speed().max(1.0));
    club.clock.now() + TimeDelta::from_std(ttl).unwrap_or(TimeDelta::hours(1))
}

/// Leases up to `most` due jobs for `ttl` of real time, in one statement; an expired lease counts as due. A job that has used up its
/// attempts (its workers died) is parked instead.
///
/// # Errors
/// When the database refuses.
pub async fn lease(club: &Club, owner: &str, most: u64, ttl: Duration) -> Result<Vec<Lease>, DbErr> {
    let (now, until, owner) = (club.clock.now(), lease_end(club, ttl), owner.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            park_worn_out(tx, now).await?;
            let due = queries::due(tx.get_database_backend(), now, most);
            let mut rows = job::Entity::update_many()
                .set(job::ActiveModel {
                    state: Set(JobState::Leased),
                    lease_owner: Set(Some(owner)),
                    lease_until: Set(Some(until)),
                    ..Default::default()
                })
                .col_expr(job::Column::Attempts, Expr::col(job::Column::Attempts).add(1))
                .filter(job::Column::Id.in_subquery(due))
                .exec_with_returning(tx)
                .await?;
            // RETURNING promises no order.
            rows.sort_by(|one, other| order(one).cmp(&order(other)));
            take_readable(tx, rows).await
        })
    });
    work.await
}

fn order(row: &job::Model) -> (DateTime<Utc>, DateTime<Utc>, Option<&str>, entity::JobId) {
    (row.run_at, row.created_at, row.unique_key.as_deref(), row.id)
}

/// Parks jobs whose every worker went silent: one that kills its process must not do so for ever.
async fn park_worn_out(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<(), DbErr> {
    let worn_out = job::Entity::update_many()
        .set(job::ActiveModel {
            state: Set(JobState::Parked),
            lease_owner: Set(None),
            lease_until: Set(None),
            last_error: Set(Some("its worker went silent at every attempt".to_owned())),
            ..Default::default()
        })
        .filter(job::Column::State.eq(JobState::Leased))
        .filter(job::Column::LeaseUntil.lt(now))
        .filter(Expr::col(job::Column::Attempts).gte(Expr::col(job::Column::MaxAttempts)));
    let parked = worn_out.exec_with_returning(tx).await?;
    for row in parked {
        tracing::error!(job = %row.id, kind = row.kind, "a job is parked: its worker went silent at every attempt");
    }
    Ok(())
}

/// Jobs that this version can read; others (of a newer version) are parked.
async fn take_readable(tx: &DatabaseTransaction, rows: Vec<job::Model>) -> Result<Vec<Lease>, DbErr> {
    let mut leases = vec![];
    for row in rows {
        match serde_json::from_value(row.payload.clone()) {
            Ok(job) => leases.push(Lease { row, job }),
            Err(error) => {
                tracing::error!(job = %row.id, kind = row.kind, %error, "a job is parked: it cannot be read");
                fenced(&row)
                    .set(back(JobState::Parked, &format!("it cannot be read: {error}")))
                    .exec(tx)
                    .await?;
            }
        }
    }
    Ok(leases)
}

/// The row, while it is still in the hands that leased it.
fn fenced(row: &job::Model) -> UpdateMany<job::Entity> {
    job::Entity::update_many()
        .filter(job::Column::Id.eq(row.id))
        .filter(job::Column::State.eq(JobState::Leased))
        .filter(job::Column::LeaseOwner.eq(row.lease_owner.clone()))
        .filter(job::Column::Attempts.eq(row.attempts))
}

fn back(state: JobState, reason: &str) -> job::ActiveModel {
    job::ActiveModel {
        state: Set(state),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(Some(reason.to_owned())),
        ..Default::default()
    }
}

async fn change(club: &Club, row: &job::Model, new: job::ActiveModel) -> Result<bool, DbErr> {
    let update = fenced(row).set(new);
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { Ok::<_, DbErr>(update.exec(tx).await?.rows_affected == 1) }));
    work.await
}

/// Prolongs a lease by `ttl` of real time; false when it is somebody else's by now.
///
/// # Errors
/// When the database refuses.
pub async fn heartbeat(club: &Club, lease: &Lease, ttl: Duration) -> Result<bool, DbErr> {
    let new = job::ActiveModel { lease_until: Set(Some(lease_end(club, ttl))), ..Default::default() };
    change(club, &lease.row, new).await
}

/// Ends a job as done; false when the lease is somebody else's by now.
///
/// # Errors
/// When the database refuses.
pub async fn complete(club: &Club, lease: &Lease) -> Result<bool, DbErr> {
    let new = job::ActiveModel {
        state: Set(JobState::Done),
        lease_owner: Set(None),
        lease_until: Set(None),
        last_error: Set(None),
        done_at: Set(Some(club.clock.now())),
        ..Default::default()
    };
    change(club, &lease.row, new).await
}

/// Gives a job back, to be run at `retry_at`, or parks it when that is `None` or its attempts are used up.
///
/// # Errors
/// When the database refuses.
pub async fn fail(
    club: &Club,
    lease: &Lease,
    reason: &str,
    retry_at: Option<DateTime<Utc>>,
) -> Result<bool, DbErr> {
    let retry_at = retry_at.filter(|_| lease.row.attempts < lease.row.max_attempts);
    let new = match retry_at {
        Some(run_at) => job::ActiveModel { run_at: Set(run_at), ..back(JobState::Ready, reason) },
        None => back(JobState::Parked, reason),
    };
    change(club, &lease.row, new).await
}
