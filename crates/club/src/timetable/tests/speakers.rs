//! The end of the call for talks, and materials that are missing.

use super::*;

const TALKS: &[&str] = &["remind_of_talks"];
const MATERIALS: &[&str] = &["remind_of_materials"];

fn calling(until: &str, zones: &[Tz]) -> SessionCalendar {
    SessionCalendar { talks_until: Some(at(until)), speaker_zones: zones.to_vec(), ..whole(&[]) }
}

#[test]
fn speakers_are_reminded_seven_and_two_days_before_and_on_the_last_day_each_until_the_next() {
    // Until 23:59 in Yekaterinburg.
    let calendar = calling("2027-03-20T18:59:00Z", &[Tz::Asia__Yekaterinburg]);
    assert_eq!(
        of_kind(&calendar, TALKS),
        [
            "13 04:00 remind_of_talks Asia/Yekaterinburg 2027-03-13 until 18 04:00",
            "18 04:00 remind_of_talks Asia/Yekaterinburg 2027-03-18 until 20 04:00",
            "20 04:00 remind_of_talks Asia/Yekaterinburg 2027-03-20 until 20 18:59",
        ]
    );
}

#[test]
fn the_morning_is_the_speakers_own_in_every_zone() {
    let calendar = calling("2027-03-20T18:59:00Z", &RUSSIA);
    let last: Vec<String> =
        of_kind(&calendar, TALKS).into_iter().filter(|line| line.ends_with("until 20 18:59")).collect();
    let mornings: Vec<&str> = last.iter().map(|line| line.get(..8).unwrap()).collect();
    assert_eq!(
        mornings,
        [
            // Kamchatka to Kaliningrad: 09:00 each.
            "19 21:00", "19 22:00", "19 23:00", "20 00:00", "20 01:00", "20 02:00", "20 03:00", "20 04:00",
            "20 05:00", "20 06:00", "20 07:00",
        ]
    );
}

#[rstest]
#[case::three_hours_left("2027-03-20T09:00:00Z", "20 06:00")]
#[case::too_little_left("2027-03-20T08:59:00Z", "19 06:00")]
#[case::at_midnight("2027-03-19T21:00:00Z", "19 06:00")]
#[case::new_years_eve("2026-12-31T20:59:00Z", "31 06:00")]
#[case::new_years_day("2027-01-01T04:00:00Z", "31 06:00")]
fn the_last_morning_leaves_time_to_finish(#[case] until: &str, #[case] last: &str) {
    let found = of_kind(&calling(until, &[Tz::Europe__Moscow]), TALKS);
    assert!(found[2].starts_with(last), "{found:?}");
    assert_eq!(found.len(), 3);
}

#[rstest]
#[case::clocks_leap_forward("2027-03-29T21:59:00Z", &["22 08:00", "27 08:00", "29 07:00"])]
#[case::clocks_fall_back("2027-11-01T22:59:00Z", &["25 07:00", "30 07:00", "01 08:00"])]
fn summer_time_abroad_is_minded(#[case] until: &str, #[case] mornings: &[&str]) {
    let found = of_kind(&calling(until, &[Tz::Europe__Berlin]), TALKS);
    let found: Vec<&str> = found.iter().map(|line| line.get(..8).unwrap()).collect();
    assert_eq!(found, mornings);
}

#[rstest]
#[case::over_the_first("2027-03-16T12:00:00Z", &["13 04:00 remind_of_talks Asia/Yekaterinburg 2027-03-13"])]
#[case::over_two_of_them("2027-03-19T12:00:00Z", &["18 04:00 remind_of_talks Asia/Yekaterinburg 2027-03-18"])]
#[case::over_the_end("2027-03-20T18:59:00Z", &[])]
fn a_scheduler_that_was_down_reminds_once(#[case] now: &str, #[case] expected: &[&str]) {
    let calendar = calling("2027-03-20T18:59:00Z", &[Tz::Asia__Yekaterinburg]);
    assert_eq!(lines(&due(at(now), &calendar)), expected);
}

#[test]
fn an_end_that_moves_has_new_keys() {
    let zones = [Tz::Europe__Moscow];
    let (before, after) =
        (keys(&calling("2027-03-20T18:59:00Z", &zones)), keys(&calling("2027-03-25T18:59:00Z", &zones)));
    assert_eq!(after.difference(&before).count(), 3);
}

#[test]
fn materials_are_asked_for_before_their_end_and_a_week_after_each_webinar() {
    let calendar = SessionCalendar {
        materials_until: Some(at("2027-04-09T18:59:00Z")),
        speaker_zones: vec![Tz::Europe__Moscow],
        ..whole(&[])
    };
    assert_eq!(
        of_kind(&calendar, MATERIALS),
        [
            "06 06:00 remind_of_materials all Europe/Moscow 2027-04-06 until 09 06:00",
            "09 06:00 remind_of_materials all Europe/Moscow 2027-04-09 until 09 18:59",
            "19 06:00 remind_of_materials 1 Europe/Moscow 2027-04-19 until 26 06:00",
            "19 06:00 remind_of_materials 2 Europe/Moscow 2027-04-19 until 26 06:00",
            "20 06:00 remind_of_materials 3 Europe/Moscow 2027-04-20 until 27 06:00",
        ]
    );
    let unasked = SessionCalendar { materials_until: None, ..calendar };
    assert_eq!(of_kind(&unasked, MATERIALS), Vec::<String>::new());
}

#[test]
fn a_webinar_that_moved_asks_for_materials_a_week_after_its_new_day() {
    let mut calendar = SessionCalendar {
        materials_until: Some(at("2027-04-09T18:59:00Z")),
        speaker_zones: vec![Tz::Asia__Kamchatka],
        webinars: vec![webinar(1, "2027-12-25T09:30:00Z")],
        ..whole(&[])
    };
    let last = |calendar: &SessionCalendar| of_kind(calendar, MATERIALS).pop().unwrap();
    assert_eq!(last(&calendar), "31 21:00 remind_of_materials 1 Asia/Kamchatka 2028-01-01 until 07 21:00");
    // It ends at half past one of the next day in Kamchatka.
    calendar.webinars[0] = webinar(1, "2027-12-25T12:30:00Z");
    assert_eq!(last(&calendar), "01 21:00 remind_of_materials 1 Asia/Kamchatka 2028-01-02 until 08 21:00");
}
