//! Sending one after the other, in a fixed order: for rehearsals and tests. [`sending`](super::sending) is for servers.

use std::sync::Arc;

use sea_orm::DbErr;

use super::attempt::{carry, ready};
use super::content::with_contents;
use super::settle::{Delivered, settle};
use super::ways::Ways;
use super::{lease, queries};
use crate::Club;

/// Leases e-mails that are due, sends them one after the other and writes down what came of it; each failure is of one e-mail only. `owner`
/// names the worker; several may deliver at once. Sends nothing while e-mails are held.
///
/// # Errors
/// When the database refuses.
pub async fn deliver(club: &Club, ways: &Ways, owner: &str, most: u64) -> Result<Delivered, DbErr> {
    let mut delivered = Delivered::default();
    if queries::are_held(club).await? {
        return Ok(delivered);
    }
    let late = Delivered { failed: lease::tidy(club).await?, ..Delivered::default() };
    late.count();
    delivered.add(late);
    for lane in ways.lanes(club).await? {
        let leased = lease::take(club, lease::Wanted::of(&lane, owner, most)).await?;
        let rows = queries::leased_by(club.storage.reads(), owner, &leased.ids).await?;
        let mut tried = vec![];
        for whole in with_contents(club.storage.reads(), rows).await? {
            tried.push(carry(club, &lane, ready(&lane, whole)).await);
        }
        delivered.add(settle(club, Arc::new(tried)).await?);
    }
    Ok(delivered)
}
