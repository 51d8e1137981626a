//! What a log-in link and a cookie are good for.

use chrono::TimeDelta;
use entity::{PersonId, Role};

use super::*;
use crate::outbox::written_to;
use crate::person;
use crate::role::{self, Appointment};
use crate::test_club::{fresh_club, profile};
use lang::Lang;
use mail::Address;

async fn anna(club: &Club) -> PersonId {
    let inside = club.clone();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let anna = profile("Анна", "Зайцева", "anna@school.example");
            Ok(person::find_or_add(tx, &inside, &anna).await?.id)
        })
    });
    work.await.unwrap()
}

fn secret(path: &str) -> &str {
    path.strip_prefix("/login/").unwrap()
}

#[tokio::test]
async fn a_link_works_once_and_looking_at_it_does_not_use_it_up() {
    let club = fresh_club().await;
    let path = link_for(&club, anna(&club).await, Some("/me".to_owned()), TimeDelta::hours(1)).await.unwrap();
    for _ in 0..3 {
        assert_eq!(greet(&club, secret(&path)).await.unwrap(), "Анна");
    }
    let login = redeem(&club, secret(&path), None).await.unwrap();
    assert_eq!(login.next.as_deref(), Some("/me"));
    assert!(matches!(redeem(&club, secret(&path), None).await, Err(RedeemError::Link)));
    assert!(matches!(greet(&club, secret(&path)).await, Err(RedeemError::Link)));
}

#[tokio::test]
async fn of_many_that_use_a_link_at_once_one_gets_in() {
    let club = fresh_club().await;
    let path = link_for(&club, anna(&club).await, None, TimeDelta::hours(1)).await.unwrap();
    let tries = futures_util::future::join_all((0..16).map(|_| redeem(&club, secret(&path), None))).await;
    assert_eq!(tries.iter().filter(|login| login.is_ok()).count(), 1);
}

#[tokio::test]
async fn an_old_link_and_an_old_cookie_are_worth_nothing() {
    let club = fresh_club().await;
    let anna = anna(&club).await;
    let late = link_for(&club, anna, None, TimeDelta::hours(1)).await.unwrap();
    let path = link_for(&club, anna, None, TimeDelta::hours(3)).await.unwrap();
    club.clock.set(club.clock.now() + TimeDelta::hours(2));
    assert!(matches!(redeem(&club, secret(&late), None).await, Err(RedeemError::Link)));
    let login = redeem(&club, secret(&path), None).await.unwrap();
    assert_eq!(viewer(&club, &login.cookie).await.unwrap().person_id(), Some(anna));
    club.clock.set(club.clock.now() + TimeDelta::days(31));
    assert_eq!(viewer(&club, &login.cookie).await.unwrap(), Viewer::Guest);
}

#[tokio::test]
async fn staff_are_logged_out_after_ninety_idle_minutes() {
    let club = fresh_club().await;
    let profile = profile("Анна", "Зайцева", "anna@school.example");
    let new = Appointment { profile, role: Role::Curator, school_id: None, webinar_id: None };
    let curator = role::appoint(&club, &Viewer::Club, new).await.unwrap();
    let path = link_for(&club, curator, None, TimeDelta::hours(1)).await.unwrap();
    let login = redeem(&club, secret(&path), None).await.unwrap();
    for minutes in [80, 80] {
        club.clock.set(club.clock.now() + TimeDelta::minutes(minutes));
        assert!(viewer(&club, &login.cookie).await.unwrap().is_curator());
    }
    club.clock.set(club.clock.now() + TimeDelta::minutes(91));
    assert_eq!(viewer(&club, &login.cookie).await.unwrap(), Viewer::Guest);
}

