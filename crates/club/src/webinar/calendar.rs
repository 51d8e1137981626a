//! Calendar files (RFC 5545).

use chrono::TimeDelta;
use entity::WebinarState;
use icalendar::{Alarm, Calendar, Class, Component as _, Event, EventLike as _, EventStatus};

use crate::Club;
use crate::session::PublicWebinar;

/// How long before the start a calendar reminds.
const REMINDER: TimeDelta = TimeDelta::minutes(10);

/// A webinar as one reader's calendar shows it.
#[derive(Clone, Debug)]
pub struct CalendarEntry {
    pub webinar: PublicWebinar,
    pub session_title: String,
    /// What the entry leads to: a public page, or a personal join link.
    pub url: String,
}

/// What a calendar does with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Method {
    /// It takes the entries in, or brings them up to date.
    Publish,
    /// It takes the entries out.
    Cancel,
}

impl std::fmt::Display for Method {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Method::Publish => "PUBLISH",
            Method::Cancel => "CANCEL",
        })
    }
}

/// An iCalendar file with `METHOD:PUBLISH`; the stamp is the club's time. It holds no stream link.
#[must_use]
pub fn calendar(club: &Club, entries: &[CalendarEntry]) -> String {
    calendar_of(club, Method::Publish, entries)
}

/// An iCalendar file of a method.
pub(crate) fn calendar_of(club: &Club, method: Method, entries: &[CalendarEntry]) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Web-club//webclub//RU"));
    calendar.append_property(("METHOD", method.to_string().as_str()));
    for entry in entries {
        calendar.push(event(club, method, entry));
    }
    calendar.to_string()
}

fn event(club: &Club, method: Method, entry: &CalendarEntry) -> Event {
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
    // Both methods ask for one (RFC 5546), and a calendar takes a change from whom it had the entry.
    event.add_property("ORGANIZER", format!("mailto:{}", club.settings.sender().address.as_str()));
    if method == Method::Cancel {
        return event.done();
    }
    let mut reminder = Alarm::display(&webinar.title, -REMINDER);
    // The library draws a random id for it and reads the machine's clock; a file must be the same every time.
    reminder.uid(&format!("{}-reminder@{host}", webinar.id)).timestamp(club.clock.now());
    event.alarm(reminder);
    event.done()
}
