//! The rehearsal of the spring session: what the contract promises of OUT, and what broken files come to.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed, and says where")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::LazyLock;

use tempfile::TempDir;

type Row = BTreeMap<String, String>;

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixture")
}

fn rehearse(folder: &Path, out: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_webclub"));
    command.arg("rehearse").arg(folder).arg("--out").arg(out).output().unwrap()
}

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    reader.deserialize().map(Result::unwrap).collect()
}

fn values(row: &Row, columns: &[&str]) -> Vec<String> {
    columns.iter().map(|column| row[*column].clone()).collect()
}

/// One rehearsal that all tests of this file look at.
static OUT: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let output = rehearse(&fixture(), &folder.path().join("out"));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
});

fn out() -> PathBuf {
    OUT.path().join("out")
}

#[test]
fn documents_are_exactly_the_expected_ones() {
    let expected: BTreeSet<Vec<String>> = rows(&fixture().join("expected_documents.csv"))
        .iter()
        .map(|row| {
            let kind = match &*row["doc"] {
                "svidetelstvo" => "proof_of_presentation",
                "blagodarnost" => "letter_of_thanks",
                _ => "attendance_certificate",
            };
            let mut line = vec![kind.to_owned()];
            line.extend(values(row, &["person", "webinar", "fio", "line", "verb"]));
            line
        })
        .collect();
    let issued = rows(&out().join("documents.csv"));
    let found: BTreeSet<Vec<String>> = issued
        .iter()
        .map(|row| values(row, &["kind", "person", "webinar", "name", "line", "verb"]))
        .collect();
    assert_eq!((issued.len(), expected.len()), (126, 126));
    assert_eq!(found, expected);
}

#[test]
fn numbers_are_without_gaps_and_codes_are_unique() {
    let issued = rows(&out().join("documents.csv"));
    let codes: BTreeSet<&String> = issued.iter().map(|row| &row["code"]).collect();
    assert_eq!(codes.len(), 126);
    for (kind, count) in
        [("proof_of_presentation", 14), ("letter_of_thanks", 14), ("attendance_certificate", 98)]
    {
        let of_kind = issued.iter().filter(|row| row["kind"] == kind);
        let mut serials: Vec<u32> =
            of_kind.map(|row| row["number"].rsplit_once('/').unwrap().1.parse().unwrap()).collect();
        serials.sort_unstable();
        assert_eq!(serials, (1..=count).collect::<Vec<u32>>(), "{kind}");
    }
}

#[test]
fn every_document_is_a_file_with_the_listed_hash() {
    use sha2::{Digest as _, Sha256};
    for row in rows(&out().join("documents.csv")) {
        let bytes = std::fs::read(out().join(&row["file"])).unwrap();
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((&bytes[..5], hash), (&b"%PDF-"[..], row["sha256"].clone()));
    }
}

#[test]
fn monitoring_has_the_expected_values() {
    let found: BTreeMap<String, Row> =
        rows(&out().join("monitoring.csv")).into_iter().map(|row| (row["indicator"].clone(), row)).collect();
    for expected in rows(&fixture().join("expected_monitoring.csv")) {
        assert_eq!(found[&expected["indicator"]], expected);
    }
}

#[test]
fn each_listener_gets_one_stream_link_email_a_day_in_the_own_morning() {
    use chrono::{DateTime, Timelike as _};
    let zones: BTreeMap<String, chrono_tz::Tz> = rows(&fixture().join("listeners.csv"))
        .iter()
        .map(|row| (row["id"].clone(), row["tz"].parse().unwrap()))
        .collect();
    let starts: BTreeMap<String, DateTime<chrono::Utc>> = rows(&fixture().join("webinars.csv"))
        .iter()
        .map(|row| (row["code"].clone(), row["start_utc"].parse().unwrap()))
        .collect();
    let mut expected = BTreeMap::<(String, String), BTreeSet<String>>::new();
    for row in rows(&fixture().join("registrations.csv")) {
        let day = starts[&row["webinar"]].with_timezone(&zones[&row["listener"]]).date_naive().to_string();
        expected.entry((row["listener"].clone(), day)).or_default().insert(row["webinar"].clone());
    }
    let mut found = BTreeMap::new();
    let emails = rows(&out().join("emails.csv"));
    for email in emails.iter().filter(|email| email["kind"] == "stream_link") {
        let sent = email["sent_at"]
            .parse::<DateTime<chrono::Utc>>()
            .unwrap()
            .with_timezone(&zones[&email["person"]]);
        let minute = sent.hour() * 60 + sent.minute();
        assert!((7 * 60..=8 * 60 + 30).contains(&minute), "{email:?} at {sent}");
        let webinars: BTreeSet<String> = email["webinars"].split(' ').map(str::to_owned).collect();
        assert!(webinars.iter().all(|webinar| sent < starts[webinar]), "{email:?} comes after the start");
        let before = found.insert((email["person"].clone(), sent.date_naive().to_string()), webinars);
        assert_eq!(before, None, "a second e-mail: {email:?}");
    }
    assert_eq!(found.len(), 120);
    assert_eq!(found, expected);
}

#[test]
fn every_listed_email_is_a_file() {
    for email in rows(&out().join("emails.csv")) {
        let text = std::fs::read_to_string(out().join(&email["file"])).unwrap();
        assert!(text.contains(&format!("Message-ID: {}", email["message_id"])), "{text}");
    }
}

