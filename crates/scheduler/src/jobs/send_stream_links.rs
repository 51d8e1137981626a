//! On the webinar's day, in the listener's own morning: the e-mails with the join links.

use chrono::NaiveDate;
use chrono_tz::Tz;
use club::entity::SessionId;
use club::{Club, stream_link};

use super::JobError;

pub(super) async fn run(club: &Club, session: SessionId, zone: Tz, day: NaiveDate) -> Result<(), JobError> {
    let written =
        stream_link::send(club, session, zone, day).await.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%session, zone = zone.name(), %day, written, "stream-link e-mails are written");
    Ok(())
}
