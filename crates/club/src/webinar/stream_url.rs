//! Setting a webinar's stream link.

use entity::webinar;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use url::Url;

use super::{StaffError, queries, staffed};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Sets or clears the stream link; the join links lead to the newest one at once. Staff of the webinar may.
///
/// # Errors
/// See [`StaffError`].
pub async fn set_stream_url(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    url: Option<Url>,
) -> Result<webinar::Model, StaffError> {
    let found = queries::by_slug(club.storage.reads(), slug).await?.ok_or(StaffError::NotFound)?;
    let (webinar, session) = staffed(viewer, found)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let has_link = url.is_some();
            let change = webinar::Entity::update_many()
                .col_expr(webinar::Column::StreamUrl, Expr::value(url.map(String::from)))
                .filter(webinar::Column::Id.eq(webinar.id));
            let changed = change.exec_with_returning(tx).await?.pop().ok_or(StaffError::NotFound)?;
            let deed = Deed {
                action: "webinar.set_stream_link",
                subject: format!("webinar {}", webinar.id),
                school_id: Some(webinar.host_school_id),
                session_id: Some(session.id),
                // The link itself is a secret of the listeners.
                details: serde_json::json!({ "has_link": has_link }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(changed)
        })
    });
    work.await
}
