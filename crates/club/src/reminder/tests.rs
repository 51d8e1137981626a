//! Who is reminded, once, and who is left in peace.

use chrono_tz::Tz;
use entity::{EmailKind, registration};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};

use super::*;
use crate::outbox::WholeEmail;
use crate::test_session::{SmallSession, at};
use crate::{Viewer, email_switch, registration as registrations, stream_link, webinar as webinars};

const ZONE: Tz = Tz::Asia__Yekaterinburg;

/// `S01` begins at 09:30.
fn start() -> DateTime<Utc> {
    at("2027-04-12T09:30:00Z")
}

async fn remind(small: &SmallSession, now: &str, minutes: u32) -> usize {
    small.club.clock.set(at(now));
    send(&small.club, small.webinars[0].id, start(), minutes).await.unwrap()
}

async fn reminders(small: &SmallSession) -> Vec<WholeEmail> {
    let mut emails = outbox::written(&small.club, sea_orm::Condition::all()).await;
    emails.retain(|email| email.kind == EmailKind::Reminder);
    emails
}

async fn change(small: &SmallSession, row: registration::ActiveModel) {
    let work = small.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.unwrap();
}

#[tokio::test]
async fn a_reminder_carries_the_personal_link_and_is_of_no_use_after_the_start() {
    let small = SmallSession::new().await;
    let anna = small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await;
    let row = small.register(&anna, 0).await;
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 1);
    assert_eq!(remind(&small, "2027-04-12T08:31:00Z", 60).await, 0, "nobody is reminded twice");
    assert_eq!(remind(&small, "2027-04-12T09:20:00Z", 10).await, 1);
    let emails = reminders(&small).await;
    let subjects: Vec<&str> = emails.iter().map(|email| email.subject.as_str()).collect();
    assert_eq!(subjects, ["Через час — Вебинар 1", "Через 10 минут — Вебинар 1"]);
    for email in &emails {
        assert!(
            email.text.contains(&format!("https://club.example/j/{}", row.join_secret)),
            "{}",
            email.text
        );
        assert_eq!((email.not_after, email.webinars.as_str()), (Some(start()), "S01"));
    }
}

#[tokio::test]
async fn whoever_looked_at_the_page_or_cannot_be_reached_is_not_reminded() {
    let small = SmallSession::new().await;
    let person = async |number: u32| {
        let address = format!("listener{number}@school.example");
        small.person("Иванов Пётр Ильич", ZONE, Some(&address)).await
    };
    let (opened, joined, cancelled, bounced) =
        (person(1).await, person(2).await, person(3).await, person(4).await);
    let meant = person(5).await;
    let mute = small.person("Иванов Олег Ильич", ZONE, None).await;
    for person in [&joined, &cancelled, &bounced, &meant, &mute] {
        small.register(person, 0).await;
    }
    let looked = small.register(&opened, 0).await;
    registrations::open(&small.club, &looked.join_secret).await.unwrap();
    let rows = registrations::queries::webinars(small.club.storage.reads(), vec![small.webinars[0].id]).await;
    assert_eq!(rows.unwrap().len(), 1);
    let standing = async |person: &entity::person::Model| {
        let db = small.club.storage.reads();
        registrations::queries::standing(db, small.webinars[0].id, person.id).await.unwrap().unwrap()
    };
    let now = Set(Some(small.club.clock.now()));
    let row = standing(&joined).await.into_active_model();
    change(&small, registration::ActiveModel { joined_at: now.clone(), ..row }).await;
    registrations::cancel(&small.club, &standing(&cancelled).await.join_secret).await.unwrap();
    let gone = entity::person::ActiveModel { email_bounced_at: now, ..bounced.clone().into_active_model() };
    small.club.storage.write(move |tx| Box::pin(async move { gone.update(tx).await })).await.unwrap();
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 1);
    assert_eq!(reminders(&small).await[0].person_id, Some(meant.id));
}

#[tokio::test]
async fn whoever_got_the_link_a_moment_ago_needs_no_reminder() {
    let small = SmallSession::new().await;
    let late = small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await;
    small.club.clock.set(at("2027-04-12T08:10:00Z"));
    small.register(&late, 0).await;
    stream_link::send(&small.club, small.session.id, ZONE, "2027-04-12".parse().unwrap()).await.unwrap();
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 0);
    assert_eq!(remind(&small, "2027-04-12T09:20:00Z", 10).await, 1, "an hour later it is welcome");
}

#[tokio::test]
async fn nobody_is_reminded_of_what_moved_began_or_was_cancelled_or_where_reminders_are_off() {
    let small = SmallSession::new().await;
    let anna = small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await;
    small.register(&anna, 0).await;
    let (club, slug) = (&small.club, small.webinars[0].slug.as_str());
    assert_eq!(remind(&small, "2027-04-12T09:30:00Z", 10).await, 0, "it has begun");
    email_switch::switch(club, &Viewer::Club, "2027-spring", EmailKind::Reminder, false).await.unwrap();
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 0);
    email_switch::switch(club, &Viewer::Club, "2027-spring", EmailKind::Reminder, true).await.unwrap();
    let later =
        webinars::Times { starts_at: start() + TimeDelta::hours(3), ends_at: start() + TimeDelta::hours(4) };
    webinars::reschedule(club, &Viewer::Club, slug, later).await.unwrap();
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 0, "of the old time");
    webinars::cancel(club, &Viewer::Club, slug, "докладчик заболел").await.unwrap();
    assert_eq!(send(club, small.webinars[0].id, later.starts_at, 60).await.unwrap(), 0);
}

#[tokio::test]
async fn more_listeners_than_one_transaction_takes_are_all_reminded_once() {
    let small = SmallSession::new().await;
    for number in 0..450 {
        let address = format!("listener{number}@school.example");
        let person = small.person("Иванов Пётр Ильич", ZONE, Some(&address)).await;
        small.register(&person, 0).await;
    }
    assert_eq!(remind(&small, "2027-04-12T08:30:00Z", 60).await, 450);
    let people: std::collections::BTreeSet<_> =
        reminders(&small).await.iter().map(|email| email.person_id).collect();
    assert_eq!(people.len(), 450);
}
