//! The audit trail: who did what to what, and when. Entries hold ids, never names or addresses.

use entity::{SchoolId, SessionId, audit_entry};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::{Club, Viewer};

/// A deed to be written down in the transaction that does it.
#[derive(Clone, Debug)]
pub struct Deed {
    /// `session.publish`: concept and verb.
    pub action: &'static str,
    /// Kind and id of what it is done to: `webinar 0190…`.
    pub subject: String,
    pub school_id: Option<SchoolId>,
    pub session_id: Option<SessionId>,
    /// Without personal data.
    pub details: serde_json::Value,
}

/// Writes a deed down.
///
/// # Errors
/// When the database refuses.
pub async fn record(tx: &DatabaseTransaction, club: &Club, viewer: &Viewer, deed: Deed) -> Result<(), DbErr> {
    let _ = (tx, club, viewer, deed);
    todo!()
}

/// The newest deeds of a session, newest first; organizers of its host school and curators may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(club: &Club, viewer: &Viewer, session: &entity::session::Model, most: u64) -> Result<Vec<Entry>, DbErr> {
    let _ = (club, viewer, session, most);
    todo!()
}

/// An entry with the name of who did it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub entry: audit_entry::Model,
    /// Empty: the club itself.
    pub person_name: String,
}
