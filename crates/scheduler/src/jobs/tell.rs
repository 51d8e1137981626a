//! What listeners and organizers of a webinar are told of: reminders, a new link, another time, a cancellation, a missing link.

use chrono::{DateTime, NaiveDate, Utc};
use club::entity::{ReleaseId, SessionId, WebinarId};
use club::{Club, DbErr, alert, email_report, release as releases, reminder, webinar as webinars};

use super::JobError;

pub(super) async fn reminders(
    club: &Club,
    webinar: WebinarId,
    (starts_at, minutes): (DateTime<Utc>, u32),
) -> Result<(), JobError> {
    told(webinar, "reminders", reminder::send(club, webinar, starts_at, minutes).await)
}

pub(super) async fn new_stream_link(
    club: &Club,
    webinar: WebinarId,
    before: &str,
    when: (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), JobError> {
    let written = webinars::send_new_stream_link(club, webinar, before, when).await;
    told(webinar, "the new stream link", written)
}

pub(super) async fn moved(
    club: &Club,
    webinar: WebinarId,
    (sequence, was_at): (i32, DateTime<Utc>),
) -> Result<(), JobError> {
    told(webinar, "the new time", webinars::tell_moved(club, webinar, sequence, was_at).await)
}

pub(super) async fn cancelled(club: &Club, webinar: WebinarId, reason: &str) -> Result<(), JobError> {
    told(webinar, "the cancellation", webinars::tell_cancelled(club, webinar, reason).await)
}

pub(super) async fn without_link(
    club: &Club,
    webinar: WebinarId,
    starts_at: DateTime<Utc>,
) -> Result<(), JobError> {
    told(webinar, "the missing stream link", alert::without_link(club, webinar, starts_at).await)
}

fn told(webinar: WebinarId, what: &str, written: Result<usize, DbErr>) -> Result<(), JobError> {
    let written = written.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%webinar, what, written, "e-mails about a webinar are written");
    Ok(())
}

pub(super) async fn bounces(club: &Club, session: SessionId, day: NaiveDate) -> Result<(), JobError> {
    let written = email_report::warn(club, session, day).await.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%session, written, "organizers are told whose address takes no e-mails");
    Ok(())
}

pub(super) async fn release(club: &Club, release: ReleaseId) -> Result<(), JobError> {
    let written = releases::tell(club, release).await.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%release, written, "e-mails about a changed programme are written");
    Ok(())
}
