//! What is due when: moved webinars, zones, summer time, midnight, New Year, a scheduler that was down, a clock that jumps.

use std::collections::BTreeSet;

use crate::session::CalendarWebinar;
use chrono_tz::Tz;
use entity::{SessionId, WebinarId};
use rstest::rstest;

use super::*;

mod speakers;
mod webinars;

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

fn session() -> SessionId {
    uuid::Uuid::from_u128(7).into()
}

fn webinar(number: u128, start: &str) -> CalendarWebinar {
    let starts_at = at(start);
    let webinar_id: WebinarId = uuid::Uuid::from_u128(number).into();
    let ends_at = starts_at + TimeDelta::hours(1);
    CalendarWebinar { webinar_id, starts_at, ends_at, has_stream_link: true }
}

/// Two webinars of one day in Surgut (14:30 and 16:00), one of the next (14:30). Only join links go out by themselves.
fn calendar(zones: &[Tz]) -> SessionCalendar {
    SessionCalendar {
        session_id: session(),
        zone: Tz::Asia__Yekaterinburg,
        is_published: true,
        issues_by_itself: true,
        webinars: vec![
            webinar(1, "2027-04-12T09:30:00Z"),
            webinar(2, "2027-04-12T11:00:00Z"),
            webinar(3, "2027-04-13T09:30:00Z"),
        ],
        listener_zones: zones.to_vec(),
        speaker_zones: vec![],
        talks_until: None,
        materials_until: None,
        archives_at: None,
        sends: vec![EmailKind::StreamLink],
    }
}

/// The same with everything that can be switched on.
fn whole(zones: &[Tz]) -> SessionCalendar {
    SessionCalendar { sends: crate::email_switch::SWITCHED.to_vec(), ..calendar(zones) }
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

/// `09:30 send_stream_links Europe/Moscow 2027-04-12`
fn line(at: DateTime<Utc>, job: &Job) -> String {
    let number = |webinar: &WebinarId| webinar.0.as_u128().to_string();
    let what = match job {
        Job::SendStreamLinks { zone, day, .. } | Job::RemindOfTalks { zone, day, .. } => {
            format!("{} {day}", zone.name())
        }
        Job::RemindOfMaterials { webinar, zone, day, .. } => {
            let about = webinar.as_ref().map_or("all".to_owned(), number);
            format!("{about} {} {day}", zone.name())
        }
        Job::SendReminders { webinar, minutes, .. } => format!("{} {minutes}", number(webinar)),
        Job::JudgeAttendance { webinar }
        | Job::IssueDocuments { webinar, .. }
        | Job::AlertWithoutLink { webinar, .. } => number(webinar),
        Job::SendThanks { .. } | Job::ArchiveSession { .. } => "all".to_owned(),
        other => panic!("{other:?} is not of the timetable"),
    };
    format!("{} {} {what}", at.format("%d %H:%M"), job.kind())
}

fn lines(due: &[NewJob]) -> Vec<String> {
    due.iter().map(|new| line(new.run_at, &new.job)).collect()
}

/// The lines of some kinds in the order of time, with the end of their use.
fn of_kind(calendar: &SessionCalendar, kinds: &[&str]) -> Vec<String> {
    let mut found: Vec<Entry> =
        entries(calendar).into_iter().filter(|entry| kinds.contains(&entry.job.kind())).collect();
    found.sort_by_key(|entry| (entry.at, entry.key.clone()));
    let until = |entry: &Entry| {
        entry.until.map_or(String::new(), |until| until.format(" until %d %H:%M").to_string())
    };
    found.iter().map(|entry| format!("{}{}", line(entry.at, &entry.job), until(entry))).collect()
}

fn keys(calendar: &SessionCalendar) -> BTreeSet<(&'static str, String)> {
    entries(calendar).into_iter().map(|entry| (entry.job.kind(), entry.key)).collect()
}

/// Keeps the timetable as the runner does while the clock shows these times one after the other: what is new each time.
fn kept(calendar: &SessionCalendar, times: &[&str]) -> Vec<Vec<String>> {
    let mut written = BTreeSet::new();
    let mut round = |now: &&str| {
        let mut due = due(at(now), calendar);
        due.retain(|new| written.insert((new.job.kind(), new.unique_key.clone())));
        lines(&due)
    };
    times.iter().map(&mut round).collect()
}

#[rstest]
#[case::before_everything("2027-04-11T20:00:00Z", &[])]
#[case::a_second_before("2027-04-12T02:29:59Z", &[])]
#[case::morning_in_yekaterinburg("2027-04-12T02:30:00Z", &["12 02:30 send_stream_links Asia/Yekaterinburg 2027-04-12"])]
#[case::morning_in_moscow("2027-04-12T04:30:00Z", &[
    "12 02:30 send_stream_links Asia/Yekaterinburg 2027-04-12",
    "12 04:30 send_stream_links Europe/Moscow 2027-04-12",
])]
#[case::down_until_before_the_last_start("2027-04-12T10:59:59Z", &[
    "12 02:30 send_stream_links Asia/Yekaterinburg 2027-04-12",
    "12 04:30 send_stream_links Europe/Moscow 2027-04-12",
    "12 10:40 judge_attendance 1",
])]
#[case::down_over_the_last_start("2027-04-12T11:00:00Z", &["12 10:40 judge_attendance 1"])]
#[case::an_hour_after_the_first("2027-04-12T11:30:00Z", &["12 10:40 judge_attendance 1", "12 11:30 issue_documents 1"])]
#[case::down_for_weeks("2027-05-20T00:00:00Z", &[
    "12 10:40 judge_attendance 1",
    "12 11:30 issue_documents 1",
    "12 12:10 judge_attendance 2",
    "12 13:00 issue_documents 2",
    "13 10:40 judge_attendance 3",
    "13 11:30 issue_documents 3",
])]
fn what_is_due_follows_the_clock(#[case] now: &str, #[case] expected: &[&str]) {
    let calendar = calendar(&[Tz::Asia__Yekaterinburg, Tz::Europe__Moscow]);
    assert_eq!(lines(&due(at(now), &calendar)), expected);
}

