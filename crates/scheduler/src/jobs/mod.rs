//! One file a kind of job: each calls one action of the club and says whether trying again can help.

mod deliver_webhook;
mod issue_documents;
mod judge_attendance;
mod render_documents;
mod send_stream_links;
mod sessions;
mod speakers;
mod tell;
mod waiting;
mod write_mailing;

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
        Job::WriteMailing { mailing } => write_mailing::run(club, *mailing).await,
        Job::RenderDocuments { session } => render_documents::run(club, *session).await,
        Job::RemindOfTalks { session, zone, day } => speakers::talks(club, *session, (*zone, *day)).await,
        Job::RemindOfMaterials { session, webinar, zone, day } => {
            speakers::materials(club, *session, *webinar, (*zone, *day)).await
        }
        Job::SendThanks { session } => speakers::thank(club, *session).await,
        Job::TellRelease { release } => tell::release(club, *release).await,
        Job::ArchiveSession { session } => sessions::archive(club, *session).await,
        Job::DeliverWebhook { delivery } => deliver_webhook::run(club, *delivery).await,
        Job::TellOfTopics { session } => sessions::tell_of_topics(club, *session).await,
        Job::WarnOfBounces { session, day } => tell::bounces(club, *session, *day).await,
        Job::SendReminders { .. }
        | Job::SendNewStreamLink { .. }
        | Job::TellMoved { .. }
        | Job::TellCancelled { .. }
        | Job::OfferPlaces { .. }
        | Job::AlertWithoutLink { .. } => about_webinar(club, job).await,
    }
}

/// Jobs that tell people of a webinar something.
async fn about_webinar(club: &Club, job: &Job) -> Result<(), JobError> {
    match job {
        Job::SendReminders { webinar, starts_at, minutes } => {
            tell::reminders(club, *webinar, (*starts_at, *minutes)).await
        }
        Job::SendNewStreamLink { webinar, before, held_until, changed_at } => {
            tell::new_stream_link(club, *webinar, before, (*held_until, *changed_at)).await
        }
        Job::TellMoved { webinar, sequence, was_at } => {
            tell::moved(club, *webinar, (*sequence, *was_at)).await
        }
        Job::TellCancelled { webinar, reason } => tell::cancelled(club, *webinar, reason).await,
        Job::OfferPlaces { webinar } => waiting::offer_places(club, *webinar).await,
        Job::AlertWithoutLink { webinar, starts_at } => tell::without_link(club, *webinar, *starts_at).await,
        _ => Err(JobError::GiveUp("this job is about no webinar".to_owned())),
    }
}
