//! One file a kind of job: each calls one action of the club and says whether trying again can help.

mod issue_documents;
mod judge_attendance;
mod render_documents;
mod send_stream_links;

use club::Club;
use club::jobs::Job;

/// Why a job did not get done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum JobError {
    /// Trying again later can help.
    #[error("to be tried again: {0}")]
    Retry(String),
    /// Somebody has to look.
    #[error("given up: {0}")]
    GiveUp(String),
}

impl JobError {
    /// For errors that may pass: a database that restarts, a disk that is full.
    fn retry(error: &(impl std::error::Error + ?Sized)) -> JobError {
        JobError::Retry(with_sources(error))
    }
}

/// An error with everything behind it.
fn with_sources(error: &(impl std::error::Error + ?Sized)) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// Does a job. Doing one twice does no harm.
///
/// # Errors
/// See [`JobError`].
pub(crate) async fn run(club: &Club, job: &Job) -> Result<(), JobError> {
    match job {
        Job::SendStreamLinks { session, zone, day } => {
            send_stream_links::run(club, *session, *zone, *day).await
        }
        Job::JudgeAttendance { webinar } => judge_attendance::run(club, *webinar).await,
        Job::IssueDocuments { session, webinar } => issue_documents::run(club, *session, *webinar).await,
        Job::RenderDocuments { session } => render_documents::run(club, *session).await,
    }
}
