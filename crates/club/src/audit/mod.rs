//! The audit trail: who did what to what, and when. Entries hold ids, never names or addresses.

use entity::{SchoolId, SessionId, audit_entry};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, Set};

use crate::{Club, Viewer};

mod queries;
#[cfg(test)]
mod tests;

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
    row(club, viewer, deed).insert(tx).await?;
    club.storage.count_deed();
    Ok(())
}

/// Writes down many deeds of the same person, or of nobody in particular, in one statement.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn record_all(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    deeds: Vec<Deed>,
) -> Result<(), DbErr> {
    if deeds.is_empty() {
        return Ok(());
    }
    let rows = deeds.into_iter().map(|deed| row(club, viewer, deed));
    audit_entry::Entity::insert_many(rows).exec_without_returning(tx).await?;
    club.storage.count_deed();
    Ok(())
}

fn row(club: &Club, viewer: &Viewer, deed: Deed) -> audit_entry::ActiveModel {
    let now = club.clock.now();
    audit_entry::ActiveModel {
        id: Set(club.chance.id(now)),
        at: Set(now),
        person_id: Set(viewer.person_id()),
        school_id: Set(deed.school_id),
        session_id: Set(deed.session_id),
        action: Set(deed.action.to_owned()),
        subject: Set(deed.subject),
        details: Set(deed.details),
    }
}

/// The newest deeds of a session, newest first; organizers of its host school and curators may see them.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(
    club: &Club,
    viewer: &Viewer,
    session: &entity::session::Model,
    most: u64,
) -> Result<Vec<Entry>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(Vec::new());
    }
    let rows = queries::of_session(club.storage.reads(), session.id, most).await?;
    let entry = |(entry, person): (audit_entry::Model, Option<entity::person::Model>)| Entry {
        entry,
        person_name: person.map(|person| crate::person::full_name(&person).full()).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(entry).collect())
}

/// An entry with the name of who did it.
#[derive(Clone, Debug)]
pub struct Entry {
    pub entry: audit_entry::Model,
    /// Empty: the club itself.
    pub person_name: String,
}
