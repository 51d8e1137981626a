//! Leases of e-mails: one worker sends an e-mail at a time, and one that comes back too late writes nothing.

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::{OutboxEmailId, OutboxState, SmtpAccountId, outbox_email};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    QueryFilter as _, Set, UpdateMany,
};

use super::limits::{self, Limits};
use super::picks::Pick;
use super::ways::{Lane, Part};
use super::{flood, picks, queries, twins};
use crate::{Club, jobs, suppression};

/// Of real time. A worker that was killed is replaced after this.
pub(super) const LEASE: Duration = Duration::from_secs(60);

/// Attempts that ended in silence: so often a worker does not die of other causes.
const MOST_SILENT_ATTEMPTS: i32 = 20;

/// What stands beside an e-mail whose time has passed.
pub(super) const TOO_LATE: &str = "не успели до начала";

/// Which e-mails a worker can use.
#[derive(Clone, Debug)]
pub(super) struct Wanted {
    pub(super) owner: String,
    pub(super) most: u64,
    pub(super) account: Option<SmtpAccountId>,
    pub(super) per_minute: Option<u32>,
    pub(super) part: Part,
    /// Domains of which the worker has enough.
    pub(super) skipped: BTreeSet<String>,
}

impl Wanted {
    /// Up to `most` e-mails of a lane.
    pub(super) fn of(lane: &Lane, owner: &str, most: u64) -> Wanted {
        Wanted {
            owner: owner.to_owned(),
            most,
            account: lane.account,
            per_minute: lane.per_minute,
            part: lane.part.clone(),
            skipped: BTreeSet::new(),
        }
    }
}

/// What was leased.
#[derive(Clone, Debug, Default)]
pub(super) struct Leased {
    /// In the order of sending.
    pub(super) ids: Vec<OutboxEmailId>,
    /// Until when it is ours, unless it is prolonged.
    pub(super) until: DateTime<Utc>,
}

/// Leases e-mails that are due, the most urgent first, as far as domains and account take them now.
pub(super) async fn take(club: &Club, wanted: Wanted) -> Result<Leased, DbErr> {
    let (now, until) = (club.clock.now(), jobs::lease_end(club, LEASE));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let picks = choose(tx, &wanted, now).await?;
            let picks = suppression::without_suppressed(tx, picks).await?;
            let picks = flood::without_flood(tx, picks, now).await?;
            let picks = twins::without_twins(tx, picks, now).await?;
            let ids: Vec<OutboxEmailId> = picks.into_iter().map(|pick| pick.id).collect();
            if !ids.is_empty() {
                outbox_email::Entity::update_many()
                    .set(outbox_email::ActiveModel {
                        state: Set(OutboxState::Leased),
                        lease_owner: Set(Some(wanted.owner)),
                        lease_until: Set(Some(until)),
                        last_tried_at: Set(Some(now)),
                        account_id: Set(wanted.account),
                        ..Default::default()
                    })
                    .col_expr(
                        outbox_email::Column::Attempts,
                        Expr::col(outbox_email::Column::Attempts).add(1),
                    )
                    .filter(outbox_email::Column::Id.is_in(ids.iter().copied()))
                    .exec(tx)
                    .await?;
            }
            Ok::<_, DbErr>(Leased { ids, until })
        })
    });
    work.await
}

/// Takes back what workers went silent with, and fails what is too late or wore them all out; returns how many failed. Looks at everything
/// that is due, so that it costs more than a lease.
pub(super) async fn tidy(club: &Club) -> Result<usize, DbErr> {
    let now = club.clock.now();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let failed = fail_late(tx, now).await? + fail_worn_out(tx, now).await?;
            take_back(tx, now).await?;
            Ok::<_, DbErr>(failed)
        })
    });
    work.await
}

