//! The stream-link e-mail: one a listener and day, in the listener's own morning, with all of that day's personal join links.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::SessionId;
use sea_orm::DbErr;

use crate::Club;

/// When the e-mail of a day is due in a zone: 07:30 of the recipient's morning; when the first webinar starts less than three hours after
/// seven o'clock, three hours before it, but not at night: then at 20:00 of the evening before.
#[must_use]
pub fn due_at(first_start: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let _ = (first_start, zone);
    todo!()
}

/// The recipient's local day of an instant.
#[must_use]
pub fn day_of(start: DateTime<Utc>, zone: Tz) -> NaiveDate {
    start.with_timezone(&zone).date_naive()
}

/// Writes the e-mails that are due now to listeners of one zone and day: to everyone with a webinar that has not started and whose join
/// link was not sent yet. Running it twice sends nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn send(club: &Club, session: SessionId, zone: Tz, day: NaiveDate) -> Result<usize, DbErr> {
    let _ = (club, session, zone, day);
    todo!()
}
