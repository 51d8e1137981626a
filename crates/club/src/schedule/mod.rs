//! The working version of a programme: webinars by day and track, their talks, moderators and breaks, and what is doubtful about it.
//!
//! What is worked on is seen by organizers only; [`crate::release`] shows it to everybody. Times that people were told stay as they are until a
//! release: the new ones are kept beside them.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{PersonId, TalkState, WebinarId, schedule_break, school, session, talk, webinar};

use crate::session::ProgrammeSpeaker;

mod breaks;
mod conflicts;
#[cfg(test)]
mod conflicts_tests;
mod place;
mod queries;
mod remove;
mod save;
#[cfg(test)]
mod tests;
mod working;

pub use breaks::{BreakError, NewBreak, add_break, remove_break};
pub use conflicts::{Conflict, ConflictKind, Facts, FactsWebinar, conflicts};
pub use place::{Place, PlaceError, place};
pub use remove::{RemoveError, remove};
pub use save::{SaveError, WebinarDraft, save};
pub use working::working;

/// A session's programme as its organizers work on it.
#[derive(Clone, Debug)]
pub struct Working {
    pub session: session::Model,
    /// Whether the viewer may publish it and change every webinar; partners change their own.
    pub is_host: bool,
    /// By start, track and code.
    pub webinars: Vec<WorkingWebinar>,
    /// By start.
    pub breaks: Vec<schedule_break::Model>,
    /// Taken and in no webinar yet, oldest first.
    pub unplaced: Vec<WorkingTalk>,
    /// Who may be moderator, by name.
    pub moderators: Vec<(PersonId, String)>,
    /// Schools that may host a webinar, by name.
    pub schools: Vec<school::Model>,
    pub conflicts: Vec<Conflict>,
    /// The number of the newest release; 0 before the first.
    pub release: i32,
}

/// A webinar as organizers work on it.
#[derive(Clone, Debug)]
pub struct WorkingWebinar {
    pub webinar: webinar::Model,
    /// When it is to be: what people were told, or what the next release tells.
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub host_school: school::Model,
    pub talks: Vec<WorkingTalk>,
    pub moderators: Vec<(PersonId, String)>,
    pub registered: u64,
    /// Whether the viewer may change it.
    pub is_own: bool,
    /// Tells this version from any other: whoever saves says which version was looked at.
    pub revision: String,
}

/// A talk in the working version.
#[derive(Clone, Debug)]
pub struct WorkingTalk {
    pub talk: talk::Model,
    pub speakers: Vec<ProgrammeSpeaker>,
}

impl WorkingTalk {
    /// Whether its speakers have said that they come.
    #[must_use]
    pub fn is_confirmed(&self) -> bool {
        matches!(self.talk.state, TalkState::Confirmed | TalkState::Scheduled | TalkState::Presented)
    }
}

impl Working {
    /// Finds a webinar.
    #[must_use]
    pub fn webinar(&self, id: WebinarId) -> Option<&WorkingWebinar> {
        self.webinars.iter().find(|webinar| webinar.webinar.id == id)
    }

    /// First and last day with a webinar, in the session's zone.
    #[must_use]
    pub fn days(&self) -> Option<(NaiveDate, NaiveDate)> {
        let zone: chrono_tz::Tz = self.session.time_zone.parse().unwrap_or(chrono_tz::Europe::Moscow);
        let day = |webinar: &WorkingWebinar| webinar.starts_at.with_timezone(&zone).date_naive();
        let first = self.webinars.iter().map(day).min()?;
        Some((first, self.webinars.iter().map(day).max()?))
    }
}
