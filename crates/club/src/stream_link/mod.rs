//! The stream-link e-mail: one a listener and day, in the listener's own morning, with all of that day's personal join links.

mod again;
mod anew;
mod emails;
mod queries;
pub mod reach;
mod send;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

pub use again::{AgainError, ShownLink, send_again, show_link};
pub(crate) use anew::{catch_up, forget_day, has_come, write_anew};
pub use emails::{StreamLinkEmail, StreamLinkWebinar};
pub(crate) use send::compose;
pub use send::send;

/// How long before its start a listener's e-mail is held at most, when the first webinar of the day has no stream link yet: then the join
/// link goes out all the same, and leads in as soon as there is a way.
pub const HELD_UNTIL: TimeDelta = TimeDelta::hours(2);

/// How long before its first webinar the e-mail is there at the latest.
const AT_THE_LATEST: TimeDelta = TimeDelta::hours(3);

const fn hour(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// When the e-mail of a day is due in a zone: 07:30 of the recipient's morning, but three hours before the first webinar at the latest; when
/// that is at night, before six o'clock, then at 20:00 of the evening before.
#[must_use]
pub fn due_at(first_start: DateTime<Utc>, zone: Tz) -> DateTime<Utc> {
    let day = day_of(first_start, zone);
    let latest = first_start - AT_THE_LATEST;
    let morning = instant(day, hour(7, 30), zone).map_or(latest, |morning| morning.min(latest));
    let night_ends = instant(day, hour(6, 0), zone);
    if night_ends.is_none_or(|end| morning >= end) {
        return morning;
    }
    let evening = day.checked_sub_days(Days::new(1)).and_then(|eve| instant(eve, hour(20, 0), zone));
    evening.map_or(morning, |evening| evening.min(morning))
}

/// The recipient's local day of an instant.
#[must_use]
pub fn day_of(start: DateTime<Utc>, zone: Tz) -> NaiveDate {
    start.with_timezone(&zone).date_naive()
}

/// The first instant at which the clocks of a zone show a time; `None` when they leap over it.
fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    day.and_time(time).and_local_timezone(zone).earliest().map(|at| at.to_utc())
}
