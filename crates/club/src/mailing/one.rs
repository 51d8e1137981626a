//! One e-mail of a draft: words of its own, or none at all.

use entity::{MailingId, OutboxEmailId, OutboxState, mailing, outbox_email, session};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, IntoActiveModel as _, Set};

use super::write::{Batch, set_content};
use super::{MailingError, Plan, deed, queries, reword};
use crate::emails::words::Words;
use crate::person::queries as people;
use crate::{Club, Viewer, audit};

async fn draft_email(
    tx: &DatabaseTransaction,
    row: &mailing::Model,
    id: OutboxEmailId,
) -> Result<outbox_email::Model, MailingError> {
    let found = queries::email(tx, row.id, id).await?.ok_or(MailingError::NotFound)?;
    if found.state == OutboxState::Draft { Ok(found) } else { Err(MailingError::NotDraft) }
}

/// Gives one e-mail words of its own: it keeps them when those of the others change.
///
/// # Errors
/// See [`MailingError`].
pub async fn edit_one(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (mailing, email): (MailingId, OutboxEmailId),
    words: Words,
) -> Result<(), MailingError> {
    let row = queries::by_id(club.storage.reads(), mailing).await?.ok_or(MailingError::NotFound)?;
    words.check(row.kind).map_err(MailingError::Unusable)?;
    let batch = Batch::of(club, row).await?.ok_or(MailingError::NotFound)?;
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = reword::draft(tx, &viewer, &session, mailing).await?;
            let draft = draft_email(tx, &row, email).await?;
            let reader = draft.person_id.ok_or(MailingError::NotFound)?;
            let reader = people::by_id(tx, reader).await?.ok_or(MailingError::NotFound)?;
            set_content(tx, draft, batch.content_with(&inside, &reader, &words)?).await?;
            let mut plan = Plan::of(&row)?;
            plan.edited.insert(email, words.into());
            let mut changed = row.into_active_model();
            changed.audience = Set(plan.json()?);
            let row = changed.update(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("mailing.edit_one", &session, &row, 1)).await?)
        })
    });
    work.await
}

/// Takes one e-mail out of a draft: it is kept as discarded.
///
/// # Errors
/// See [`MailingError`].
pub async fn remove_one(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (mailing, email): (MailingId, OutboxEmailId),
) -> Result<(), MailingError> {
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = reword::draft(tx, &viewer, &session, mailing).await?;
            let mut draft = draft_email(tx, &row, email).await?.into_active_model();
            draft.state = Set(OutboxState::Discarded);
            draft.update(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("mailing.remove_one", &session, &row, 1)).await?)
        })
    });
    work.await
}
