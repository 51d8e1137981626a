//! Instants as pages show them: in the zone of the webinar, with Moscow beside it.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::{Europe::Moscow, Tz};
use club::session::PublicWebinar;
use entity::webinar;
use lang::{Lang, Texts};

/// When a webinar is, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WebinarTime {
    /// «14:30»
    pub(crate) start: String,
    pub(crate) end: String,
    /// «Понедельник, 12 апреля 2027 г.», of the webinar's zone.
    pub(crate) day: String,
    /// The same day for sorting into sections.
    pub(crate) on: NaiveDate,
    /// «Сургут, МСК+2»
    pub(crate) zone: String,
    /// «12:30 по Москве», where that is another time.
    pub(crate) moscow: Option<String>,
    /// For programs: `2027-04-12T09:30:00Z`.
    pub(crate) machine: String,
    pub(crate) minutes: String,
}

/// From when to when something is, on the clock of its zone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Span<'a> {
    pub(crate) starts_at: DateTime<Utc>,
    pub(crate) ends_at: DateTime<Utc>,
    /// IANA name.
    pub(crate) time_zone: &'a str,
}

impl<'a> From<&'a webinar::Model> for Span<'a> {
    fn from(row: &'a webinar::Model) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at, time_zone: &row.time_zone }
    }
}

impl<'a> From<&'a PublicWebinar> for Span<'a> {
    fn from(row: &'a PublicWebinar) -> Self {
        Self { starts_at: row.starts_at, ends_at: row.ends_at, time_zone: &row.time_zone }
    }
}

impl WebinarTime {
    /// The time of a webinar that a school in `city` hosts.
    pub(crate) fn of<'a>(webinar: impl Into<Span<'a>>, city: &str, lang: Lang) -> Self {
        let webinar = webinar.into();
        let zone = zone(webinar.time_zone);
        let start = webinar.starts_at.with_timezone(&zone);
        let end = webinar.ends_at.with_timezone(&zone);
        let city = (!city.is_empty()).then_some(city);
        Self {
            start: lang::time(start),
            end: lang::time(end),
            day: capitalized(&lang::weekday_date(start.date_naive(), lang)),
            on: start.date_naive(),
            zone: lang::zone_label(city, zone, webinar.starts_at, lang),
            moscow: moscow(webinar.starts_at, zone, lang),
            machine: machine(webinar.starts_at),
            minutes: lang::minutes((webinar.ends_at - webinar.starts_at).num_minutes(), lang),
        }
    }
}

/// The text with a capital, to begin a line.
fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// An instant for programs.
pub(crate) fn machine(at: DateTime<Utc>) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// «12:30 по Москве», with the date when that differs; nothing when the zone has Moscow's time.
fn moscow(at: DateTime<Utc>, zone: Tz, lang: Lang) -> Option<String> {
    let (there, in_moscow) = (at.with_timezone(&zone), at.with_timezone(&Moscow));
    if there.naive_local() == in_moscow.naive_local() {
        return None;
    }
    let mut time = lang::time(in_moscow);
    if there.date_naive() != in_moscow.date_naive() {
        time = format!("{}, {time}", lang::date(in_moscow.date_naive(), lang));
    }
    Some(Texts(lang).say_with("page-time-in-moscow", &[("time", time.into())]))
}

/// The zone of this IANA name; Moscow where it is none.
pub(crate) fn zone(name: &str) -> Tz {
    name.parse().unwrap_or(Moscow)
}

/// «12 апреля 2027 г., 14:30»
pub(crate) fn instant(at: DateTime<Utc>, zone: Tz, lang: Lang) -> String {
    let local = at.with_timezone(&zone);
    format!("{}, {}", lang::date(local.date_naive(), lang), lang::time(local))
}
