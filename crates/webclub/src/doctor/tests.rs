use chrono::{DateTime, TimeDelta, Utc};
use club::Clock;

use super::{Findings, Level, examine};
use crate::backup::sample::{SampleClub, stores};
use crate::{backup, files, migrate};

fn now() -> DateTime<Utc> {
    "2027-04-12T09:35:00Z".parse().unwrap()
}

/// What stands in the lines of a level; the disk of the machine that tests is another matter.
fn lines(findings: &Findings, level: Level) -> Vec<&str> {
    let of_level =
        findings.0.iter().filter(|finding| finding.level == level).map(|finding| finding.what.as_str());
    of_level
        .filter(|line| !line.contains("MiB are free") && !line.contains("clocks of this machine"))
        .collect()
}

#[tokio::test]
async fn a_sound_club_gets_a_clean_bill() {
    for (club, _) in stores().await {
        let findings = examine(&club.config, now()).await;
        assert_eq!(lines(&findings, Level::Problem), Vec::<&str>::new());
        assert_eq!(lines(&findings, Level::Warning), Vec::<&str>::new());
        let steps = migrations::known().len();
        let rows = 60 + steps;
        let expected = [
            format!("the database is sound and holds {rows} rows"),
            format!("all {steps} migrations are done"),
            "files of documents that are there and unchanged: 1".to_owned(),
            "e-mails overdue by ten minutes and more: 0".to_owned(),
            "e-mails that failed: 0".to_owned(),
            "jobs overdue by ten minutes and more: 0".to_owned(),
            "parked jobs: 0".to_owned(),
            "SMTP accounts of which nothing bad is known: 1".to_owned(),
            "the machine's clock says 2027-04-12 09:35 UTC".to_owned(),
        ];
        assert_eq!(lines(&findings, Level::Ok), expected);
    }
}

