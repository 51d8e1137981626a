//! The keys of the installation: one signs, all are kept so that old documents can be checked.

use chrono::{DateTime, Utc};
use entity::signing_key::{self, Column, Entity, Model};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::{KeyProblem, PublicKey, SecretKey, queries};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Why nothing can be signed.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The configuration used to hold the secret half.
    #[error(
        "documents are signed with the key {0}, whose secret half is not in the database: set WEBCLUB_SIGNING_KEY to it, \
         or to a new key of 32 random bytes in base64url"
    )]
    Missing(String),
    /// Somebody touched the row.
    #[error(
        "the two halves of the signing key {0} in the database do not belong together: restore the row from a backup"
    )]
    Torn(String),
    /// Two processes with different settings serve one database.
    #[error(
        "this process has the signing key {configured}, but another one made {current} the key of this club: give all of them \
         the same WEBCLUB_SIGNING_KEY and start them again"
    )]
    Another { configured: String, current: String },
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// A public key with the time in which it signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublishedKey {
    pub key: PublicKey,
    pub from: DateTime<Utc>,
    /// `None`: it signs now.
    pub until: Option<DateTime<Utc>>,
}

/// Makes sure, at the start of a program, that there is one key to sign with: the one of the settings, which retires the one before it; or
/// the one in the database; or, in a new installation, one that is made now and kept there. A secret that moves into the settings, or
/// retires, is deleted from the database; its public half stays for ever.
///
/// # Errors
/// See [`KeyError`].
pub async fn adopt(club: &Club) -> Result<PublicKey, KeyError> {
    let known = queries::all(club.storage.reads()).await?;
    if let Some(key) = standing(&known, club.settings.signing_key())? {
        return Ok(key.public());
    }
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { change(tx, &inside).await }));
    match work.await {
        Ok(key) => Ok(key),
        // Another process was faster; then there is a key now.
        Err(KeyError::Db(error)) => {
            let known = queries::all(club.storage.reads()).await?;
            standing(&known, club.settings.signing_key())?.map(|key| key.public()).ok_or(KeyError::Db(error))
        }
        Err(error) => Err(error),
    }
}

/// The key that signs now. A club that was never opened by a program gets its key here.
///
/// # Errors
/// See [`KeyError`].
pub async fn current(club: &Club) -> Result<SecretKey, KeyError> {
    let mut known = queries::all(club.storage.reads()).await?;
    if known.is_empty() {
        adopt(club).await?;
        known = queries::all(club.storage.reads()).await?;
    }
    if let Some(key) = standing(&known, club.settings.signing_key())? {
        return Ok(key);
    }
    let id = |key: Option<String>| key.unwrap_or_default();
    Err(KeyError::Another {
        configured: id(club.settings.signing_key().map(|key| key.public().id())),
        current: id(known.into_iter().find(|row| row.retired_at.is_none()).map(|row| row.id)),
    })
}

/// Every key, oldest first.
///
/// # Errors
/// When the database refuses, or holds a key that is none.
pub async fn published(club: &Club) -> Result<Vec<PublishedKey>, DbErr> {
    let rows = queries::all(club.storage.reads()).await?;
    let published = rows.into_iter().map(|row| {
        let key = PublicKey::parse(&row.public_key).map_err(|error| DbErr::Type(error.to_string()))?;
        Ok(PublishedKey { key, from: row.created_at, until: row.retired_at })
    });
    published.collect()
}

/// The key to sign with as things are; `None` when something has to be written down first.
fn standing(known: &[Model], configured: Option<&SecretKey>) -> Result<Option<SecretKey>, KeyError> {
    let Some(current) = known.iter().find(|row| row.retired_at.is_none()) else { return Ok(None) };
    match (configured, &current.secret_key) {
        (Some(key), None) if key.public().text() == current.public_key => Ok(Some(key.clone())),
        (Some(_), _) => Ok(None),
        (None, None) => Err(KeyError::Missing(current.id.clone())),
        (None, Some(secret)) => {
            let torn = |_problem: KeyProblem| KeyError::Torn(current.id.clone());
            let key = SecretKey::parse(secret).map_err(torn)?;
            if key.public().text() == current.public_key {
                Ok(Some(key))
            } else {
                Err(KeyError::Torn(current.id.clone()))
            }
        }
    }
}

async fn change(tx: &DatabaseTransaction, club: &Club) -> Result<PublicKey, KeyError> {
    let known = queries::all(tx).await?;
    if let Some(key) = standing(&known, club.settings.signing_key())? {
        return Ok(key.public());
    }
    let (key, secret_key) = match club.settings.signing_key() {
        Some(key) => (key.clone(), None),
        None => {
            let secret = club.chance.token();
            let key = SecretKey::parse(&secret).map_err(|error| DbErr::Type(error.to_string()))?;
            (key, Some(secret))
        }
    };
    let (id, now) = (key.public().id(), club.clock.now());
    let retired =
        signing_key::ActiveModel { retired_at: Set(Some(now)), secret_key: Set(None), ..Default::default() };
    let others =
        Entity::update_many().set(retired).filter(Column::RetiredAt.is_null()).filter(Column::Id.ne(&id));
    others.exec(tx).await?;
    match known.into_iter().find(|row| row.id == id) {
        Some(row) => {
            let mut row = row.into_active_model();
            row.retired_at = Set(None);
            row.secret_key = Set(None);
            row.update(tx).await?;
        }
        None => {
            let row = Model {
                id: id.clone(),
                public_key: key.public().text(),
                secret_key,
                created_at: now,
                retired_at: None,
            };
            row.into_active_model().insert(tx).await?;
        }
    }
    let deed = Deed {
        action: "signing_key.adopt",
        subject: format!("signing_key {id}"),
        school_id: None,
        session_id: None,
        details: serde_json::json!({ "is_configured": club.settings.signing_key().is_some() }),
    };
    audit::record(tx, club, &Viewer::Club, deed).await?;
    Ok(key.public())
}
