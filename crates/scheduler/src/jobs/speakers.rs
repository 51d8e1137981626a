//! What speakers are reminded of, and everybody is thanked for.

use chrono::NaiveDate;
use chrono_tz::Tz;
use club::entity::{SessionId, WebinarId};
use club::{Club, DbErr, talk, thanks};

use super::JobError;

pub(super) async fn talks(
    club: &Club,
    session: SessionId,
    (zone, day): (Tz, NaiveDate),
) -> Result<(), JobError> {
    written(session, "reminders of talks", talk::remind_of_talks(club, session, zone, day).await)
}

pub(super) async fn materials(
    club: &Club,
    session: SessionId,
    webinar: Option<WebinarId>,
    when: (Tz, NaiveDate),
) -> Result<(), JobError> {
    let result = talk::remind_of_materials(club, session, webinar, when).await;
    written(session, "reminders of materials", result)
}

pub(super) async fn thank(club: &Club, session: SessionId) -> Result<(), JobError> {
    written(session, "thanks", thanks::send(club, session).await)
}

fn written(session: SessionId, what: &str, result: Result<usize, DbErr>) -> Result<(), JobError> {
    let written = result.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%session, what, written, "e-mails of a session are written");
    Ok(())
}
