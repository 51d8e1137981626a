//! What each webinar brings with it: join links, reminders, an alert, verdicts and documents.

use std::collections::BTreeMap;

use crate::jobs::Job;
use crate::session::{CalendarWebinar, SessionCalendar};
use crate::stream_link;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entity::EmailKind;

use super::{Entry, sends};

/// From the end of a webinar to its verdict: the last heartbeats are in.
const JUDGED_AFTER: TimeDelta = TimeDelta::minutes(10);

/// From the end of a webinar to its documents: staff have had time to correct the attendance.
const ISSUED_AFTER: TimeDelta = TimeDelta::minutes(60);

/// How many minutes before the start listeners are reminded, and until how many it is of use: the second one takes over from the first.
const REMINDERS: [(u32, u32); 2] = [(60, 10), (10, 0)];

pub(super) fn entries(calendar: &SessionCalendar) -> Vec<Entry> {
    let mut entries = stream_links(calendar);
    for webinar in &calendar.webinars {
        if sends(calendar, EmailKind::Reminder) {
            entries.extend(REMINDERS.map(|lead| reminder(webinar, lead)));
        }
        if sends(calendar, EmailKind::OrganizerAlert) && !webinar.has_stream_link {
            entries.push(alert(webinar));
        }
        entries.push(after(webinar, JUDGED_AFTER, Job::JudgeAttendance { webinar: webinar.webinar_id }));
        if calendar.issues_by_itself {
            let issue = Job::IssueDocuments { session: calendar.session_id, webinar: webinar.webinar_id };
            entries.push(after(webinar, ISSUED_AFTER, issue));
        }
    }
    entries
}

/// One e-mail a listener and day: in the morning, and again when it was held because a webinar had no stream link then.
fn stream_links(calendar: &SessionCalendar) -> Vec<Entry> {
    let mut entries = vec![];
    if !sends(calendar, EmailKind::StreamLink) {
        return entries;
    }
    for zone in &calendar.listener_zones {
        let mut days: BTreeMap<NaiveDate, Vec<&CalendarWebinar>> = BTreeMap::new();
        for webinar in &calendar.webinars {
            days.entry(stream_link::day_of(webinar.starts_at, *zone)).or_default().push(webinar);
        }
        for (day, webinars) in days {
            let starts = || webinars.iter().map(|webinar| webinar.starts_at);
            let (Some(first), Some(last)) = (starts().min(), starts().max()) else { continue };
            let line = |at: DateTime<Utc>, until: DateTime<Utc>| Entry {
                at,
                until: Some(until),
                job: Job::SendStreamLinks { session: calendar.session_id, zone: *zone, day },
                key: format!("{}/{}/{day}/{}", calendar.session_id, zone.name(), at.timestamp()),
            };
            entries.push(line(stream_link::due_at(first, *zone), last));
            let without_link = webinars.iter().filter(|webinar| !webinar.has_stream_link);
            let released = without_link.map(|webinar| webinar.starts_at);
            entries.extend(released.map(|start| line(start - stream_link::HELD_UNTIL, start)));
        }
    }
    entries
}

fn reminder(webinar: &CalendarWebinar, (minutes, until): (u32, u32)) -> Entry {
    let before = |minutes: u32| webinar.starts_at - TimeDelta::minutes(i64::from(minutes));
    let (webinar, starts_at) = (webinar.webinar_id, webinar.starts_at);
    Entry {
        at: before(minutes),
        until: Some(before(until)),
        job: Job::SendReminders { webinar, starts_at, minutes },
        key: format!("{webinar}/{}/{minutes}", starts_at.timestamp()),
    }
}

fn alert(webinar: &CalendarWebinar) -> Entry {
    let (webinar, starts_at) = (webinar.webinar_id, webinar.starts_at);
    Entry {
        at: starts_at - stream_link::HELD_UNTIL,
        until: Some(starts_at),
        job: Job::AlertWithoutLink { webinar, starts_at },
        key: format!("{webinar}/{}", starts_at.timestamp()),
    }
}

fn after(webinar: &CalendarWebinar, delay: TimeDelta, job: Job) -> Entry {
    let at = webinar.ends_at + delay;
    Entry { at, until: None, job, key: format!("{}/{}", webinar.webinar_id, at.timestamp()) }
}
