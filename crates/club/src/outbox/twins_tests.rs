//! Identical e-mails to one person leave as one.

use chrono_tz::Tz;
use entity::{EmailKind, OutboxState};
use mail::{Memory, Outlet, SendError};

use super::*;
use crate::emails::Content;
use crate::test_session::SmallSession;

async fn write(small: &SmallSession, person: &entity::person::Model, key: &str, text: &str) {
    let (subject, text) = ("Сбор в 14:00".to_owned(), text.to_owned());
    let content = Content { subject, html: format!("<p>{text}</p>"), text };
    let email = NewEmail::to(person, EmailKind::Announcement, key.to_owned(), content).unwrap();
    let inside = small.club.clone();
    let work = small.club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, email).await }));
    work.await.unwrap().expect("a new e-mail");
}

async fn states(small: &SmallSession) -> Vec<(String, OutboxState)> {
    let all = written(&small.club, sea_orm::Condition::all()).await;
    all.iter().map(|email| (email.dedup_key.clone(), email.state)).collect()
}

#[tokio::test]
async fn what_two_causes_say_alike_to_one_person_leaves_once_and_counts_as_told_for_both() {
    let small = SmallSession::new().await;
    let anna =
        small.person("Петрова Анна Сергеевна", Tz::Europe__Moscow, Some("office@school.example")).await;
    let olga = small.person("Белова Ольга Львовна", Tz::Europe__Moscow, Some("office@school.example")).await;
    for key in ["one", "two", "three"] {
        write(&small, &anna, key, "Ждём Вас").await;
    }
    write(&small, &anna, "own-link", "Ждём Вас: https://club.example/j/7k2qm2xhd4t9c8v1n5b3w6y0za").await;
    write(&small, &olga, "colleague", "Ждём Вас").await;
    let memory = Memory::new();
    let ways: Ways = Outlet::Memory(memory.clone()).into();
    deliver(&small.club, &ways, "worker", 10).await.unwrap();
    let sent: Vec<String> = memory.sent().into_iter().map(|email| email.text).collect();
    assert_eq!(sent.iter().filter(|text| text.trim() == "Ждём Вас").count(), 2, "one for each of them");
    assert_eq!(sent.len(), 3);
    assert!(states(&small).await.iter().all(|(_, state)| *state == OutboxState::Sent));
    let (_, shown) =
        history(&small.club, &crate::Viewer::Club, Shelf::OfNetwork(anna.id)).await.unwrap().unwrap();
    assert_eq!(shown.iter().filter(|email| email.sent_at.is_some()).count(), 4, "each cause is told");
    write(&small, &anna, "later", "Ждём Вас").await;
    deliver(&small.club, &ways, "worker", 10).await.unwrap();
    assert_eq!(memory.sent().len(), 4, "what is said again later is sent again");
}

#[tokio::test]
async fn when_the_first_of_identical_emails_is_refused_the_other_goes_by_itself() {
    let small = SmallSession::new().await;
    let anna = small.person("Петрова Анна Сергеевна", Tz::Europe__Moscow, Some("anna@school.example")).await;
    for key in ["one", "two"] {
        write(&small, &anna, key, "Ждём Вас").await;
    }
    let memory = Memory::new();
    let ways: Ways = Outlet::Memory(memory.clone()).into();
    memory.fail_next(SendError::Temporary { reason: "450 later".to_owned(), code: Some(450) });
    deliver(&small.club, &ways, "worker", 10).await.unwrap();
    assert_eq!(memory.sent().len(), 0);
    small.club.clock.set(small.club.clock.now() + chrono::TimeDelta::seconds(5));
    deliver(&small.club, &ways, "worker", 10).await.unwrap();
    assert_eq!(memory.sent().len(), 1);
    assert!(states(&small).await.iter().all(|(_, state)| *state == OutboxState::Sent));
}
