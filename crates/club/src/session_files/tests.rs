//! What is read, what is refused, and that an import is whole and done once.

use std::path::Path;

use chrono_tz::Tz;
use rstest::rstest;
use tempfile::TempDir;

use super::*;
use crate::test_club::{fixture_folder, fresh_club};

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
    assert_eq!(files.session.zone, Tz::Asia__Yekaterinburg);
    assert_eq!(files.session.signatories[0].1.full(), "Воронцова Галина Андреевна");
    assert_eq!(files.watching[0].from.to_rfc3339(), "2027-04-12T09:20:59+00:00");
}

#[rstest]
#[case::key("session.toml", "title =", "tittle =", "session.toml", 1)]
#[case::zone("session.toml", "Asia/Yekaterinburg", "Mars/X", "session.toml", 0)]
#[case::pattern("session.toml", "{serial:04}", "{number}", "session.toml", 0)]
#[case::season("session.toml", "\"spring\"", "\"summer\"", "session.toml", 2)]
#[case::column("listeners.csv", "email", "mail", "listeners.csv", 1)]
#[case::email("listeners.csv", "lyu.n1@school.example", "lyu.n1@", "listeners.csv", 2)]
#[case::mixed("listeners.csv", "Гуляев", "Гуляeв", "listeners.csv", 3)]
#[case::speaker("talks.csv", ",S001,", ",S999,", "talks.csv", 2)]
#[case::webinar("talks.csv", "T001,S01", "T001,S77", "talks.csv", 2)]
#[case::listener("registrations.csv", "L001,S06", "L999,S06", "registrations.csv", 2)]
#[case::local("webinars.csv", "14:30,15:30", "14:31,15:30", "webinars.csv", 2)]
#[case::date("webinars.csv", "2027-04-12,14:30", "2027-02-30,14:30", "webinars.csv", 2)]
#[case::form("webinars.csv", "мастер-класс", "мастер класс", "webinars.csv", 3)]
#[case::link("webinars.csv", "https://stream.example/spring/01", "javascript:alert", "webinars.csv", 2)]
#[case::interval("attendance.csv", "11:05:47-11:59:26", "11:59-11:05", "attendance.csv", 2)]
fn what_is_broken_is_named_with_file_and_line_and_nothing_is_taken(
    #[case] changed: &str,
    #[case] from: &str,
    #[case] to: &str,
    #[case] file: &str,
    #[case] line: u64,
) {
    let folder = copied();
    change(folder.path(), changed, from, to);
    let (files, problems) = read(folder.path());
    assert!(files.is_none());
    let fatal: Vec<_> = problems.iter().filter(|problem| problem.severity == Severity::Fatal).collect();
    assert_eq!(
        fatal.iter().map(|found| (found.file.as_str(), found.line)).collect::<Vec<_>>(),
        [(file, line)],
        "{fatal:?}"
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

#[tokio::test]
async fn a_second_import_changes_nothing() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    let programme = import_programme(&club, &files).await.unwrap();
    let registrations = import_registrations(&club, &files).await.unwrap();
    club.clock.set("2027-04-20T00:00:00Z".parse().unwrap());
    let watching = import_watching(&club, &files).await.unwrap();
    // A session, two signatories, ten webinars, fourteen talks with a speaker each.
    assert_eq!(
        [programme.new_rows, registrations.new_rows, watching.new_rows],
        [41, 132, files.watching.len()]
    );
    for again in [
        import_programme(&club, &files).await.unwrap(),
        import_registrations(&club, &files).await.unwrap(),
        import_watching(&club, &files).await.unwrap(),
    ] {
        assert_eq!(again, Imported { session_id: programme.session_id, new_rows: 0 });
    }
}

#[tokio::test]
async fn what_has_not_begun_was_watched_by_nobody() {
    let club = fresh_club().await;
    let files = read(&fixture_folder()).0.unwrap();
    import_programme(&club, &files).await.unwrap();
    import_registrations(&club, &files).await.unwrap();
    assert_eq!(import_watching(&club, &files).await.unwrap().new_rows, 0);
}

#[test]
fn a_moved_session_keeps_its_hours() {
    let files = read(&fixture_folder()).0.unwrap();
    let moved = files.moved(TimeDelta::days(-140));
    assert_eq!((moved.session.slug.as_str(), moved.session.year), ("2026-spring", 2026));
    assert_eq!(moved.webinars[0].starts_at, files.webinars[0].starts_at - TimeDelta::days(140));
    assert_eq!(moved.registrations.len(), files.registrations.len());
}
