//! How many e-mails of a kind an address gets: whoever types a stranger's address into a form shall not flood the stranger.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use entity::{EmailKind, OutboxEmailId};
use mail::Address;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use sha2::{Digest as _, Sha256};

use super::{NewEmail, enqueue, queries};
use crate::Club;

/// At most so many e-mails of a kind for an address, its `+tags` included, in each stretch of time (by UTC).
pub(crate) struct Limit {
    pub(crate) kind: EmailKind,
    pub(crate) most: u8,
    pub(crate) each: TimeDelta,
}

impl Limit {
    /// The keys under which e-mails to an address may still be written now; none when it has had its share.
    pub(crate) async fn open_keys(
        &self,
        db: &impl ConnectionTrait,
        address: &Address,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, DbErr> {
        let mut keys = self.keys(address, now);
        let taken = queries::ids_of_keys(db, keys.clone()).await?;
        keys.retain(|key| !taken.iter().any(|(other, _)| other == key));
        Ok(keys)
    }

    fn keys(&self, address: &Address, now: DateTime<Utc>) -> Vec<String> {
        let stretch = now.timestamp().div_euclid(self.each.num_seconds().max(1));
        let mailbox = HEXLOWER.encode(&Sha256::digest(address.base()));
        (1..=self.most).map(|number| format!("{}:{mailbox}:{stretch}:{number}", self.kind)).collect()
    }
}

/// Writes an e-mail under the first of these keys that nobody took meanwhile: a count that is read and then acted on would let through
/// whatever comes at the same moment.
pub(crate) async fn enqueue_under(
    tx: &DatabaseTransaction,
    club: &Club,
    keys: Vec<String>,
    email: NewEmail,
) -> Result<Option<OutboxEmailId>, DbErr> {
    for dedup_key in keys {
        let written = enqueue(tx, club, NewEmail { dedup_key, ..email.clone() }).await?;
        if written.is_some() {
            return Ok(written);
        }
    }
    Ok(None)
}
