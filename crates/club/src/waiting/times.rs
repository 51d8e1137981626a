//! When a place is offered, and how long it is kept.

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

/// How long a place is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);

/// So long before the start no place is kept any more.
const NOT_BEYOND: TimeDelta = TimeDelta::hours(1);

/// Nobody is written to before and after.
const DAY: (NaiveTime, NaiveTime) = (hour(8), hour(21));

const fn hour(hour: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, 0, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// When somebody in a zone is told of a place that is free now, and until when it is kept: for a day, but never beyond an hour before the start. At
/// night the next morning, unless the webinar is today or the morning would be too late.
pub(super) fn offered(
    now: DateTime<Utc>,
    starts_at: DateTime<Utc>,
    zone: Tz,
) -> (DateTime<Utc>, DateTime<Utc>) {
    let latest = starts_at - NOT_BEYOND;
    let told_at = morning_after(now, zone).filter(|morning| {
        let is_today = now.with_timezone(&zone).date_naive() == starts_at.with_timezone(&zone).date_naive();
        !is_today && *morning + NOT_BEYOND < latest
    });
    let told_at = told_at.unwrap_or(now);
    (told_at, (told_at + KEPT).min(latest))
}

/// The next morning, where it is night now.
fn morning_after(now: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
    let local = now.with_timezone(&zone);
    let day = if local.time() < DAY.0 {
        local.date_naive()
    } else if local.time() >= DAY.1 {
        local.date_naive().checked_add_days(Days::new(1))?
    } else {
        return None;
    };
    day.and_time(DAY.0).and_local_timezone(zone).earliest().map(|at| at.to_utc())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn at(time: &str) -> DateTime<Utc> {
        format!("2027-{time}:00Z").parse().unwrap()
    }

    /// The webinar begins on 12 April at 14:30 in Yekaterinburg, 09:30 UTC.
    #[rstest]
    #[case::by_day("04-09T07:00", "04-09T07:00", "04-10T07:00")]
    #[case::at_night("04-09T20:00", "04-10T03:00", "04-11T03:00")]
    #[case::after_midnight("04-09T19:30", "04-10T03:00", "04-11T03:00")]
    #[case::at_nine_in_the_evening("04-09T16:00", "04-10T03:00", "04-11T03:00")]
    #[case::just_before_nine("04-09T15:59", "04-09T15:59", "04-10T15:59")]
    #[case::at_eight("04-09T03:00", "04-09T03:00", "04-10T03:00")]
    #[case::the_day_before("04-11T12:00", "04-11T12:00", "04-12T08:30")]
    #[case::the_night_before("04-11T17:00", "04-12T03:00", "04-12T08:30")]
    #[case::before_dawn_of_the_day("04-11T22:00", "04-11T22:00", "04-12T08:30")]
    #[case::in_the_morning_of_the_day("04-12T05:00", "04-12T05:00", "04-12T08:30")]
    fn a_place_is_offered_by_day_and_kept_for_a_day(
        #[case] now: &str,
        #[case] told: &str,
        #[case] until: &str,
    ) {
        let offered = offered(at(now), at("04-12T09:30"), Tz::Asia__Yekaterinburg);
        assert_eq!(offered, (at(told), at(until)));
    }

    #[test]
    fn a_webinar_early_in_the_morning_cannot_wait_for_the_morning() {
        // 07:30 in Kamchatka, and it is 22:00 of the evening before there.
        let (now, starts_at) = (at("04-11T10:00"), at("04-11T19:30"));
        assert_eq!(offered(now, starts_at, Tz::Asia__Kamchatka), (now, at("04-11T18:30")));
    }
}
