//! Who is thanked.

use chrono_tz::Tz;

use super::*;
use crate::test_session::{SmallSession, at};
use crate::{Viewer, registration, webinar as webinars};

const ZONE: Tz = Tz::Asia__Yekaterinburg;

#[tokio::test]
async fn whoever_came_or_spoke_is_thanked_once_and_only_when_everything_is_over() {
    let small = SmallSession::new().await;
    let person = async |name: &str| {
        small.person("Иванова Мария Петровна", ZONE, Some(&format!("{name}@school.example"))).await
    };
    let (came, absent, spoke) = (person("came").await, person("absent").await, person("spoke").await);
    let both = person("both").await;
    for place in [0, 1] {
        let row = small.register(&came, place).await;
        small.club.clock.set(small.webinars[place].starts_at);
        registration::join(&small.club, &row.join_secret).await.unwrap();
    }
    small.register(&absent, 0).await;
    small.talk(&spoke, 0, "Тема").await;
    small.talk(&both, 1, "Тема").await;
    let of_cancelled = person("cancelled").await;
    small.talk(&of_cancelled, 2, "Тема").await;
    small.club.clock.set(at("2027-04-12T13:00:00Z"));
    assert_eq!(send(&small.club, small.session.id).await.unwrap(), 0, "a webinar is still to come");
    webinars::cancel(&small.club, &Viewer::Club, "2027-spring-s03", "докладчик заболел").await.unwrap();
    assert_eq!(send(&small.club, small.session.id).await.unwrap(), 3);
    assert_eq!(send(&small.club, small.session.id).await.unwrap(), 0);
    let mut thanked: Vec<String> = outbox::written(&small.club, sea_orm::Condition::all())
        .await
        .iter()
        .map(|email| email.to_address.clone())
        .collect();
    thanked.sort();
    assert_eq!(thanked, ["both@school.example", "came@school.example", "spoke@school.example"]);
}
