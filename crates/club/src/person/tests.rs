//! How people are found again.

use super::*;
use crate::test_club::{fresh_club, profile};

async fn add(club: &Club, profile: &Profile) -> person::Model {
    let (inside, profile) = (club.clone(), profile.clone());
    let work =
        club.storage.write(move |tx| Box::pin(async move { find_or_add(tx, &inside, &profile).await }));
    work.await.unwrap()
}

#[tokio::test]
async fn the_same_name_and_address_is_the_same_person_and_keeps_what_is_stored() {
    let club = fresh_club().await;
    let anna = add(&club, &profile("Алёна", "Зайцева", "anna@school.example")).await;
    let again = Profile {
        position: "директор".to_owned(),
        ..profile("Алена", "Зайцева", "anna@school.example")
    };
    assert_eq!(add(&club, &again).await, anna);
}

#[tokio::test]
async fn people_who_share_a_mailbox_are_kept_apart() {
    let club = fresh_club().await;
    let anna = add(&club, &profile("Анна", "Зайцева", "school@school.example")).await;
    let olga = add(&club, &profile("Ольга", "Зайцева", "school@school.example")).await;
    assert_ne!(anna.id, olga.id);
}

#[tokio::test]
async fn namesakes_with_addresses_of_their_own_are_kept_apart() {
    let club = fresh_club().await;
    let one = add(&club, &profile("Анна", "Зайцева", "one@school.example")).await;
    let other = add(&club, &profile("Анна", "Зайцева", "other@school.example")).await;
    assert_ne!(one.id, other.id);
}

#[tokio::test]
async fn a_gender_that_nobody_named_is_taken_from_the_name_only_where_its_rules_are_sure() {
    let club = fresh_club().await;
    let anna = add(&club, &profile("Анна", "Зайцева", "anna@school.example")).await;
    let sasha = add(&club, &profile("Саша", "Шевченко", "sasha@school.example")).await;
    assert_eq!((anna.gender, sasha.gender), (Gender::Female, Gender::Unknown));
}
