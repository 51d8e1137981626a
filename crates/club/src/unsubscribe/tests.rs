//! Whoever ends invitations gets none, not even one that was written before.

use entity::{EmailKind, OutboxState};
use mail::{Memory, Outlet};

use super::*;
use crate::outbox::{self, NewEmail};
use crate::test_club::{fresh_club, profile};

async fn anna(club: &Club, agrees: bool) -> (person::Model, String) {
    let inside = club.clone();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let anna =
                crate::person::find_or_add(tx, &inside, &profile("Анна", "Зайцева", "anna@school.example"))
                    .await?;
            if agrees {
                let purposes = [ConsentPurpose::Invitations];
                consent::give(tx, &inside, anna.id, &purposes, (Lang::Ru, &Origin::default())).await?;
            }
            let address = address(tx, &inside, &anna).await?;
            Ok((anna, address))
        })
    });
    work.await.unwrap()
}

fn secret(address: &str) -> &str {
    address.strip_prefix("https://club.example/u/").unwrap()
}

async fn invite(club: &Club, anna: &person::Model, key: &str) -> NewEmail {
    let content = crate::emails::Content {
        subject: "Приглашаем".to_owned(),
        text: "Ждём!\n".to_owned(),
        html: String::new(),
    };
    let email = NewEmail::to(anna, EmailKind::Invitation, key.to_owned(), content).unwrap();
    let (inside, written) = (club.clone(), email.clone());
    let work =
        club.storage.write(move |tx| Box::pin(async move { outbox::enqueue(tx, &inside, written).await }));
    assert!(work.await.unwrap().is_some());
    email
}

#[tokio::test]
async fn the_address_is_the_same_in_every_email() {
    let club = fresh_club().await;
    let (_, first) = anna(&club, true).await;
    let (_, second) = anna(&club, true).await;
    assert_eq!(first, second);
    assert_eq!(secret(&first).len(), 26);
}

#[tokio::test]
async fn an_invitation_that_was_written_before_the_withdrawal_is_not_sent_after_it() {
    let club = fresh_club().await;
    let (anna, address) = anna(&club, true).await;
    invite(&club, &anna, "one").await;
    withdraw(&club, secret(&address)).await.unwrap();
    withdraw(&club, secret(&address)).await.unwrap();
    let memory = Memory::new();
    outbox::deliver(&club, &Outlet::Memory(memory.clone()).into(), "test", 50).await.unwrap();
    assert_eq!(memory.sent().len(), 0);
    let written = outbox::written_to(&club, "anna@school.example").await;
    assert_eq!(written.iter().map(|email| email.state).collect::<Vec<_>>(), [OutboxState::Discarded]);
    assert!(!find(&club, secret(&address)).await.unwrap().unwrap().is_on);
}

#[tokio::test]
async fn whoever_pressed_by_mistake_is_invited_again() {
    let club = fresh_club().await;
    let (_, address) = anna(&club, true).await;
    withdraw(&club, secret(&address)).await.unwrap();
    let origin = Origin { how: "form", ..Origin::default() };
    undo(&club, secret(&address), Lang::Ru, &origin).await.unwrap();
    assert!(find(&club, secret(&address)).await.unwrap().unwrap().is_on);
}

#[tokio::test]
async fn a_link_that_is_nobodys_changes_nothing() {
    let club = fresh_club().await;
    let (_, address) = anna(&club, true).await;
    for wrong in ["", "0123456789abcdefghjkmnpqrs"] {
        assert!(find(&club, wrong).await.unwrap().is_none());
        assert!(matches!(withdraw(&club, wrong).await, Err(UnsubscribeError::NotFound)));
        let undone = undo(&club, wrong, Lang::Ru, &Origin::default()).await;
        assert!(matches!(undone, Err(UnsubscribeError::NotFound)));
    }
    assert!(find(&club, secret(&address)).await.unwrap().unwrap().is_on);
}
