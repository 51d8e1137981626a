//! Attendance: evidence of every kind is kept as it comes; the verdict follows by the session's rule.

use entity::{RegistrationId, WebinarId};
use sea_orm::DbErr;

use crate::registration::JoinError;
use crate::webinar::StaffError;
use crate::{Club, Viewer};

/// Seconds between two heartbeats of an open watch page.
pub const BEAT_SECONDS: u32 = 30;

/// Notes that a watch page is open: extends the page's span, or begins a new one when the last beat is older than three beats.
/// Outside of the webinar's window (10 minutes before until its end) nothing is kept. Whoever holds the secret may.
///
/// # Errors
/// See [`JoinError`].
pub async fn beat(club: &Club, secret: &str, page: &str) -> Result<Beat, JoinError> {
    let _ = (club, secret, page);
    todo!()
}

/// How a listener stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    pub watched_seconds: i32,
    /// What the session's rule asks for; 0 when no minutes are asked.
    pub needed_seconds: i32,
}

/// What became of a code word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeWordAnswer {
    Right,
    Wrong,
    /// Five wrong words in ten minutes: wait a little.
    TooMany,
    /// Accepted from the start until two hours after the end.
    NotNow,
}

/// Takes a code word: letter case, ё/е and outer punctuation do not matter. Each try is kept.
///
/// # Errors
/// See [`JoinError`].
pub async fn give_code_word(club: &Club, secret: &str, word: &str) -> Result<CodeWordAnswer, JoinError> {
    let _ = (club, secret, word);
    todo!()
}

/// Staff of the webinar say that a listener was there, or was not; the newest word holds over the rule. Audited with its reason.
///
/// # Errors
/// See [`StaffError`].
pub async fn mark_by_hand(club: &Club, viewer: &Viewer, registration: RegistrationId, was_there: bool, reason: &str) -> Result<(), StaffError> {
    let _ = (club, viewer, registration, was_there, reason);
    todo!()
}

/// Why attendance was not judged.
#[derive(Debug, thiserror::Error)]
pub enum JudgeError {
    #[error("there is no such webinar")]
    NotFound,
    #[error("the webinar has not ended yet")]
    NotOver,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Judges every standing registration of a webinar that is over by its session's rule. May be done again: the newest evidence counts.
/// Returns how many attended.
///
/// # Errors
/// See [`JudgeError`].
pub async fn judge(club: &Club, webinar: WebinarId) -> Result<usize, JudgeError> {
    let _ = (club, webinar);
    todo!()
}
