use chrono::{DateTime, TimeDelta, Utc};
use entity::{EmailKind, OutboxEmailId, OutboxState, network, outbox_content, outbox_email};
use lang::Lang;
use mail::{Memory, Outlet, SendError};
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, Set};

use super::*;
use crate::Club;
use crate::test_club::fresh_club;

fn new(key: &str) -> NewEmail {
    NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: key.to_owned(),
        session_id: None,
        person_id: None,
        to_name: Some("Иванова Мария Петровна".to_owned()),
        to_address: format!("{key}@school.example"),
        language: Lang::Ru,
        subject: "Сегодня вебинар".to_owned(),
        text: "Ждём Вас!\n".to_owned(),
        html: "<p>Ждём Вас!</p>".to_owned(),
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec!["S01".to_owned(), "S02".to_owned()],
        due_at: None,
        not_after: None,
    }
}

async fn write(club: &Club, email: NewEmail) -> Option<OutboxEmailId> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, email).await }));
    work.await.unwrap()
}

async fn row(club: &Club, id: OutboxEmailId) -> outbox_email::Model {
    queries::stored(club, id).await
}

fn memory() -> (Memory, Ways) {
    let memory = Memory::new();
    (memory.clone(), Outlet::Memory(memory).into())
}

/// What a worker that takes everything leases.
async fn take(club: &Club, owner: &str) -> (Vec<outbox_email::Model>, usize) {
    let lanes = memory().1.lanes(club).await.unwrap();
    let failed = lease::tidy(club).await.unwrap();
    let leased = lease::take(club, lease::Wanted::of(&lanes[0], owner, 10)).await.unwrap();
    (queries::leased_by(club.storage.reads(), owner, &leased.ids).await.unwrap(), failed)
}

fn later(club: &Club, time: TimeDelta) -> DateTime<Utc> {
    club.clock.set(club.clock.now() + time);
    club.clock.now()
}

fn busy() -> SendError {
    SendError::Temporary { reason: "450 try again later".to_owned(), code: Some(450) }
}

#[tokio::test]
async fn one_cause_writes_one_email() {
    let club = fresh_club().await;
    let first = write(&club, new("anna")).await.unwrap();
    assert_eq!(write(&club, NewEmail { subject: "Ещё раз".to_owned(), ..new("anna") }).await, None);
    let written = row(&club, first).await;
    assert_eq!((written.subject.as_str(), written.webinars.as_str()), ("Сегодня вебинар", "S01 S02"));
    assert_eq!(written.message_id, format!("<{first}@club.example>"));
    assert_eq!(next_due_at(&club).await.unwrap(), Some(club.clock.now()));
}

#[tokio::test]
async fn many_are_written_at_once_and_each_cause_keeps_its_first() {
    let club = fresh_club().await;
    let earlier = write(&club, new("b")).await.unwrap();
    let now = club.clock.now();
    let emails: Vec<_> = ["a", "b", "c"].map(|key| (club.chance.id::<OutboxEmailId>(now), new(key))).into();
    let (own_a, own_c) = (emails[0].0, emails[2].0);
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { enqueue_all(tx, &inside, emails).await }));
    let mut stands = work.await.unwrap();
    stands.sort();
    assert_eq!(stands, [("a".to_owned(), own_a), ("b".to_owned(), earlier), ("c".to_owned(), own_c)]);
}

#[tokio::test]
async fn what_is_due_goes_out_in_order_and_once() {
    let club = fresh_club().await;
    let now = club.clock.now();
    let at = |minutes| Some(now + TimeDelta::minutes(minutes));
    let second = write(&club, NewEmail { due_at: at(2), ..new("second") }).await.unwrap();
    let first = write(&club, NewEmail { due_at: at(1), ..new("first") }).await.unwrap();
    let later_one = write(&club, NewEmail { due_at: at(60), ..new("later") }).await.unwrap();
    let (memory, outlet) = memory();
    assert!(deliver(&club, &outlet, "worker", 10).await.unwrap().is_empty());
    let sent_at = later(&club, TimeDelta::minutes(5));
    assert_eq!(deliver(&club, &outlet, "worker", 10).await.unwrap().sent, [first, second]);
    assert!(deliver(&club, &outlet, "worker", 10).await.unwrap().is_empty());
    let sent = memory.sent();
    assert_eq!(sent.len(), 2);
    assert_eq!(sent[0].to.address.as_str(), "first@school.example");
    assert_eq!(sent[0].to.name.as_deref(), Some("Иванова Мария Петровна"));
    assert_eq!(sent[0].date, now, "the date is the hour of writing: every attempt sends the same bytes");
    assert_eq!(row(&club, first).await.sent_at, Some(sent_at));
    assert_eq!(next_due_at(&club).await.unwrap(), at(60));
    assert_eq!(mailbox(&club, u64::MAX).await.unwrap().len(), 2);
    assert!(mailbox_email(&club, first).await.unwrap().is_some());
    assert!(mailbox_email(&club, later_one).await.unwrap().is_none(), "what was not sent is in no mailbox");
}

