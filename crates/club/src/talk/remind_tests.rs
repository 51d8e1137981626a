//! Speakers are reminded of what is missing, in their zone, once a day.

use chrono_tz::Tz;
use entity::{EmailKind, MaterialState, TalkState, person, talk};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};

use super::*;
use crate::outbox::{self, WholeEmail};
use crate::test_session::{SmallSession, at};
use crate::{Viewer, email_switch};

const ZONE: Tz = Tz::Asia__Yekaterinburg;

async fn change(small: &SmallSession, talk: talk::Model) {
    let row = talk.into_active_model().reset_all();
    small.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await })).await.unwrap();
}

async fn speaker(small: &SmallSession, name: &str, zone: Tz) -> person::Model {
    small.person("Иванова Мария Петровна", zone, Some(&format!("{name}@school.example"))).await
}

async fn written(small: &SmallSession) -> Vec<WholeEmail> {
    outbox::written(&small.club, sea_orm::Condition::all()).await
}

fn day() -> chrono::NaiveDate {
    "2027-03-18".parse().unwrap()
}

async fn calling() -> SmallSession {
    let mut small = SmallSession::new().await;
    small.change(|session| session.talks_until = Some(at("2027-03-20T18:59:00Z"))).await;
    small.club.clock.set(at("2027-03-18T04:00:00Z"));
    small
}

#[tokio::test]
async fn a_speaker_with_unfinished_talks_gets_one_email_with_all_of_them() {
    let small = calling().await;
    let (anna, done, far) = (
        speaker(&small, "anna", ZONE).await,
        speaker(&small, "done", ZONE).await,
        speaker(&small, "far", Tz::Asia__Kamchatka).await,
    );
    for (person, topic, state) in [
        (&anna, "Первая тема", TalkState::Draft),
        (&anna, "Вторая тема", TalkState::NeedsFix),
        (&anna, "Принятая тема", TalkState::Accepted),
        (&done, "Сданная тема", TalkState::Submitted),
        (&far, "Дальняя тема", TalkState::Draft),
    ] {
        let talk = small.talk(person, 0, topic).await;
        change(&small, talk::Model { state, ..talk }).await;
    }
    let remind = async || remind_of_talks(&small.club, small.session.id, ZONE, day()).await.unwrap();
    assert_eq!((remind().await, remind().await), (1, 0));
    let emails = written(&small).await;
    assert_eq!(emails.len(), 1);
    let email = &emails[0];
    assert_eq!((email.kind, email.to_address.as_str()), (EmailKind::TalkDeadline, "anna@school.example"));
    assert_eq!(email.subject, "Осталось 2 дня: заявка на выступление");
    assert_eq!(email.not_after, Some(at("2027-03-20T18:59:00Z")));
    let text = email.text.replace('\u{a0}', " ");
    assert!(text.contains("Первая тема\nзаявка ещё не отправлена"), "{text}");
    assert!(text.contains("Вторая тема\nэксперты просят доработать"), "{text}");
    assert!(!text.contains("Принятая тема"), "{text}");
    assert!(text.contains("20 марта 2027 г., 23:59 по Вашему времени"), "{text}");
}

#[tokio::test]
async fn nobody_is_reminded_after_the_end_or_where_it_is_switched_off() {
    let small = calling().await;
    let anna = speaker(&small, "anna", ZONE).await;
    let talk = small.talk(&anna, 0, "Тема").await;
    change(&small, talk::Model { state: TalkState::Draft, ..talk }).await;
    let remind = async || remind_of_talks(&small.club, small.session.id, ZONE, day()).await.unwrap();
    let kind = EmailKind::TalkDeadline;
    email_switch::switch(&small.club, &Viewer::Club, "2027-spring", kind, false).await.unwrap();
    assert_eq!(remind().await, 0);
    email_switch::switch(&small.club, &Viewer::Club, "2027-spring", kind, true).await.unwrap();
    small.club.clock.set(at("2027-03-20T18:59:00Z"));
    assert_eq!(remind().await, 0);
    assert_eq!(written(&small).await.len(), 0);
}

#[tokio::test]
async fn materials_are_asked_of_those_who_owe_them_and_after_the_webinar_of_its_speakers_only() {
    let mut small = SmallSession::new().await;
    let (first, second, complete) = (
        speaker(&small, "first", ZONE).await,
        speaker(&small, "second", ZONE).await,
        speaker(&small, "complete", ZONE).await,
    );
    for (person, place, materials) in [
        (&first, 0, MaterialState::Missing),
        (&second, 1, MaterialState::NeedsFix),
        (&complete, 0, MaterialState::Received),
    ] {
        let talk = small.talk(person, place, "Тема").await;
        change(&small, talk::Model { materials, ..talk }).await;
    }
    let session = small.session.id;
    let on = |day: &str| (ZONE, day.parse().unwrap());
    small.club.clock.set(at("2027-04-06T04:00:00Z"));
    let unasked = remind_of_materials(&small.club, session, None, on("2027-04-06")).await.unwrap();
    assert_eq!(unasked, 0, "this session asks for no materials");
    small.change(|session| session.materials_until = Some(at("2027-04-09T18:59:00Z"))).await;
    assert_eq!(remind_of_materials(&small.club, session, None, on("2027-04-06")).await.unwrap(), 2);
    small.club.clock.set(at("2027-04-19T04:00:00Z"));
    assert_eq!(remind_of_materials(&small.club, session, None, on("2027-04-19")).await.unwrap(), 0);
    let webinar = Some(small.webinars[0].id);
    assert_eq!(remind_of_materials(&small.club, session, webinar, on("2027-04-19")).await.unwrap(), 1);
    let told: Vec<(String, String)> = written(&small)
        .await
        .into_iter()
        .map(|email| (email.to_address.clone(), email.subject.clone()))
        .collect();
    let before = "Ждём Ваши материалы: осталось 3 дня";
    let mut expected = vec![
        ("first@school.example", before),
        ("second@school.example", before),
        ("first@school.example", "Пришлите, пожалуйста, материалы выступления"),
    ];
    let mut told: Vec<_> = told.iter().map(|(to, subject)| (to.as_str(), subject.as_str())).collect();
    told.sort_unstable();
    expected.sort_unstable();
    assert_eq!(told, expected);
}