#[test]
fn attendance_is_the_fixtures() {
    let found: BTreeMap<(String, String), Vec<String>> = rows(&out().join("attendance.csv"))
        .iter()
        .map(|row| {
            let key = (row["webinar"].clone(), row["listener"].clone());
            (key, values(row, &["seconds", "percent", "attended"]))
        })
        .collect();
    assert_eq!(found.len(), 132, "a row for every registration");
    for row in rows(&fixture().join("attendance.csv")) {
        let key = (row["webinar"].clone(), row["listener"].clone());
        assert_eq!(found[&key], values(&row, &["seconds_in_window", "percent", "attended_50"]), "{key:?}");
    }
}

#[test]
fn two_rehearsals_are_equal_to_the_byte() {
    let folder = tempfile::tempdir().unwrap();
    let again = folder.path().join("again");
    assert!(rehearse(&fixture(), &again).status.success());
    let differs = Command::new("diff").arg("-rq").arg(out()).arg(&again).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&differs.stdout), "");
    assert!(differs.status.success());
}

#[test]
fn a_folder_with_something_else_in_it_is_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("thesis.txt"), "years of work").unwrap();
    let output = rehearse(&fixture(), folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(std::fs::read_to_string(folder.path().join("thesis.txt")).unwrap(), "years of work");
}

/// Copies the fixture and changes one of its files.
fn broken(file: &str, change: impl Fn(&str) -> Vec<u8>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for entry in std::fs::read_dir(fixture()).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            std::fs::copy(&path, folder.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    let text = std::fs::read_to_string(folder.path().join(file)).unwrap();
    std::fs::write(folder.path().join(file), change(&text)).unwrap();
    folder
}

/// The exit code and the problems of a rehearsal of a broken folder.
fn problems(folder: &TempDir) -> (Option<i32>, Vec<(String, String, String)>) {
    let out = folder.path().join("out");
    let output = rehearse(folder.path(), &out);
    let problems = rows(&out.join("problems.csv"));
    let problems = problems.iter().map(|row| {
        assert_ne!(row["problem"], "", "a plain sentence");
        (row["file"].clone(), row["line"].clone(), row["severity"].clone())
    });
    (output.status.code(), problems.collect())
}

fn row(file: &str, line: &str, severity: &str) -> (String, String, String) {
    (file.to_owned(), line.to_owned(), severity.to_owned())
}

#[test]
fn a_missing_column_stops_the_rehearsal() {
    let folder = broken("listeners.csv", |text| text.replacen("email", "mail", 1).into_bytes());
    assert_eq!(problems(&folder), (Some(1), vec![row("listeners.csv", "1", "fatal")]));
}

#[test]
fn a_wrong_encoding_stops_the_rehearsal() {
    let folder = broken("speakers.csv", |_| {
        b"id,last,first\r\nS001,\xcf\xe5\xf2\xf0\xee\xe2,\xcf\xe5\xf2\xf0".to_vec()
    });
    assert_eq!(problems(&folder), (Some(1), vec![row("speakers.csv", "0", "fatal")]));
}

#[test]
fn an_unknown_speaker_is_named_with_its_line() {
    let folder = broken("talks.csv", |text| text.replacen(",S001,", ",S999,", 1).into_bytes());
    let (code, problems) = problems(&folder);
    assert_eq!(code, Some(1));
    assert!(problems.contains(&row("talks.csv", "2", "fatal")), "{problems:?}");
}

#[test]
fn an_end_before_the_start_is_named_with_its_line() {
    let swapped = "2027-04-12,15:30,14:30,Asia/Yekaterinburg,2027-04-12T10:30:00Z,2027-04-12T09:30:00Z";
    let right = "2027-04-12,14:30,15:30,Asia/Yekaterinburg,2027-04-12T09:30:00Z,2027-04-12T10:30:00Z";
    let folder = broken("webinars.csv", |text| text.replacen(right, swapped, 1).into_bytes());
    let (code, problems) = problems(&folder);
    assert_eq!(code, Some(1));
    assert!(problems.contains(&row("webinars.csv", "2", "fatal")), "{problems:?}");
}

#[test]
fn two_people_with_one_address_are_kept_apart_and_pointed_out() {
    let folder = broken("listeners.csv", |text| {
        text.replacen("gulyaev.t2@example.org", "lyu.n1@school.example", 1).into_bytes()
    });
    assert_eq!(problems(&folder), (Some(0), vec![row("listeners.csv", "3", "doubtful")]));
    let documents = rows(&folder.path().join("out/documents.csv"));
    assert_eq!(documents.len(), 126);
}

#[test]
fn a_registration_written_twice_counts_once() {
    let folder = broken("registrations.csv", |text| {
        let line = text.lines().nth(1).unwrap();
        format!("{text}{line}\n").into_bytes()
    });
    assert_eq!(problems(&folder), (Some(0), vec![row("registrations.csv", "134", "refused")]));
}

#[test]
fn an_unknown_setting_of_the_session_is_refused() {
    let folder = broken("session.toml", |text| format!("tittle = \"x\"\n{text}").into_bytes());
    assert_eq!(problems(&folder), (Some(1), vec![row("session.toml", "1", "fatal")]));
}

#[test]
fn a_missing_file_stops_the_rehearsal() {
    let folder = broken("talks.csv", |text| text.as_bytes().to_vec());
    std::fs::remove_file(folder.path().join("talks.csv")).unwrap();
    assert_eq!(problems(&folder), (Some(1), vec![row("talks.csv", "0", "fatal")]));
}
