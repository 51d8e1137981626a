//! What people do with the queue: trying an e-mail again, discarding one, holding everything up and letting it go on.

use entity::{OutboxEmailId, OutboxState, network, outbox_email, session};
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

/// What stands in place of a reason beside an e-mail that somebody decided against.
const DISCARDED: &str = "отменено организатором";

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
    let gone = outbox_email::ActiveModel {
        state: Set(OutboxState::Discarded),
        last_error: Set(Some(DISCARDED.to_owned())),
        ..Default::default()
    };
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

fn slug(scope: QueueScope<'_>) -> Option<String> {
    match scope {
        QueueScope::Session(slug) => Some(slug.to_owned()),
        QueueScope::Network => None,
    }
}

/// The session of a scope, `None` for the network.
async fn allowed(
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

fn deed(action: &'static str, subject: String, session: Option<&session::Model>) -> Deed {
    Deed {
        action,
        subject,
        school_id: session.map(|session| session.host_school_id),
        session_id: session.map(|session| session.id),
        details: serde_json::json!({}),
    }
}

/// Holds up every e-mail of a scope but log-in links, which always go; what a worker holds still leaves. Twice changes nothing.
///
/// # Errors
/// See [`QueueError`].
pub async fn pause(club: &Club, viewer: &Viewer, scope: QueueScope<'_>) -> Result<(), QueueError> {
    set_paused(club, viewer, scope, true).await
}

/// Lets the e-mails of a scope go on.
///
/// # Errors
/// See [`QueueError`].
pub async fn resume(club: &Club, viewer: &Viewer, scope: QueueScope<'_>) -> Result<(), QueueError> {
    set_paused(club, viewer, scope, false).await
}

async fn set_paused(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    is_paused: bool,
) -> Result<(), QueueError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug(scope));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = allowed(tx, &viewer, slug.as_deref()).await?;
            let at = is_paused.then(|| inside.clock.now());
            let changed = match &session {
                Some(session) => {
                    let column = session::Column::EmailsPausedAt;
                    let other = if is_paused { column.is_null() } else { column.is_not_null() };
                    let new = session::ActiveModel { emails_paused_at: Set(at), ..Default::default() };
                    let of =
                        session::Entity::update_many().set(new).filter(session::Column::Id.eq(session.id));
                    of.filter(other).exec(tx).await?.rows_affected
                }
                None => {
                    let column = network::Column::EmailsPausedAt;
                    let other = if is_paused { column.is_null() } else { column.is_not_null() };
                    let new = network::ActiveModel { emails_paused_at: Set(at), ..Default::default() };
                    network::Entity::update_many().set(new).filter(other).exec(tx).await?.rows_affected
                }
            };
            if changed == 0 {
                return Ok(());
            }
            let subject =
                session.as_ref().map_or("network".to_owned(), |session| format!("session {}", session.id));
            let action = if is_paused { "outbox.pause" } else { "outbox.resume" };
            Ok(audit::record(tx, &inside, &viewer, deed(action, subject, session.as_ref())).await?)
        })
    });
    work.await
}
