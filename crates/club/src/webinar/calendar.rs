//! Calendar files (RFC 5545).

use chrono::{DateTime, TimeDelta, Utc};
use entity::WebinarState;
use icalendar::{Alarm, Calendar, Class, Component as _, Event, EventLike as _, EventStatus, Property};

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

/// A calendar that programs ask for again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    pub name: String,
    /// Where it is found.
    pub address: String,
    /// When it was published last: the same version has the same bytes.
    pub stamp: DateTime<Utc>,
}

/// An iCalendar file that updates itself: it says how often to ask, and of each entry when it changed last.
#[must_use]
pub fn calendar_feed(club: &Club, feed: &Feed, entries: &[CalendarEntry]) -> String {
    let mut calendar = frame(Method::Publish);
    calendar.append_property(("NAME", feed.name.as_str()));
    calendar.append_property(("X-WR-CALNAME", feed.name.as_str()));
    let mut source = Property::new("SOURCE", &feed.address);
    calendar.append_property(source.add_parameter("VALUE", "URI").done());
    let mut every = Property::new("REFRESH-INTERVAL", "PT1H");
    calendar.append_property(every.add_parameter("VALUE", "DURATION").done());
    calendar.append_property(("X-PUBLISHED-TTL", "PT1H"));
    for entry in entries {
        let mut event = event(club, Method::Publish, (entry, feed.stamp));
        event.last_modified(entry.webinar.changed_at);
        calendar.push(event);
    }
    calendar.to_string()
}

/// An iCalendar file of a method.
pub(crate) fn calendar_of(club: &Club, method: Method, entries: &[CalendarEntry]) -> String {
    let mut calendar = frame(method);
    for entry in entries {
        calendar.push(event(club, method, (entry, club.clock.now())));
    }
    calendar.to_string()
}

fn frame(method: Method) -> Calendar {
    let mut calendar = Calendar::empty();
    calendar.append_property(("VERSION", "2.0"));
    calendar.append_property(("PRODID", "-//Web-club//webclub//RU"));
    calendar.append_property(("METHOD", method.to_string().as_str()));
    calendar
}

fn event(club: &Club, method: Method, (entry, stamp): (&CalendarEntry, DateTime<Utc>)) -> Event {
    let webinar = &entry.webinar;
    let host = club.settings.base_url().host_str().unwrap_or("localhost");
    let mut event = Event::new();
    event
        .uid(&format!("{}@{host}", webinar.id))
        .timestamp(stamp)
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
    reminder.uid(&format!("{}-reminder@{host}", webinar.id)).timestamp(stamp);
    event.alarm(reminder);
    event.done()
}
