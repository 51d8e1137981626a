//! Setting a webinar's stream link.

use entity::{session, webinar};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _};
use url::Url;

use super::{StaffError, new_link, queries, staffed};
use crate::audit::{self, Deed};
use crate::{Club, Viewer, stream_link};

/// Sets or clears the stream link; the join links lead to the newest one at once. Whoever was sent a join link before is told of the change
/// after a moment; whoever waits for one because there was no stream link gets it now. Staff of the webinar may.
///
/// # Errors
/// See [`StaffError`].
pub async fn set_stream_url(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    url: Option<Url>,
) -> Result<webinar::Model, StaffError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = queries::locked_by_slug(tx, &slug).await?.ok_or(StaffError::NotFound)?;
            let (webinar, session) = staffed(&viewer, found)?;
            let url = url.map(String::from);
            if url == webinar.stream_url {
                return Ok(webinar);
            }
            change_stream_url(tx, &inside, &viewer, (&session, &webinar, url)).await
        })
    });
    work.await
}

/// Changes the stream link of a webinar whose row the transaction holds, and has listeners told. The caller has checked who may.
pub(crate) async fn change_stream_url(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (session, webinar, url): (&session::Model, &webinar::Model, Option<String>),
) -> Result<webinar::Model, StaffError> {
    let has_link = url.is_some();
    let change = webinar::Entity::update_many()
        .col_expr(webinar::Column::StreamUrl, Expr::value(url))
        .filter(webinar::Column::Id.eq(webinar.id));
    let changed = change.exec_with_returning(tx).await?.pop().ok_or(StaffError::NotFound)?;
    new_link::enqueue(tx, club, webinar).await?;
    if webinar.stream_url.is_none() {
        // E-mails that waited for it go out.
        stream_link::catch_up(tx, club, session).await?;
    }
    let deed = Deed {
        action: "webinar.set_stream_link",
        subject: format!("webinar {}", webinar.id),
        school_id: Some(webinar.host_school_id),
        session_id: Some(session.id),
        // The link itself is a secret of the listeners.
        details: serde_json::json!({ "has_link": has_link }),
    };
    audit::record(tx, club, viewer, deed).await?;
    Ok(changed)
}
