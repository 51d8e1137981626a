//! Join links, reminders and alerts.

use super::*;

#[test]
fn the_readers_day_may_be_another_than_the_webinars() {
    let mut calendar = calendar(&[Tz::Asia__Kamchatka]);
    calendar.webinars = vec![webinar(1, "2027-04-12T11:30:00Z"), webinar(2, "2027-04-12T12:30:00Z")];
    let due = due(at("2027-04-12T11:00:00Z"), &calendar);
    // 23:30 of the 12th and 00:30 of the 13th in Kamchatka: two e-mails, the second in the evening of the 12th.
    assert_eq!(
        lines(&due),
        [
            "11 19:30 send_stream_links Asia/Kamchatka 2027-04-12",
            "12 08:00 send_stream_links Asia/Kamchatka 2027-04-13"
        ]
    );
}

#[test]
fn an_early_webinar_is_announced_the_evening_before() {
    let mut calendar = calendar(&[Tz::Europe__Moscow]);
    calendar.webinars = vec![webinar(1, "2027-01-01T05:00:00Z")];
    assert_eq!(next_after(at("2026-12-01T00:00:00Z"), &calendar), Some(at("2026-12-31T17:00:00Z")));
}

#[rstest]
#[case::kaliningrad(Tz::Europe__Kaliningrad, "05:30")]
#[case::moscow(Tz::Europe__Moscow, "04:30")]
#[case::samara(Tz::Europe__Samara, "03:30")]
#[case::yekaterinburg(Tz::Asia__Yekaterinburg, "02:30")]
#[case::omsk(Tz::Asia__Omsk, "01:30")]
#[case::novosibirsk(Tz::Asia__Novosibirsk, "00:30")]
#[case::irkutsk(Tz::Asia__Irkutsk, "23:30")]
#[case::yakutsk(Tz::Asia__Yakutsk, "22:30")]
#[case::vladivostok(Tz::Asia__Vladivostok, "21:30")]
#[case::magadan(Tz::Asia__Magadan, "20:30")]
#[case::kamchatka(Tz::Asia__Kamchatka, "19:30")]
fn each_zone_has_a_morning_of_its_own(#[case] zone: Tz, #[case] morning: &str) {
    let calendar =
        SessionCalendar { webinars: vec![webinar(3, "2027-04-13T09:30:00Z")], ..calendar(&[zone]) };
    let day = if morning > "12:00" { 12 } else { 13 };
    assert_eq!(
        of_kind(&calendar, &["send_stream_links"]),
        [format!("{day} {morning} send_stream_links {} 2027-04-13 until 13 09:30", zone.name())]
    );
}

#[rstest]
#[case::winter("2027-03-27T12:00:00Z", "27 06:30")]
#[case::clocks_leap_forward("2027-03-28T12:00:00Z", "28 05:30")]
#[case::clocks_fall_back("2027-10-31T12:00:00Z", "31 06:30")]
#[case::still_summer("2027-10-30T12:00:00Z", "30 05:30")]
fn summer_time_abroad_is_minded(#[case] start: &str, #[case] morning: &str) {
    let calendar = SessionCalendar { webinars: vec![webinar(1, start)], ..calendar(&[Tz::Europe__Berlin]) };
    let found = of_kind(&calendar, &["send_stream_links"]);
    assert!(found[0].starts_with(morning), "{found:?}");
    assert_eq!(found.len(), 1);
}

#[test]
fn reminders_come_an_hour_and_ten_minutes_before_and_the_second_takes_over() {
    let found = of_kind(&whole(&RUSSIA), &["send_reminders"]);
    assert_eq!(
        found,
        [
            "12 08:30 send_reminders 1 60 until 12 09:20",
            "12 09:20 send_reminders 1 10 until 12 09:30",
            "12 10:00 send_reminders 2 60 until 12 10:50",
            "12 10:50 send_reminders 2 10 until 12 11:00",
            "13 08:30 send_reminders 3 60 until 13 09:20",
            "13 09:20 send_reminders 3 10 until 13 09:30",
        ]
    );
}

#[rstest]
#[case::over_the_first_reminder("2027-04-12T09:00:00Z", &["12 08:30 send_reminders 1 60"])]
#[case::over_both("2027-04-12T09:25:00Z", &["12 09:20 send_reminders 1 10"])]
#[case::over_the_start("2027-04-12T09:30:00Z", &[])]
fn a_scheduler_that_was_down_reminds_once_and_never_too_late(#[case] up_at: &str, #[case] expected: &[&str]) {
    let rounds = kept(&whole(&[]), &["2027-04-12T08:00:00Z", up_at]);
    let reminders: Vec<_> = rounds[1].iter().filter(|line| line.contains("send_reminders 1")).collect();
    assert_eq!(reminders, expected.iter().collect::<Vec<_>>());
}

#[test]
fn a_webinar_that_moves_is_reminded_of_at_its_new_time_only() {
    let planned = whole(&[]);
    let mut moved = planned.clone();
    moved.webinars[0] = webinar(1, "2027-04-12T12:00:00Z");
    let first: Vec<_> =
        of_kind(&moved, &["send_reminders"]).into_iter().filter(|line| line.contains("s 1 ")).collect();
    assert_eq!(
        first,
        ["12 11:00 send_reminders 1 60 until 12 11:50", "12 11:50 send_reminders 1 10 until 12 12:00"]
    );
}

#[test]
fn without_a_stream_link_organizers_are_told_and_what_was_held_goes_out_two_hours_before() {
    let mut calendar = whole(&[Tz::Asia__Yekaterinburg]);
    calendar.webinars[1].has_stream_link = false;
    assert_eq!(
        of_kind(&calendar, &["alert_without_link", "send_stream_links"]),
        [
            "12 02:30 send_stream_links Asia/Yekaterinburg 2027-04-12 until 12 11:00",
            "12 09:00 alert_without_link 2 until 12 11:00",
            "12 09:00 send_stream_links Asia/Yekaterinburg 2027-04-12 until 12 11:00",
            "13 02:30 send_stream_links Asia/Yekaterinburg 2027-04-13 until 13 09:30",
        ]
    );
}

#[test]
fn a_link_that_vanishes_shortly_before_the_start_is_told_of_at_once() {
    let mut calendar = whole(&[]);
    let told = |calendar: &SessionCalendar| {
        let due = lines(&due(at("2027-04-12T09:10:00Z"), calendar));
        due.into_iter().filter(|line| line.contains("alert")).collect::<Vec<_>>()
    };
    assert_eq!(told(&calendar), Vec::<String>::new());
    calendar.webinars[0].has_stream_link = false;
    assert_eq!(told(&calendar), ["12 07:30 alert_without_link 1"]);
}
