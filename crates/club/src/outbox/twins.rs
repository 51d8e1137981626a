//! Identical e-mails to one person leave as one: while one is on its way the others wait, and once it is sent they count as sent with it.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{OutboxState, PersonId, outbox_email};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QuerySelect as _, Set,
};

use super::lease;
use super::picks::Pick;
use outbox_email::Column;

/// How long an e-mail waits for the identical one that is on its way.
const WAITS: TimeDelta = TimeDelta::seconds(5);

/// To whom, and what it says.
type Said = (PersonId, String);

fn said(person: Option<PersonId>, hash: Option<&String>) -> Option<Said> {
    Some((person?, hash?.clone()))
}

/// Puts off, of what a worker is about to lease, whatever says to a person what another e-mail on its way says.
pub(super) async fn without_twins(
    tx: &DatabaseTransaction,
    picks: Vec<Pick>,
    now: DateTime<Utc>,
) -> Result<Vec<Pick>, DbErr> {
    let mut known = on_their_way(tx, &picks).await?;
    let mut is_first = |pick: &Pick| {
        said(pick.person_id, pick.content_sha256.as_ref()).is_none_or(|said| known.insert(said))
    };
    let (rest, twins): (Vec<_>, Vec<_>) = picks.into_iter().partition(|pick| is_first(pick));
    if !twins.is_empty() {
        let ids = twins.iter().map(|pick| pick.id);
        let waits = outbox_email::ActiveModel { due_at: Set(now + WAITS), ..Default::default() };
        outbox_email::Entity::update_many().set(waits).filter(Column::Id.is_in(ids)).exec(tx).await?;
    }
    Ok(rest)
}

/// What other workers are telling these people at this moment.
async fn on_their_way(db: &impl ConnectionTrait, picks: &[Pick]) -> Result<BTreeSet<Said>, DbErr> {
    let people: BTreeSet<PersonId> = picks.iter().filter_map(|pick| pick.person_id).collect();
    if people.is_empty() {
        return Ok(BTreeSet::new());
    }
    let leased: Vec<(PersonId, Option<String>)> = outbox_email::Entity::find()
        .select_only()
        .column(Column::PersonId)
        .column(Column::ContentSha256)
        .filter(Column::State.eq(OutboxState::Leased))
        .filter(Column::PersonId.is_in(people))
        .into_tuple()
        .all(db)
        .await?;
    Ok(leased.into_iter().filter_map(|(person, hash)| Some((person, hash?))).collect())
}

/// What waits and says what was just sent is told with it.
pub(super) async fn told_with(
    tx: &DatabaseTransaction,
    sent: &[&outbox_email::Model],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let all: BTreeSet<Said> =
        sent.iter().filter_map(|row| said(row.person_id, row.content_sha256.as_ref())).collect();
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
