//! The end of a draft: all its e-mails go out together and once, or none does.

use chrono::TimeDelta;
use entity::{MailingId, MailingState, OutboxState, mailing, outbox_email, session};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::{MailingError, Plan, deed, queries, reword};
use crate::{Club, Viewer, audit};

/// For how long the same words are not sent to the same person again.
const ONCE_A: TimeDelta = TimeDelta::days(1);

/// Sends a draft of exactly `n` e-mails; those that say to somebody what waits for or reached him or her within a day are discarded.
/// Returns how many go out. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MailingError`]; [`MailingError::Changed`] when it is not `n` e-mails any more.
pub async fn send(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (id, n): (MailingId, u64),
) -> Result<u64, MailingError> {
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = reword::draft(tx, &viewer, &session, id).await?;
            if Plan::of(&row)?.written != row.revision {
                return Err(MailingError::NotWritten);
            }
            if drafts(tx, &row).await? != n {
                return Err(MailingError::Changed);
            }
            if n == 0 {
                return Err(MailingError::Nobody);
            }
            collapse(tx, &inside, &row).await?;
            let sent = become_state(tx, &inside, &row, OutboxState::Due).await?;
            let row = close(tx, &inside, &viewer, (row, MailingState::Sent)).await?;
            audit::record(tx, &inside, &viewer, deed("mailing.send", &session, &row, sent)).await?;
            Ok(sent)
        })
    });
    work.await
}

/// Discards a draft with all its e-mails. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`MailingError`].
pub async fn discard(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    id: MailingId,
) -> Result<(), MailingError> {
    let (inside, viewer, session) = (club.clone(), viewer.clone(), session.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = reword::draft(tx, &viewer, &session, id).await?;
            let n = become_state(tx, &inside, &row, OutboxState::Discarded).await?;
            let row = close(tx, &inside, &viewer, (row, MailingState::Discarded)).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("mailing.discard", &session, &row, n)).await?)
        })
    });
    work.await
}

async fn drafts(tx: &DatabaseTransaction, row: &mailing::Model) -> Result<u64, DbErr> {
    let states = queries::states(tx, vec![row.id]).await?;
    let drafts = states.into_iter().find(|(_, state, _)| *state == OutboxState::Draft);
    Ok(drafts.map_or(0, |(_, _, n)| n.unsigned_abs()))
}

async fn collapse(tx: &DatabaseTransaction, club: &Club, row: &mailing::Model) -> Result<(), DbErr> {
    use outbox_email::Column;
    let gone = queries::gone_elsewhere(row.session_id, row.id, club.clock.now() - ONCE_A);
    let state = outbox_email::ActiveModel { state: Set(OutboxState::Discarded), ..Default::default() };
    outbox_email::Entity::update_many()
        .set(state)
        .filter(Column::MailingId.eq(row.id))
        .filter(Column::State.eq(OutboxState::Draft))
        .filter(Column::ContentSha256.in_subquery(gone))
        .exec(tx)
        .await?;
    Ok(())
}

async fn become_state(
    tx: &DatabaseTransaction,
    club: &Club,
    row: &mailing::Model,
    state: OutboxState,
) -> Result<u64, DbErr> {
    let now = club.clock.now();
    let all = outbox_email::Entity::update_many()
        .set(outbox_email::ActiveModel { state: Set(state), due_at: Set(now), ..Default::default() })
        .filter(outbox_email::Column::MailingId.eq(row.id))
        .filter(outbox_email::Column::State.eq(OutboxState::Draft));
    Ok(all.exec(tx).await?.rows_affected)
}

async fn close(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (row, state): (mailing::Model, MailingState),
) -> Result<mailing::Model, DbErr> {
    let mut row = row.into_active_model();
    row.state = Set(state);
    row.closed_at = Set(Some(club.clock.now()));
    row.closed_by = Set(viewer.person_id());
    row.update(tx).await
}
