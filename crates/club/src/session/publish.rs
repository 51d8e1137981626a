//! Publishing a session.

use entity::{SessionState, session};
use sea_orm::DbErr;

use super::queries;
use crate::audit::{self, Deed};
use crate::{Club, Viewer, release, topic};

/// Why a session was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("there is no such session")]
    NotFound,
    #[error("the viewer may not publish this session")]
    Forbidden,
    #[error("the session is published already")]
    AlreadyPublished,
    #[error("the session has no webinar")]
    NoWebinar,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Publishes a session: from now on anybody sees its schedule and may register. Organizers of the host school and curators may.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish(club: &Club, viewer: &Viewer, slug: &str) -> Result<session::Model, PublishError> {
    let session = queries::by_slug(club.storage.reads(), slug).await?.ok_or(PublishError::NotFound)?;
    if !viewer.organizes(session.host_school_id) {
        // A partner school knows of the session and may not publish it; to everybody else there is no such thing.
        let is_partner = super::organized(club, viewer).await?.iter().any(|own| own.id == session.id);
        return Err(if is_partner { PublishError::Forbidden } else { PublishError::NotFound });
    }
    if queries::webinars(club.storage.reads(), session.id).await?.is_empty() {
        return Err(PublishError::NoWebinar);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            // Of two organizers who press the button at once one publishes.
            let session = queries::locked(tx, session.id).await?.ok_or(PublishError::NotFound)?;
            if session.state != SessionState::Draft {
                return Err(PublishError::AlreadyPublished);
            }
            let published = release::make(tx, &inside, &viewer, (&session, "", None)).await?.session;
            let deed = Deed {
                action: "session.publish",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            topic::tell_when_published(tx, &inside, published.id).await?;
            Ok(published)
        })
    });
    work.await
}

impl From<release::PublishError> for PublishError {
    fn from(error: release::PublishError) -> Self {
        match error {
            release::PublishError::NotFound => PublishError::NotFound,
            release::PublishError::Forbidden => PublishError::Forbidden,
            release::PublishError::NoWebinar => PublishError::NoWebinar,
            release::PublishError::Db(error) => PublishError::Db(error),
            // The others are about sessions that were published before.
            _ => PublishError::AlreadyPublished,
        }
    }
}
