//! What the keys promise: one signs, all are known, none is lost and no secret is kept twice.

use chrono::TimeDelta;
use sea_orm::{EntityTrait as _, IntoActiveModel as _};

use super::*;
use crate::Club;
use crate::test_club::fresh_club;

const FIRST: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
const SECOND: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

fn configured(club: &Club, key: &str) -> Club {
    let key = SecretKey::parse(key).unwrap();
    Club { settings: club.settings.clone().signing_with(key), ..club.clone() }
}

fn id(key: &str) -> String {
    SecretKey::parse(key).unwrap().public().id()
}

/// Id, whether the database holds the secret, whether it is retired.
async fn rows(club: &Club) -> Vec<(String, bool, bool)> {
    let rows = queries::all(club.storage.reads()).await.unwrap();
    rows.into_iter().map(|row| (row.id, row.secret_key.is_some(), row.retired_at.is_some())).collect()
}

#[tokio::test]
async fn a_new_installation_makes_one_key_and_keeps_it() {
    let club = fresh_club().await;
    let made = adopt(&club).await.unwrap();
    assert_eq!(adopt(&club).await.unwrap(), made);
    assert_eq!(current(&club).await.unwrap().public(), made);
    assert_eq!(rows(&club).await, [(made.id(), true, false)]);
    let other = fresh_club().await;
    assert_eq!(current(&other).await.unwrap().public(), made, "the same chance makes the same key");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn programs_that_start_at_once_agree_on_one_key() {
    let club = fresh_club().await;
    let keys = tokio::join!(adopt(&club), adopt(&club), current(&club));
    let key = keys.0.unwrap();
    assert_eq!((keys.1.unwrap(), keys.2.unwrap().public()), (key, key));
    assert_eq!(rows(&club).await.len(), 1);
}

#[tokio::test]
async fn a_configured_key_is_in_no_database() {
    let club = configured(&fresh_club().await, FIRST);
    assert_eq!(adopt(&club).await.unwrap().id(), id(FIRST));
    assert_eq!(rows(&club).await, [(id(FIRST), false, false)]);
}

#[tokio::test]
async fn a_changed_key_retires_the_one_before_and_public_halves_stay() {
    let club = fresh_club().await;
    let made = adopt(&club).await.unwrap();
    club.clock.set(club.clock.now() + TimeDelta::days(1));
    let first = configured(&club, FIRST);
    adopt(&first).await.unwrap();
    assert_eq!(rows(&club).await, [(made.id(), false, true), (id(FIRST), false, false)]);
    club.clock.set(club.clock.now() + TimeDelta::days(1));
    adopt(&configured(&club, SECOND)).await.unwrap();
    let published = published(&club).await.unwrap();
    let kept: Vec<_> = published.iter().map(|key| (key.key.id(), key.until.is_some())).collect();
    assert_eq!(kept, [(made.id(), true), (id(FIRST), true), (id(SECOND), false)]);
    assert!(matches!(current(&first).await, Err(KeyError::Another { .. })), "whoever has the old key stops");
    adopt(&first).await.unwrap();
    assert_eq!(current(&first).await.unwrap().public().id(), id(FIRST), "a key may come back");
}

#[tokio::test]
async fn a_key_that_moves_into_the_configuration_leaves_the_database() {
    let club = fresh_club().await;
    let made = adopt(&club).await.unwrap();
    let secret = queries::all(club.storage.reads()).await.unwrap()[0].secret_key.clone().unwrap();
    let moved = configured(&club, &secret);
    assert_eq!(adopt(&moved).await.unwrap(), made);
    assert_eq!(rows(&club).await, [(made.id(), false, false)]);
}

#[tokio::test]
async fn without_its_secret_half_nothing_is_signed() {
    let club = fresh_club().await;
    adopt(&configured(&club, FIRST)).await.unwrap();
    for refused in [adopt(&club).await.map(drop), current(&club).await.map(drop)] {
        assert!(matches!(&refused, Err(KeyError::Missing(key)) if *key == id(FIRST)), "{refused:?}");
    }
    assert_eq!(rows(&club).await, [(id(FIRST), false, false)], "and no other key is made");
}

#[tokio::test]
async fn halves_that_do_not_belong_together_are_refused() {
    let club = fresh_club().await;
    adopt(&club).await.unwrap();
    let mut row = queries::all(club.storage.reads()).await.unwrap().remove(0).into_active_model();
    row.secret_key = sea_orm::Set(Some(FIRST.to_owned()));
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { entity::signing_key::Entity::update(row).exec(tx).await }));
    work.await.unwrap();
    assert!(matches!(current(&club).await, Err(KeyError::Torn(_))));
    assert!(matches!(adopt(&club).await, Err(KeyError::Torn(_))));
}
