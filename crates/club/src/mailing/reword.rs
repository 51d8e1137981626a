//! Other words for all e-mails of a draft.

use entity::{MailingId, MailingState, mailing, session};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _, Set};

use super::{MailingError, Texts, create, deed, queries};
use crate::{Club, Viewer, audit};

/// Gives a draft other words; e-mails with words of their own keep them. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MailingError`].
pub async fn reword(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
    (revision, texts): (i32, Texts),
) -> Result<(), MailingError> {
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = draft(tx, &viewer, &session, id).await?;
            texts.check(row.kind)?;
            if row.revision != revision {
                return Err(MailingError::Changed);
            }
            let mut row = row.into_active_model();
            row.texts = Set(texts.json()?);
            row.revision = Set(revision + 1);
            let row = row.update(tx).await?;
            create::enqueue(tx, &inside, &row).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("mailing.reword", &session, &row, 0)).await?)
        })
    });
    work.await
}

/// A mailing that may still be changed.
pub(super) async fn draft(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
) -> Result<mailing::Model, MailingError> {
    if !viewer.organizes(session.host_school_id) {
        return Err(MailingError::NotFound);
    }
    let found = queries::held(tx, id).await?.filter(|row| row.session_id == session.id);
    let row = found.ok_or(MailingError::NotFound)?;
    if row.state == MailingState::Draft { Ok(row) } else { Err(MailingError::NotDraft) }
}
