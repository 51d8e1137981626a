//! Talks: what is presented, by whom, and how far an application has come.

use chrono::{DateTime, Utc};
use entity::{MaterialState, SessionId, TalkId, TalkState, session, talk, webinar};
use sea_orm::DbErr;

use crate::{Club, Viewer};

pub(crate) mod emails;
pub(crate) mod queries;
mod remind;
#[cfg(test)]
mod remind_tests;
#[cfg(test)]
mod tests;

pub(crate) use queries::{Wanted, wanted};
pub(crate) use remind::{compose_materials, compose_talks};
pub use remind::{remind_of_materials, remind_of_talks};

/// A talk of the viewer's own.
#[derive(Clone, Debug)]
pub struct OwnTalk {
    pub talk: talk::Model,
    pub session: session::Model,
    pub webinar: Option<webinar::Model>,
    /// Whether the viewer is its first speaker, who made the application.
    pub is_first: bool,
}

/// How long a talk is planned to be where nobody has said.
const MINUTES: i32 = 20;

/// A draft of which nothing but its topic is known.
#[must_use]
pub fn blank(id: TalkId, session_id: SessionId, topic: &str, created_at: DateTime<Utc>) -> talk::Model {
    talk::Model {
        id,
        session_id,
        webinar_id: None,
        code: None,
        topic: topic.to_owned(),
        minutes: MINUTES,
        state: TalkState::Draft,
        materials: MaterialState::Missing,
        references_count: 0,
        place: 1,
        created_at,
        annotation: None,
        form: None,
        audience: None,
        wished: None,
        references_text: None,
        is_ready_to_mentor: false,
        mentor_topics: None,
        authorship_declared_at: None,
        applicant_email: None,
        applicant_language: None,
        secret: None,
        draft: None,
        saved_at: None,
        submitted_at: None,
        late_until: None,
        entered_by: None,
        claimed_at: None,
        decision: None,
        decision_note: None,
        decided_at: None,
        decided_by: None,
        released_at: None,
        confirmed_at: None,
        withdrawn_at: None,
        withdrawal_reason: None,
    }
}

/// Talks in which the viewer is a speaker, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<OwnTalk>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(Vec::new()) };
    queries::of_speaker(club.storage.reads(), person).await
}