#[tokio::test]
async fn a_busy_server_is_tried_again_with_the_same_message_id() {
    let club = fresh_club().await;
    let id = write(&club, new("anna")).await.unwrap();
    let written_at = club.clock.now();
    let (memory, outlet) = memory();
    for minutes in [1, 5, 15, 30, 30] {
        memory.fail_next(busy());
        let delivered = deliver(&club, &outlet, "worker", 10).await.unwrap();
        assert_eq!(delivered, Delivered { to_retry: 1, ..Delivered::default() });
        assert_eq!(next_due_at(&club).await.unwrap(), Some(club.clock.now() + TimeDelta::minutes(minutes)));
        assert_eq!(row(&club, id).await.last_error.as_deref(), Some("450 try again later"));
        later(&club, TimeDelta::minutes(minutes));
    }
    assert_eq!(deliver(&club, &outlet, "worker", 10).await.unwrap().sent, [id]);
    let sent = memory.sent().remove(0);
    assert_eq!((sent.message_id, sent.date), (message_id(&club, id), written_at));
    assert_eq!(row(&club, id).await.last_error, None);
}

#[tokio::test]
async fn a_refused_email_fails_alone_and_with_its_reason() {
    let club = fresh_club().await;
    let refused = write(&club, new("a-refused")).await.unwrap();
    later(&club, TimeDelta::seconds(1));
    let fine = write(&club, new("b-fine")).await.unwrap();
    let (memory, outlet) = memory();
    memory.fail_next(SendError::Permanent { reason: "550 no such mailbox".to_owned(), code: Some(550) });
    let delivered = deliver(&club, &outlet, "worker", 10).await.unwrap();
    assert_eq!(delivered, Delivered { sent: vec![fine], failed: 1, to_retry: 0 });
    let row = row(&club, refused).await;
    assert_eq!((row.state, row.last_error.as_deref()), (OutboxState::Failed, Some("550 no such mailbox")));
    assert_eq!(next_due_at(&club).await.unwrap(), None);
    assert_eq!(backlog(&club).await.unwrap(), Backlog { due: 0, failed: 1 });
}

#[tokio::test]
async fn poisoned_emails_stop_nobody() {
    let club = fresh_club().await;
    let mut poisoned = vec![];
    for (key, email) in [
        ("no-subject", NewEmail { subject: "\u{200b}".to_owned(), ..new("no-subject") }),
        ("no-address", NewEmail { to_address: "школа, завуч@пример".to_owned(), ..new("no-address") }),
        ("unreadable", new("unreadable")),
    ] {
        poisoned.push((key, write(&club, email).await.unwrap()));
    }
    let unreadable = poisoned[2].1;
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let broken = outbox_content::ActiveModel {
                attachments: Set(serde_json::json!("?")),
                ..Default::default()
            };
            let of_it = sea_orm::ColumnTrait::eq(&outbox_content::Column::OutboxEmailId, unreadable);
            sea_orm::QueryFilter::filter(outbox_content::Entity::update_many().set(broken), of_it)
                .exec(tx)
                .await
        })
    });
    work.await.unwrap();
    let breaking =
        NewEmail { to_name: Some("Школа\r\nBcc: all@school.example".to_owned()), ..new("z-name") };
    let healed = write(&club, breaking).await.unwrap();
    let (memory, outlet) = memory();
    let delivered = deliver(&club, &outlet, "worker", 10).await.unwrap();
    assert_eq!(delivered, Delivered { sent: vec![healed], failed: 3, to_retry: 0 });
    assert_eq!(memory.sent()[0].to.name.as_deref(), Some("Школа Bcc: all@school.example"));
    for (key, id) in poisoned {
        let row = row(&club, id).await;
        assert_eq!(row.state, OutboxState::Failed, "{key}");
        assert!(row.last_error.is_some(), "{key}");
    }
}

#[tokio::test]
async fn nothing_goes_out_after_the_start() {
    let club = fresh_club().await;
    let start = club.clock.now() + TimeDelta::hours(1);
    let id = write(&club, NewEmail { not_after: Some(start), ..new("anna") }).await.unwrap();
    let (memory, outlet) = memory();
    club.clock.set(start);
    let delivered = deliver(&club, &outlet, "worker", 10).await.unwrap();
    assert_eq!(delivered, Delivered { failed: 1, ..Delivered::default() });
    assert_eq!(memory.sent().len(), 0);
    let row = row(&club, id).await;
    assert_eq!((row.state, row.last_error.as_deref()), (OutboxState::Failed, Some("не успели до начала")));
    assert_eq!((row.lease_owner, row.attempts), (None, 0));
}

#[tokio::test]
async fn there_is_always_one_last_try_before_the_start() {
    let club = fresh_club().await;
    let start = club.clock.now() + TimeDelta::minutes(45);
    let id = write(&club, NewEmail { not_after: Some(start), ..new("anna") }).await.unwrap();
    let (memory, outlet) = memory();
    let mut tried = vec![];
    while let Some(next) = next_due_at(&club).await.unwrap() {
        club.clock.set(next.max(club.clock.now()));
        memory.fail_next(busy());
        tried.push((start - club.clock.now()).num_minutes());
        deliver(&club, &outlet, "worker", 10).await.unwrap();
    }
    assert_eq!(tried, [45, 44, 39, 24, 3, 2, 1]);
    let row = row(&club, id).await;
    assert_eq!(row.state, OutboxState::Failed);
    assert_eq!(row.last_error.as_deref(), Some("не успели до начала: 450 try again later"));
}

