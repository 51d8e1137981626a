//! The forms by which organizers move, cancel and limit a webinar, checked.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use club::webinar::Times;
use entity::webinar;
use lang::Texts;

use crate::error::PageError;
use crate::fields::Fields;
use crate::form::Errors;
use crate::times::zone;

/// The form for a new time, as typed: a day and two times in the webinar's zone.
#[derive(Clone, Debug, Default)]
pub(super) struct MoveForm {
    pub(super) day: String,
    pub(super) start: String,
    pub(super) end: String,
}

impl MoveForm {
    /// Reads what was typed.
    ///
    /// # Errors
    /// When the form is not ours.
    pub(super) fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self { day: fields.text("day")?, start: fields.text("start")?, end: fields.text("end")? })
    }

    /// The time at which a webinar takes place now.
    pub(super) fn of(webinar: &webinar::Model) -> Self {
        let zone = zone(&webinar.time_zone);
        let (start, end) = (webinar.starts_at.with_timezone(&zone), webinar.ends_at.with_timezone(&zone));
        let time = |at: DateTime<Tz>| at.format("%H:%M").to_string();
        Self { day: start.format("%Y-%m-%d").to_string(), start: time(start), end: time(end) }
    }

    /// The new times, once everything can be read.
    pub(super) fn check(&self, zone: Tz, t: Texts) -> Result<Times, Errors> {
        let mut errors = Errors::default();
        let day = NaiveDate::parse_from_str(self.day.trim(), "%Y-%m-%d").ok();
        if day.is_none() {
            errors.add("day", t.say("page-change-day-wrong"));
        }
        let mut instant = |field: &'static str, typed: &str| {
            let time = NaiveTime::parse_from_str(typed.trim(), "%H:%M").ok();
            let at = day.zip(time).and_then(|(day, time)| instant(day, time, zone));
            // A day that cannot be read is one mistake, not three.
            if at.is_none() && (day.is_some() || time.is_none()) {
                errors.add(field, t.say("page-change-time-wrong"));
            }
            at
        };
        let (start, end) = (instant("start", &self.start), instant("end", &self.end));
        match start.zip(end) {
            Some((starts_at, ends_at)) if ends_at > starts_at => Ok(Times { starts_at, ends_at }),
            Some(_) => {
                errors.add("end", t.say("page-change-end-wrong"));
                Err(errors)
            }
            None => Err(errors),
        }
    }
}

/// Nothing where the clocks of a zone leap over the time.
fn instant(day: NaiveDate, time: NaiveTime, zone: Tz) -> Option<DateTime<Utc>> {
    day.and_time(time).and_local_timezone(zone).earliest().map(|at| at.to_utc())
}

/// The number of places as typed; nothing when there is no limit.
pub(crate) fn capacity(typed: &str, t: Texts) -> Result<Option<i32>, Errors> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(None);
    }
    let places = typed.parse().ok().filter(|places| (1..=100_000).contains(places));
    places.map(Some).ok_or_else(|| {
        let mut errors = Errors::default();
        errors.add("capacity", t.say("page-change-capacity-wrong"));
        errors
    })
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    const T: Texts = Texts(Lang::Ru);

    fn form(day: &str, start: &str, end: &str) -> MoveForm {
        MoveForm { day: day.to_owned(), start: start.to_owned(), end: end.to_owned() }
    }

    fn wrong(day: &str, start: &str, end: &str) -> Vec<String> {
        let errors = form(day, start, end).check(Tz::Europe__Berlin, T).unwrap_err();
        errors.list().iter().map(|error| error.field.to_string()).collect()
    }

    #[test]
    fn a_new_time_is_that_of_the_webinars_clocks() {
        let times = form("2027-04-14", " 14:30", "16:00 ").check(Tz::Asia__Yekaterinburg, T).unwrap();
        assert_eq!(times.starts_at.to_rfc3339(), "2027-04-14T09:30:00+00:00");
        assert_eq!(times.ends_at.to_rfc3339(), "2027-04-14T11:00:00+00:00");
    }

    #[test]
    fn what_cannot_be_a_time_is_named_at_its_field() {
        assert_eq!(wrong("14.04.2027", "14:30", "16:00"), ["day"]);
        assert_eq!(wrong("2027-02-30", "x", "16:00"), ["day", "start"]);
        assert_eq!(wrong("2027-04-14", "25:00", ""), ["start", "end"]);
        assert_eq!(wrong("2027-04-14", "16:00", "14:30"), ["end"]);
        assert_eq!(wrong("2027-04-14", "16:00", "16:00"), ["end"]);
        assert_eq!(wrong("", "", ""), ["day", "start", "end"]);
        // The night in which the clocks leap from two to three.
        assert_eq!(wrong("2027-03-28", "02:30", "04:00"), ["start"]);
    }

    #[test]
    fn places_are_a_whole_number_from_one_or_nothing() {
        assert_eq!(capacity("  ", T), Ok(None));
        assert_eq!(capacity(" 50 ", T), Ok(Some(50)));
        for typed in ["0", "-1", "1.5", "1e9", "100001", "１２", "пятьдесят"] {
            assert!(capacity(typed, T).is_err(), "{typed}");
        }
    }
}
