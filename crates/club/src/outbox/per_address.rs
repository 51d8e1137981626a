//! How many e-mails of a kind an address gets: whoever types a stranger's address into a form shall not flood the stranger.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use entity::{EmailKind, OutboxEmailId, PersonId};
use mail::Address;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};
use sha2::{Digest as _, Sha256};

use super::{NewEmail, enqueue, flood, queries};
use crate::Club;
use crate::person::queries as people;

/// At most so many e-mails of a kind for an address, its `+tags` included, in each stretch of time (by UTC).
pub(crate) struct Limit {
    pub(crate) kind: EmailKind,
    pub(crate) most: u8,
    pub(crate) each: TimeDelta,
}

/// What an address may still be sent.
pub(crate) struct Share {
    /// Keys under which e-mails may still be written now; none when the address has had its share.
    pub(crate) keys: Vec<String>,
    /// One of its people has gone through a link: it is no stranger's.
    pub(crate) is_read: bool,
}

impl Limit {
    /// The keys under which e-mails to an address may still be written now; none when it has had its share. Until one of its people (all who
    /// have the address) has gone through a link, the address may be a stranger's: then all kinds share three e-mails a day.
    pub(crate) async fn open_keys(
        &self,
        db: &impl ConnectionTrait,
        address: &Address,
        now: DateTime<Utc>,
    ) -> Result<Vec<String>, DbErr> {
        Ok(self.share(db, address, now).await?.keys)
    }

    /// The same, and whether the address is known to be read.
    pub(crate) async fn share(
        &self,
        db: &impl ConnectionTrait,
        address: &Address,
        now: DateTime<Utc>,
    ) -> Result<Share, DbErr> {
        let people = people::of_address(db, address).await?;
        let ids: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let is_read = flood::is_read(db, &ids).await?;
        let mut keys = if is_read { self.keys(address, now) } else { keys_of_stranger(address, now) };
        let taken = queries::ids_of_keys(db, keys.clone()).await?;
        keys.retain(|key| !taken.iter().any(|(other, _)| other == key));
        Ok(Share { keys, is_read })
    }

    fn keys(&self, address: &Address, now: DateTime<Utc>) -> Vec<String> {
        let stretch = now.timestamp().div_euclid(self.each.num_seconds().max(1));
        let mailbox = HEXLOWER.encode(&Sha256::digest(address.base()));
        (1..=self.most).map(|number| format!("{}:{mailbox}:{stretch}:{number}", self.kind)).collect()
    }
}

/// For each of these addresses, which nobody has shown to read, the key under which an e-mail may still be written now; none when it has had its
/// share.
pub(crate) async fn first_keys(
    db: &impl ConnectionTrait,
    addresses: &[Address],
    now: DateTime<Utc>,
) -> Result<Vec<Option<String>>, DbErr> {
    let keys: Vec<Vec<String>> = addresses.iter().map(|address| keys_of_stranger(address, now)).collect();
    let taken = queries::ids_of_keys(db, keys.concat()).await?;
    let taken: BTreeSet<String> = taken.into_iter().map(|(key, _)| key).collect();
    Ok(keys.into_iter().map(|own| own.into_iter().find(|key| !taken.contains(key))).collect())
}

/// The keys of the first e-mails to somebody who may never have asked for them.
fn keys_of_stranger(address: &Address, now: DateTime<Utc>) -> Vec<String> {
    let mailbox = HEXLOWER.encode(&Sha256::digest(address.base()));
    let day = now.date_naive();
    (1..=flood::MOST_A_DAY).map(|number| format!("stranger:{mailbox}:{day}:{number}")).collect()
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
