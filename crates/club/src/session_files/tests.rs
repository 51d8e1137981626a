//! What is read, and what is refused.

use std::path::Path;

use chrono_tz::Tz;
use rstest::rstest;
use tempfile::TempDir;

use super::*;
use crate::test_club::fixture_folder;

fn copied() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(fixture_folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    folder
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.join(file)).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    std::fs::write(folder.join(file), text.replacen(from, to, 1)).unwrap();
}

#[test]
fn the_spring_session_is_read_whole_and_without_a_problem() {
    let (files, problems) = read(&fixture_folder());
    assert_eq!(problems, []);
    let files = files.unwrap();
    let counts = [files.webinars.len(), files.speakers.len(), files.talks.len(), files.listeners.len()];
    assert_eq!(counts, [10, 14, 14, 60]);
    assert_eq!(files.registrations.len(), 132);
    let pairs: std::collections::BTreeSet<_> =
        files.watching.iter().map(|span| (&span.webinar, &span.listener)).collect();
    assert_eq!(pairs.len(), 106);
    assert_eq!(files.session.zone, Tz::Asia__Yekaterinburg);
    assert_eq!(files.session.signatories[0].1.full(), "Воронцова Галина Андреевна");
    assert_eq!(files.watching[0].from.to_rfc3339(), "2027-04-12T09:20:59+00:00");
}

/// File and line of what is as severe.
fn places(problems: &[Problem], severity: Severity) -> Vec<(&str, u64)> {
    let found = problems.iter().filter(|problem| problem.severity == severity);
    found.map(|problem| (problem.file.as_str(), problem.line)).collect()
}

#[rstest]
#[case::missing_key("session.toml", "title =", "# title =", 1)]
#[case::unknown_key("session.toml", "number =", "numbr = 1\nnumber =", 11)]
#[case::missing_section("session.toml", "[numbering]\npattern = ", "# ", 1)]
#[case::zone("session.toml", "Asia/Yekaterinburg", "Mars/X", 5)]
#[case::pattern("session.toml", "{serial:04}", "{number}", 19)]
#[case::season("session.toml", "\"spring\"", "\"summer\"", 2)]
#[case::syntax("session.toml", "level = \"regional\"", "level = regional\"", 7)]
#[case::percent("session.toml", "watch_percent = 50", "watch_percent = 500", 15)]
#[case::order_date("session.toml", "date = 2027-03-01", "date = \"1 марта\"", 12)]
#[case::signatory("session.toml", "name = \"Белых Тимур", "name = \"Белыx Тимур", 27)]
#[case::column("listeners.csv", "email", "mail", 1)]
#[case::column_twice("listeners.csv", "young", "email", 1)]
#[case::semicolons(
    "talks.csv",
    "talk,webinar,speaker,topic,minutes,status,materials,references_count",
    "talk;webinar",
    1
)]
#[case::values("talks.csv", ",20,accepted", ",accepted", 2)]
#[case::email("listeners.csv", "lyu.n1@school.example", "lyu.n1@", 2)]
#[case::no_email("listeners.csv", "lyu.n1@school.example", "", 2)]
#[case::mixed_alphabets("listeners.csv", "Гуляев", "Гуляeв", 3)]
#[case::no_name("listeners.csv", "Гуляев", "", 3)]
#[case::gender("listeners.csv", "Магомедович,m", "Магомедович,x", 3)]
#[case::years("listeners.csv", "Asia/Yekaterinburg,4", "Asia/Yekaterinburg,four", 2)]
#[case::home_zone("listeners.csv", "Asia/Yekaterinburg", "Екатеринбург", 2)]
#[case::person_id_twice("listeners.csv", "L002", "L001", 3)]
#[case::talk_speaker("talks.csv", ",S001,", ",S999,", 2)]
#[case::talk_webinar("talks.csv", "T001,S01", "T001,S77", 2)]
#[case::talk_twice("talks.csv", "T002", "T001", 3)]
#[case::status("talks.csv", "accepted", "sleeping", 2)]
#[case::materials("talks.csv", "accepted,missing", "accepted,lost", 2)]
#[case::minutes("talks.csv", ",20,", ",0,", 2)]
#[case::listener("registrations.csv", "L001,S06", "L999,S06", 2)]
#[case::registered_webinar("registrations.csv", "L001,S06", "L001,S66", 2)]
#[case::registered_at("registrations.csv", "2027-03-26T05:01:00+05:00", "26.03.2027", 2)]
#[case::local_time("webinars.csv", "14:30,15:30", "14:31,15:30", 2)]
#[case::utc("webinars.csv", "2027-04-12T09:30:00Z", "2027-04-12T09:30:00+01:00", 2)]
#[case::date("webinars.csv", "2027-04-12,14:30", "2027-02-30,14:30", 2)]
#[case::form("webinars.csv", "мастер-класс", "мастер класс", 3)]
#[case::link("webinars.csv", "https://stream.example/spring/01", "javascript:alert", 2)]
#[case::named_speaker("webinars.csv", "S001 S011", "S001 S011 S999", 2)]
#[case::code_in_small("webinars.csv", "\nS10,", "\ns01,", 11)]
#[case::backwards("attendance.csv", "11:05:47-11:59:26", "11:59:26-11:05:47", 2)]
#[case::interval("attendance.csv", "11:05:47-11:59:26", "весь вебинар", 2)]
#[case::watching_listener("attendance.csv", "S08,L001", "S08,L777", 2)]
fn what_is_broken_is_named_with_its_line_and_nothing_is_taken(
    #[case] file: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] line: u64,
) {
    let folder = copied();
    change(folder.path(), file, from, to);
    let (files, problems) = read(folder.path());
    assert!(files.is_none());
    let fatal = places(&problems, Severity::Fatal);
    assert!(fatal.contains(&(file, line)), "{problems:?}");
    assert!(problems.iter().all(|problem| problem.problem.ends_with('.')), "{problems:?}");
}

