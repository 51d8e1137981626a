//! Pausing and resuming: of a session by its organizers, of the whole network by curators. Log-in links always go.

use chrono::{DateTime, Utc};
use entity::{SessionId, network, session};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::queries;
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Whose e-mails wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paused {
    Network,
    Session(SessionId),
}

/// Why e-mails were neither paused nor resumed.
#[derive(Debug, thiserror::Error)]
pub enum PauseError {
    /// Or the viewer may not.
    #[error("there is nothing to be paused")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Lets no e-mail but log-in links leave until it is resumed. Organizers of the host school may for a session, curators for everything.
/// Whether it changed anything.
///
/// # Errors
/// See [`PauseError`].
pub async fn pause(club: &Club, viewer: &Viewer, paused: Paused) -> Result<bool, PauseError> {
    let now = club.clock.now();
    change(club, viewer, paused, Some(now)).await
}

/// Lets e-mails go again that were paused; whether it changed anything. What came too late meanwhile fails and is shown.
///
/// # Errors
/// See [`PauseError`].
pub async fn resume(club: &Club, viewer: &Viewer, paused: Paused) -> Result<bool, PauseError> {
    change(club, viewer, paused, None).await
}

async fn change(
    club: &Club,
    viewer: &Viewer,
    paused: Paused,
    since: Option<DateTime<Utc>>,
) -> Result<bool, PauseError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let deed = match paused {
                Paused::Network => of_network(tx, &viewer, since).await?,
                Paused::Session(id) => of_session(tx, &viewer, id, since).await?,
            };
            let Some(deed) = deed else { return Ok(false) };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(true)
        })
    });
    work.await
}

async fn of_network(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    since: Option<DateTime<Utc>>,
) -> Result<Option<Deed>, PauseError> {
    if !viewer.is_curator() {
        return Err(PauseError::NotFound);
    }
    let column = network::Column::EmailsPausedAt;
    let other = if since.is_some() { column.is_null() } else { column.is_not_null() };
    let update = network::Entity::update_many().col_expr(column, Expr::value(since)).filter(other);
    let changed = update.exec_with_returning(tx).await?.pop();
    Ok(changed.map(|network| Deed {
        action: if since.is_some() { "network.pause_emails" } else { "network.resume_emails" },
        subject: format!("network {}", network.id),
        school_id: None,
        session_id: None,
        details: serde_json::json!({}),
    }))
}

async fn of_session(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    id: SessionId,
    since: Option<DateTime<Utc>>,
) -> Result<Option<Deed>, PauseError> {
    let found = queries::session(tx, id).await?;
    let session =
        found.filter(|session| viewer.organizes(session.host_school_id)).ok_or(PauseError::NotFound)?;
    let column = session::Column::EmailsPausedAt;
    let other = if since.is_some() { column.is_null() } else { column.is_not_null() };
    let update = session::Entity::update_many().col_expr(column, Expr::value(since));
    let changed = update.filter(session::Column::Id.eq(id)).filter(other).exec(tx).await?.rows_affected;
    Ok((changed > 0).then(|| Deed {
        action: if since.is_some() { "session.pause_emails" } else { "session.resume_emails" },
        subject: format!("session {id}"),
        school_id: Some(session.host_school_id),
        session_id: Some(id),
        details: serde_json::json!({}),
    }))
}
