//! Organizers are told of a missing stream link, while it matters.

use entity::{EmailKind, Role};

use super::*;
use crate::role::{self, Appointment};
use crate::test_club::profile;
use crate::test_session::{SmallSession, at};
use crate::{Viewer, webinar as webinars};

async fn staff(small: &SmallSession) {
    let school_id = Some(small.school.id);
    let moderated = Some(small.webinars[0].id);
    let other = Some(small.webinars[1].id);
    for (name, role, school_id, webinar_id) in [
        ("galina", Role::Organizer, school_id, None),
        ("olga", Role::Moderator, None, moderated),
        ("pavel", Role::Moderator, None, other),
        ("timur", Role::Curator, None, None),
    ] {
        let profile = profile("Анна", "Зайцева", &format!("{name}@school.example"));
        let new = Appointment { profile, role, school_id, webinar_id };
        role::appoint(&small.club, &Viewer::Club, new).await.unwrap();
    }
}

async fn alert(small: &SmallSession, now: &str) -> usize {
    small.club.clock.set(at(now));
    without_link(&small.club, small.webinars[0].id, at("2027-04-12T09:30:00Z")).await.unwrap()
}

#[tokio::test]
async fn organizers_and_the_moderator_of_a_webinar_without_a_link_are_told_once() {
    let mut small = SmallSession::new().await;
    staff(&small).await;
    small.change_webinar(0, |webinar| webinar.stream_url = None).await;
    assert_eq!(alert(&small, "2027-04-12T07:30:00Z").await, 2);
    assert_eq!(alert(&small, "2027-04-12T07:31:00Z").await, 0);
    let mut told = outbox::written(&small.club, sea_orm::Condition::all()).await;
    told.sort_by(|one, other| one.to_address.cmp(&other.to_address));
    let addresses: Vec<&str> = told.iter().map(|email| email.to_address.as_str()).collect();
    assert_eq!(addresses, ["galina@school.example", "olga@school.example"]);
    let email = &told[0];
    assert_eq!(email.kind, EmailKind::OrganizerAlert);
    assert_eq!(email.subject, "Нет ссылки на трансляцию, начало в 14:30: Вебинар 1");
    assert!(email.text.contains("https://club.example/broadcast/2027-spring-s01"), "{}", email.text);
    assert_eq!(email.not_after, Some(at("2027-04-12T09:30:00Z")));
}

#[tokio::test]
async fn nobody_is_told_when_there_is_a_link_or_the_webinar_has_begun_or_moved() {
    let mut small = SmallSession::new().await;
    staff(&small).await;
    assert_eq!(alert(&small, "2027-04-12T07:30:00Z").await, 0);
    small.change_webinar(0, |webinar| webinar.stream_url = None).await;
    assert_eq!(alert(&small, "2027-04-12T09:30:00Z").await, 0);
    small.club.clock.set(at("2027-04-12T07:30:00Z"));
    let times =
        webinars::Times { starts_at: at("2027-04-13T05:00:00Z"), ends_at: at("2027-04-13T06:00:00Z") };
    webinars::reschedule(&small.club, &Viewer::Club, &small.webinars[0].slug, times).await.unwrap();
    assert_eq!(alert(&small, "2027-04-12T07:30:00Z").await, 0);
}
