//! Bounces by folder and LMTP reach the club.

use std::time::Duration;

use club::entity::{EmailKind, SuppressionReason};
use club::files::Files;
use club::lang::Lang;
use club::outbox::NewEmail;
use club::storage::Storage;
use club::{Address, Chance, Clock, Club, Settings, Viewer, outbox, suppression};
use mail::{Mailbox, Memory, Outlet};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use url::Url;

use super::*;

const ADDRESS: &str = "nobody@school.example";

/// A club that has sent one e-mail to somebody who does not exist, and the report about it.
async fn scene() -> (Club, String, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("club.sqlite").display());
    migrations::run(&url, migrations::Lock::None).await.unwrap();
    let sender = Mailbox { name: None, address: Address::parse("club@school.example").unwrap() };
    let club = Club {
        storage: Storage::open(&url).await.unwrap(),
        files: Files::in_memory(),
        clock: Clock::simulated("2027-04-12T02:30:00Z".parse().unwrap(), 0.0),
        chance: Chance::seeded(1),
        settings: Settings::new(Url::parse("https://club.example").unwrap(), sender),
    };
    let email = NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: "one".to_owned(),
        session_id: None,
        person_id: None,
        to_name: None,
        to_address: ADDRESS.to_owned(),
        language: Lang::Ru,
        subject: "Сегодня вебинар".to_owned(),
        text: "Ждём Вас!\n".to_owned(),
        html: String::new(),
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: None,
    };
    let inside = club.clone();
    let work =
        club.storage.write(move |tx| Box::pin(async move { outbox::enqueue(tx, &inside, email).await }));
    work.await.unwrap().unwrap();
    let memory = Memory::new();
    crate::Runner::new(club.clone(), Outlet::Memory(memory.clone()), "test".to_owned())
        .round()
        .await
        .unwrap();
    let id = memory.sent()[0].message_id.clone();
    let report = format!(
        "Subject: Undelivered\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; \
         report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; {ADDRESS}\r\nAction: failed\r\n\
         Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 unknown\r\n\r\n--b\r\n\
         Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
    );
    (club, report, folder)
}

async fn listed(club: &Club) -> Vec<(String, SuppressionReason)> {
    let list = suppression::list(club, &Viewer::Club, "", 10).await.unwrap();
    list.into_iter().map(|row| (row.address, row.reason)).collect()
}

fn names(folder: &std::path::Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn what_is_new_in_the_folder_is_taken_once() {
    let (club, report, folder) = scene().await;
    let (new, cur) = (folder.path().join("new"), folder.path().join("cur"));
    std::fs::create_dir(&new).unwrap();
    std::fs::create_dir(&cur).unwrap();
    std::fs::write(new.join("1"), &report).unwrap();
    std::fs::write(new.join("2"), b"Subject: hello\r\n\r\nno report\xff\r\n").unwrap();
    assert_eq!(read_folder(&club, folder.path()).await.unwrap(), 2);
    assert_eq!(read_folder(&club, folder.path()).await.unwrap(), 0);
    assert_eq!((names(&new), names(&cur)), (vec![], vec!["1:2,S".to_owned(), "2:2,S".to_owned()]));
    assert_eq!(listed(&club).await, [(ADDRESS.to_owned(), SuppressionReason::Bounced)]);
    assert!(read_folder(&club, &folder.path().join("nowhere")).await.is_err());
}

/// Says all of it at once, as a server that pipelines, and returns the answers.
async fn talk(address: std::net::SocketAddr, words: String) -> String {
    let mut line = TcpStream::connect(address).await.unwrap();
    line.write_all(words.as_bytes()).await.unwrap();
    let mut answers = String::new();
    let reading = line.read_to_string(&mut answers);
    tokio::time::timeout(Duration::from_secs(10), reading).await.expect("it answers").unwrap();
    answers
}

#[tokio::test]
async fn a_bounce_by_lmtp_is_taken_with_one_answer_a_recipient() {
    let (club, report, _folder) = scene().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = watch::channel(false);
    let listening = tokio::spawn(listen(club.clone(), listener, stopped));
    let early = talk(address, "LHLO x\r\nDATA\r\nRCPT TO:<a@b>\r\nHELP\r\nQUIT\r\n".to_owned()).await;
    let codes: Vec<&str> =
        early.lines().filter(|line| line.as_bytes()[3] == b' ').filter_map(|line| line.get(..3)).collect();
    assert_eq!(codes, ["220", "250", "503", "503", "500", "221"]);
    let words = format!(
        "LHLO mx.example\r\nMAIL FROM:<>\r\nRCPT TO:<club@school.example>\r\nRCPT TO:<other@school.example>\r\n\
         DATA\r\n{report}.\r\nQUIT\r\n"
    );
    let answers = talk(address, words).await;
    assert_eq!(answers.matches("250 2.0.0 taken").count(), 2, "{answers}");
    assert!(answers.ends_with("221 2.0.0 bye\r\n"), "{answers}");
    assert_eq!(listed(&club).await, [(ADDRESS.to_owned(), SuppressionReason::Bounced)]);
    stop.send(true).unwrap();
    tokio::time::timeout(Duration::from_secs(5), listening).await.expect("it stops").unwrap();
}
