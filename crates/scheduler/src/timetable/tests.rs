use chrono_tz::Tz;
use club::entity::{SessionId, WebinarId};
use rstest::rstest;

use super::*;

fn session() -> SessionId {
    uuid::Uuid::from_u128(7).into()
}

fn webinar(number: u128, start: &str) -> CalendarWebinar {
    let starts_at: DateTime<Utc> = start.parse().unwrap();
    let webinar_id: WebinarId = uuid::Uuid::from_u128(number).into();
    CalendarWebinar { webinar_id, starts_at, ends_at: starts_at + TimeDelta::hours(1) }
}

/// Two webinars of one day in Surgut (14:30 and 16:00), one of the next (14:30).
fn calendar(zones: &[Tz]) -> SessionCalendar {
    SessionCalendar {
        session_id: session(),
        zone: Tz::Asia__Yekaterinburg,
        issues_by_itself: true,
        webinars: vec![
            webinar(1, "2027-04-12T09:30:00Z"),
            webinar(2, "2027-04-12T11:00:00Z"),
            webinar(3, "2027-04-13T09:30:00Z"),
        ],
        listener_zones: zones.to_vec(),
    }
}

fn at(time: &str) -> DateTime<Utc> {
    time.parse().unwrap()
}

/// `09:30 send_stream_links Europe/Moscow 2027-04-12`
fn lines(due: &[NewJob]) -> Vec<String> {
    let line = |new: &NewJob| {
        let what = match &new.job {
            Job::SendStreamLinks { zone, day, .. } => format!("{} {day}", zone.name()),
            Job::JudgeAttendance { webinar } | Job::IssueDocuments { webinar, .. } => {
                webinar.0.as_u128().to_string()
            }
            Job::RenderDocuments { .. } => String::new(),
        };
        format!("{} {} {what}", new.run_at.format("%d %H:%M"), new.job.kind())
    };
    due.iter().map(line).collect()
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
fn a_webinar_that_moved_has_new_keys() {
    let keys = |calendar: &SessionCalendar| -> Vec<String> {
        due(at("2027-05-20T00:00:00Z"), calendar).into_iter().filter_map(|new| new.unique_key).collect()
    };
    let planned = calendar(&[]);
    assert_eq!(keys(&planned), keys(&planned), "the same calendar, the same keys");
    let mut moved = planned.clone();
    moved.webinars[0] = webinar(1, "2027-04-12T09:45:00Z");
    let (before, after) = (keys(&planned), keys(&moved));
    assert_eq!(after.iter().filter(|key| !before.contains(key)).count(), 2, "judged and issued anew");
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
fn an_early_webinar_is_announced_the_evening_before() {
    let mut calendar = calendar(&[Tz::Europe__Moscow]);
    calendar.webinars = vec![webinar(1, "2027-01-01T05:00:00Z")];
    assert_eq!(next_after(at("2026-12-01T00:00:00Z"), &calendar), Some(at("2026-12-31T17:00:00Z")));
}
