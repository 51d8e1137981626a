//! Jobs: work written in the transaction of its cause, leased by workers with a fence, retried and at last parked in sight.

mod lease;
mod queries;
mod write;

#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{SessionId, WebinarId};
use serde::{Deserialize, Serialize};

pub(crate) use lease::lease_end;
pub use lease::{Lease, complete, fail, heartbeat, lease};
pub use queries::{Backlog, backlog, next_run_at, subject};
pub use write::{MOST_ATTEMPTS, enqueue, enqueue_all, purge_done};

/// What there is to do. The scheduler has one file for each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Job {
    /// Write the stream-link e-mails of a day to listeners of a zone.
    SendStreamLinks { session: SessionId, zone: Tz, day: NaiveDate },
    /// Judge who attended a webinar.
    JudgeAttendance { webinar: WebinarId },
    /// Issue what a webinar earned.
    IssueDocuments { session: SessionId, webinar: WebinarId },
    /// Make the files of numbered documents.
    RenderDocuments { session: SessionId },
}

impl Job {
    /// The stored word of its kind.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Job::SendStreamLinks { .. } => "send_stream_links",
            Job::JudgeAttendance { .. } => "judge_attendance",
            Job::IssueDocuments { .. } => "issue_documents",
            Job::RenderDocuments { .. } => "render_documents",
        }
    }
}

/// A job to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewJob {
    pub job: Job,
    pub run_at: DateTime<Utc>,
    /// A second job of the same kind and key is not written, even when the first one is done.
    pub unique_key: Option<String>,
}
