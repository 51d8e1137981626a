//! What a bounce does, and what it does not.

use entity::{EmailKind, OutboxState, Role, SuppressionReason};
use mail::{Memory, Outlet, SendError};

use super::*;
use crate::outbox::{self, WholeEmail};
use crate::role::{self, Appointment};
use crate::test_club::profile;
use crate::test_session::{SmallSession, at};
use crate::{Viewer, stream_link, suppression};

const ADDRESS: &str = "maria@school.example";

/// A session whose organizer is Galina; Maria is registered for the first webinar and got its link in the morning.
async fn scene() -> (SmallSession, Memory) {
    let small = SmallSession::new().await;
    let profile = profile("Галина", "Зайцева", "galina@school.example");
    let new =
        Appointment { profile, role: Role::Organizer, school_id: Some(small.school.id), webinar_id: None };
    role::appoint(&small.club, &Viewer::Club, new).await.unwrap();
    let zone = chrono_tz::Asia::Yekaterinburg;
    let maria = small.person("Иванова Мария Петровна", zone, Some(ADDRESS)).await;
    small.register(&maria, 0).await;
    small.club.clock.set(at("2027-04-12T02:30:00Z"));
    send_links(&small).await;
    (small, Memory::new())
}

async fn send_links(small: &SmallSession) {
    let day = "2027-04-12".parse().unwrap();
    stream_link::send(&small.club, small.session.id, chrono_tz::Asia::Yekaterinburg, day).await.unwrap();
}

async fn deliver(small: &SmallSession, memory: &Memory) {
    outbox::deliver(&small.club, &Outlet::Memory(memory.clone()).into(), "test", 50).await.unwrap();
}

async fn to_maria(small: &SmallSession) -> WholeEmail {
    outbox::written_to(&small.club, ADDRESS).await.pop().unwrap()
}

fn bounce(recipient: &str, status: &str, message_id: Option<&str>) -> Vec<u8> {
    let original = message_id.map_or(String::new(), |id| {
        format!("--b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\nSubject: x\r\n\r\n")
    });
    format!(
        "From: mailer-daemon@mx.example\r\nSubject: Undelivered\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\nSorry.\r\n\
         --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n\
         Final-Recipient: rfc822; {recipient}\r\nAction: failed\r\nStatus: {status}\r\n\
         Diagnostic-Code: smtp; 550 {status} sorry\r\n\r\n{original}--b--\r\n"
    )
    .into_bytes()
}

async fn unreachable_names(small: &SmallSession) -> Vec<String> {
    let found = unreachable(&small.club, &small.organizer(), &small.session).await.unwrap();
    found.into_iter().map(|one| one.person.family).collect()
}

async fn suppressed(small: &SmallSession) -> Vec<(String, SuppressionReason)> {
    let list = suppression::list(&small.club, &Viewer::Club, "", 10).await.unwrap();
    list.into_iter().map(|row| (row.address, row.reason)).collect()
}

#[tokio::test]
async fn a_mailbox_that_does_not_exist_is_marked_once_and_nothing_more_is_sent_there() {
    let (small, memory) = scene().await;
    deliver(&small, &memory).await;
    let email = to_maria(&small).await;
    let report = bounce(ADDRESS, "5.1.1", Some(&email.message_id));
    let first = receive(&small.club, ReportSource::Pipe, &report).await.unwrap();
    let second = receive(&small.club, ReportSource::Folder, &report).await.unwrap();
    assert_eq!((first, second), (Received { kept: 1, ignored: 0 }, Received { kept: 0, ignored: 1 }));
    let email = to_maria(&small).await;
    assert_eq!(email.state, OutboxState::Sent);
    assert_eq!(email.bounce_reason.as_deref(), Some("550 5.1.1 sorry"));
    assert!(email.bounced_at.is_some());
    assert_eq!(suppressed(&small).await, [(ADDRESS.to_owned(), SuppressionReason::Bounced)]);
    assert_eq!(unreachable_names(&small).await, ["Иванова"]);
    let stranger = unreachable(&small.club, &small.stranger(), &small.session).await.unwrap();
    assert!(stranger.is_empty());
}

#[tokio::test]
async fn a_full_mailbox_marks_the_email_and_leaves_the_address() {
    let (small, memory) = scene().await;
    deliver(&small, &memory).await;
    let id = to_maria(&small).await.message_id.clone();
    receive(&small.club, ReportSource::Pipe, &bounce(ADDRESS, "5.2.2", Some(&id))).await.unwrap();
    assert!(to_maria(&small).await.bounced_at.is_some());
    assert_eq!(suppressed(&small).await, []);
    assert_eq!(unreachable_names(&small).await, Vec::<String>::new());
}

#[tokio::test]
async fn a_forged_report_condemns_no_address() {
    let (small, memory) = scene().await;
    deliver(&small, &memory).await;
    let id = to_maria(&small).await.message_id.clone();
    // Without a Message-ID, with a wrong one, or for somebody else's e-mail.
    let forged = [
        bounce(ADDRESS, "5.1.1", None),
        bounce(ADDRESS, "5.1.1", Some("<guessed@club.example>")),
        bounce("galina@school.example", "5.1.1", Some(&id)),
    ];
    for report in forged {
        receive(&small.club, ReportSource::Lmtp, &report).await.unwrap();
    }
    assert_eq!(suppressed(&small).await, []);
    assert_eq!(unreachable_names(&small).await, Vec::<String>::new());
}

