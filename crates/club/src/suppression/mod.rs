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

/// Takes out of what a worker has just leased whatever goes to an address on the list: it fails, with the reason beside it. Returns the rest,
/// and how many failed.
pub(crate) async fn without_suppressed(
    tx: &DatabaseTransaction,
    mut rows: Vec<outbox_email::Model>,
) -> Result<(Vec<outbox_email::Model>, usize), DbErr> {
    let may_be = |row: &&outbox_email::Model| row.kind != EmailKind::LoginLink;
    let addresses: Vec<String> = rows.iter().filter(may_be).map(|row| row.to_address.clone()).collect();
    let listed = queries::among(tx, addresses).await?;
    if listed.is_empty() {
        return Ok((rows, 0));
    }
    let is_listed =
        |row: &outbox_email::Model| row.kind != EmailKind::LoginLink && listed.contains(&row.to_address);
    let failed: Vec<_> = rows.iter().filter(|row| is_listed(row)).map(|row| row.id).collect();
    rows.retain(|row| !is_listed(row));
    outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel {
            state: Set(OutboxState::Failed),
            lease_owner: Set(None),
            lease_until: Set(None),
            last_error: Set(Some(NOT_SENT.to_owned())),
            ..Default::default()
        })
        .filter(outbox_email::Column::Id.is_in(failed.iter().copied()))
        .exec(tx)
        .await?;
    Ok((rows, failed.len()))
}
