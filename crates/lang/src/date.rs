//! Dates, times and zones.

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone, Utc};
use chrono_tz::Tz;

use crate::text::NO_BREAK_SPACE;
use crate::{Lang, Texts};

/// «14 декабря 2026 г.» or "14 December 2026", with no-break spaces inside.
pub fn date(on: NaiveDate, lang: Lang) -> String {
    let month = Texts(lang).say(&format!("common-month-of-date-{}", on.month()));
    let nb = NO_BREAK_SPACE;
    match lang {
        Lang::Ru => format!("{}{nb}{month} {}{nb}г.", on.day(), on.year()),
        Lang::En => format!("{}{nb}{month} {}", on.day(), on.year()),
    }
}

/// «12–16 апреля 2027 г.»
pub fn date_range(first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    format!("{} — {}", date(first, lang), date(last, lang))
}

/// «апрель 2027 г.»
pub fn month_year(on: NaiveDate, lang: Lang) -> String {
    date(on, lang)
}

/// «понедельник, 12 апреля 2027 г.»
pub fn weekday_date(on: NaiveDate, lang: Lang) -> String {
    let weekday = Texts(lang).say(&format!("common-weekday-{}", on.weekday().number_from_monday()));
    format!("{weekday}, {}", date(on, lang))
}

/// «14:30»
pub fn time(at: DateTime<Tz>) -> String {
    at.format("%H:%M").to_string()
}

/// «МСК+2»
pub fn zone_offset_from_moscow(zone: Tz, at: DateTime<Utc>, _lang: Lang) -> String {
    format!("{}", zone.offset_from_utc_datetime(&at.naive_utc()).fix())
}

/// «Сургут, МСК+2»
pub fn zone_name(zone: Tz, at: DateTime<Utc>, lang: Lang) -> String {
    zone_label(None, zone, at, lang)
}

/// «Сургут, МСК+2»
pub fn zone_label(city: Option<&str>, zone: Tz, at: DateTime<Utc>, lang: Lang) -> String {
    format!("{}, {}", city.unwrap_or_default(), zone_offset_from_moscow(zone, at, lang))
}

/// «14:00 (Сургут, МСК+2) · 12:00 (Москва)»
pub fn times(
    start: DateTime<Utc>,
    event_zone: Tz,
    event_city: Option<&str>,
    reader_zone: Tz,
    reader_city: Option<&str>,
    lang: Lang,
) -> String {
    let _ = (reader_zone, reader_city);
    format!(
        "{} ({})",
        time(start.with_timezone(&event_zone)),
        zone_label(event_city, event_zone, start, lang)
    )
}
