//! The stages of a session, from the first topic to the archive: they open and close by their dates, or because an organizer says so.

mod plan;
pub(crate) mod queries;
mod set;
mod show;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use entity::{SessionId, Stage, StageForce, session_stage};
use sea_orm::DbErr;

use crate::Club;

pub use plan::{Span, check, plan};
pub(in crate::session) use set::write;
pub use set::{Disorder, SetStagesError, archive, force, set};
pub use show::{StageLine, StagesView, view};

/// How a stage stands to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has said when it opens.
    Undated,
    /// It opens later.
    Ahead,
    Open,
    Over,
}

/// Whether a stage of a session is open at an instant. What an organizer decided by hand holds over the dates; a date of closing is the first
/// instant at which it is closed, to the second. Sessions without a row for the stage (such as imported ones) are open to what needs no
/// invitation: programme, registration, broadcasts, documents and the report.
#[must_use]
pub fn is_open(stages: &[session_stage::Model], stage: Stage, now: DateTime<Utc>) -> bool {
    standing(stages, stage, now) == Standing::Open
}

/// How a stage of a session stands to an instant; see [`is_open`].
#[must_use]
pub fn standing(stages: &[session_stage::Model], stage: Stage, now: DateTime<Utc>) -> Standing {
    let Some(row) = of_stage(stages, stage) else { return unless_said(stage) };
    match row.forced {
        Some(StageForce::Open) => return Standing::Open,
        Some(StageForce::Closed) if row.opens_at.is_none_or(|opens| now < opens) => return Standing::Ahead,
        Some(StageForce::Closed) => return Standing::Over,
        None => {}
    }
    match (row.opens_at, row.closes_at) {
        (_, Some(closes)) if closes <= now => Standing::Over,
        (Some(opens), _) if opens <= now => Standing::Open,
        (Some(_), _) => Standing::Ahead,
        (None, _) => Standing::Undated,
    }
}

/// The row of a stage.
#[must_use]
pub fn of_stage(stages: &[session_stage::Model], stage: Stage) -> Option<&session_stage::Model> {
    stages.iter().find(|row| row.stage == stage)
}

fn unless_said(stage: Stage) -> Standing {
    match stage {
        Stage::Programme | Stage::Registration | Stage::Live | Stage::Documents | Stage::Report => {
            Standing::Open
        }
        Stage::Topics | Stage::Call | Stage::Review | Stage::Archive => Standing::Undated,
    }
}

/// The stages of a session, as many of them as somebody has set.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(club: &Club, session: SessionId) -> Result<Vec<session_stage::Model>, DbErr> {
    queries::of_session(club.storage.reads(), session).await
}