#[rstest]
#[case("session.toml")]
#[case("speakers.csv")]
#[case("webinars.csv")]
#[case("talks.csv")]
#[case("listeners.csv")]
#[case("registrations.csv")]
fn a_file_that_is_not_there_or_not_in_utf_8_is_told_once(#[case] file: &str) {
    let folder = copied();
    std::fs::remove_file(folder.path().join(file)).unwrap();
    let missing = read(folder.path());
    assert!(missing.0.is_none());
    assert_eq!(places(&missing.1, Severity::Fatal), [(file, 0)]);
    std::fs::write(folder.path().join(file), b"\xcf\xe5\xf2\xf0\xee\xe2").unwrap();
    let encoded = read(folder.path());
    assert!(encoded.0.is_none());
    assert_eq!(places(&encoded.1, Severity::Fatal), [(file, 0)]);
    assert!(encoded.1[0].problem.contains("UTF-8"));
    assert_eq!([missing.1.len(), encoded.1.len()], [1, 1]);
}

#[rstest]
#[case::shared_mailbox(
    "listeners.csv",
    "gulyaev.t2@example.org",
    "lyu.n1@school.example",
    Severity::Doubtful,
    3
)]
#[case::registered_late(
    "registrations.csv",
    "2027-03-26T05:01:00+05:00",
    "2027-04-14T16:10:00+05:00",
    Severity::Doubtful,
    2
)]
#[case::registered_too_late(
    "registrations.csv",
    "2027-03-26T05:01:00+05:00",
    "2027-04-14T17:00:00+05:00",
    Severity::Refused,
    2
)]
#[case::registered_twice("registrations.csv", "L001,S08,", "L001,S06,", Severity::Refused, 3)]
#[case::no_talk("webinars.csv", "S001 S011", "S001 S011 S002", Severity::Doubtful, 2)]
#[case::not_named("webinars.csv", "S001 S011", "S011", Severity::Doubtful, 0)]
#[case::no_link("webinars.csv", "https://stream.example/spring/01-rassvet", "", Severity::Doubtful, 2)]
#[case::no_city("listeners.csv", ",Екатеринбург,", ",,", Severity::Doubtful, 2)]
fn what_is_doubtful_or_refused_is_told_and_the_rest_is_taken(
    #[case] file: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] severity: Severity,
    #[case] line: u64,
) {
    let folder = copied();
    change(folder.path(), file, from, to);
    let (files, problems) = read(folder.path());
    // A talk whose speaker the webinar does not name is told where the talk is.
    let place = if line == 0 { ("talks.csv", 2) } else { (file, line) };
    assert_eq!((problems.len(), places(&problems, severity)), (1, vec![place]), "{problems:?}");
    let left_out = usize::from(severity == Severity::Refused);
    let files = files.unwrap();
    assert_eq!((files.listeners.len(), files.registrations.len()), (60, 132 - left_out));
}

