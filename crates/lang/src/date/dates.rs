//! Days: «14 декабря 2026 г.», «12–16 апреля 2027 г.».
//!
//! Day and month, year and «г.» hold together by no-break spaces.

use chrono::{Datelike, NaiveDate};

use crate::text::NO_BREAK_SPACE;
use crate::{Lang, Texts};

/// «14 декабря 2026 г.» or "14 December 2026".
pub fn date(on: NaiveDate, lang: Lang) -> String {
    format!("{} {}", day_month(on, lang), year(on, lang))
}

/// «14 декабря» or "14 December".
pub fn day_month(on: NaiveDate, lang: Lang) -> String {
    let month = Texts(lang).say(&format!("common-month-of-date-{}", on.month()));
    format!("{}{NO_BREAK_SPACE}{month}", on.day())
}

/// «апрель 2027 г.» or "April 2027".
pub fn month_year(on: NaiveDate, lang: Lang) -> String {
    format!("{} {}", Texts(lang).say(&format!("common-month-{}", on.month())), year(on, lang))
}

/// «понедельник, 12 апреля 2027 г.» or "Monday, 12 April 2027".
pub fn weekday_date(on: NaiveDate, lang: Lang) -> String {
    let weekday = Texts(lang).say(&format!("common-weekday-{}", on.weekday().number_from_monday()));
    format!("{weekday}, {}", date(on, lang))
}

/// «12–16 апреля 2027 г.», «30 апреля — 4 мая 2027 г.», «28 декабря 2026 г. — 3 января 2027 г.».
///
/// One day is a date; the days may come in any order.
pub fn date_range(first: NaiveDate, last: NaiveDate, lang: Lang) -> String {
    let (first, last) = (first.min(last), first.max(last));
    let dash = match lang {
        Lang::Ru => '—',
        Lang::En => '–',
    };
    if first == last {
        date(first, lang)
    } else if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{}", first.day(), date(last, lang))
    } else if first.year() == last.year() {
        format!("{}{NO_BREAK_SPACE}{dash} {}", day_month(first, lang), date(last, lang))
    } else {
        format!("{}{NO_BREAK_SPACE}{dash} {}", date(first, lang), date(last, lang))
    }
}

fn year(on: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{}{NO_BREAK_SPACE}г.", on.year()),
        Lang::En => on.year().to_string(),
    }
}
