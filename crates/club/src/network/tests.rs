//! How an installation is set up.

use chrono_tz::Tz;

use super::*;
use crate::test_club::fresh_club;

fn form() -> SetUp {
    let school = SchoolProfile {
        full_name: "МБОУ СОШ № 44, г. Сургут".to_owned(),
        short_name: "МБОУ СОШ № 44".to_owned(),
        city: "Сургут".to_owned(),
        region: "Ханты-Мансийский автономный округ — Югра".to_owned(),
        zone: Tz::Asia__Yekaterinburg,
    };
    SetUp {
        network_name: "Интернет-наставник".to_owned(),
        school,
        curator: FullName::parse("Белых", "Тимур", "Рашидович").unwrap(),
        email: Address::parse("belykh@school.example").unwrap(),
    }
}

#[tokio::test]
async fn an_installation_is_set_up_once_by_the_newest_link() {
    let club = fresh_club().await;
    let old = offer_set_up(&club).await.unwrap().unwrap();
    let new = offer_set_up(&club).await.unwrap().unwrap();
    assert_eq!(
        (set_up_is_open(&club, &old).await.unwrap(), set_up_is_open(&club, &new).await.unwrap()),
        (false, true)
    );
    assert!(matches!(set_up(&club, &old, form()).await, Err(SetUpError::Link)));
    set_up(&club, &new, form()).await.unwrap();
    assert!(matches!(set_up(&club, &new, form()).await, Err(SetUpError::Link)));
    assert_eq!(offer_set_up(&club).await.unwrap(), None);
    assert_eq!(find(&club).await.unwrap().unwrap().name, "Интернет-наставник");
}

#[tokio::test]
async fn the_first_curator_is_organizer_of_the_first_school() {
    let club = fresh_club().await;
    let secret = offer_set_up(&club).await.unwrap().unwrap();
    let curator = set_up(&club, &secret, form()).await.unwrap();
    let path = login::link_for(&club, curator, None, TimeDelta::hours(1)).await.unwrap();
    let cookie = login::redeem(&club, path.strip_prefix("/login/").unwrap(), None).await.unwrap().cookie;
    let viewer = login::viewer(&club, &cookie).await.unwrap();
    let school = school::directory(&club, &viewer, "", None).await.unwrap().schools.remove(0);
    assert_eq!((viewer.is_curator(), viewer.schools()), (true, vec![school.id]));
}

#[tokio::test]
async fn health_is_for_curators() {
    let club = fresh_club().await;
    assert_eq!(health(&club, &Viewer::Guest).await.unwrap(), None);
    assert_eq!(health(&club, &Viewer::Club).await.unwrap(), Some(Health::default()));
}

#[tokio::test]
async fn held_emails_are_released_by_a_curator_once() {
    let club = fresh_club().await;
    let secret = offer_set_up(&club).await.unwrap().unwrap();
    set_up(&club, &secret, form()).await.unwrap();
    let now = club.clock.now();
    let hold = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move {
            let held = Expr::value(Some(now));
            network::Entity::update_many().col_expr(network::Column::EmailsHeldAt, held).exec(tx).await
        })
    });
    assert_eq!(hold.await.unwrap().rows_affected, 1);
    let are_held = async || health(&club, &Viewer::Club).await.unwrap().unwrap().emails_held;
    assert!(!release_emails(&club, &Viewer::Guest).await.unwrap());
    assert!(are_held().await);
    assert!(release_emails(&club, &Viewer::Club).await.unwrap());
    assert!(!are_held().await);
    assert!(!release_emails(&club, &Viewer::Club).await.unwrap());
}