#[test]
fn one_person_written_twice_is_a_mistake_but_a_speaker_may_listen() {
    let folder = copied();
    let read_with = |file: &str, line: &str| {
        let path = folder.path().join(file);
        let before = std::fs::read_to_string(&path).unwrap();
        std::fs::write(&path, format!("{before}{line}\n")).unwrap();
        let found = read(folder.path());
        std::fs::write(&path, before).unwrap();
        found
    };
    let listeners = std::fs::read_to_string(folder.path().join("listeners.csv")).unwrap();
    let twin = listeners.lines().nth(1).unwrap().replacen("L001", "L061", 1);
    assert_eq!(places(&read_with("listeners.csv", &twin).1, Severity::Fatal), [("listeners.csv", 62)]);
    let speakers = std::fs::read_to_string(folder.path().join("speakers.csv")).unwrap();
    let speaker = speakers.lines().nth(1).unwrap().replacen("S001", "L061", 1);
    assert_eq!(read_with("listeners.csv", &speaker).1, []);
}

#[test]
fn a_mark_at_the_beginning_line_ends_of_windows_other_columns_and_empty_lines_change_nothing() {
    let folder = copied();
    for file in
        ["session.toml", "speakers.csv", "webinars.csv", "talks.csv", "listeners.csv", "registrations.csv"]
    {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).unwrap().replace('\n', "\r\n");
        std::fs::write(&path, format!("\u{feff}{text}")).unwrap();
    }
    change(folder.path(), "talks.csv", "references_count", "references_count,note");
    let text = std::fs::read_to_string(folder.path().join("talks.csv")).unwrap();
    let noted: Vec<String> = text
        .lines()
        .map(|line| if line.contains("note") { line.to_owned() } else { format!("{line},ok") })
        .collect();
    std::fs::write(folder.path().join("talks.csv"), noted.join("\r\n") + "\r\n,,,,,,,,\r\n").unwrap();
    let (files, problems) = read(folder.path());
    assert_eq!(problems, []);
    let files = files.unwrap();
    assert_eq!((files.talks.len(), files.registrations.len()), (14, 132));
    let lines: std::collections::BTreeSet<u64> = files.registrations.iter().map(|line| line.line).collect();
    assert_eq!(lines, (2..=133).collect());
}

#[test]
fn reports_of_platforms_are_pointed_out_where_attendance_is_absent() {
    let folder = copied();
    std::fs::remove_file(folder.path().join("attendance.csv")).unwrap();
    let (files, problems) = read(folder.path());
    assert_eq!((files.unwrap().watching.len(), problems), (0, vec![]));
    std::fs::create_dir(folder.path().join("attendance_reports")).unwrap();
    let (files, problems) = read(folder.path());
    assert!(files.is_some());
    assert_eq!(places(&problems, Severity::Doubtful), [("attendance.csv", 0)]);
}

#[test]
fn a_webinar_may_go_over_midnight_of_utc() {
    let folder = copied();
    let right = "2027-04-12,14:30,15:30,Asia/Yekaterinburg,2027-04-12T09:30:00Z,2027-04-12T10:30:00Z";
    let early = "2027-04-12,09:30,10:30,Asia/Vladivostok,2027-04-11T23:30:00Z,2027-04-12T00:30:00Z";
    change(folder.path(), "webinars.csv", right, early);
    change(
        folder.path(),
        "attendance.csv",
        "S01,L005,09:27:27-10:25:23",
        "S01,L005,23:27:27-00:25:23;00:26:00-00:40:00",
    );
    let (files, _) = read(folder.path());
    let files = files.unwrap();
    let spans = files.watching.iter().filter(|span| span.webinar == "S01" && span.listener == "L005");
    let spans: Vec<String> = spans.map(|span| format!("{:?} {:?}", span.from, span.until)).collect();
    assert_eq!(
        spans,
        ["2027-04-11T23:27:27Z 2027-04-12T00:25:23Z", "2027-04-12T00:26:00Z 2027-04-12T00:40:00Z"]
    );
}

#[test]
fn every_problem_is_told_and_not_only_the_first() {
    let folder = copied();
    change(folder.path(), "listeners.csv", "lyu.n1@school.example", "lyu.n1@");
    change(folder.path(), "listeners.csv", "gulyaev.t2@example.org", "gulyaev");
    change(folder.path(), "webinars.csv", "мастер-класс", "мастер класс");
    let (_, problems) = read(folder.path());
    let places: Vec<_> = problems.iter().map(|found| (found.file.as_str(), found.line)).collect();
    assert_eq!(places, [("webinars.csv", 3), ("listeners.csv", 2), ("listeners.csv", 3)]);
}

#[test]
fn a_moved_session_keeps_its_hours() {
    let files = read(&fixture_folder()).0.unwrap();
    let moved = files.moved(TimeDelta::days(-140));
    assert_eq!((moved.session.slug.as_str(), moved.session.year), ("2026-spring", 2026));
    assert_eq!(moved.webinars[0].starts_at, files.webinars[0].starts_at - TimeDelta::days(140));
    assert_eq!(moved.registrations.len(), files.registrations.len());
}
