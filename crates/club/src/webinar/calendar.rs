//! Calendar files (RFC 5545).

use chrono::TimeDelta;
use entity::{WebinarState, webinar};
use icalendar::{Alarm, Calendar, Class, Component as _, Event, EventLike as _, EventStatus};

use crate::Club;

/// How long before the start a calendar reminds.
const REMINDER: TimeDelta = TimeDelta::minutes(10);

/// A webinar as one reader's calendar shows it.
#[derive(Clone, Debug)]
pub struct CalendarEntry {
    pub webinar: webinar::Model,
    pub session_title: String,
    /// What the entry leads to: a public page, or a personal join link.
    pub url: String,
}

/// An iCalendar file with `METHOD:PUBLISH`; the stamp is the club's time. It holds no stream link.
#[must_use]
pub fn calendar(club: &Club, entries: &[CalendarEntry]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Web-club//webclub//RU"));
    calendar.append_property(("METHOD", "PUBLISH"));
    for entry in entries {
        calendar.push(event(club, entry));
    }
    calendar.to_string()
}

fn event(club: &Club, entry: &CalendarEntry) -> Event {
    let webinar = &entry.webinar;
    let host = club.settings.base_url().host_str().unwrap_or("localhost");
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", webinar.id))
        .timestamp(club.clock.now())
        .starts(webinar.starts_at)
        .ends(webinar.ends_at)
        .summary(&webinar.title)
        .description(&format!("{}\n{}", entry.session_title, entry.url))
        .url(&entry.url)
        .sequence(u32::try_from(webinar.sequence).unwrap_or(0))
        .class(Class::Public)
        .status(match webinar.state {
            WebinarState::Planned => EventStatus::Confirmed,
            WebinarState::Cancelled => EventStatus::Cancelled,
        });
    let mut reminder = Alarm::display(&webinar.title, -REMINDER);
    // The library draws a random id for it and reads the machine's clock; a file must be the same every time.
    reminder.uid(&format!("{}-reminder@{host}", webinar.id)).timestamp(club.clock.now());
    event.alarm(reminder);
    event.done()
}
