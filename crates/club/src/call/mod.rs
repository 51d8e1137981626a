//! The call for speakers: an application begins as a draft behind a personal link and ends as a talk that is handed in.

mod check;
mod co_speakers;
pub(crate) mod emails;
mod enter;
mod field;
mod file;
pub(crate) mod queries;
mod save;
mod start;
mod submit;
#[cfg(test)]
mod tests;
mod view;
mod withdraw;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use entity::{SessionState, Stage, TalkState, session, talk};
use serde::{Deserialize, Serialize};

use crate::session::stages::{self, Standing};

pub use check::{Application, Problem, check};
pub use co_speakers::{
    Accepting, CoSpeakerError, Invitation, accept, decline_invitation, invitation, invite, remove,
};
pub use enter::{EnterError, enter, give_time};
pub use field::{BuiltIn, EditFieldError, FieldEdit, FormField, add_field, edit_field, fields, move_field};
pub(crate) use file::read as read_file;
pub use file::{FileProblem, KeepFileError, LARGEST_FILE, examine, file_of, keep_file, organizers_file};
pub use save::{SaveError, save};
pub use start::{StartError, Started, called, start};
pub use submit::{SubmitError, Submitting, claim, submit};
pub(crate) use view::with_all;
pub use view::{ApplicationView, of_organizer, of_secret};
pub use withdraw::{AnswerError, Consequences, confirm, consequences, withdraw};

/// The form of an application as it is typed: names of fields with their values.
pub type Typed = BTreeMap<String, String>;

/// The longest topic, in characters.
pub const LONGEST_TOPIC: usize = 200;

/// When a speaker would like to speak.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wished {
    pub days: Vec<NaiveDate>,
    /// By the speaker's clocks.
    pub from: Option<NaiveTime>,
    pub until: Option<NaiveTime>,
    pub note: Option<String>,
}

/// Who fills an application in.
#[derive(Clone, Debug)]
pub enum Filler {
    /// Whoever has its personal link.
    Secret(String),
    /// An organizer of this session.
    Organizer { viewer: crate::Viewer, slug: String, id: entity::TalkId },
}

/// The deadline of a call that organizers keep open by hand.
pub const NO_END: DateTime<Utc> = DateTime::from_naive_utc_and_offset(
    match NaiveDate::from_ymd_opt(9000, 1, 1) {
        Some(day) => day.and_time(NaiveTime::MIN),
        None => chrono::NaiveDateTime::MAX,
    },
    Utc,
);

/// A session whose deadline for talks is that of its stage, where somebody has set one.
pub(crate) async fn by_stage(
    db: &impl sea_orm::ConnectionTrait,
    session: session::Model,
    now: DateTime<Utc>,
) -> Result<session::Model, sea_orm::DbErr> {
    let rows = stages::queries::of_session(db, session.id).await?;
    let Some(row) = stages::of_stage(&rows, Stage::Call) else { return Ok(session) };
    let talks_until = match stages::standing(&rows, Stage::Call, now) {
        Standing::Open => Some(row.closes_at.filter(|closes| now < *closes).unwrap_or(NO_END)),
        Standing::Over => Some(row.closes_at.map_or(now, |closes| closes.min(now))),
        Standing::Undated | Standing::Ahead => None,
    };
    Ok(session::Model { talks_until, ..session })
}

/// Whether a session takes applications now, to the second.
#[must_use]
pub fn is_open(session: &session::Model, now: DateTime<Utc>) -> bool {
    session.state != SessionState::Archived && session.talks_until.is_some_and(|until| now < until)
}

/// Whether an application may be filled in now: until the deadline, later where organizers gave it more time or asked for changes.
#[must_use]
pub fn is_editable(talk: &talk::Model, session: &session::Model, now: DateTime<Utc>) -> bool {
    let has_time = is_open(session, now) || talk.late_until.is_some_and(|until| now < until);
    match talk.state {
        TalkState::Draft | TalkState::Submitted => has_time && session.state != SessionState::Archived,
        TalkState::NeedsFix => session.state != SessionState::Archived,
        _ => false,
    }
}

/// What was typed last.
#[must_use]
pub fn typed(talk: &talk::Model) -> Typed {
    talk.draft.clone().and_then(|draft| serde_json::from_value(draft).ok()).unwrap_or_default()
}

/// When the speaker would like to speak.
#[must_use]
pub fn wished(talk: &talk::Model) -> Option<Wished> {
    talk.wished.clone().and_then(|wished| serde_json::from_value(wished).ok())
}
