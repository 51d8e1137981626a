//! Publishing a session.

use entity::{SessionState, session};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::queries;
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

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
            let draft = session::Entity::update_many()
                .col_expr(session::Column::State, Expr::value(SessionState::Published.as_str()))
                .col_expr(session::Column::PublishedAt, Expr::value(inside.clock.now()))
                .filter(session::Column::Id.eq(session.id))
                .filter(session::Column::State.eq(SessionState::Draft));
            let published =
                draft.exec_with_returning(tx).await?.pop().ok_or(PublishError::AlreadyPublished)?;
            let deed = Deed {
                action: "session.publish",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(published)
        })
    });
    work.await
}
