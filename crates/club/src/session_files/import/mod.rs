//! Taking a checked session into the database: what is there already stays as it is.

mod programme;
mod registrations;
#[cfg(test)]
mod tests;
mod watching;

use entity::{PersonId, SessionId};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::audit::{self, Deed};
use crate::person::{self, Profile};
use crate::{Club, Viewer};

pub use programme::import_programme;
pub use registrations::import_registrations;
pub use watching::import_watching;

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub session_id: SessionId,
    /// Of what the files say, people and schools included; 0: everything was there already.
    pub new_rows: usize,
}

/// The person of a profile, and whether the club did not know them before.
async fn person_of(
    tx: &DatabaseTransaction,
    club: &Club,
    profile: &Profile,
) -> Result<(PersonId, bool), DbErr> {
    match person::queries::find(tx, profile).await? {
        Some(person) => Ok((person.id, false)),
        None => Ok((person::find_or_add(tx, club, profile).await?.id, true)),
    }
}

/// Writes down that something came from files.
async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    action: &'static str,
    imported: &Imported,
) -> Result<(), DbErr> {
    if imported.new_rows == 0 {
        return Ok(());
    }
    let deed = Deed {
        action,
        subject: format!("session {}", imported.session_id),
        school_id: None,
        session_id: Some(imported.session_id),
        details: serde_json::json!({ "new_rows": imported.new_rows }),
    };
    audit::record(tx, club, &Viewer::Club, deed).await
}
