//! Times as people write them in stories.

use chrono::{DateTime, NaiveDateTime, TimeZone as _, Utc};
use chrono_tz::Tz;

/// The instant of `2027-04-12 07:30 Asia/Yekaterinburg`; without a zone it is UTC.
#[must_use]
pub fn instant(text: &str) -> DateTime<Utc> {
    let (local, zone) = match text.splitn(3, ' ').collect::<Vec<_>>()[..] {
        [day, time, zone] => (format!("{day} {time}"), zone.parse::<Tz>().expect("a zone")),
        _ => (text.to_owned(), Tz::UTC),
    };
    let local = NaiveDateTime::parse_from_str(&local, "%Y-%m-%d %H:%M").expect("day and time");
    zone.from_local_datetime(&local).single().expect("a time that exists once").to_utc()
}
