//! Days and times that organizers type, on the clock of a zone.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use lang::Texts;

use crate::form::Errors;

/// The instant of a day and a time of a zone; what cannot be read is named at its field.
pub(super) fn instant(
    (day_field, day): (&'static str, &str),
    (time_field, time): (&'static str, &str),
    zone: Tz,
    (errors, t): (&mut Errors, Texts),
) -> Option<DateTime<Utc>> {
    let on = NaiveDate::parse_from_str(day.trim(), "%Y-%m-%d").ok();
    let on = on.filter(|on| (2000..=2100).contains(&chrono::Datelike::year(on)));
    if on.is_none() && errors.of(day_field).is_none() {
        errors.add(day_field, t.say("page-change-day-wrong"));
    }
    let time = NaiveTime::parse_from_str(time.trim(), "%H:%M").ok();
    // Nothing where the clocks of a zone leap over the time.
    let at = on.zip(time).and_then(|(on, time)| on.and_time(time).and_local_timezone(zone).earliest());
    if at.is_none() && (on.is_some() || time.is_none()) {
        errors.add(time_field, t.say("page-change-time-wrong"));
    }
    at.map(|at| at.to_utc())
}

/// The number of a track.
pub(super) fn track(field: &'static str, typed: &str, errors: &mut Errors, t: Texts) -> i32 {
    let track = typed.trim().parse().ok().filter(|track| (1..=20).contains(track));
    if track.is_none() {
        errors.add(field, t.say("page-schedule-wrong-track"));
    }
    track.unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use lang::Lang;

    use super::*;

    fn read(day: &str, time: &str) -> (Option<String>, Vec<String>) {
        let mut errors = Errors::default();
        let at = instant(("day", day), ("start", time), Tz::Europe__Berlin, (&mut errors, Texts(Lang::Ru)));
        let fields = errors.list().iter().map(|error| error.field.to_string()).collect();
        (at.map(|at| at.to_rfc3339()), fields)
    }

    #[test]
    fn a_time_is_that_of_the_zone_and_what_is_none_is_named() {
        assert_eq!(read("2027-04-14", " 14:30 "), (Some("2027-04-14T12:30:00+00:00".to_owned()), vec![]));
        // The night in which the clocks leap from two to three.
        assert_eq!(read("2027-03-28", "02:30"), (None, vec!["start".to_owned()]));
        for (day, time, fields) in [
            ("0001-01-01", "14:30", vec!["day"]),
            ("10000-01-01", "14:30", vec!["day"]),
            ("2027-02-30", "14:30", vec!["day"]),
            ("2027-04-14", "24:00", vec!["start"]),
            ("", "", vec!["day", "start"]),
        ] {
            let fields = fields.into_iter().map(str::to_owned).collect();
            assert_eq!(read(day, time), (None, fields), "{day} {time}");
        }
    }

    #[test]
    fn a_track_is_a_number_from_1_to_20() {
        let mut errors = Errors::default();
        assert_eq!(track("track", " 3 ", &mut errors, Texts(Lang::Ru)), 3);
        assert!(errors.is_empty());
        for typed in ["0", "21", "-1", "1.5", "２", ""] {
            let mut errors = Errors::default();
            track("track", typed, &mut errors, Texts(Lang::Ru));
            assert!(errors.of("track").is_some(), "{typed}");
        }
    }
}