#[tokio::test]
async fn anything_else_in_the_mailbox_is_no_error() {
    let (small, _) = scene().await;
    for odd in [&b""[..], b"\0\xff\xfe", b"Subject: hello\r\n\r\nHow are you?\r\n", &[b'a'; 100_000][..]] {
        assert_eq!(receive(&small.club, ReportSource::Pipe, odd).await.unwrap(), Received::default());
    }
    let about_nothing = receive(&small.club, ReportSource::Pipe, &bounce("x@y.example", "5.1.1", None)).await;
    assert_eq!(about_nothing.unwrap(), Received { kept: 0, ignored: 1 });
    assert_eq!(queries::kept(&small.club).await.len(), 0);
}

#[tokio::test]
async fn a_complaint_by_the_webhook_ends_all_emails_and_a_delay_is_only_kept() {
    let (small, memory) = scene().await;
    deliver(&small, &memory).await;
    let told = |kind, reason: &str| Told {
        address: Address::parse(ADDRESS).unwrap(),
        kind,
        status: None,
        reason: reason.to_owned(),
        message_id: None,
    };
    receive_told(&small.club, told(ReportKind::Delay, "451 4.7.1 later")).await.unwrap();
    assert_eq!(suppressed(&small).await, []);
    receive_told(&small.club, told(ReportKind::Complaint, "abuse")).await.unwrap();
    assert_eq!(suppressed(&small).await, [(ADDRESS.to_owned(), SuppressionReason::Complained)]);
    assert_eq!(queries::kept(&small.club).await.len(), 2);
}

async fn refuse(said: &str, code: u16) -> SmallSession {
    let (small, memory) = scene().await;
    memory.fail_next(SendError::Permanent { reason: said.to_owned(), code: Some(code) });
    deliver(&small, &memory).await;
    assert_eq!(to_maria(&small).await.state, OutboxState::Failed);
    small
}

#[tokio::test]
async fn a_refusal_counts_as_a_bounce_when_it_is_about_the_mailbox() {
    let small = refuse("550 5.1.1 no such user", 550).await;
    assert_eq!(suppressed(&small).await, [(ADDRESS.to_owned(), SuppressionReason::Bounced)]);
    assert_eq!(queries::kept(&small.club).await[0].source, ReportSource::Answer);
    let small = refuse("554 5.7.1 looks like spam", 554).await;
    assert_eq!(suppressed(&small).await, []);
}

async fn alerts(small: &SmallSession) -> Vec<WholeEmail> {
    outbox::written_to(&small.club, "galina@school.example").await
}

#[tokio::test]
async fn organizers_get_one_alert_a_day_with_all_names() {
    let (small, memory) = scene().await;
    let zone = chrono_tz::Asia::Yekaterinburg;
    let oleg = small.person("Орлов Олег Иванович", zone, Some("oleg@school.example")).await;
    small.register(&oleg, 1).await;
    send_links(&small).await;
    deliver(&small, &memory).await;
    for address in [ADDRESS, "oleg@school.example"] {
        let id = outbox::written_to(&small.club, address).await.pop().unwrap().message_id.clone();
        receive(&small.club, ReportSource::Pipe, &bounce(address, "5.1.1", Some(&id))).await.unwrap();
    }
    let day = "2027-04-12".parse().unwrap();
    assert_eq!(warn(&small.club, small.session.id, day).await.unwrap(), 1);
    assert_eq!(warn(&small.club, small.session.id, day).await.unwrap(), 0);
    let alerts = alerts(&small).await;
    assert_eq!(alerts.len(), 1);
    assert_eq!(alerts[0].kind, EmailKind::OrganizerAlert);
    assert_eq!(alerts[0].subject, "2 слушателя не получат писем: адреса не принимают почту");
    assert!(alerts[0].text.contains("Иванова Мария Петровна, Орлов Олег Иванович"), "{}", alerts[0].text);
    let jobs = crate::jobs::backlog(&small.club).await.unwrap();
    assert_eq!(jobs.ready, 1);
}

#[tokio::test]
async fn a_corrected_address_gets_the_link_that_was_lost() {
    let small = refuse("550 5.1.1 no such user", 550).await;
    let maria = unreachable(&small.club, &Viewer::Club, &small.session).await.unwrap().remove(0).person;
    let new = |text: &str| Address::parse(text).unwrap();
    let correct = async |viewer: Viewer, address: &str| {
        correct(&small.club, &viewer, &small.session, maria.id, new(address)).await
    };
    let refused = correct(small.stranger(), "maria.new@school.example").await;
    assert!(matches!(refused, Err(CorrectError::NotFound)));
    assert!(matches!(correct(Viewer::Club, ADDRESS).await, Err(CorrectError::NoGood)));
    correct(Viewer::Club, "maria.new@school.example").await.unwrap();
    assert_eq!(unreachable_names(&small).await, Vec::<String>::new());
    send_links(&small).await;
    let memory = Memory::new();
    deliver(&small, &memory).await;
    let sent: Vec<String> = memory.sent().iter().map(|email| email.to.address.to_string()).collect();
    assert_eq!(sent, ["maria.new@school.example"]);
    // Nobody's address is changed who can be reached.
    let again = correct(Viewer::Club, "maria.other@school.example").await;
    assert!(matches!(again, Err(CorrectError::NotFound)));
}
