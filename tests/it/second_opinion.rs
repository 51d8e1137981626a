//! What programs that were not written here say of our e-mails: aiosmtpd receives them, dkimpy verifies the signatures, Python's email and
//! icalendar parse them. Runs where `WEBCLUB_TEST_TOOLS` is set, as `scripts/test` does, and fails there when they are missing.

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

use club::AccountRules;
use mail::{Allowed, Dkim, Smtp};
use serde_json::Value;
use tempfile::TempDir;
use testclub::TestClub;

use crate::accounts::{add, press};

const DOMAIN: &str = "school.example";
const SELECTOR: &str = "spring2027";

/// A mail server with its judgement.
struct Judge {
    process: Child,
    output: BufReader<ChildStdout>,
    smtp: Smtp,
    _key: TempDir,
}

impl Judge {
    /// `extensions`: whether the server takes eight bits and addresses in other letters. Nothing where other programs are not asked for.
    fn sits(extensions: bool) -> Option<Judge> {
        std::env::var_os("WEBCLUB_TEST_TOOLS")?;
        let folder = tempfile::tempdir().unwrap();
        let key = folder.path().join("key.pem");
        let made = Command::new("openssl")
            .args(["genpkey", "-quiet", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out"])
            .arg(&key)
            .status();
        assert!(made.expect("openssl is needed").success());
        let (process, output, port) = start(&key, extensions);
        let secret = std::fs::read_to_string(&key).unwrap();
        let dkim = Dkim::new(SELECTOR, DOMAIN, &secret.into()).unwrap();
        let url = format!("smtp://127.0.0.1:{port}?tls=none");
        let smtp = Smtp::from_url(&url.into()).unwrap().signed_by(dkim);
        Some(Judge { process, output, smtp, _key: folder })
    }

    /// One that learns at the end under which record of the DNS a key stands; the file in which it looks, and its port.
    fn waiting_for_a_record() -> Option<(Judge, PathBuf, u16)> {
        std::env::var_os("WEBCLUB_TEST_TOOLS")?;
        let folder = tempfile::tempdir().unwrap();
        let record = folder.path().join("record.json");
        let (process, output, port) = start(&record, true);
        let smtp = Smtp::from_url(&format!("smtp://127.0.0.1:{port}?tls=none").into()).unwrap();
        Some((Judge { process, output, smtp, _key: folder }, record, port))
    }

    /// What it found out about everything that came.
    fn judges(mut self) -> Vec<Value> {
        drop(self.process.stdin.take());
        let mut found = String::new();
        self.output.read_to_string(&mut found).unwrap();
        assert!(self.process.wait().unwrap().success());
        serde_json::from_str::<Vec<Value>>(&found).unwrap()
    }
}

/// Starts the judge; what it says, and its port.
fn start(key: &Path, extensions: bool) -> (Child, BufReader<ChildStdout>, u16) {
    let python =
        std::env::var_os("WEBCLUB_TEST_MAIL_PYTHON").expect("WEBCLUB_TEST_MAIL_PYTHON names a Python");
    let judge = Path::new(env!("CARGO_MANIFEST_DIR")).join("mail/judge.py");
    let mut process = Command::new(python)
        .arg(judge)
        .arg(key)
        .args([SELECTOR, DOMAIN, if extensions { "modern" } else { "plain" }])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the judge starts");
    let mut output = BufReader::new(process.stdout.take().unwrap());
    let mut port = String::new();
    output.read_line(&mut port).unwrap();
    (process, output, port.trim().parse().unwrap())
}

fn text<'a>(email: &'a Value, field: &str) -> &'a str {
    email[field].as_str().unwrap_or_default()
}

/// A listener who registers, gets the links, is told that the webinar is moved, and then that it is cancelled.
async fn a_troubled_webinar(judge: &Judge) {
    let club = TestClub::with_spring_session().await.sending_by(judge.smtp.clone());
    let anna = club.teacher("Щёлокова-Ли Анна Сергеевна");
    anna.registers_for(&["S01", "S02"]).await;
    club.pass_time_until("2027-04-12 08:00 Asia/Yekaterinburg").await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    let later = [("day", "2027-04-20"), ("start", "16:00"), ("end", "17:00")];
    assert_eq!(galina.browser.submit(&page, "/move", &later).await.status, 303);
    club.run_jobs().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    let reason = [("reason", "Докладчик заболел.")];
    assert_eq!(galina.browser.submit(&page, "/cancel", &reason).await.status, 303);
    club.run_jobs().await;
    club.leave_the_rest();
}