#[tokio::test]
async fn a_damaged_page_is_a_problem_that_names_the_newest_backup_and_stops_the_start() {
    let club = SampleClub::filled().await;
    backup::run(&club.config, &club.backup()).await.unwrap();
    let mut pages = std::fs::read(club.database()).unwrap();
    let middle = pages.len() / 2 / 4096 * 4096;
    pages[middle..middle + 4096].copy_from_slice(&[0xa5; 4096]);
    std::fs::write(club.database(), pages).unwrap();

    let findings = examine(&club.config, now()).await;
    assert!(findings.has_problems());
    let problem = lines(&findings, Level::Problem)[0];
    assert!(problem.starts_with("the database is damaged: ") || problem.contains("malformed"), "{problem}");
    let backup = club.backup().canonicalize().unwrap();
    let advice = format!("webclub restore --replace {}", backup.display());
    assert!(lines(&findings, Level::Warning).iter().any(|line| line.ends_with(&advice)), "{findings:?}");

    let refused = migrate::run(&club.config).await.unwrap_err().to_string();
    assert!(refused.starts_with("the database is damaged (") && refused.ends_with(&advice), "{refused}");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_a_problem() {
    let club = SampleClub::filled().await;
    std::fs::write(club.database(), vec![b'x'; 100_000]).unwrap();
    let findings = examine(&club.config, now()).await;
    let problem = lines(&findings, Level::Problem)[0];
    assert!(problem.contains("file is not a database"), "{problem}");
    let refused = migrate::run(&club.config).await.unwrap_err().to_string();
    assert!(refused.ends_with("restore a backup: webclub restore --replace FILE"), "{refused}");
}

#[tokio::test]
async fn documents_whose_files_are_missing_or_changed_are_named_by_number() {
    for (club, _) in stores().await {
        let files = files::open(&club.config).unwrap();
        let key = club.inspection().await.document_files().await.unwrap().remove(0).key;
        files.put(&key, bytes::Bytes::from_static(b"changed")).await.unwrap();
        let findings = examine(&club.config, now()).await;
        assert_eq!(lines(&findings, Level::Problem), ["the file of document ВК-2027-В-Р/0001 was changed"]);
        files.delete(&key).await.unwrap();
        let findings = examine(&club.config, now()).await;
        assert_eq!(lines(&findings, Level::Problem), ["the file of document ВК-2027-В-Р/0001 is missing"]);
    }
}

#[tokio::test]
async fn what_waits_too_long_failed_or_was_parked_is_a_warning() {
    for (club, _) in stores().await {
        let late = examine(&club.config, now() + TimeDelta::hours(1)).await;
        let expected =
            ["e-mails overdue by ten minutes and more: 1", "jobs overdue by ten minutes and more: 1"];
        assert_eq!(lines(&late, Level::Warning), expected);
        club.write("UPDATE network SET emails_held_at = '2027-04-12T09:00:00+00:00'").await;
        club.write("UPDATE job SET state = 'parked'").await;
        let held = examine(&club.config, now()).await;
        let expected = [
            "e-mails are held since 2027-04-12 09:00 UTC and 1 wait; webclub release-emails lets them go",
            "parked jobs: 1",
        ];
        assert_eq!(lines(&held, Level::Warning), expected);
        club.write("UPDATE outbox_email SET state = 'failed'").await;
        let failed = examine(&club.config, now()).await;
        assert!(lines(&failed, Level::Warning).contains(&"e-mails that failed: 1"), "{failed:?}");
    }
}

#[tokio::test]
async fn accounts_that_cannot_be_used_are_named_with_the_way_their_emails_take() {
    const ACCOUNT: &str = "3a0d6f5e-6c1b-7b0a-9d2e-5f60718293a2";
    let way = "its e-mails go the installation's own way";
    for (club, _) in stores().await {
        club.write(
            "UPDATE smtp_account SET check_error = 'log_in: 535 no', checked_at = '2027-04-12T09:30:00+00:00'",
        )
        .await;
        let refused = examine(&club.config, now()).await;
        let expected = format!("the SMTP account {ACCOUNT} does not work (535 no): {way}");
        assert_eq!(lines(&refused, Level::Warning), [expected]);
        club.write("UPDATE smtp_account SET username = 'u', password_sealed = '1.0badcafe.AAAA'").await;
        let no_key = examine(&club.config, now()).await;
        let problem = lines(&no_key, Level::Problem)[0];
        let says = |part: &str| assert!(problem.contains(part), "{part}: {problem}");
        says(&format!("the secrets of the SMTP account {ACCOUNT} cannot be opened: this program has no key"));
        says(way);
        std::fs::create_dir_all(&club.config.data_dir).unwrap();
        std::fs::write(club.config.sealing_key_file(), "A".repeat(43)).unwrap();
        let other = examine(&club.config, now()).await;
        let problem = lines(&other, Level::Problem)[0];
        assert!(problem.contains("it was sealed with the key 0badcafe, which is not the one"), "{problem}");
    }
}

#[tokio::test]
async fn a_clock_behind_the_audit_trail_is_a_problem() {
    let club = SampleClub::filled().await;
    let findings = examine(&club.config, now() - TimeDelta::hours(2)).await;
    let expected =
        "the machine's clock says 2027-04-12 07:35 UTC, but the audit trail goes to 2027-04-12 09:30 UTC";
    assert_eq!(lines(&findings, Level::Problem), [expected]);
}

#[tokio::test]
async fn a_database_of_another_program_is_told_apart() {
    let club = SampleClub::filled().await;
    club.write("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_wonder', 0)")
        .await;
    let findings = examine(&club.config, Clock::machine().now()).await;
    let expected = "the database was used by a newer program (it knows the step m20990101_000001_wonder); start that one";
    assert_eq!(lines(&findings, Level::Problem), [expected]);
    let nothing = SampleClub::sqlite();
    std::fs::create_dir_all(&nothing.config.data_dir).unwrap();
    let findings = examine(&nothing.config, now()).await;
    assert_eq!(
        lines(&findings, Level::Problem),
        [format!("there is no database {}", nothing.database().display())]
    );
    assert!(!nothing.database().exists(), "the doctor makes nothing");
}
