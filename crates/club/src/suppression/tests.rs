//! Nothing goes to an address on the list but what its reader asks for now.

use entity::SuppressionReason;
use mail::{Memory, Outlet};

use super::*;
use crate::outbox::{self, NewEmail};
use crate::test_club::fresh_club;

async fn write(club: &Club, kind: EmailKind, address: &str) {
    let email = NewEmail {
        kind,
        dedup_key: format!("{kind}:{address}"),
        session_id: None,
        person_id: None,
        to_name: None,
        to_address: address.to_owned(),
        language: lang::Lang::Ru,
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
    assert!(work.await.unwrap().is_some());
}

async fn deliver(club: &Club) -> Vec<String> {
    let memory = Memory::new();
    outbox::deliver(club, &Outlet::Memory(memory.clone()).into(), "test", 50).await.unwrap();
    let mut sent: Vec<String> = memory.sent().iter().map(|email| email.to.address.to_string()).collect();
    sent.sort();
    sent
}

#[tokio::test]
async fn an_email_to_a_listed_address_fails_with_the_reason_and_a_log_in_link_goes_out() {
    let club = fresh_club().await;
    let nobody = mail::Address::parse("nobody@school.example").unwrap();
    add(&club, &Viewer::Club, nobody, "просили не писать").await.unwrap();
    write(&club, EmailKind::Thanks, "nobody@school.example").await;
    write(&club, EmailKind::LoginLink, "nobody@school.example").await;
    write(&club, EmailKind::Thanks, "anna@school.example").await;
    assert_eq!(deliver(&club).await, ["anna@school.example", "nobody@school.example"]);
    let written = outbox::written_to(&club, "nobody@school.example").await;
    let of = |kind| written.iter().find(|email| email.kind == kind).unwrap();
    assert_eq!(of(EmailKind::Thanks).state, OutboxState::Failed);
    assert_eq!(of(EmailKind::Thanks).last_error.as_deref(), Some(NOT_SENT));
    assert_eq!(of(EmailKind::LoginLink).state, OutboxState::Sent);
}

#[tokio::test]
async fn curators_find_an_address_and_take_it_from_the_list() {
    let club = fresh_club().await;
    for name in ["nobody", "anna"] {
        let address = mail::Address::parse(&format!("{name}@school.example")).unwrap();
        add(&club, &Viewer::Club, address.clone(), "").await.unwrap();
        assert!(matches!(add(&club, &Viewer::Club, address, "").await, Err(AddError::IsThere)));
    }
    assert_eq!(list(&club, &Viewer::Guest, "", 10).await.unwrap().len(), 0);
    let found = list(&club, &Viewer::Club, " NOBODY@ ", 10).await.unwrap();
    assert_eq!(found.iter().map(|row| row.address.as_str()).collect::<Vec<_>>(), ["nobody@school.example"]);
    assert_eq!(found[0].reason, SuppressionReason::ByHand);
    assert!(matches!(lift(&club, &Viewer::Guest, found[0].id).await, Err(LiftError::NotFound)));
    lift(&club, &Viewer::Club, found[0].id).await.unwrap();
    assert!(matches!(lift(&club, &Viewer::Club, found[0].id).await, Err(LiftError::NotFound)));
    write(&club, EmailKind::Thanks, "nobody@school.example").await;
    assert_eq!(deliver(&club).await, ["nobody@school.example"]);
}
