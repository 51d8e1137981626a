//! How many listeners a webinar takes.

use entity::webinar;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _};

use super::RescheduleError;
use super::reschedule::{movable, record};
use crate::{Club, Viewer, waiting};

/// More places than any stream has listeners: a slip of the pen.
const MOST: i32 = 100_000;

/// Why the number of places stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum CapacityError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not limit the webinar")]
    Forbidden,
    #[error("the webinar is over or cancelled")]
    Over,
    /// Less than one, or more than a hundred thousand.
    #[error("this is no number of places")]
    Impossible,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

impl From<RescheduleError> for CapacityError {
    fn from(error: RescheduleError) -> CapacityError {
        match error {
            RescheduleError::Forbidden => CapacityError::Forbidden,
            RescheduleError::Over => CapacityError::Over,
            RescheduleError::Db(error) => CapacityError::Db(error),
            // The others are about a new time.
            _ => CapacityError::NotFound,
        }
    }
}

/// Limits a webinar to so many listeners, or to none with `None`. Whoever is registered stays, even beyond the limit; places that become free are
/// offered to those who wait. Organizers of the session or of the webinar's school may, moderators may not.
///
/// # Errors
/// See [`CapacityError`].
pub async fn set_capacity(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    capacity: Option<i32>,
) -> Result<webinar::Model, CapacityError> {
    if capacity.is_some_and(|places| !(1..=MOST).contains(&places)) {
        return Err(CapacityError::Impossible);
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (webinar, _session) = movable(tx, &inside, &viewer, &slug).await?;
            if webinar.capacity == capacity {
                return Ok(webinar);
            }
            let change = webinar::Entity::update_many()
                .col_expr(webinar::Column::Capacity, Expr::value(capacity))
                .filter(webinar::Column::Id.eq(webinar.id));
            let changed = change.exec_with_returning(tx).await?.pop().ok_or(CapacityError::NotFound)?;
            waiting::offer_soon(tx, &inside, changed.id, inside.clock.now()).await?;
            let details = serde_json::json!({ "from": webinar.capacity, "to": capacity });
            record(tx, &inside, &viewer, ("webinar.set_capacity", &changed, details)).await?;
            Ok(changed)
        })
    });
    work.await
}