#[tokio::test]
async fn nobody_ends_the_log_in_of_somebody_else() {
    let club = fresh_club().await;
    let path = link_for(&club, anna(&club).await, None, TimeDelta::hours(1)).await.unwrap();
    let cookie = redeem(&club, secret(&path), None).await.unwrap().cookie;
    let own = viewer(&club, &cookie).await.unwrap();
    let Viewer::Person { login_id, .. } = &own else { panic!("Anna is logged in") };
    let other = Viewer::Person {
        person_id: club.chance.id(club.clock.now()),
        login_id: club.chance.id(club.clock.now()),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![],
    };
    end(&club, &other, Some(*login_id)).await.unwrap();
    assert_eq!(viewer(&club, &cookie).await.unwrap(), own);
    end(&club, &own, None).await.unwrap();
    assert_eq!(viewer(&club, &cookie).await.unwrap(), Viewer::Guest);
}

async fn asks(club: &Club, address: &str) {
    send_link(club, &Address::parse(address).unwrap(), None, Lang::Ru).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_address_that_is_read_gets_three_links_an_hour_any_other_three_a_day_and_an_unknown_one_none() {
    let club = fresh_club().await;
    anna(&club).await;
    let many = || futures_util::future::join_all((0..16).map(|_| asks(&club, "anna@school.example")));
    many().await;
    asks(&club, "nobody@school.example").await;
    assert_eq!(written_to(&club, "anna@school.example").await.len(), 3);
    assert_eq!(written_to(&club, "nobody@school.example").await.len(), 0);
    club.clock.set(club.clock.now() + TimeDelta::minutes(30));
    many().await;
    let written = written_to(&club, "anna@school.example").await;
    assert_eq!(written.len(), 3, "nobody has shown yet that Anna reads it");
    let mut words = written[0].text.lines();
    let secret = words.find_map(|line| line.strip_prefix("https://club.example/login/")).unwrap();
    redeem(&club, secret, None).await.unwrap();
    for sent in [6, 9] {
        many().await;
        assert_eq!(written_to(&club, "anna@school.example").await.len(), sent);
        club.clock.set(club.clock.now() + TimeDelta::hours(1));
    }
}

#[tokio::test]
async fn people_who_share_a_mailbox_get_a_link_each_in_one_email() {
    let club = fresh_club().await;
    anna(&club).await;
    let inside = club.clone();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let with_link = profile("Ольга", "evil.example", "anna@school.example");
            person::find_or_add(tx, &inside, &with_link).await
        })
    });
    work.await.unwrap();
    asks(&club, "anna@school.example").await;
    let email = written_to(&club, "anna@school.example").await.remove(0);
    let secrets = email.text.lines().filter_map(|line| line.strip_prefix("https://club.example/login/"));
    let mut given = vec![];
    for secret in secrets {
        given.push(greet(&club, secret).await.unwrap());
    }
    given.sort();
    assert_eq!(given, ["Анна", "Ольга"]);
    assert!(!email.text.contains("evil.example") && !email.html.contains("evil.example"), "{}", email.text);
}

#[tokio::test]
async fn whoever_is_disabled_does_not_get_in_and_gets_no_link() {
    let club = fresh_club().await;
    let anna = anna(&club).await;
    let path = link_for(&club, anna, None, TimeDelta::hours(1)).await.unwrap();
    let cookie = redeem(&club, secret(&path), None).await.unwrap().cookie;
    let path = link_for(&club, anna, None, TimeDelta::hours(1)).await.unwrap();
    let now = club.clock.now();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let disable = entity::person::Entity::update_many()
                .col_expr(entity::person::Column::DisabledAt, Expr::value(now))
                .filter(entity::person::Column::Id.eq(anna));
            disable.exec(tx).await
        })
    });
    assert_eq!(work.await.unwrap().rows_affected, 1);
    assert!(matches!(greet(&club, secret(&path)).await, Err(RedeemError::Link)));
    assert!(matches!(redeem(&club, secret(&path), None).await, Err(RedeemError::Link)));
    assert_eq!(viewer(&club, &cookie).await.unwrap(), Viewer::Guest);
    asks(&club, "anna@school.example").await;
    assert_eq!(written_to(&club, "anna@school.example").await.len(), 0);
}
