//! Leases of e-mails: one worker sends an e-mail at a time, and one that comes back too late writes nothing.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OutboxState, outbox_email};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set, UpdateMany,
};

use super::queries;
use crate::{Club, jobs};

/// Of real time. A worker that was killed is replaced after this.
pub(super) const LEASE: Duration = Duration::from_secs(60);

/// Attempts that ended in silence: so often a worker does not die of other causes.
const MOST_SILENT_ATTEMPTS: i32 = 20;

/// What stands beside an e-mail whose time has passed.
pub(super) const TOO_LATE: &str = "не успели до начала";

/// Leases up to `most` e-mails that are due, oldest first. What is too late fails; returns how many did.
pub(super) async fn take(
    club: &Club,
    owner: &str,
    most: u64,
) -> Result<(Vec<outbox_email::Model>, usize), DbErr> {
    let (now, until, owner) = (club.clock.now(), jobs::lease_end(club, LEASE), owner.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let failed = fail_late(tx, now).await? + fail_worn_out(tx, now).await?;
            let mut rows = outbox_email::Entity::update_many()
                .set(outbox_email::ActiveModel {
                    state: Set(OutboxState::Leased),
                    lease_owner: Set(Some(owner)),
                    lease_until: Set(Some(until)),
                    ..Default::default()
                })
                .col_expr(outbox_email::Column::Attempts, Expr::col(outbox_email::Column::Attempts).add(1))
                .filter(outbox_email::Column::Id.in_subquery(queries::due(
                    tx.get_database_backend(),
                    now,
                    most,
                )))
                .exec_with_returning(tx)
                .await?;
            // RETURNING promises no order.
            rows.sort_by_key(|row| (row.due_at, row.created_at, row.id));
            Ok::<_, DbErr>((rows, failed))
        })
    });
    work.await
}

async fn fail_late(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<usize, DbErr> {
    let late = outbox_email::Entity::update_many()
        .set(failed(TOO_LATE))
        .filter(queries::is_due(now))
        .filter(outbox_email::Column::NotAfter.lte(now));
    Ok(usize::try_from(late.exec(tx).await?.rows_affected).unwrap_or(usize::MAX))
}

/// An e-mail on which every worker died must not stop the others for ever.
async fn fail_worn_out(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<usize, DbErr> {
    let worn_out = outbox_email::Entity::update_many()
        .set(failed("программа каждый раз прерывалась на этом письме"))
        .filter(queries::is_silent(now))
        .filter(outbox_email::Column::Attempts.gte(MOST_SILENT_ATTEMPTS))
        .filter(outbox_email::Column::LastError.is_null());
    Ok(usize::try_from(worn_out.exec(tx).await?.rows_affected).unwrap_or(usize::MAX))
}

/// The row, while it is still in the hands that leased it.
fn fenced(row: &outbox_email::Model) -> UpdateMany<outbox_email::Entity> {
    outbox_email::Entity::update_many()
        .filter(outbox_email::Column::Id.eq(row.id))
        .filter(outbox_email::Column::State.eq(OutboxState::Leased))
        .filter(outbox_email::Column::LeaseOwner.eq(row.lease_owner.clone()))
        .filter(outbox_email::Column::Attempts.eq(row.attempts))
}

/// Writes what came of an attempt; false when the lease is somebody else's by now.
pub(super) async fn settle(
    club: &Club,
    row: &outbox_email::Model,
    new: outbox_email::ActiveModel,
) -> Result<bool, DbErr> {
    let update = fenced(row).set(new);
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { Ok::<_, DbErr>(update.exec(tx).await?.rows_affected == 1) }));
    work.await
}

/// Makes sure that an attempt of up to `longest` real time fits into the lease; false when it is somebody else's by now.
pub(super) async fn hold(club: &Club, row: &outbox_email::Model, longest: Duration) -> Result<bool, DbErr> {
    let longest = TimeDelta::from_std(longest.mul_f64(club.clock.speed().max(1.0))).unwrap_or(TimeDelta::MAX);
    let left = row.lease_until.map(|until| until - club.clock.now());
    if left.is_some_and(|left| left > longest) {
        return Ok(true);
    }
    let until = jobs::lease_end(club, LEASE);
    settle(club, row, outbox_email::ActiveModel { lease_until: Set(Some(until)), ..Default::default() }).await
}

/// The server took it.
pub(super) fn sent(at: DateTime<Utc>) -> outbox_email::ActiveModel {
    outbox_email::ActiveModel { sent_at: Set(Some(at)), last_error: Set(None), ..free(OutboxState::Sent) }
}

/// It will not be sent.
pub(super) fn failed(reason: &str) -> outbox_email::ActiveModel {
    outbox_email::ActiveModel { last_error: Set(Some(reason.to_owned())), ..free(OutboxState::Failed) }
}

/// It is tried again.
pub(super) fn due_again(at: DateTime<Utc>, reason: &str) -> outbox_email::ActiveModel {
    outbox_email::ActiveModel {
        due_at: Set(at),
        last_error: Set(Some(reason.to_owned())),
        ..free(OutboxState::Due)
    }
}

fn free(state: OutboxState) -> outbox_email::ActiveModel {
    outbox_email::ActiveModel {
        state: Set(state),
        lease_owner: Set(None),
        lease_until: Set(None),
        ..Default::default()
    }
}
