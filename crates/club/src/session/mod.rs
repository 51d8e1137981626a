//! Sessions: the programme of a season, its publication and its way to the archive.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, PersonId, SessionId, WebinarId, session, signatory};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use crate::{Club, Viewer};

mod archive;
mod calendars;
pub mod checklist;
mod dashboard;
pub(crate) mod facts_queries;
pub mod partners;
mod print;
mod programme;
mod public;
mod publish;
pub(crate) mod queries;
pub mod settings;
pub mod stages;
#[cfg(test)]
mod tests;

pub use archive::{PastSession, archived};
pub(crate) use calendars::calendar_of;
pub use calendars::calendars;
pub use dashboard::{Dashboard, DashboardWebinar, OwnPart, dashboard, own_part};
pub use print::{PrintError, print};
pub use programme::programme;
pub(crate) use programme::{may_see, of_webinars, public_speaker, working_snapshot};
pub use public::{PublicBreak, PublicSchool, PublicTalk, PublicWebinar};
pub use publish::{PublishError, publish};

/// A session with everything that its schedule shows. Holds no stream link, address or code word: it may be shown to anybody.
#[derive(Clone, Debug)]
pub struct Programme {
    pub session: session::Model,
    pub host_school: PublicSchool,
    /// By start, then track.
    pub webinars: Vec<ProgrammeWebinar>,
    /// By start.
    pub breaks: Vec<PublicBreak>,
    /// The release that this is; `None`: the working version, before the first release.
    pub release: Option<ReleaseHead>,
}

/// Which release a programme is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseHead {
    pub number: i32,
    pub note: String,
    pub published_at: DateTime<Utc>,
}

/// One webinar of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeWebinar {
    pub webinar: PublicWebinar,
    pub host_school: PublicSchool,
    pub talks: Vec<ProgrammeTalk>,
}

/// One talk of a programme.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgrammeTalk {
    pub talk: PublicTalk,
    pub speakers: Vec<ProgrammeSpeaker>,
}

/// A speaker as the public may see one: no address, no telephone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
    queries::published(club.storage.reads()).await
}

/// The session that visitors look for: the published one that runs or comes next, else the last one.
///
/// # Errors
/// When the database refuses.
pub async fn current(club: &Club) -> Result<Option<session::Model>, DbErr> {
    let db = club.storage.reads();
    match queries::next_with_webinars(db, club.clock.now()).await? {
        Some(session) => Ok(Some(session)),
        None => queries::last_with_webinars(db).await,
    }
}

/// Sessions that the viewer organizes (or hosts a webinar of), newest first; a curator's are all.
///
/// # Errors
/// When the database refuses.
pub async fn organized(club: &Club, viewer: &Viewer) -> Result<Vec<session::Model>, DbErr> {
    if viewer.is_curator() {
        return queries::all(club.storage.reads()).await;
    }
    match viewer.schools() {
        schools if schools.is_empty() => Ok(Vec::new()),
        schools => queries::of_schools(club.storage.reads(), schools).await,
    }
}

/// Finds a session for its organizers.
///
/// # Errors
/// When the database refuses.
pub async fn find_organized(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<session::Model>, DbErr> {
    let session = queries::by_slug(club.storage.reads(), slug).await?;
    Ok(session.filter(|session| viewer.organizes(session.host_school_id)))
}

/// Schools that may host a session which the viewer makes, by name: a curator's are all.
///
/// # Errors
/// When the database refuses.
pub async fn host_schools(club: &Club, viewer: &Viewer) -> Result<Vec<entity::school::Model>, DbErr> {
    let ids = if viewer.is_curator() { None } else { Some(viewer.schools()) };
    facts_queries::schools(club.storage.reads(), ids).await
}

/// Who signs a session's documents, first to last.
///
/// # Errors
/// When the database refuses.
pub async fn signatories(club: &Club, session: SessionId) -> Result<Vec<signatory::Model>, DbErr> {
    queries::signatories(club.storage.reads(), session).await
}

/// What the timetable needs to know of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionCalendar {
    pub session_id: SessionId,
    pub zone: Tz,
    /// Of a draft, only speakers are written to.
    pub is_published: bool,
    pub issues_by_itself: bool,
    pub webinars: Vec<CalendarWebinar>,
    /// Every zone in which a registered listener lives, in the order of their names.
    pub listener_zones: Vec<Tz>,
    /// Every zone in which a speaker lives, in the order of their names.
    pub speaker_zones: Vec<Tz>,
    pub talks_until: Option<DateTime<Utc>>,
    pub materials_until: Option<DateTime<Utc>>,
    /// When it goes to the archive by itself.
    pub archives_at: Option<DateTime<Utc>>,
    /// The kinds of e-mails that go out by themselves.
    pub sends: Vec<EmailKind>,
}

/// A planned webinar of a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarWebinar {
    pub webinar_id: WebinarId,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub has_stream_link: bool,
}
