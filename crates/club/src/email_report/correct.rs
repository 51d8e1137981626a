//! A new address for somebody whose old one takes no e-mails.

use std::collections::BTreeSet;

use entity::{OutboxEmailId, PersonId, outbox_email, session};
use mail::Address;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::queries;
use crate::audit::{self, Deed};
use crate::{Club, Viewer, stream_link, suppression};

/// Why an address was not corrected.
#[derive(Debug, thiserror::Error)]
pub enum CorrectError {
    /// Absent, out of the viewer's sight, or reachable.
    #[error("there is nobody here whose address could be corrected")]
    NotFound,
    /// It is the address that takes no e-mails, or another one like it.
    #[error("this address takes no e-mails either")]
    NoGood,
    #[error("somebody of this name has this address already")]
    IsTaken,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Gives a listener a new address in place of one that takes no e-mails, and writes again what was lost and is still of use: the links of webinars
/// to come. Organizers of the session may, for listeners without a role: an address is also a way to log in.
///
/// # Errors
/// See [`CorrectError`].
pub async fn correct(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    person: PersonId,
    address: Address,
) -> Result<(), CorrectError> {
    if !viewer.organizes(session.host_school_id) {
        return Err(CorrectError::NotFound);
    }
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move { write(tx, &inside, (&viewer, &session), person, &address).await })
    });
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, session): (&Viewer, &session::Model),
    person: PersonId,
    address: &Address,
) -> Result<(), CorrectError> {
    let person = queries::listener(tx, session.id, person).await?.ok_or(CorrectError::NotFound)?;
    let old = person.email.clone().unwrap_or_default();
    let listed = suppression::among(tx, vec![old.clone(), address.as_str().to_owned()]).await?;
    let is_reachable = person.email_bounced_at.is_none() && !listed.contains(&old);
    if is_reachable || queries::has_role(tx, person.id).await? {
        return Err(CorrectError::NotFound);
    }
    if old == address.as_str() || listed.contains(address.as_str()) {
        return Err(CorrectError::NoGood);
    }
    if queries::is_taken(tx, address.as_str(), &person.search_name).await? {
        return Err(CorrectError::IsTaken);
    }
    let id = person.id;
    let mut row = person.into_active_model();
    (row.email, row.email_bounced_at) = (Set(Some(address.as_str().to_owned())), Set(None));
    row.update(tx).await?;
    send_again(tx, club, id).await?;
    let deed = Deed {
        action: "person.correct_address",
        subject: format!("person {id}"),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({}),
    };
    Ok(audit::record(tx, club, viewer, deed).await?)
}

/// Frees the registrations whose links were lost; what stands under their keys keeps its history under another one.
async fn send_again(tx: &DatabaseTransaction, club: &Club, person: PersonId) -> Result<(), DbErr> {
    let lost = queries::lost_links(tx, person, club.clock.now()).await?;
    let ids: BTreeSet<OutboxEmailId> = lost.iter().map(|(id, _)| *id).collect();
    for id in &ids {
        let key = outbox_email::ActiveModel { dedup_key: Set(format!("lost:{id}")), ..Default::default() };
        let lost = outbox_email::Entity::update_many().set(key).filter(outbox_email::Column::Id.eq(*id));
        lost.exec(tx).await?;
    }
    let mut sessions: Vec<_> = lost.iter().map(|(_, session)| *session).collect();
    sessions.sort();
    sessions.dedup();
    for session in sessions {
        let Some(row) = queries::session(tx, session).await? else { continue };
        let of_session = lost.iter().filter(|(_, of)| *of == session).map(|(id, _)| *id).collect();
        stream_link::write_anew(tx, club, &row, of_session).await?;
    }
    Ok(())
}
