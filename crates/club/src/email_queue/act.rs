//! What people do with one e-mail of the queue: trying it again, discarding it.

use entity::{OutboxEmailId, OutboxState, outbox_email, session};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{QueueScope, queries};
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum QueueError {
    /// Or the viewer may not see it.
    #[error("there is no such e-mail")]
    NotFound,
    /// It was sent, discarded, or a worker holds it.
    #[error("the e-mail is not in a state for this")]
    Moved,
    #[error("the time of the e-mail has passed")]
    TooLate,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Puts an e-mail that failed or waits for its next attempt into the queue once more, for now.
///
/// # Errors
/// See [`QueueError`].
pub async fn try_again(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    id: OutboxEmailId,
) -> Result<(), QueueError> {
    let now = club.clock.now();
    let again = outbox_email::ActiveModel {
        state: Set(OutboxState::Due),
        due_at: Set(now),
        attempts: Set(0),
        ..Default::default()
    };
    change(club, viewer, scope, (id, "outbox.try_again", again)).await
}

/// Discards an e-mail that has not left yet.
///
/// # Errors
/// See [`QueueError`].
pub async fn discard(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    id: OutboxEmailId,
) -> Result<(), QueueError> {
    let gone = outbox_email::ActiveModel { state: Set(OutboxState::Discarded), ..Default::default() };
    change(club, viewer, scope, (id, "outbox.discard", gone)).await
}

async fn change(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    (id, action, new): (OutboxEmailId, &'static str, outbox_email::ActiveModel),
) -> Result<(), QueueError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug(scope));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = allowed(tx, &viewer, slug.as_deref()).await?;
            let of = session.as_ref().map(|session| session.id);
            let email = queries::email(tx, of, id).await?.ok_or(QueueError::NotFound)?;
            let is_sending = new.state == Set(OutboxState::Due);
            if is_sending && email.not_after.is_some_and(|end| end <= inside.clock.now()) {
                return Err(QueueError::TooLate);
            }
            let changed = outbox_email::Entity::update_many()
                .set(new)
                .filter(outbox_email::Column::Id.eq(id))
                .filter(outbox_email::Column::State.is_in([OutboxState::Due, OutboxState::Failed]))
                .exec(tx)
                .await?;
            if changed.rows_affected == 0 {
                return Err(QueueError::Moved);
            }
            let deed = deed(action, format!("email {id}"), session.as_ref());
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

pub(super) fn slug(scope: QueueScope<'_>) -> Option<String> {
    match scope {
        QueueScope::Session(slug) => Some(slug.to_owned()),
        QueueScope::Network => None,
    }
}

/// The session of a scope, `None` for the network.
pub(super) async fn allowed(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    slug: Option<&str>,
) -> Result<Option<session::Model>, QueueError> {
    let Some(slug) = slug else {
        return if viewer.is_curator() { Ok(None) } else { Err(QueueError::NotFound) };
    };
    let found = sessions::by_slug(tx, slug).await?;
    let found = found.filter(|session| viewer.organizes(session.host_school_id));
    found.map(Some).ok_or(QueueError::NotFound)
}

pub(super) fn deed(action: &'static str, subject: String, session: Option<&session::Model>) -> Deed {
    Deed {
        action,
        subject,
        school_id: session.map(|session| session.host_school_id),
        session_id: session.map(|session| session.id),
        details: serde_json::json!({}),
    }
}
