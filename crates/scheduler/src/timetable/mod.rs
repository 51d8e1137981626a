//! The timetable: from a session's calendar to what is due, by numbers alone.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use club::jobs::{Job, NewJob};
use club::session::{CalendarWebinar, SessionCalendar};
use club::stream_link;

/// From the end of a webinar to its verdict: the last heartbeats are in.
const JUDGED_AFTER: TimeDelta = TimeDelta::minutes(10);

/// From the end of a webinar to its documents: staff have had time to correct the attendance.
const ISSUED_AFTER: TimeDelta = TimeDelta::minutes(60);

/// A line of the timetable.
struct Entry {
    at: DateTime<Utc>,
    /// From then on it is of no use.
    until: Option<DateTime<Utc>>,
    job: Job,
    key: String,
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

fn entries(calendar: &SessionCalendar) -> Vec<Entry> {
    let mut entries = vec![];
    for zone in &calendar.listener_zones {
        let mut days: BTreeMap<NaiveDate, Vec<DateTime<Utc>>> = BTreeMap::new();
        for webinar in &calendar.webinars {
            days.entry(stream_link::day_of(webinar.starts_at, *zone)).or_default().push(webinar.starts_at);
        }
        for (day, starts) in days {
            let (Some(first), Some(last)) = (starts.iter().min(), starts.iter().max()) else { continue };
            let at = stream_link::due_at(*first, *zone);
            let key = format!("{}/{}/{day}/{}", calendar.session_id, zone.name(), at.timestamp());
            let job = Job::SendStreamLinks { session: calendar.session_id, zone: *zone, day };
            entries.push(Entry { at, until: Some(*last), job, key });
        }
    }
    for webinar in &calendar.webinars {
        let judge = Job::JudgeAttendance { webinar: webinar.webinar_id };
        entries.push(after(webinar, JUDGED_AFTER, judge));
        if calendar.issues_by_itself {
            let issue = Job::IssueDocuments { session: calendar.session_id, webinar: webinar.webinar_id };
            entries.push(after(webinar, ISSUED_AFTER, issue));
        }
    }
    entries
}

fn after(webinar: &CalendarWebinar, delay: TimeDelta, job: Job) -> Entry {
    let at = webinar.ends_at + delay;
    Entry { at, until: None, job, key: format!("{}/{}", webinar.webinar_id, at.timestamp()) }
}
