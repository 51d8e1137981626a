//! Taking a webinar out: only while nobody has registered for it.

use entity::{TalkState, WebinarId, role_grant, session, talk, webinar};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::{place, queries};
use crate::{Club, Viewer, release};

/// Why a webinar stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    #[error("there is no such webinar")]
    NotFound,
    /// Somebody registered for it: it can only be cancelled.
    #[error("somebody has registered for the webinar")]
    Registered,
    /// Something rests on it: evidence, documents, a queue.
    #[error("something rests on the webinar")]
    Used,
    #[error("somebody changed the webinar meanwhile")]
    Changed,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Removes a webinar for which nobody ever registered; its talks wait for another place. Where it was published, a release takes it out at
/// once. Organizers of the session or of the webinar's school may.
///
/// # Errors
/// See [`RemoveError`].
pub async fn remove(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    revision: &str,
) -> Result<session::Model, RemoveError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let (slug, revision) = (slug.to_owned(), revision.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (session, line) = place::found(tx, &viewer, &slug).await?.ok_or(RemoveError::NotFound)?;
            if !line.is_own {
                return Err(RemoveError::NotFound);
            }
            let row = line.webinar;
            if line.revision != revision {
                return Err(RemoveError::Changed);
            }
            if queries::has_registrations(tx, row.id).await? {
                return Err(RemoveError::Registered);
            }
            if queries::is_used(tx, row.id).await? {
                return Err(RemoveError::Used);
            }
            free_talks(tx, row.id, &[]).await?;
            role_grant::Entity::delete_many().filter(queries::moderator_of(row.id)).exec(tx).await?;
            webinar::Entity::delete_many().filter(webinar::Column::Id.eq(row.id)).exec(tx).await?;
            let details = serde_json::json!({ "code": row.code });
            place::record(tx, &inside, &viewer, ("schedule.remove", &row, details)).await?;
            release::follow(tx, &inside, &viewer, (&session, row.id, None)).await?;
            Ok(session)
        })
    });
    work.await
}

/// Talks of a webinar that are not among those that stay wait for a place again.
pub(super) async fn free_talks(
    tx: &DatabaseTransaction,
    webinar: WebinarId,
    stay: &[entity::TalkId],
) -> Result<(), DbErr> {
    let leaving = || {
        talk::Entity::update_many()
            .filter(talk::Column::WebinarId.eq(webinar))
            .filter(talk::Column::Id.is_not_in(stay.iter().copied()))
    };
    // What was scheduled is still confirmed.
    let state = leaving().filter(talk::Column::State.eq(TalkState::Scheduled));
    state.col_expr(talk::Column::State, Expr::value(TalkState::Confirmed.as_str())).exec(tx).await?;
    let place = leaving().col_expr(talk::Column::WebinarId, Expr::value(Option::<uuid::Uuid>::None));
    place.exec(tx).await?;
    Ok(())
}
