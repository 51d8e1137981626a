//! Breaks between webinars.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{ScheduleBreakId, schedule_break, session};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::place::MOST_TRACKS;
use crate::audit::{self, Deed};
use crate::session::find_organized;
use crate::{Club, Viewer};

/// No break is longer.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A break to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBreak {
    pub title: String,
    /// Of all tracks when `None`.
    pub track: Option<i32>,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Why breaks stay as they are.
#[derive(Debug, thiserror::Error)]
pub enum BreakError {
    #[error("there is no such break or session")]
    NotFound,
    /// It ends before it begins, or lasts for more than twelve hours.
    #[error("the break has no possible length")]
    Length,
    #[error("there is no such track")]
    Track,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Adds a break to a session's schedule. Organizers of the host school and curators may.
///
/// # Errors
/// See [`BreakError`].
pub async fn add_break(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    new: NewBreak,
) -> Result<schedule_break::Model, BreakError> {
    let session = find_organized(club, viewer, slug).await?.ok_or(BreakError::NotFound)?;
    let length = new.ends_at - new.starts_at;
    if length <= TimeDelta::zero() || length > LONGEST {
        return Err(BreakError::Length);
    }
    if new.track.is_some_and(|track| !(1..=MOST_TRACKS).contains(&track)) {
        return Err(BreakError::Track);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let row = schedule_break::Model {
                id: inside.chance.id(now),
                session_id: session.id,
                title: new.title,
                track: new.track,
                starts_at: new.starts_at,
                ends_at: new.ends_at,
                created_at: now,
            };
            let row = row.into_active_model().insert(tx).await?;
            audit::record(tx, &inside, &viewer, deed("schedule.add_break", &session, row.id)).await?;
            Ok(row)
        })
    });
    work.await
}

/// Takes a break out of a session's schedule. Organizers of the host school and curators may.
///
/// # Errors
/// See [`BreakError`].
pub async fn remove_break(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: ScheduleBreakId,
) -> Result<(), BreakError> {
    let session = find_organized(club, viewer, slug).await?.ok_or(BreakError::NotFound)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let gone = schedule_break::Entity::delete_many()
                .filter(schedule_break::Column::Id.eq(id))
                .filter(schedule_break::Column::SessionId.eq(session.id));
            if gone.exec(tx).await?.rows_affected == 0 {
                return Err(BreakError::NotFound);
            }
            audit::record(tx, &inside, &viewer, deed("schedule.remove_break", &session, id)).await?;
            Ok(())
        })
    });
    work.await
}

fn deed(action: &'static str, session: &session::Model, id: ScheduleBreakId) -> Deed {
    Deed {
        action,
        subject: format!("schedule_break {id}"),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({}),
    }
}
