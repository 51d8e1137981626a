//! Sessions: the programme of a season, its publication and its way to the archive.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{PersonId, SessionId, WebinarId, school, session, signatory, talk, webinar};
use sea_orm::DbErr;

use crate::{Club, Viewer};

/// A session with everything that its schedule shows. Holds no stream link, address or code word: it may be shown to anybody.
#[derive(Clone, Debug)]
pub struct Programme {
    pub session: session::Model,
    pub host_school: school::Model,
    /// By start, then track.
    pub webinars: Vec<ProgrammeWebinar>,
}

/// One webinar of a programme. Its `stream_url` and `code_word` are emptied.
#[derive(Clone, Debug)]
pub struct ProgrammeWebinar {
    pub webinar: webinar::Model,
    pub host_school: school::Model,
    pub talks: Vec<ProgrammeTalk>,
}

/// One talk of a programme.
#[derive(Clone, Debug)]
pub struct ProgrammeTalk {
    pub talk: talk::Model,
    pub speakers: Vec<ProgrammeSpeaker>,
}

/// A speaker as the public may see one: no address, no telephone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeSpeaker {
    pub person_id: PersonId,
    pub name: String,
    pub position: String,
    pub school_name: String,
    pub city: String,
    pub region: String,
}

/// Published sessions, newest first (by year and season).
///
/// # Errors
/// When the database refuses.
pub async fn published(club: &Club) -> Result<Vec<session::Model>, DbErr> {
    let _ = club;
    todo!()
}

/// The session that visitors look for: the published one that runs or comes next, else the last one.
///
/// # Errors
/// When the database refuses.
pub async fn current(club: &Club) -> Result<Option<session::Model>, DbErr> {
    let _ = club;
    todo!()
}

/// The programme of a session by its slug; drafts are found by their organizers and curators only.
///
/// # Errors
/// When the database refuses.
pub async fn programme(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Programme>, DbErr> {
    let _ = (club, viewer, slug);
    todo!()
}

/// Sessions that the viewer organizes (or hosts a webinar of), newest first; a curator's are all.
///
/// # Errors
/// When the database refuses.
pub async fn organized(club: &Club, viewer: &Viewer) -> Result<Vec<session::Model>, DbErr> {
    let _ = (club, viewer);
    todo!()
}

/// Finds a session for its organizers.
///
/// # Errors
/// When the database refuses.
pub async fn find_organized(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<session::Model>, DbErr> {
    let _ = (club, viewer, slug);
    todo!()
}

/// Who signs a session's documents, first to last.
///
/// # Errors
/// When the database refuses.
pub async fn signatories(club: &Club, session: SessionId) -> Result<Vec<signatory::Model>, DbErr> {
    let _ = (club, session);
    todo!()
}

/// What an organizer's front page of a session shows.
#[derive(Clone, Debug)]
pub struct Dashboard {
    pub session: session::Model,
    pub host_school: school::Model,
    pub webinars: Vec<DashboardWebinar>,
    pub registrations: u64,
    pub listeners: u64,
    pub attended_visits: u64,
    pub documents_issued: u64,
    pub documents_being_made: u64,
    pub emails_due: u64,
    pub emails_sent: u64,
    pub emails_failed: u64,
}

/// A line of the dashboard.
#[derive(Clone, Debug)]
pub struct DashboardWebinar {
    pub webinar: webinar::Model,
    pub registered: u64,
    pub joined: u64,
    pub attended: u64,
}

/// The dashboard of a session; `None` for others than its organizers and curators.
///
/// # Errors
/// When the database refuses.
pub async fn dashboard(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Dashboard>, DbErr> {
    let _ = (club, viewer, slug);
    todo!()
}

/// Why a session was not published.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("there is no such session")]
    NotFound,
    #[error("the viewer may not publish this session")]
    Forbidden,
    #[error("the session is published already")]
    AlreadyPublished,
    #[error("the session has no webinar")]
    NoWebinar,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Publishes a session: from now on anybody sees its schedule and may register. Organizers of the host school and curators may.
///
/// # Errors
/// See [`PublishError`].
pub async fn publish(club: &Club, viewer: &Viewer, slug: &str) -> Result<session::Model, PublishError> {
    let _ = (club, viewer, slug);
    todo!()
}

/// What the timetable needs to know of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionCalendar {
    pub session_id: SessionId,
    pub zone: Tz,
    pub issues_by_itself: bool,
    pub webinars: Vec<CalendarWebinar>,
    /// Every zone in which a registered listener lives, in the order of their names.
    pub listener_zones: Vec<Tz>,
}

/// A planned webinar of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarWebinar {
    pub webinar_id: WebinarId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// Calendars of all published sessions that have a webinar within ten days before or after now, or an unfinished deed.
///
/// # Errors
/// When the database refuses.
pub async fn calendars(club: &Club) -> Result<Vec<SessionCalendar>, DbErr> {
    let _ = club;
    todo!()
}
