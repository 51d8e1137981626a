//! Webinars: one broadcast, its place in the calendar and its stream link.

use entity::{RegistrationId, school, session, webinar};
use sea_orm::DbErr;
use url::Url;

use crate::session::ProgrammeWebinar;
use crate::{Club, Viewer};

/// A webinar as anybody may see it, with its session. Unpublished ones are found by their organizers only.
///
/// # Errors
/// When the database refuses.
pub async fn find_public(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<(session::Model, ProgrammeWebinar)>, DbErr> {
    let _ = (club, viewer, slug);
    todo!()
}

/// What staff see of a webinar: organizers of the session or of the webinar's school, its moderators, curators.
#[derive(Clone, Debug)]
pub struct StaffView {
    pub session: session::Model,
    pub webinar: webinar::Model,
    pub host_school: school::Model,
    pub listeners: Vec<ListenerLine>,
    /// Whether the viewer is more than its moderator.
    pub may_organize: bool,
}

/// A listener as a moderator may see one: name and presence, no address.
#[derive(Clone, Debug)]
pub struct ListenerLine {
    pub registration_id: RegistrationId,
    pub name: String,
    pub school_name: String,
    pub city: String,
    pub question: Option<String>,
    pub has_joined: bool,
    pub seconds: i32,
    pub percent_tenths: i32,
    /// `None` before the verdict.
    pub attended: Option<bool>,
    /// Kinds of evidence, separated by spaces.
    pub evidence: String,
}

/// Why a webinar's staff page or deed was refused.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the viewer may not do this to the webinar")]
    Forbidden,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The staff's page of a webinar. Not found for whoever has no relation to its school; forbidden for a moderator of another of its webinars.
///
/// # Errors
/// See [`StaffError`].
pub async fn staff_view(club: &Club, viewer: &Viewer, slug: &str) -> Result<StaffView, StaffError> {
    let _ = (club, viewer, slug);
    todo!()
}

/// Sets or clears the stream link; the join links lead to the newest one at once. Staff of the webinar may.
///
/// # Errors
/// See [`StaffError`].
pub async fn set_stream_url(club: &Club, viewer: &Viewer, slug: &str, url: Option<Url>) -> Result<webinar::Model, StaffError> {
    let _ = (club, viewer, slug, url);
    todo!()
}

/// A calendar file of one or several webinars for one reader; `join` gives each one's personal address.
#[derive(Clone, Debug)]
pub struct CalendarEntry {
    pub webinar: webinar::Model,
    pub session_title: String,
    /// What the calendar's URL leads to.
    pub url: String,
}

/// An iCalendar file (RFC 5545) with `METHOD:PUBLISH`; the stamp is the club's time.
#[must_use]
pub fn calendar(club: &Club, entries: &[CalendarEntry]) -> String {
    let _ = (club, entries);
    todo!()
}
