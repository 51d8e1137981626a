//! Signatures of an account's e-mails (DKIM): a key of its own, switched on once its record stands in the DNS.

use entity::{SmtpAccountId, smtp_account};
use mail::DkimKey;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

use super::find::from_domain;
use super::{AccountError, deed, key_place, queries};
use crate::Owner;
use crate::{Club, Viewer, audit};

/// What is done with an account's signatures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DkimDeed {
    /// Makes a key, in place of the one there may be; nothing is signed with it yet.
    MakeKey,
    /// Signs from now on, in the name of the sender's domain.
    Sign,
    /// Signs no longer; the key stays.
    Rest,
}

/// Changes an account's signatures. Making a key takes some seconds of computing, outside of every transaction. Who may change the owner's
/// layouts may.
///
/// # Errors
/// See [`AccountError`].
pub async fn dkim(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    (id, revision): (SmtpAccountId, i32),
    wanted: DkimDeed,
) -> Result<(), AccountError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AccountError::NotFound);
    }
    let row = queries::by_id(club.storage.reads(), owner, id).await?.ok_or(AccountError::NotFound)?;
    if row.revision != revision {
        return Err(AccountError::Conflict);
    }
    let key = if wanted == DkimDeed::MakeKey { Some(sealed_key(club, id).await?) } else { None };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(AccountError::NotFound)?;
            if row.revision != revision {
                return Err(AccountError::Conflict);
            }
            let (domain, now) = (from_domain(&row), inside.clock.now());
            let has_key = row.dkim_key_sealed.is_some();
            let mut row: smtp_account::ActiveModel = row.into_active_model();
            row.revision = Set(revision + 1);
            match (wanted, key) {
                (DkimDeed::MakeKey, Some(key)) => {
                    row.dkim_key_sealed = Set(Some(key));
                    // Another name with each key: the record of the old one may stay until its e-mails are read.
                    row.dkim_selector = Set(Some(format!("club{}", now.timestamp())));
                    row.dkim_domain = Set(None);
                }
                (DkimDeed::Sign, _) if has_key => row.dkim_domain = Set(Some(domain)),
                (DkimDeed::Rest, _) => row.dkim_domain = Set(None),
                _ => return Err(AccountError::Conflict),
            }
            let row = row.update(tx).await?;
            let action = match wanted {
                DkimDeed::MakeKey => "smtp_account.make_key",
                DkimDeed::Sign => "smtp_account.sign",
                DkimDeed::Rest => "smtp_account.sign_no_more",
            };
            Ok(audit::record(tx, &inside, &viewer, deed(action, &row)).await?)
        })
    });
    work.await
}

async fn sealed_key(club: &Club, id: SmtpAccountId) -> Result<String, AccountError> {
    let sealing = club.settings.sealing_key()?.clone();
    let chance = club.chance.clone();
    let made = tokio::task::spawn_blocking(move || {
        let key = DkimKey::make(|bytes| chance.fill_all(bytes))?;
        Ok::<_, AccountError>(sealing.seal(&chance, &key_place(id), key.private())?)
    });
    made.await.map_err(|_panicked| mail::DkimError::Unsuitable)?
}
