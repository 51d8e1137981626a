//! Putting a webinar on another day, at another time or in another track.

use chrono::{DateTime, Utc};
use entity::{WebinarState, session, webinar};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::{WorkingWebinar, working};
use crate::audit::{self, Deed};
use crate::release::told;
use crate::webinar::{Times, queries as webinars};
use crate::{Club, Viewer};

/// More tracks than any session has: a slip of the pen.
pub(super) const MOST_TRACKS: i32 = 20;

/// Where a webinar is to be; it stays as long as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub starts_at: DateTime<Utc>,
    pub track: i32,
    /// The version of the webinar that was looked at.
    pub revision: String,
}

/// Why a webinar stays where it is.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not place the webinar")]
    Forbidden,
    /// Over or cancelled.
    #[error("the webinar is over or cancelled")]
    Over,
    #[error("the new time is past")]
    Past,
    #[error("there is no such track")]
    Track,
    /// Somebody changed it meanwhile.
    #[error("the webinar was changed meanwhile")]
    Changed,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Places a webinar in the working version. Of a webinar that people were told of only the plan changes: a release tells them. Organizers
/// of the session or of the webinar's school may.
///
/// # Errors
/// See [`PlaceError`].
pub async fn place(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    to: Place,
) -> Result<webinar::Model, PlaceError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (session, line) = found(tx, &viewer, &slug).await?.ok_or(PlaceError::NotFound)?;
            if !line.is_own {
                return Err(PlaceError::NotFound);
            }
            let now = inside.clock.now();
            if line.webinar.state == WebinarState::Cancelled || line.webinar.ends_at <= now {
                return Err(PlaceError::Over);
            }
            if line.revision != to.revision {
                return Err(PlaceError::Changed);
            }
            if !(1..=MOST_TRACKS).contains(&to.track) {
                return Err(PlaceError::Track);
            }
            if to.starts_at <= now {
                return Err(PlaceError::Past);
            }
            let times =
                Times { starts_at: to.starts_at, ends_at: to.starts_at + (line.ends_at - line.starts_at) };
            let planned = plan(tx, &session, &line.webinar, times).await?;
            let change = webinar::Entity::update_many()
                .col_expr(webinar::Column::Track, Expr::value(to.track))
                .filter(webinar::Column::Id.eq(planned.id));
            let placed = change.exec_with_returning(tx).await?.pop().ok_or(PlaceError::NotFound)?;
            let details = serde_json::json!({ "to": to.starts_at, "track": to.track });
            record(tx, &inside, &viewer, ("schedule.place", &placed, details)).await?;
            Ok(placed)
        })
    });
    work.await
}

/// A webinar as it is in this transaction, with its row locked.
pub(super) async fn found(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, WorkingWebinar)>, DbErr> {
    let Some((webinar, session)) = webinars::locked_by_slug(tx, slug).await? else { return Ok(None) };
    let line = working::lines(tx, &session, vec![webinar], viewer).await?.pop();
    Ok(line.map(|line| (session, line)))
}

/// Gives a webinar its times in the working version: at once where nobody was told of it.
pub(super) async fn plan(
    tx: &DatabaseTransaction,
    session: &session::Model,
    row: &webinar::Model,
    times: Times,
) -> Result<webinar::Model, DbErr> {
    let change = webinar::Entity::update_many().filter(webinar::Column::Id.eq(row.id));
    let none = || Expr::value(Option::<DateTime<Utc>>::None);
    let change = if !told(tx, session).await?(row.id) {
        change
            .col_expr(webinar::Column::StartsAt, Expr::value(times.starts_at))
            .col_expr(webinar::Column::EndsAt, Expr::value(times.ends_at))
            .col_expr(webinar::Column::PlannedStartsAt, none())
            .col_expr(webinar::Column::PlannedEndsAt, none())
    } else if (times.starts_at, times.ends_at) == (row.starts_at, row.ends_at) {
        // Back where people expect it.
        change
            .col_expr(webinar::Column::PlannedStartsAt, none())
            .col_expr(webinar::Column::PlannedEndsAt, none())
    } else {
        change
            .col_expr(webinar::Column::PlannedStartsAt, Expr::value(times.starts_at))
            .col_expr(webinar::Column::PlannedEndsAt, Expr::value(times.ends_at))
    };
    let planned = change.exec_with_returning(tx).await?.pop();
    planned.ok_or_else(|| DbErr::RecordNotFound("the webinar that is planned".to_owned()))
}

/// Writes down what was done to a webinar of the working version.
pub(super) async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (action, row, details): (&'static str, &webinar::Model, serde_json::Value),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("webinar {}", row.id),
        school_id: Some(row.host_school_id),
        session_id: Some(row.session_id),
        details,
    };
    audit::record(tx, club, viewer, deed).await
}
