//! Attendance: evidence of every kind is kept as it comes; the verdict follows by the session's rule.

mod beat;
mod by_hand;
mod code_word;
mod judge;
mod queries;
mod rule;
mod standing;

#[cfg(test)]
mod tests;

pub use beat::{BEAT_SECONDS, Beat, beat};
pub use by_hand::mark_by_hand;
pub use code_word::{CodeWordAnswer, give_code_word};
pub use judge::{JudgeError, judge};
pub use rule::{Rule, Verdict, Window, verdict};
pub use standing::{Standing, standing};
