//! What speakers are reminded of, in the morning of their own zone: the end of the call for talks, and materials that are missing.

use crate::jobs::Job;
use crate::session::SessionCalendar;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, WebinarId};

use super::{Entry, hour, instant, sends};

/// The speaker's morning.
const MORNING: NaiveTime = hour(9);

/// So much time is left on the morning of the last day; else the day before is the last one.
const LEFT_ON_THE_LAST_DAY: TimeDelta = TimeDelta::hours(3);

/// Days before the call for talks ends.
const TALKS: [u64; 3] = [7, 2, 0];

/// Days before materials are to be there.
const MATERIALS: [u64; 2] = [3, 0];

/// Days from a webinar to the reminder of what is still missing.
const AFTER_WEBINAR: u64 = 7;

/// How long that reminder is made up for, when the scheduler was down.
const KEPT: TimeDelta = TimeDelta::days(7);

pub(super) fn talks(calendar: &SessionCalendar) -> Vec<Entry> {
    let Some(end) = calendar.talks_until.filter(|_| sends(calendar, EmailKind::TalkDeadline)) else {
        return vec![];
    };
    let session = calendar.session_id;
    let mut entries = vec![];
    for zone in &calendar.speaker_zones {
        for (day, at, until) in mornings(end, *zone, &TALKS) {
            let key = format!("{session}/{}/{day}/{}", zone.name(), end.timestamp());
            let job = Job::RemindOfTalks { session, zone: *zone, day };
            entries.push(Entry { at, until: Some(until), job, key });
        }
    }
    entries
}

/// Nothing where the session does not ask for materials.
pub(super) fn materials(calendar: &SessionCalendar) -> Vec<Entry> {
    let Some(end) = calendar.materials_until.filter(|_| sends(calendar, EmailKind::MaterialsMissing)) else {
        return vec![];
    };
    let session = calendar.session_id;
    let line = |zone: Tz, webinar: Option<WebinarId>, (day, at, until): (NaiveDate, _, _)| {
        let about = webinar.map_or_else(|| end.timestamp().to_string(), |webinar| webinar.to_string());
        let key = format!("{session}/{}/{day}/{about}", zone.name());
        let job = Job::RemindOfMaterials { session, webinar, zone, day };
        Entry { at, until: Some(until), job, key }
    };
    let mut entries = vec![];
    for zone in &calendar.speaker_zones {
        entries.extend(mornings(end, *zone, &MATERIALS).into_iter().map(|when| line(*zone, None, when)));
        for webinar in &calendar.webinars {
            let held_on = webinar.ends_at.with_timezone(zone).date_naive();
            let Some(day) = held_on.checked_add_days(Days::new(AFTER_WEBINAR)) else { continue };
            let at = instant(day, MORNING, *zone);
            let when = at.map(|at| (day, at, at + KEPT));
            entries.extend(when.map(|when| line(*zone, Some(webinar.webinar_id), when)));
        }
    }
    entries
}

/// Day, morning and end of use of each reminder before an end: until the next one takes over, the last one until the end itself.
fn mornings(end: DateTime<Utc>, zone: Tz, before: &[u64]) -> Vec<(NaiveDate, DateTime<Utc>, DateTime<Utc>)> {
    let Some(last) = last_day(end, zone) else { return vec![] };
    let morning = |days: &u64| {
        let day = last.checked_sub_days(Days::new(*days))?;
        Some((day, instant(day, MORNING, zone)?))
    };
    let found: Vec<_> = before.iter().filter_map(morning).collect();
    let ends = found.iter().skip(1).map(|(_, at)| *at).chain([end]);
    found.iter().zip(ends).map(|((day, at), until)| (*day, *at, until)).collect()
}

/// The last day on whose morning there is still time.
fn last_day(end: DateTime<Utc>, zone: Tz) -> Option<NaiveDate> {
    let day = end.with_timezone(&zone).date_naive();
    let is_in_time = |at: DateTime<Utc>| at <= end - LEFT_ON_THE_LAST_DAY;
    if instant(day, MORNING, zone).is_some_and(is_in_time) { Some(day) } else { day.pred_opt() }
}
