//! Releases: what of the programme anybody sees, and how it differs from what was seen before.
//!
//! Organizers work on the tables; everybody else sees the newest release. Times that were told already are only planned until a release
//! tells the new ones: e-mails, reminders and join pages go by what was told.

use chrono::{DateTime, Utc};
use entity::{PersonId, ReleaseId, WebinarId, release};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Club;
use crate::session::{ProgrammeWebinar, PublicBreak, ReleaseHead};

mod difference;
pub(crate) mod emails;
mod follow;
mod publish;
pub(crate) mod queries;
mod tell;
#[cfg(test)]
mod tests;
mod view;

pub use difference::difference;
pub(crate) use follow::follow;
pub use publish::{PublishError, publish};
pub(crate) use publish::{make, told};
pub use tell::tell;
pub use view::{ReleaseLine, ReleasesView, changes_of, releases_view};

/// Everything of a programme that anybody may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// By start, track and code.
    pub webinars: Vec<ProgrammeWebinar>,
    /// By start.
    pub breaks: Vec<PublicBreak>,
}

/// One difference between two releases.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// `None`: of the breaks.
    pub webinar: Option<ChangedWebinar>,
    pub what: What,
}

/// The webinar that a change is about, as it is called afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangedWebinar {
    pub id: WebinarId,
    pub slug: String,
    pub title: String,
    /// IANA name.
    pub time_zone: String,
    /// Of the host school.
    pub city: String,
    pub starts_at: DateTime<Utc>,
}

/// What has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    Added,
    /// Taken out; nobody was registered.
    Removed,
    Cancelled,
    Moved {
        from: DateTime<Utc>,
    },
    Renamed {
        from: String,
    },
    SpeakersAdded {
        names: Vec<String>,
    },
    SpeakersGone {
        names: Vec<String>,
        people: Vec<PersonId>,
    },
    /// What is spoken about, in the same webinar by the same people.
    Topics,
    /// Form, host school, track, platform or language.
    Details,
    Breaks,
}

impl Change {
    /// Whether the release itself tells people of it; moves and cancellations have e-mails of their own.
    fn is_told(&self) -> bool {
        matches!(
            self.what,
            What::Added
                | What::Renamed { .. }
                | What::SpeakersAdded { .. }
                | What::SpeakersGone { .. }
                | What::Topics
        )
    }
}

/// The newest release of a session.
///
/// # Errors
/// When the database refuses, or holds what this program cannot read.
pub(crate) async fn newest(
    db: &impl ConnectionTrait,
    session: entity::SessionId,
) -> Result<Option<(ReleaseHead, Snapshot)>, DbErr> {
    queries::newest(db, session).await?.map(|row| Ok((head(&row), snapshot(&row)?))).transpose()
}

fn head(row: &release::Model) -> ReleaseHead {
    ReleaseHead { number: row.number, note: row.note.clone(), published_at: row.published_at }
}

fn snapshot(row: &release::Model) -> Result<Snapshot, DbErr> {
    serde_json::from_value(row.snapshot.clone()).map_err(|error| DbErr::Json(error.to_string()))
}

fn stored_changes(row: &release::Model) -> Result<Vec<Change>, DbErr> {
    serde_json::from_value(row.changes.clone()).map_err(|error| DbErr::Json(error.to_string()))
}

/// A release to be written.
fn row(
    club: &Club,
    by: Option<PersonId>,
    (session, number, note): (entity::SessionId, i32, String),
    (snapshot, changes): (&Snapshot, &[Change]),
) -> Result<release::Model, DbErr> {
    let now = club.clock.now();
    // The same release has the same id: a rehearsal draws no chance for it.
    let hash = Sha256::digest(format!("{session} {number}"));
    let id = uuid::Builder::from_custom_bytes(hash.first_chunk().copied().unwrap_or_default()).into_uuid();
    let json = |error: serde_json::Error| DbErr::Json(error.to_string());
    Ok(release::Model {
        id: ReleaseId(id),
        session_id: session,
        number,
        note,
        snapshot: serde_json::to_value(snapshot).map_err(json)?,
        changes: serde_json::to_value(changes).map_err(json)?,
        published_at: now,
        published_by: by,
    })
}
