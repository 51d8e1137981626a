use proptest::prelude::*;
use rstest::rstest;

use super::*;

const RUSSIA: [Tz; 11] = [
    Tz::Europe__Kaliningrad,
    Tz::Europe__Moscow,
    Tz::Europe__Samara,
    Tz::Asia__Yekaterinburg,
    Tz::Asia__Omsk,
    Tz::Asia__Novosibirsk,
    Tz::Asia__Irkutsk,
    Tz::Asia__Yakutsk,
    Tz::Asia__Vladivostok,
    Tz::Asia__Magadan,
    Tz::Asia__Kamchatka,
];

/// `2027-04-12 14:30` on the clocks of a zone.
fn local(time: &str, zone: Tz) -> DateTime<Utc> {
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M").unwrap();
    time.and_local_timezone(zone).unwrap().to_utc()
}

#[test]
fn the_email_comes_in_the_readers_morning_in_every_zone_of_russia() {
    let start = local("2027-04-12 14:30", Tz::Asia__Yekaterinburg);
    for zone in RUSSIA {
        assert_eq!(due_at(start, zone), local("2027-04-12 07:30", zone), "{zone}");
    }
}

#[rstest]
#[case::afternoon("2027-04-12 14:30", "2027-04-12 07:30")]
#[case::three_hours_after("2027-04-12 10:30", "2027-04-12 07:30")]
#[case::a_little_earlier("2027-04-12 10:15", "2027-04-12 07:15")]
#[case::ten("2027-04-12 10:00", "2027-04-12 07:00")]
#[case::before_ten("2027-04-12 09:30", "2027-04-12 06:30")]
#[case::nine("2027-04-12 09:00", "2027-04-12 06:00")]
#[case::just_before_nine("2027-04-12 08:59", "2027-04-11 20:00")]
#[case::after_midnight("2027-04-12 00:30", "2027-04-11 20:00")]
#[case::midnight_belongs_to_the_new_day("2027-04-12 00:00", "2027-04-11 20:00")]
#[case::late_evening("2027-04-12 23:59", "2027-04-12 07:30")]
#[case::new_year("2027-01-01 05:00", "2026-12-31 20:00")]
#[case::new_years_day("2027-01-01 12:00", "2027-01-01 07:30")]
fn the_hour_depends_on_the_first_start(#[case] start: &str, #[case] due: &str) {
    for zone in RUSSIA {
        assert_eq!(due_at(local(start, zone), zone), local(due, zone), "{zone}");
    }
}

#[rstest]
#[case::clocks_leap_forward("2027-03-28T12:00:00Z", "2027-03-28T05:30:00Z")]
#[case::the_day_before("2027-03-27T12:00:00Z", "2027-03-27T06:30:00Z")]
#[case::in_the_night_of_the_leap("2027-03-28T02:00:00Z", "2027-03-27T19:00:00Z")]
#[case::at_nine_after_the_leap("2027-03-28T07:00:00Z", "2027-03-28T04:00:00Z")]
#[case::clocks_fall_back("2027-10-31T12:00:00Z", "2027-10-31T06:30:00Z")]
#[case::the_day_before_that("2027-10-30T12:00:00Z", "2027-10-30T05:30:00Z")]
#[case::in_the_doubled_hour("2027-10-31T01:30:00Z", "2027-10-30T18:00:00Z")]
fn summer_time_abroad_is_minded(#[case] start: DateTime<Utc>, #[case] due: DateTime<Utc>) {
    assert_eq!(due_at(start, Tz::Europe__Berlin), due);
}

#[test]
fn one_webinar_is_on_two_days_on_two_clocks() {
    let start: DateTime<Utc> = "2027-04-12T19:00:00Z".parse().unwrap();
    assert_eq!(day_of(start, Tz::Europe__Moscow).to_string(), "2027-04-12");
    assert_eq!(day_of(start, Tz::Asia__Yekaterinburg).to_string(), "2027-04-13");
    assert_eq!(due_at(start, Tz::Europe__Moscow), local("2027-04-12 07:30", Tz::Europe__Moscow));
    assert_eq!(due_at(start, Tz::Asia__Yekaterinburg), local("2027-04-12 20:00", Tz::Asia__Yekaterinburg));
}

proptest! {
    #[test]
    fn nobody_is_written_to_at_night_or_too_late(minute in 0_i64..5_000_000, zone in 0_usize..12) {
        let zone = RUSSIA.get(zone).copied().unwrap_or(Tz::Europe__Berlin);
        let start = DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minute);
        let due = due_at(start, zone);
        prop_assert!(start - due >= TimeDelta::hours(3), "{due} {start}");
        let clock = due.with_timezone(&zone).time();
        prop_assert!((hour(6, 0)..=hour(7, 30)).contains(&clock) || clock == hour(20, 0), "{clock}");
        let days = day_of(start, zone) - day_of(due, zone);
        prop_assert_eq!(days.num_days(), i64::from(clock == hour(20, 0)));
    }
}