#[test]
fn the_way_from_one_deed_to_the_next_misses_none() {
    let calendar = calendar(&[Tz::Asia__Yekaterinburg, Tz::Asia__Kamchatka]);
    let (mut now, mut seen) = (at("2027-04-01T00:00:00Z"), vec![]);
    while let Some(next) = next_after(now, &calendar) {
        assert!(next > now);
        now = next;
        seen.extend(due(now, &calendar).into_iter().filter(|new| new.run_at == now));
    }
    assert_eq!(
        lines(&seen),
        [
            "11 19:30 send_stream_links Asia/Kamchatka 2027-04-12",
            "12 02:30 send_stream_links Asia/Yekaterinburg 2027-04-12",
            "12 10:40 judge_attendance 1",
            "12 11:30 issue_documents 1",
            "12 12:10 judge_attendance 2",
            "12 13:00 issue_documents 2",
            "12 19:30 send_stream_links Asia/Kamchatka 2027-04-13",
            "13 02:30 send_stream_links Asia/Yekaterinburg 2027-04-13",
            "13 10:40 judge_attendance 3",
            "13 11:30 issue_documents 3",
        ]
    );
}

#[test]
fn a_webinar_that_moved_has_new_keys_for_everything_of_its_own() {
    let planned = whole(&[Tz::Europe__Moscow]);
    assert_eq!(keys(&planned), keys(&planned.clone()), "the same calendar, the same keys");
    let mut moved = planned.clone();
    moved.webinars[0] = webinar(1, "2027-04-14T09:45:00Z");
    let (before, after) = (keys(&planned), keys(&moved));
    let kinds =
        |keys: BTreeSet<(&'static str, String)>| keys.into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert_eq!(
        kinds(after.difference(&before).cloned().collect()),
        [
            "issue_documents",
            "judge_attendance",
            "send_reminders",
            "send_reminders",
            "send_stream_links",
            "send_thanks"
        ],
    );
}

#[test]
fn documents_wait_for_the_organizer_where_they_are_issued_by_hand() {
    let calendar = SessionCalendar { issues_by_itself: false, ..calendar(&[]) };
    let due = lines(&due(at("2027-05-20T00:00:00Z"), &calendar));
    assert_eq!(
        due,
        ["12 10:40 judge_attendance 1", "12 12:10 judge_attendance 2", "13 10:40 judge_attendance 3"]
    );
}

