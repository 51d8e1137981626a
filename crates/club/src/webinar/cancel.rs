//! Отмена: a webinar does not take place.

use entity::{WebinarState, webinar};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::RescheduleError;
use super::reschedule::{movable, record, take_back};
use crate::jobs::{self, Job, NewJob};
use crate::{Club, Viewer, release};

/// Why a webinar was not cancelled.
#[derive(Debug, thiserror::Error)]
pub enum CancelError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not cancel the webinar")]
    Forbidden,
    #[error("the webinar is over or cancelled")]
    Over,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

impl From<RescheduleError> for CancelError {
    fn from(error: RescheduleError) -> CancelError {
        match error {
            RescheduleError::Forbidden => CancelError::Forbidden,
            RescheduleError::Over => CancelError::Over,
            RescheduleError::Db(error) => CancelError::Db(error),
            // The others are about a new time.
            _ => CancelError::NotFound,
        }
    }
}

/// Cancels a webinar. Listeners, speakers and whoever waits for a place are told why by a job of the same transaction; what has not left
/// about it is taken back, and its queue ends. Organizers of the session or of the webinar's school may, moderators may not.
///
/// # Errors
/// See [`CancelError`].
pub async fn cancel(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    reason: &str,
) -> Result<webinar::Model, CancelError> {
    let (inside, viewer, slug, reason) = (club.clone(), viewer.clone(), slug.to_owned(), reason.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (webinar, session) = movable(tx, &inside, &viewer, &slug).await?;
            let change = webinar::Entity::update_many()
                .col_expr(webinar::Column::State, Expr::value(WebinarState::Cancelled.as_str()))
                .col_expr(webinar::Column::ChangedAt, Expr::value(inside.clock.now()))
                .col_expr(webinar::Column::Sequence, Expr::col(webinar::Column::Sequence).add(1))
                .filter(webinar::Column::Id.eq(webinar.id));
            let cancelled = change.exec_with_returning(tx).await?.pop().ok_or(CancelError::NotFound)?;
            take_back(tx, &inside, &session, &webinar).await?;
            let job = Job::TellCancelled { webinar: webinar.id, reason };
            let key = Some(webinar.id.to_string());
            jobs::enqueue(tx, &inside, NewJob { job, run_at: inside.clock.now(), unique_key: key }).await?;
            let details = serde_json::json!({});
            record(tx, &inside, &viewer, ("webinar.cancel", &cancelled, details)).await?;
            release::follow(tx, &inside, &viewer, (&session, cancelled.id, Some(&cancelled))).await?;
            Ok(cancelled)
        })
    });
    work.await
}
