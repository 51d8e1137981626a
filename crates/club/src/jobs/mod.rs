//! Jobs: work written in the transaction of its cause, leased by workers with a fence, retried and at last parked in sight.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{SessionId, WebinarId, job};
use sea_orm::{DatabaseTransaction, DbErr};
use serde::{Deserialize, Serialize};

use crate::Club;

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

/// Writes a job; whether there was none with its key yet.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &DatabaseTransaction, club: &Club, new: NewJob) -> Result<bool, DbErr> {
    let _ = (tx, club, new);
    todo!()
}

/// Writes the timetable's jobs that are not there yet; how many were new.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue_all(club: &Club, new: Vec<NewJob>) -> Result<usize, DbErr> {
    let _ = (club, new);
    todo!()
}

/// A job in a worker's hands: owner and attempt are the fence.
#[derive(Clone, Debug)]
pub struct Lease {
    pub row: job::Model,
    pub job: Job,
}

/// Leases up to `most` due jobs for `ttl`, in one statement; an expired lease counts as due. A job that has used up its attempts (its
/// workers died) is parked instead.
///
/// # Errors
/// When the database refuses.
pub async fn lease(club: &Club, owner: &str, most: u64, ttl: Duration) -> Result<Vec<Lease>, DbErr> {
    let _ = (club, owner, most, ttl);
    todo!()
}

/// Prolongs a lease; false when it is somebody else's by now.
///
/// # Errors
/// When the database refuses.
pub async fn heartbeat(club: &Club, lease: &Lease, ttl: Duration) -> Result<bool, DbErr> {
    let _ = (club, lease, ttl);
    todo!()
}

/// Ends a job as done; false when the lease is somebody else's by now.
///
/// # Errors
/// When the database refuses.
pub async fn complete(club: &Club, lease: &Lease) -> Result<bool, DbErr> {
    let _ = (club, lease);
    todo!()
}

/// Gives a job back, to be run at `retry_at`, or parks it when that is `None` or its attempts are used up.
///
/// # Errors
/// When the database refuses.
pub async fn fail(club: &Club, lease: &Lease, reason: &str, retry_at: Option<DateTime<Utc>>) -> Result<bool, DbErr> {
    let _ = (club, lease, reason, retry_at);
    todo!()
}

/// When the next job is due: a worker sleeps until then.
///
/// # Errors
/// When the database refuses.
pub async fn next_run_at(club: &Club) -> Result<Option<DateTime<Utc>>, DbErr> {
    let _ = club;
    todo!()
}
