//! What organizers see before they move, cancel or limit a webinar.

use entity::{school, session, webinar};

use super::staff::may_organize;
use super::{StaffError, queries, staffed};
use crate::school::queries as schools;
use crate::{Club, Viewer, waiting};

/// A webinar that may be changed, with how many people would be written to.
#[derive(Clone, Debug)]
pub struct ChangeView {
    pub session: session::Model,
    pub webinar: webinar::Model,
    pub host_school: school::Model,
    /// Registered listeners, whether they have an address or not.
    pub registered: u64,
    /// Listeners with an address.
    pub listeners: u64,
    /// Speakers with an address who are not among the listeners.
    pub speakers: u64,
    /// Who waits for a place.
    pub waiting: u64,
}

/// A webinar for its organizers; forbidden for its moderators.
///
/// # Errors
/// See [`StaffError`].
pub async fn change_view(club: &Club, viewer: &Viewer, slug: &str) -> Result<ChangeView, StaffError> {
    let db = club.storage.reads();
    let found = queries::by_slug(db, slug).await?.ok_or(StaffError::NotFound)?;
    let (webinar, session) = staffed(viewer, found)?;
    if !may_organize(viewer, &webinar, &session) {
        return Err(StaffError::Forbidden);
    }
    let host_school =
        schools::by_ids(db, vec![webinar.host_school_id]).await?.pop().ok_or(StaffError::NotFound)?;
    let speakers = queries::speakers_only(db, webinar.id).await?.len();
    Ok(ChangeView {
        registered: queries::count_registered(db, webinar.id).await?,
        listeners: queries::count_listeners(db, webinar.id).await?,
        speakers: u64::try_from(speakers).unwrap_or(u64::MAX),
        waiting: waiting::queries::count(db, webinar.id).await?,
        session,
        webinar,
        host_school,
    })
}