/// What is leased: domains without a limit together, each domain with one as far as it goes, then the most urgent of all.
async fn choose(tx: &DatabaseTransaction, wanted: &Wanted, now: DateTime<Utc>) -> Result<Vec<Pick>, DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        // Two workers that count at the same moment would both find room.
        tx.execute_unprepared("SELECT pg_advisory_xact_lock(7702148)").await?;
    }
    let most = Ord::min(wanted.most, room_of_account(tx, wanted, now).await?);
    if most == 0 {
        return Ok(vec![]);
    }
    let limits = Limits::read(tx, now).await?;
    let apart: BTreeSet<&str> =
        limits.domains().map(|(domain, _)| domain).chain(wanted.skipped.iter().map(String::as_str)).collect();
    let mut picked = picks::but_of(tx, &wanted.part, now, &apart, most).await?;
    let limited: Vec<&str> = limits
        .domains()
        .map(|(domain, _)| domain)
        .filter(|domain| !wanted.skipped.contains(*domain))
        .collect();
    let waiting = picks::waiting_at(tx, &wanted.part, now, &limited).await?;
    for (domain, rate) in limits.domains().filter(|(domain, _)| waiting.contains(*domain)) {
        let (share, time) = rate.stretch();
        let mut some = picks::of(tx, &wanted.part, now, domain, Ord::min(most, share)).await?;
        if !some.is_empty() {
            let tried = limits::newest_tries(tx, domain, now - time, share).await?.len();
            some.truncate(usize::try_from(share).unwrap_or(usize::MAX).saturating_sub(tried));
            picked.append(&mut some);
        }
    }
    picked.sort_by_key(Pick::place);
    picked.truncate(usize::try_from(most).unwrap_or(usize::MAX));
    Ok(picked)
}

/// How many more an account takes now.
async fn room_of_account(
    tx: &DatabaseTransaction,
    wanted: &Wanted,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let (Some(account), Some(per_minute)) = (wanted.account, wanted.per_minute) else {
        return Ok(u64::MAX);
    };
    let (share, time) = limits::stretch(per_minute);
    let tried = limits::tries_of_account(tx, account, now - time, share).await?.len();
    Ok(share.saturating_sub(u64::try_from(tried).unwrap_or(u64::MAX)))
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

/// What a worker went silent with is due again.
async fn take_back(tx: &DatabaseTransaction, now: DateTime<Utc>) -> Result<(), DbErr> {
    let silent =
        outbox_email::Entity::update_many().set(free(OutboxState::Due)).filter(queries::is_silent(now));
    silent.exec(tx).await.map(drop)
}

/// The rows, as far as they are still in the hands that leased them: owner and attempts are the fence.
pub(super) fn fenced(
    owner: &str,
    attempts: i32,
    ids: Vec<OutboxEmailId>,
) -> UpdateMany<outbox_email::Entity> {
    held(owner, ids).filter(outbox_email::Column::Attempts.eq(attempts))
}

fn held(owner: &str, ids: Vec<OutboxEmailId>) -> UpdateMany<outbox_email::Entity> {
    outbox_email::Entity::update_many()
        .filter(outbox_email::Column::Id.is_in(ids))
        .filter(outbox_email::Column::State.eq(OutboxState::Leased))
        .filter(outbox_email::Column::LeaseOwner.eq(owner))
}

/// Prolongs leases; the ids that are still the owner's, and until when.
pub(super) async fn prolong(
    club: &Club,
    owner: &str,
    ids: Vec<OutboxEmailId>,
) -> Result<(Vec<OutboxEmailId>, DateTime<Utc>), DbErr> {
    let until = jobs::lease_end(club, LEASE);
    let new = outbox_email::ActiveModel { lease_until: Set(Some(until)), ..Default::default() };
    let update = held(owner, ids).set(new);
    let work = club.storage.write(move |tx| Box::pin(async move { update.exec_with_returning(tx).await }));
    Ok((work.await?.into_iter().map(|row| row.id).collect(), until))
}

/// Gives leases back that were not used: somebody else can have them at once.
pub(super) async fn give_back(club: &Club, owner: &str, ids: Vec<OutboxEmailId>) -> Result<(), DbErr> {
    if ids.is_empty() {
        return Ok(());
    }
    let update = held(owner, ids)
        .set(free(OutboxState::Due))
        .col_expr(outbox_email::Column::Attempts, Expr::col(outbox_email::Column::Attempts).sub(1));
    let work = club.storage.write(move |tx| Box::pin(async move { update.exec(tx).await }));
    work.await.map(drop)
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

pub(super) fn free(state: OutboxState) -> outbox_email::ActiveModel {
    outbox_email::ActiveModel {
        state: Set(state),
        lease_owner: Set(None),
        lease_until: Set(None),
        ..Default::default()
    }
}
