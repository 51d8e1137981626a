//! What many connections do together; the servers that stall and refuse are in the stories of the whole program.

use chrono::TimeDelta;
use entity::{EmailKind, OutboxState};
use lang::Lang;
use mail::{Memory, Outlet, SendError};
use tokio::sync::watch;

use super::*;
use crate::email_queue::{QueueError, QueueScope, pause, resume};
use crate::outbox::{NewEmail, Ways, enqueue, written};
use crate::test_club::fresh_club;
use crate::test_session::SmallSession;

fn new(address: &str) -> NewEmail {
    NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: address.to_owned(),
        session_id: None,
        person_id: None,
        to_name: None,
        to_address: address.to_owned(),
        language: Lang::Ru,
        subject: "Сегодня вебинар".to_owned(),
        text: "Ждём Вас!\n".to_owned(),
        html: String::new(),
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: None,
    }
}

async fn write(club: &Club, address: &str) {
    let email = new(address);
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, email).await }));
    assert!(work.await.unwrap().is_some());
}

async fn send(club: &Club, memory: &Memory) -> Delivered {
    let ways = Ways::from(Outlet::Memory(memory.clone()));
    let (lane, turn) = ways.free_lanes(club).await.unwrap().pop().unwrap();
    let (_stop, stopped) = watch::channel(false);
    send_by(club, lane, turn, "worker", stopped).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_whole_queue_goes_out_once_and_is_written_down() {
    let club = fresh_club().await;
    for number in 0..1_200 {
        write(&club, &format!("listener{number}@school{}.example", number % 7)).await;
    }
    let memory = Memory::new();
    memory.fail_next(SendError::Permanent { reason: "550 no".to_owned(), code: Some(550) });
    memory.fail_next(SendError::Temporary { reason: "451 later".to_owned(), code: Some(451) });
    let delivered = send(&club, &memory).await;
    assert_eq!((delivered.sent.len(), delivered.failed, delivered.to_retry), (1_198, 1, 1));
    let mut addresses: Vec<String> = memory.sent().iter().map(|email| email.to.address.to_string()).collect();
    addresses.sort();
    addresses.dedup();
    assert_eq!(addresses.len(), 1_198);
    let rows = written(&club, sea_orm::Condition::all()).await;
    let of = |state| rows.iter().filter(|row| row.state == state).count();
    assert_eq!((of(OutboxState::Sent), of(OutboxState::Failed), of(OutboxState::Due)), (1_198, 1, 1));
    assert!(rows.iter().all(|row| row.lease_owner.is_none()), "nothing stays in our hands");
    assert_eq!(send(&club, &memory).await, Delivered::default());
}

#[tokio::test]
async fn a_domain_at_its_limit_waits_while_others_go() {
    let club = fresh_club().await;
    for number in 0..150 {
        write(&club, &format!("listener{number}@mail.ru")).await;
    }
    write(&club, "anna@school.example").await;
    let memory = Memory::new();
    let delivered = send(&club, &memory).await;
    assert_eq!(delivered.sent.len(), 101, "a sixth of 600, and the other domain");
    let opens_at = club.clock.now() + TimeDelta::seconds(10);
    assert_eq!(crate::outbox::next_due_at(&club).await.unwrap(), Some(opens_at));
    club.clock.set(opens_at);
    assert_eq!(send(&club, &memory).await.sent.len(), 50);
    assert_eq!(crate::outbox::next_due_at(&club).await.unwrap(), None);
}

#[tokio::test]
async fn a_domain_that_asks_for_less_is_spared_for_a_while() {
    let club = fresh_club().await;
    for number in 0..30 {
        write(&club, &format!("listener{number:02}@slow.example")).await;
    }
    let memory = Memory::new();
    let said = "450 4.7.1 too many e-mails, slow down";
    memory.fail_next(SendError::Temporary { reason: said.to_owned(), code: Some(450) });
    assert_eq!(send(&club, &memory).await.sent.len(), 29);
    let slow = crate::outbox::limits::slowdowns(club.storage.reads(), club.clock.now()).await.unwrap();
    let lines: Vec<_> =
        slow.iter().map(|row| (row.domain.as_str(), row.per_minute, row.reason.as_str())).collect();
    assert_eq!(lines, [("slow.example", 15, said)]);
    assert_eq!(slow[0].until, club.clock.now() + TimeDelta::minutes(10));
    club.clock.set(slow[0].until);
    let over = crate::outbox::limits::slowdowns(club.storage.reads(), club.clock.now()).await.unwrap();
    assert_eq!(over.len(), 0);
}

#[tokio::test]
async fn a_pause_holds_back_everything_but_log_in_links() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let session = QueueScope::Session(&small.session.slug);
    for (address, kind, session_id) in [
        ("link@school.example", EmailKind::StreamLink, Some(small.session.id)),
        ("login@school.example", EmailKind::LoginLink, Some(small.session.id)),
        ("other@school.example", EmailKind::Invitation, None),
    ] {
        let email = NewEmail { kind, session_id, ..new(address) };
        let inside = club.clone();
        let work = club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, email).await }));
        assert!(work.await.unwrap().is_some());
    }
    let refused = pause(club, &small.stranger(), session).await;
    assert!(matches!(refused, Err(QueueError::NotFound)), "{refused:?}");
    pause(club, &crate::Viewer::Club, session).await.unwrap();
    let memory = Memory::new();
    let sent = |memory: &Memory| -> Vec<String> {
        let mut sent: Vec<String> = memory.take().iter().map(|email| email.to.address.to_string()).collect();
        sent.sort();
        sent
    };
    send(club, &memory).await;
    assert_eq!(sent(&memory), ["login@school.example", "other@school.example"]);
    assert_eq!(crate::outbox::next_due_at(club).await.unwrap(), None, "nobody wakes for what is paused");
    resume(club, &crate::Viewer::Club, session).await.unwrap();
    send(club, &memory).await;
    assert_eq!(sent(&memory), ["link@school.example"]);
    let refused = pause(club, &small.stranger(), QueueScope::Network).await;
    assert!(matches!(refused, Err(QueueError::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn what_was_not_begun_is_given_back_at_the_end() {
    let club = fresh_club().await;
    write(&club, "anna@school.example").await;
    let ways = Ways::from(Outlet::Memory(Memory::new()));
    let (lane, turn) = ways.free_lanes(&club).await.unwrap().pop().unwrap();
    assert!(ways.free_lanes(&club).await.unwrap().is_empty(), "one sender a lane");
    let (stop, stopped) = watch::channel(false);
    stop.send(true).unwrap();
    assert_eq!(send_by(&club, lane, turn, "worker", stopped).await.unwrap(), Delivered::default());
    assert_eq!(ways.free_lanes(&club).await.unwrap().len(), 1);
    let row = written(&club, sea_orm::Condition::all()).await.remove(0).row;
    assert_eq!((row.state, row.attempts), (OutboxState::Due, 0));
}