#[tokio::test]
async fn held_emails_wait_for_the_operator() {
    let club = fresh_club().await;
    let now = club.clock.now();
    let held = network::ActiveModel {
        id: Set(club.chance.id(now)),
        name: Set("Интернет-наставник".to_owned()),
        emails_held_at: Set(Some(now)),
        emails_paused_at: Set(None),
        created_at: Set(now),
    };
    let work = club.storage.write(move |tx| Box::pin(async move { held.insert(tx).await }));
    work.await.unwrap();
    write(&club, new("anna")).await.unwrap();
    let (memory, outlet) = memory();
    assert!(deliver(&club, &outlet, "worker", 10).await.unwrap().is_empty());
    assert_eq!((memory.sent().len(), next_due_at(&club).await.unwrap()), (0, None));
    let release = network::ActiveModel { emails_held_at: Set(None), ..Default::default() };
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { network::Entity::update_many().set(release).exec(tx).await }));
    work.await.unwrap();
    assert_eq!(deliver(&club, &outlet, "worker", 10).await.unwrap().sent.len(), 1);
}

#[tokio::test]
async fn a_killed_worker_is_replaced_and_cannot_come_back() {
    let club = fresh_club().await;
    let id = write(&club, new("anna")).await.unwrap();
    let (rows, _) = take(&club, "worker").await;
    let zombie = rows.into_iter().next().unwrap();
    let (memory, outlet) = memory();
    later(&club, TimeDelta::seconds(60));
    assert!(deliver(&club, &outlet, "worker", 10).await.unwrap().is_empty(), "the lease lasts");
    later(&club, TimeDelta::seconds(1));
    assert_eq!(deliver(&club, &outlet, "worker", 10).await.unwrap().sent, [id]);
    let late = attempt::Outcome::Failed("late".to_owned());
    settle::settle(&club, vec![attempt::Tried { row: zombie, outcome: late, trouble: None }].into())
        .await
        .unwrap();
    assert_eq!(row(&club, id).await.state, OutboxState::Sent);
    assert_eq!(memory.sent().len(), 1);
}

#[tokio::test]
async fn only_what_is_still_ours_is_prolonged_and_given_back() {
    let club = fresh_club().await;
    let first = write(&club, new("anna")).await.unwrap();
    take(&club, "worker").await;
    let now = later(&club, TimeDelta::seconds(20));
    let until = now + TimeDelta::seconds(60);
    assert_eq!(lease::prolong(&club, "worker", vec![first]).await.unwrap(), (vec![first], until));
    assert_eq!(row(&club, first).await.lease_until, Some(until));
    later(&club, TimeDelta::seconds(61));
    take(&club, "other").await;
    assert_eq!(lease::prolong(&club, "worker", vec![first]).await.unwrap().0, [], "somebody else has it");
    lease::give_back(&club, "worker", vec![first]).await.unwrap();
    assert_eq!(row(&club, first).await.lease_owner.as_deref(), Some("other"));
    lease::give_back(&club, "other", vec![first]).await.unwrap();
    let row = row(&club, first).await;
    assert_eq!((row.state, row.lease_owner, row.attempts), (OutboxState::Due, None, 1), "it was not tried");
}

#[tokio::test]
async fn an_email_on_which_every_worker_dies_is_put_aside() {
    let club = fresh_club().await;
    let id = write(&club, new("anna")).await.unwrap();
    for attempt in 1..=20 {
        let (rows, failed) = take(&club, "worker").await;
        assert_eq!((rows.len(), failed), (1, 0), "attempt {attempt}");
        later(&club, TimeDelta::seconds(61));
    }
    let (rows, failed) = take(&club, "worker").await;
    assert_eq!((rows.len(), failed), (0, 1));
    let row = row(&club, id).await;
    assert_eq!(row.state, OutboxState::Failed);
    assert_eq!(row.last_error.as_deref(), Some("программа каждый раз прерывалась на этом письме"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_senders_send_each_email_once() {
    let club = fresh_club().await;
    for number in 0..40 {
        write(&club, new(&format!("listener-{number:02}"))).await.unwrap();
    }
    let (memory, outlet) = memory();
    let mut senders = tokio::task::JoinSet::new();
    for sender in 0..4 {
        let (club, outlet) = (club.clone(), outlet.clone());
        senders.spawn(async move {
            while !deliver(&club, &outlet, &format!("sender {sender}"), 3).await.unwrap().is_empty() {}
        });
    }
    senders.join_all().await;
    let mut addresses: Vec<String> = memory.sent().iter().map(|email| email.to.address.to_string()).collect();
    addresses.sort();
    assert_eq!(
        addresses,
        (0..40).map(|number| format!("listener-{number:02}@school.example")).collect::<Vec<_>>()
    );
}
