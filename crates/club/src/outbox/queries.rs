//! Finders of outgoing e-mails.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OutboxEmailId, OutboxState, network, outbox_email, session};
use sea_orm::sea_query::{LockBehavior, LockType, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _,
};

use super::content::{WholeEmail, with_contents};
use crate::{Club, Viewer};

/// E-mails that are due, or that a worker leased and went silent with.
pub(super) fn is_due(now: DateTime<Utc>) -> Condition {
    let due = Condition::all().add(outbox_email::Column::State.eq(OutboxState::Due));
    Condition::any().add(due.add(outbox_email::Column::DueAt.lte(now))).add(is_silent(now))
}

/// E-mails whose worker went silent.
pub(super) fn is_silent(now: DateTime<Utc>) -> Condition {
    let silent = outbox_email::Column::State.eq(OutboxState::Leased);
    Condition::all().add(silent).add(outbox_email::Column::LeaseUntil.lt(now))
}

/// The ids of up to `most` e-mails that are due, oldest first.
pub(super) fn due(backend: DbBackend, now: DateTime<Utc>, most: u64) -> SelectStatement {
    let mut pick = outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::Id)
        .filter(is_due(now))
        .order_by_asc(outbox_email::Column::DueAt)
        .order_by_asc(outbox_email::Column::CreatedAt)
        .order_by_asc(outbox_email::Column::Id)
        .limit(most)
        .into_query();
    if backend == DbBackend::Postgres {
        pick.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked);
    }
    pick
}

/// Whether no e-mail may leave: a restored installation waits for an operator.
pub(super) async fn are_held(club: &Club) -> Result<bool, DbErr> {
    let held = network::Entity::find().filter(network::Column::EmailsHeldAt.is_not_null());
    Ok(held.count(club.storage.reads()).await? > 0)
}

/// Which e-mail stands under each key.
pub(super) async fn ids_of_keys(
    db: &impl ConnectionTrait,
    keys: Vec<String>,
) -> Result<Vec<(String, OutboxEmailId)>, DbErr> {
    outbox_email::Entity::find()
        .select_only()
        .column(outbox_email::Column::DedupKey)
        .column(outbox_email::Column::Id)
        .filter(outbox_email::Column::DedupKey.is_in(keys))
        .into_tuple()
        .all(db)
        .await
}

/// When the next e-mail is due: a worker sleeps until then. `None` while e-mails are held.
///
/// # Errors
/// When the database refuses.
pub async fn next_due_at(club: &Club) -> Result<Option<DateTime<Utc>>, DbErr> {
    if are_held(club).await? {
        return Ok(None);
    }
    let earliest = |state, column: outbox_email::Column| {
        let of_state = outbox_email::Entity::find().filter(outbox_email::Column::State.eq(state));
        of_state.select_only().column_as(column.min(), "at").into_query()
    };
    let mut both = earliest(OutboxState::Due, outbox_email::Column::DueAt);
    both.union(UnionType::All, earliest(OutboxState::Leased, outbox_email::Column::LeaseUntil));
    let rows = club.storage.reads().query_all(&both).await?;
    let at = |place: usize| {
        rows.get(place).map_or(Ok(None), |row| row.try_get_by_index::<Option<DateTime<Utc>>>(0))
    };
    let (due, silent) = (at(0)?, at(1)?);
    // A lease has run out only after its last instant.
    let silent = silent.map(|until| until + TimeDelta::microseconds(1));
    Ok([due, silent].into_iter().flatten().min())
}

/// How many e-mails wait, and how many will not be sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    pub due: u64,
    pub failed: u64,
}

/// How many e-mails wait and how many failed.
///
/// # Errors
/// When the database refuses.
pub async fn backlog(club: &Club) -> Result<Backlog, DbErr> {
    let of = |state| outbox_email::Entity::find().filter(outbox_email::Column::State.eq(state));
    let reads = club.storage.reads();
    let due = of(OutboxState::Due).count(reads).await?;
    let failed = of(OutboxState::Failed).count(reads).await?;
    Ok(Backlog { due, failed })
}

/// E-mails of a session, newest first, for its organizers and curators; others see none.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    most: u64,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    outbox_email::Entity::find()
        .filter(outbox_email::Column::SessionId.eq(session.id))
        .order_by_desc(outbox_email::Column::CreatedAt)
        .order_by_desc(outbox_email::Column::Id)
        .limit(limit(most))
        .all(club.storage.reads())
        .await
}

/// Every e-mail that went out, newest first: the demo's mailbox. Call it from the demo only.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox(club: &Club, most: u64) -> Result<Vec<outbox_email::Model>, DbErr> {
    outbox_email::Entity::find()
        .filter(outbox_email::Column::SentAt.is_not_null())
        .order_by_desc(outbox_email::Column::SentAt)
        .order_by_desc(outbox_email::Column::Id)
        .limit(limit(most))
        .all(club.storage.reads())
        .await
}

/// One e-mail of the demo's mailbox.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox_email(club: &Club, id: OutboxEmailId) -> Result<Option<WholeEmail>, DbErr> {
    let sent = outbox_email::Entity::find_by_id(id).filter(outbox_email::Column::SentAt.is_not_null());
    let found = sent.one(club.storage.reads()).await?;
    Ok(with_contents(club.storage.reads(), found.into_iter().collect()).await?.pop())
}

/// Neither store takes a limit beyond its signed numbers.
fn limit(most: u64) -> u64 {
    most.min(i64::MAX.unsigned_abs())
}

#[cfg(test)]
pub(super) async fn stored(club: &Club, id: OutboxEmailId) -> outbox_email::Model {
    outbox_email::Entity::find_by_id(id).one(club.storage.reads()).await.unwrap().unwrap()
}

/// Every e-mail for an address, sent or not, first to last.
#[cfg(test)]
pub(crate) async fn written_to(club: &Club, address: &str) -> Vec<WholeEmail> {
    written(club, outbox_email::Column::ToAddress.eq(address)).await
}

/// Every e-mail of a kind, sent or not, first to last.
#[cfg(test)]
pub(crate) async fn written(club: &Club, filter: impl sea_orm::sea_query::IntoCondition) -> Vec<WholeEmail> {
    let in_order = outbox_email::Entity::find().filter(filter).order_by_asc(outbox_email::Column::CreatedAt);
    let rows = in_order.order_by_asc(outbox_email::Column::Id).all(club.storage.reads()).await.unwrap();
    with_contents(club.storage.reads(), rows).await.unwrap()
}
