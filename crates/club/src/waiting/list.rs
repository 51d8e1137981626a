//! Who waits for a place, for organizers: page by page.

use entity::{WaitingPlaceId, person, session, waiting_place};
use sea_orm::DbErr;

use super::queries;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Places of a page.
pub const SHOWN: usize = 50;

/// A page of the queue for a webinar.
#[derive(Clone, Debug)]
pub struct Queue {
    /// First come, first here; those who took or left their place are not.
    pub places: Vec<(waiting_place::Model, person::Model)>,
    /// Where the next page begins; nothing on the last one.
    pub next: Option<WaitingPlaceId>,
}

/// Who waits for a place at the webinar with this code. Organizers of the session's host school and curators may see them; `None` for everybody
/// else, and for a session without such a webinar.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (code, after): (&str, Option<WaitingPlaceId>),
) -> Result<Option<Queue>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(None);
    }
    let db = club.storage.reads();
    let webinars = sessions::webinars(db, session.id).await?;
    let Some(webinar) = webinars.iter().find(|webinar| webinar.code == code) else { return Ok(None) };
    let most = u64::try_from(SHOWN).unwrap_or(u64::MAX).saturating_add(1);
    let mut places = queries::standing_after(db, webinar.id, (after, most)).await?;
    let has_more = places.len() > SHOWN;
    places.truncate(SHOWN);
    let next = places.last().filter(|_| has_more).map(|(place, _)| place.id);
    Ok(Some(Queue { places, next }))
}
