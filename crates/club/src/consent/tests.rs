//! What the law wants of consents.

use super::*;
use crate::person;
use crate::test_club::{fresh_club, profile};

async fn anna(club: &Club, purposes: &'static [ConsentPurpose]) -> Viewer {
    let inside = club.clone();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let anna =
                person::find_or_add(tx, &inside, &profile("Анна", "Зайцева", "anna@school.example")).await?;
            let origin = Origin { ip: Some("192.0.2.7".to_owned()), user_agent: None, how: "form" };
            give(tx, &inside, anna.id, purposes, (Lang::Ru, &origin)).await?;
            Ok(anna.id)
        })
    });
    let person_id = work.await.unwrap();
    let login_id = club.chance.id(club.clock.now());
    Viewer::Person { person_id, login_id, csrf_token: String::new(), name: String::new(), grants: vec![] }
}

#[tokio::test]
async fn each_purpose_is_a_row_of_its_own_with_the_text_that_was_read() {
    let club = fresh_club().await;
    let anna = anna(&club, &[ConsentPurpose::Participation, ConsentPurpose::Invitations]).await;
    let given = of_viewer(&club, &anna).await.unwrap();
    let purposes: Vec<ConsentPurpose> = given.iter().map(|(consent, _)| consent.purpose).collect();
    assert_eq!(purposes, [ConsentPurpose::Invitations, ConsentPurpose::Participation]);
    for (consent, text) in given {
        assert_eq!(text.sha256, data_encoding::HEXLOWER.encode(&Sha256::digest(&text.body)));
        assert_eq!(consent.ip.as_deref(), Some("192.0.2.7"));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn agreeing_again_to_the_same_text_is_one_consent() {
    let club = fresh_club().await;
    let known = anna(&club, &[]).await;
    let again = (0..16).map(|_| anna(&club, &[ConsentPurpose::Participation]));
    let again = futures_util::future::join_all(again).await;
    assert!(again.iter().all(|viewer| viewer.person_id() == known.person_id()));
    assert_eq!(of_viewer(&club, &known).await.unwrap().len(), 1);
}

#[tokio::test]
async fn agreeing_after_a_withdrawal_is_a_consent_of_its_own() {
    let club = fresh_club().await;
    let person = anna(&club, &[ConsentPurpose::Invitations]).await;
    withdraw(&club, &person, ConsentPurpose::Invitations).await.unwrap();
    anna(&club, &[ConsentPurpose::Invitations]).await;
    let given = of_viewer(&club, &person).await.unwrap();
    let standing: Vec<bool> = given.iter().map(|(consent, _)| consent.withdrawn_at.is_none()).collect();
    assert_eq!(standing.len(), 2);
    assert_eq!(standing.iter().filter(|stands| **stands).count(), 1);
}

#[tokio::test]
async fn one_consent_is_withdrawn_without_the_others() {
    let club = fresh_club().await;
    let anna = anna(&club, ConsentPurpose::ALL).await;
    withdraw(&club, &anna, ConsentPurpose::Invitations).await.unwrap();
    let given = of_viewer(&club, &anna).await.unwrap();
    let withdrawn: Vec<ConsentPurpose> = given
        .iter()
        .filter(|(consent, _)| consent.withdrawn_at.is_some())
        .map(|(consent, _)| consent.purpose)
        .collect();
    assert_eq!(withdrawn, [ConsentPurpose::Invitations]);
}

/// Changed one? Raise [`VERSION`], then write the new line here: what somebody agreed to stays to be read as it was.
#[test]
fn a_text_changes_only_with_its_version() {
    let mut found = vec![];
    for language in Lang::ALL {
        for text in texts(language) {
            let purpose = text.purpose.as_str();
            found.push(format!("{purpose} {language} {} {:.16}", text.version, text.sha256));
        }
    }
    let pinned = [
        "participation ru 1 f2d64eaaff3a2bfb",
        "publication ru 1 307c9a6b0b39b99b",
        "invitations ru 1 d6322a1a1408e10e",
        "participation en 1 86dd2a209cb3d6c6",
        "publication en 1 d53cb9d099ea8fc7",
        "invitations en 1 fa72cfd132cb74ad",
    ];
    assert_eq!(found, pinned);
}