#[tokio::test(flavor = "multi_thread")]
async fn every_email_is_sound_signed_and_whole_to_other_programs() {
    for extensions in [true, false] {
        let Some(judge) = Judge::sits(extensions) else { return };
        a_troubled_webinar(&judge).await;
        let emails = judge.judges();
        assert!(emails.len() >= 4, "{} e-mails", emails.len());
        for email in &emails {
            let subject = text(email, "subject");
            assert_eq!(email["defects"], serde_json::json!([]), "{subject}");
            assert_eq!(email["is_signed"], true, "{subject}");
            assert_eq!(email["is_signed_when_altered"], false, "{subject}");
            assert_eq!(
                (&email["is_ascii"], &email["has_bare_breaks"]),
                (&true.into(), &false.into()),
                "{subject}"
            );
            assert!(email["longest_line"].as_u64().unwrap() <= 998, "{subject}");
            assert_eq!(email["readers"].as_array().unwrap().len(), 1, "{subject}");
            // The first one confirms an address that may be a stranger's: it names nobody.
            let is_first = subject.starts_with("Вы записаны");
            let greeting = if is_first { "Здравствуйте" } else { "Уважаем" };
            assert!(
                text(email, "text").contains(greeting) && text(email, "html").contains(greeting),
                "{subject}"
            );
        }
        let to_anna = |email: &&Value| text(email, "to").starts_with("Щёлокова-Ли Анна Сергеевна <");
        assert_eq!(emails.iter().filter(to_anna).count(), 3, "the links of the day, moved, cancelled");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_calendar_follows_a_webinar_through_its_move_and_its_cancellation() {
    let Some(judge) = Judge::sits(true) else { return };
    a_troubled_webinar(&judge).await;
    let emails = judge.judges();
    let event = |subject: &str| {
        let of_subject = |email: &&Value| text(email, "subject").starts_with(subject);
        let email = emails.iter().find(of_subject).unwrap_or_else(|| panic!("no e-mail «{subject}…»"));
        let calendar = &email["calendars"].as_array().unwrap()[0];
        let events = calendar["events"].as_array().unwrap();
        let starts = |event: &&Value| text(event, "summary").starts_with("Аттестация");
        let event = events.iter().find(starts).unwrap().clone();
        assert_eq!(event["errors"], serde_json::json!([]));
        (text(calendar, "method").to_owned(), event)
    };
    let (_, morning) = event("Сегодня");
    let (_, moved) = event("Перенос");
    let (method, cancelled) = event("Отмена");
    assert_eq!(method, "CANCEL");
    assert_eq!(text(&cancelled, "status"), "CANCELLED");
    assert_eq!(text(&morning, "starts_at"), "2027-04-12T09:30:00+00:00");
    assert_eq!(text(&moved, "starts_at"), "2027-04-20T11:00:00+00:00");
    assert_eq!([&morning["uid"], &moved["uid"]], [&cancelled["uid"]; 2], "one entry, three versions");
    assert_eq!([&morning, &moved, &cancelled].map(|event| event["sequence"].as_i64().unwrap()), [0, 1, 2]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_record_that_a_page_shows_verifies_what_its_account_signs() {
    let Some((judge, record, port)) = Judge::waiting_for_a_record() else { return };
    let inside = Allowed::parse(&["127.0.0.1"]).unwrap();
    let club = TestClub::with_spring_session_under(AccountRules { inside, ports: vec![port] }).await;
    let galina = club.organizer().await;
    let base = "/organize/2027-spring/smtp-accounts";
    let nobody = [("username", ""), ("password", "")];
    let account = add(&galina.browser, base, ("127.0.0.1", port), &nobody).await;
    let page = press(&galina.browser, &account, "dkim").await;
    let html = page.html();
    let name = html.split_once("id=\"dkim-name\" readonly value=\"").unwrap().1.split('"').next().unwrap();
    let shown = serde_json::json!({ "name": name, "value": page.texts("#dkim-value")[0] });
    std::fs::write(record, shown.to_string()).unwrap();
    assert!(press(&galina.browser, &account, "dkim").await.says().contains("Подпись включена."));
    press(&galina.browser, &account, "use").await;
    let anna = club.teacher("Щёлокова-Ли Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    club.leave_the_rest();

    let emails = judge.judges();
    assert_eq!(emails.len(), 1);
    assert_eq!(text(&emails[0], "sender"), "club@school2.example");
    assert!(text(&emails[0], "from").ends_with("<club@school2.example>"), "{}", text(&emails[0], "from"));
    assert_eq!(
        (&emails[0]["is_signed"], &emails[0]["is_signed_when_altered"]),
        (&true.into(), &false.into())
    );
}
