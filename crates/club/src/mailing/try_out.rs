//! An organizer gets one e-mail of a draft, as it would be read, at the own address.

use entity::{MailingId, session};

use super::write::Batch;
use super::{MailingError, deed, queries, reword};
use crate::outbox;
use crate::person::queries as people;
use crate::{Club, Viewer, audit, unsubscribe};

/// Sends whoever asks the e-mail of a draft, addressed to him or her. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MailingError`].
pub async fn try_out(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
) -> Result<(), MailingError> {
    let row = queries::by_id(club.storage.reads(), id).await?.ok_or(MailingError::NotFound)?;
    let batch = Batch::of(club, row).await?.ok_or(MailingError::NotFound)?;
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = reword::draft(tx, &viewer, &session, id).await?;
            let me = viewer.person_id().ok_or(MailingError::NoAddress)?;
            let me = people::by_id(tx, me).await?.ok_or(MailingError::NoAddress)?;
            let me = unsubscribe::with_link(tx, &inside, me).await?;
            let mut email = batch.email(&inside, &me)?;
            if email.to_address.is_empty() {
                return Err(MailingError::NoAddress);
            }
            // Not of the mailing: it may be asked for as often as the words change.
            let now = inside.clock.now();
            email.dedup_key = format!("mailing_trial:{}:{}:{}", row.id, me.id, now.timestamp_micros());
            outbox::enqueue(tx, &inside, email).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("mailing.try_out", &session, &row, 1)).await?)
        })
    });
    work.await
}
