//! Holding up the e-mails of a session or of the whole network, and letting them go on. Log-in links always go.

use chrono::{DateTime, Utc};
use entity::{SessionId, network, session};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::act::{allowed, deed, slug};
use super::{QueueError, QueueScope};
use crate::audit;
use crate::{Club, Viewer};

/// Holds up every e-mail of a scope but log-in links, which always go; what a worker holds still leaves. Twice changes nothing.
///
/// # Errors
/// See [`QueueError`].
pub async fn pause(club: &Club, viewer: &Viewer, scope: QueueScope<'_>) -> Result<(), QueueError> {
    let now = club.clock.now();
    change(club, viewer, scope, Some(now)).await
}

/// Lets the e-mails of a scope go on.
///
/// # Errors
/// See [`QueueError`].
pub async fn resume(club: &Club, viewer: &Viewer, scope: QueueScope<'_>) -> Result<(), QueueError> {
    change(club, viewer, scope, None).await
}

async fn change(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    since: Option<DateTime<Utc>>,
) -> Result<(), QueueError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug(scope));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = allowed(tx, &viewer, slug.as_deref()).await?;
            let (subject, is_new) = match &session {
                Some(session) => {
                    (format!("session {}", session.id), of_session(tx, session.id, since).await?)
                }
                None => ("network".to_owned(), of_network(tx, since).await?),
            };
            if is_new {
                let action = if since.is_some() { "outbox.pause" } else { "outbox.resume" };
                audit::record(tx, &inside, &viewer, deed(action, subject, session.as_ref())).await?;
            }
            Ok(())
        })
    });
    work.await
}

async fn of_network(tx: &DatabaseTransaction, since: Option<DateTime<Utc>>) -> Result<bool, DbErr> {
    let column = network::Column::EmailsPausedAt;
    let other = if since.is_some() { column.is_null() } else { column.is_not_null() };
    let update = network::Entity::update_many().col_expr(column, Expr::value(since)).filter(other);
    Ok(update.exec(tx).await?.rows_affected > 0)
}

async fn of_session(
    tx: &DatabaseTransaction,
    id: SessionId,
    since: Option<DateTime<Utc>>,
) -> Result<bool, DbErr> {
    let column = session::Column::EmailsPausedAt;
    let other = if since.is_some() { column.is_null() } else { column.is_not_null() };
    let update = session::Entity::update_many().col_expr(column, Expr::value(since));
    Ok(update.filter(session::Column::Id.eq(id)).filter(other).exec(tx).await?.rows_affected > 0)
}
