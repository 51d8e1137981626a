//! Identical e-mails to one person leave as one: while one is on its way the others wait, and once it is sent they count as sent with it.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OutboxEmailId, OutboxState, PersonId, outbox_email};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set,
};

use super::lease;
use outbox_email::Column;

/// How long an e-mail waits for the identical one that is on its way.
const WAITS: TimeDelta = TimeDelta::seconds(5);

/// To whom, and what it says.
type Said = (PersonId, String);

fn said(row: &outbox_email::Model) -> Option<Said> {
    Some((row.person_id?, row.content_sha256.clone()?))
}

/// Puts off, of what a worker has just leased, whatever says to a person what another e-mail on its way says.
pub(super) async fn without_twins(
    tx: &DatabaseTransaction,
    rows: Vec<outbox_email::Model>,
    now: DateTime<Utc>,
) -> Result<Vec<outbox_email::Model>, DbErr> {
    let mut known = on_their_way(tx, &rows).await?;
    let (rest, twins): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| said(row).is_none_or(|said| known.insert(said)));
    if !twins.is_empty() {
        let ids = twins.iter().map(|row| row.id);
        let waits = outbox_email::ActiveModel { due_at: Set(now + WAITS), ..lease::free(OutboxState::Due) };
        outbox_email::Entity::update_many()
            .set(waits)
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).sub(1))
            .filter(Column::Id.is_in(ids))
            .exec(tx)
            .await?;
    }
    Ok(rest)
}

/// What other workers are telling these people at this moment.
async fn on_their_way(
    db: &impl ConnectionTrait,
    rows: &[outbox_email::Model],
) -> Result<BTreeSet<Said>, DbErr> {
    let people: BTreeSet<PersonId> = rows.iter().filter_map(|row| row.person_id).collect();
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let own: BTreeSet<OutboxEmailId> = rows.iter().map(|row| row.id).collect();
    let leased: Vec<(OutboxEmailId, PersonId, Option<String>)> = outbox_email::Entity::find()
        .select_only()
        .column(Column::Id)
        .column(Column::PersonId)
        .column(Column::ContentSha256)
        .filter(Column::State.eq(OutboxState::Leased))
        .filter(Column::PersonId.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    let others = leased.into_iter().filter(|(id, ..)| !own.contains(id));
    Ok(others.filter_map(|(_, person, hash)| Some((person, hash?))).collect())
}

/// What waits and says what was just sent is told with it.
pub(super) async fn told_with(
    tx: &DatabaseTransaction,
    sent: &[&outbox_email::Model],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let all: BTreeSet<Said> = sent.iter().filter_map(|row| said(row)).collect();
    if all.is_empty() {
        return Ok(());
    }
    // The hash holds the person, too: both together only let the index be used.
    outbox_email::Entity::update_many()
        .set(lease::sent(now))
        .filter(Column::State.eq(OutboxState::Due))
        .filter(Column::PersonId.is_in(all.iter().map(|(person, _)| *person)))
        .filter(Column::ContentSha256.is_in(all.iter().map(|(_, hash)| hash.as_str())))
        .exec(tx)
        .await?;
    Ok(())
}
