//! One instant on several clocks.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;

use super::dates::day_month;
use super::zone::{seconds_east, zone_label};
use crate::{Lang, Texts};

/// «14:30», the time of day on the clock of the instant's own zone.
pub fn time(at: DateTime<Tz>) -> String {
    at.format("%H:%M").to_string()
}

/// A start on the event's clock, Moscow's and the reader's, each once.
///
/// «14:00 (Сургут, МСК+2) · 12:00 (Москва) · у Вас: 16:00 (Новосибирск, МСК+4)». A clock that shows the same time as one
/// before it is left out; where it shows another day than the event's, the day is named.
pub fn times(
    start: DateTime<Utc>,
    event_zone: Tz,
    event_city: Option<&str>,
    reader_zone: Tz,
    reader_city: Option<&str>,
    lang: Lang,
) -> String {
    let event_day = start.with_timezone(&event_zone).date_naive();
    let moscow = Tz::Europe__Moscow;
    let shows = |zone| seconds_east(zone, start);
    let mut clocks = vec![clock(start, event_zone, event_city, event_day, lang)];
    if shows(moscow) != shows(event_zone) {
        clocks.push(clock(start, moscow, None, event_day, lang));
    }
    if shows(reader_zone) != shows(event_zone) && shows(reader_zone) != shows(moscow) {
        let yours = clock(start, reader_zone, reader_city, event_day, lang);
        clocks.push(Texts(lang).say_with("common-your-time", &[("time", yours.into())]));
    }
    clocks.join(" · ")
}

/// «16:00 (Новосибирск, МСК+4)», with the day before it where it is not the event's day.
fn clock(start: DateTime<Utc>, zone: Tz, city: Option<&str>, event_day: NaiveDate, lang: Lang) -> String {
    let local = start.with_timezone(&zone);
    let label = zone_label(city, zone, start, lang);
    let day = local.date_naive();
    let shown = format!("{} ({label})", time(local));
    if day == event_day { shown } else { format!("{}, {shown}", day_month(day, lang)) }
}
