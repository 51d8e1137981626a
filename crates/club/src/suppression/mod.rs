//! Addresses that nothing is sent to until somebody takes them from the list.
//!
//! One kind of e-mail goes there all the same: the log-in link, for which the reader waits at this very moment. Whoever asks for it shows that
//! the mailbox is read; how often strangers can ask is limited elsewhere.

mod act;
mod queries;
#[cfg(test)]
mod tests;

use entity::{EmailKind, OutboxState, PersonId, SuppressionReason, outbox_email, suppression};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use crate::outbox::Pick;
use crate::{Club, Viewer};

pub use act::{AddError, LiftError, add, lift};
pub(crate) use queries::among;

/// The longest note beside an address, in characters.
pub const LONGEST_NOTE: usize = 500;

/// What stands beside an e-mail that was not sent for this.
pub const NOT_SENT: &str = "адрес в списке тех, на которые письма не отправляются";

/// The list, newest first, up to `most` addresses that contain what is looked for; curators see it, others nothing.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    club: &Club,
    viewer: &Viewer,
    wanted: &str,
    most: u64,
) -> Result<Vec<suppression::Model>, DbErr> {
    if !viewer.is_curator() {
        return Ok(vec![]);
    }
    queries::list(club.storage.reads(), wanted, most).await
}

/// Puts an address on the list; false when it stands there already.
pub(crate) async fn put(
    tx: &DatabaseTransaction,
    club: &Club,
    (address, reason): (&str, SuppressionReason),
    note: &str,
    added_by: Option<PersonId>,
) -> Result<bool, DbErr> {
    let now = club.clock.now();
    let row = suppression::ActiveModel {
        id: Set(club.chance.id(now)),
        address: Set(address.to_owned()),
        reason: Set(reason),
        note: Set(note.chars().take(LONGEST_NOTE).collect()),
        since: Set(now),
        added_by: Set(added_by),
    };
    let first = OnConflict::column(suppression::Column::Address).do_nothing().to_owned();
    Ok(suppression::Entity::insert(row).on_conflict(first).exec_without_returning(tx).await? > 0)
}

/// Takes out of what a worker is about to lease whatever goes to an address on the list: it fails, with the reason beside it.
pub(crate) async fn without_suppressed(
    tx: &DatabaseTransaction,
    mut picks: Vec<Pick>,
) -> Result<Vec<Pick>, DbErr> {
    let may_be = |pick: &&Pick| pick.kind != EmailKind::LoginLink;
    let addresses: Vec<String> = picks.iter().filter(may_be).map(|pick| pick.to_address.clone()).collect();
    let listed = queries::among(tx, addresses).await?;
    if listed.is_empty() {
        return Ok(picks);
    }
    let is_listed = |pick: &Pick| pick.kind != EmailKind::LoginLink && listed.contains(&pick.to_address);
    let failed: Vec<_> = picks.iter().filter(|pick| is_listed(pick)).map(|pick| pick.id).collect();
    picks.retain(|pick| !is_listed(pick));
    outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel {
            state: Set(OutboxState::Failed),
            last_error: Set(Some(NOT_SENT.to_owned())),
            ..Default::default()
        })
        .filter(outbox_email::Column::Id.is_in(failed))
        .exec(tx)
        .await?;
    Ok(picks)
}
