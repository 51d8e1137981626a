//! The timetable: from a session's calendar to what is due, by numbers alone.

mod speakers;
mod webinars;

#[cfg(test)]
mod tests;

use crate::jobs::{Job, NewJob};
use crate::session::SessionCalendar;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::EmailKind;

/// When the day after the last webinar thanks everybody, by the session's clocks.
const THANKS_AT: NaiveTime = hour(11);

/// How long thanks are still made up for, when the scheduler was down.
const THANKS_KEPT: TimeDelta = TimeDelta::days(7);

/// A line of the timetable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub at: DateTime<Utc>,
    /// From then on it is of no use.
    pub until: Option<DateTime<Utc>>,
    pub job: Job,
    /// The same for the same deed: written twice, it is done once.
    pub key: String,
}

/// Everything of a session whose time has come and has not passed uselessly, earliest first. The jobs carry keys: writing them again changes
/// nothing, while a webinar that moved gets new ones.
#[must_use]
pub fn due(now: DateTime<Utc>, calendar: &SessionCalendar) -> Vec<NewJob> {
    let mut entries = entries(calendar);
    entries.retain(|entry| entry.at <= now && entry.until.is_none_or(|until| now < until));
    entries.sort_by(|one, other| {
        (one.at, one.job.kind(), &one.key).cmp(&(other.at, other.job.kind(), &other.key))
    });
    let job = |entry: Entry| NewJob { job: entry.job, run_at: entry.at, unique_key: Some(entry.key) };
    entries.into_iter().map(job).collect()
}

/// When something of a session becomes due after an instant.
#[must_use]
pub fn next_after(now: DateTime<Utc>, calendar: &SessionCalendar) -> Option<DateTime<Utc>> {
    entries(calendar).into_iter().map(|entry| entry.at).filter(|at| *at > now).min()
}

/// Every line of a session's timetable, past ones among them, in no particular order.
#[must_use]
pub fn entries(calendar: &SessionCalendar) -> Vec<Entry> {
    let mut entries = speakers::talks(calendar);
    if calendar.is_published {
        entries.extend(webinars::entries(calendar));
        entries.extend(speakers::materials(calendar));
        entries.extend(thanks(calendar));
        entries.extend(archive(calendar));
    }
    entries
}

/// The day after the session's last webinar.
fn thanks(calendar: &SessionCalendar) -> Option<Entry> {
    let last = calendar.webinars.iter().map(|webinar| webinar.ends_at).max()?;
    let day = last.with_timezone(&calendar.zone).date_naive().checked_add_days(Days::new(1))?;
    let at = instant(day, THANKS_AT, calendar.zone)?;
    let key = format!("{}/{}", calendar.session_id, at.timestamp());
    let job = Job::SendThanks { session: calendar.session_id };
    sends(calendar, EmailKind::Thanks).then_some(Entry { at, until: Some(at + THANKS_KEPT), job, key })
}

/// The end of the way; it is never too late for it.
fn archive(calendar: &SessionCalendar) -> Option<Entry> {
    let at = calendar.archives_at?;
    let key = format!("{}/{}", calendar.session_id, at.timestamp());
    Some(Entry { at, until: None, job: Job::ArchiveSession { session: calendar.session_id }, key })
}

fn sends(calendar: &SessionCalendar, kind: EmailKind) -> bool {
    calendar.sends.contains(&kind)
}

/// The first instant at which the clocks of a zone show a time of a day; `None` when they leap over it.
fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    day.and_time(time).and_local_timezone(zone).earliest().map(|at| at.to_utc())
}

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}