#[test]
fn thanks_come_on_the_day_after_the_last_webinar_by_the_clocks_of_the_session() {
    let calendar = whole(&[]);
    // 11:00 in Surgut.
    assert_eq!(of_kind(&calendar, &["send_thanks"]), ["14 06:00 send_thanks all until 21 06:00"]);
    let at_midnight =
        SessionCalendar { webinars: vec![webinar(1, "2026-12-31T18:30:00Z")], ..calendar.clone() };
    // It ends at half past midnight of New Year's Day.
    assert_eq!(of_kind(&at_midnight, &["send_thanks"]), ["02 06:00 send_thanks all until 09 06:00"]);
    let abroad = SessionCalendar { zone: Tz::Europe__Berlin, ..calendar.clone() };
    assert_eq!(of_kind(&abroad, &["send_thanks"]), ["14 09:00 send_thanks all until 21 09:00"]);
    let nothing = SessionCalendar { webinars: vec![], ..calendar };
    assert_eq!(of_kind(&nothing, &["send_thanks"]), Vec::<String>::new());
}

#[test]
fn what_is_switched_off_is_not_in_the_timetable() {
    let mut calendar = whole(&[Tz::Europe__Moscow]);
    calendar.webinars[0].has_stream_link = false;
    calendar.speaker_zones = vec![Tz::Europe__Moscow];
    calendar.talks_until = Some(at("2027-03-20T20:59:00Z"));
    calendar.materials_until = Some(at("2027-04-09T20:59:00Z"));
    let kinds = |calendar: &SessionCalendar| -> BTreeSet<&'static str> {
        entries(calendar).iter().map(|entry| entry.job.kind()).collect()
    };
    let all = kinds(&calendar);
    for (kind, job) in [
        (EmailKind::StreamLink, "send_stream_links"),
        (EmailKind::Reminder, "send_reminders"),
        (EmailKind::OrganizerAlert, "alert_without_link"),
        (EmailKind::TalkDeadline, "remind_of_talks"),
        (EmailKind::MaterialsMissing, "remind_of_materials"),
        (EmailKind::Thanks, "send_thanks"),
    ] {
        let mut without = calendar.clone();
        without.sends.retain(|on| *on != kind);
        let missing: Vec<_> = all.difference(&kinds(&without)).copied().collect();
        assert_eq!(missing, [job]);
    }
}

#[test]
fn of_a_draft_only_speakers_hear() {
    let calendar = SessionCalendar {
        is_published: false,
        speaker_zones: vec![Tz::Europe__Moscow],
        talks_until: Some(at("2027-03-20T20:59:00Z")),
        materials_until: Some(at("2027-04-09T20:59:00Z")),
        ..whole(&RUSSIA)
    };
    let kinds: BTreeSet<_> = entries(&calendar).iter().map(|entry| entry.job.kind()).collect();
    assert_eq!(kinds, BTreeSet::from(["remind_of_talks"]));
}

#[test]
fn a_clock_that_jumps_two_days_ahead_and_an_hour_back_does_nothing_twice_and_nothing_for_what_is_over() {
    let calendar = whole(&[Tz::Asia__Yekaterinburg]);
    let rounds = kept(
        &calendar,
        &["2027-04-11T08:00:00Z", "2027-04-13T08:00:00Z", "2027-04-13T07:00:00Z", "2027-04-13T08:31:00Z"],
    );
    assert_eq!(rounds[0], Vec::<String>::new());
    // The webinars of the 12th are over: nobody is called to them, but what they earned is not lost.
    assert_eq!(
        rounds[1],
        [
            "12 10:40 judge_attendance 1",
            "12 11:30 issue_documents 1",
            "12 12:10 judge_attendance 2",
            "12 13:00 issue_documents 2",
            "13 02:30 send_stream_links Asia/Yekaterinburg 2027-04-13",
        ]
    );
    assert_eq!(rounds[2], Vec::<String>::new(), "an hour back nothing is done again");
    assert_eq!(rounds[3], ["13 08:30 send_reminders 3 60"]);
}
