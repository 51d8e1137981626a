//! What a session shows to whom.

use super::*;
use crate::registration;
use crate::test_club::{fixture_club, profile};
use crate::test_session::SmallSession;

#[tokio::test]
async fn a_draft_is_seen_by_its_organizers_only() {
    let (club, session) = fixture_club().await;
    assert!(programme(&club, &Viewer::Guest, &session.slug).await.unwrap().is_none());
    assert!(published(&club).await.unwrap().is_empty());
    assert_eq!(current(&club).await.unwrap(), None);
    publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    assert!(programme(&club, &Viewer::Guest, &session.slug).await.unwrap().is_some());
    assert_eq!(current(&club).await.unwrap().map(|session| session.slug), Some("2027-spring".to_owned()));
}

#[tokio::test]
async fn a_programme_has_everything_but_links_and_code_words() {
    let (club, session) = fixture_club().await;
    let programme = programme(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    let codes: Vec<&str> = programme.webinars.iter().map(|line| line.webinar.code.as_str()).collect();
    assert_eq!(codes, ["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S08", "S09", "S10"]);
    let speakers: Vec<Vec<&str>> = programme.webinars[0]
        .talks
        .iter()
        .map(|talk| talk.speakers.iter().map(|speaker| speaker.name.as_str()).collect())
        .collect();
    assert_eq!(speakers.len(), 2);
    assert_eq!(speakers[0], ["Синицын Илья Ильич"]);
    let shown = serde_json::to_string(&programme.webinars).unwrap();
    assert!(!shown.contains("https://") && !shown.contains("рассвет"), "{shown}");
}

#[tokio::test]
async fn of_two_who_publish_at_once_one_does() {
    let (club, session) = fixture_club().await;
    let tries =
        futures_util::future::join_all((0..8).map(|_| publish(&club, &Viewer::Club, &session.slug))).await;
    assert_eq!(tries.iter().filter(|done| done.is_ok()).count(), 1);
}

#[tokio::test]
async fn a_guest_does_not_learn_that_there_is_something_to_publish() {
    let (club, session) = fixture_club().await;
    assert!(matches!(publish(&club, &Viewer::Guest, &session.slug).await, Err(PublishError::NotFound)));
    assert!(matches!(publish(&club, &Viewer::Club, "2019-spring").await, Err(PublishError::NotFound)));
}

#[tokio::test]
async fn the_dashboard_starts_with_zeros() {
    let (club, session) = fixture_club().await;
    let seen = dashboard(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    assert_eq!(
        (seen.webinars.len(), seen.registrations, seen.listeners, seen.documents_issued),
        (10, 0, 0, 0)
    );
    assert!(dashboard(&club, &Viewer::Guest, &session.slug).await.unwrap().is_none());
}

#[tokio::test]
async fn only_published_sessions_have_a_calendar() {
    let (club, session) = fixture_club().await;
    club.clock.set("2027-04-10T00:00:00Z".parse().unwrap());
    assert!(calendars(&club).await.unwrap().is_empty());
    publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    let calendars = calendars(&club).await.unwrap();
    assert_eq!((calendars.len(), calendars[0].webinars.len()), (1, 10));
}

#[tokio::test]
async fn organizers_find_their_own_sessions_and_those_they_host_a_webinar_of() {
    let (club, session) = fixture_club().await;
    let programme = programme(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    let other_host = programme.webinars[0].host_school.id;
    assert_ne!(other_host, session.host_school_id);
    let organizer = |school| Viewer::Person {
        person_id: club.chance.id(club.clock.now()),
        login_id: club.chance.id(club.clock.now()),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![crate::Grant {
            role: entity::Role::Organizer,
            school_id: Some(school),
            webinar_id: None,
        }],
    };
    for viewer in [Viewer::Club, organizer(session.host_school_id), organizer(other_host)] {
        let own: Vec<_> = organized(&club, &viewer).await.unwrap().iter().map(|own| own.id).collect();
        assert_eq!(own, [session.id], "{viewer:?}");
    }
    let small = SmallSession::new().await;
    assert!(organized(&small.club, &small.stranger()).await.unwrap().is_empty());
    assert!(organized(&club, &Viewer::Guest).await.unwrap().is_empty());
    let found = find_organized(&club, &organizer(other_host), &session.slug).await.unwrap();
    assert_eq!(found, None, "a host of one webinar does not run the session");
    let refused = publish(&club, &organizer(other_host), &session.slug).await;
    assert!(matches!(refused, Err(PublishError::Forbidden)), "{refused:?}");
    let refused = publish(&small.club, &small.stranger(), &small.session.slug).await;
    assert!(matches!(refused, Err(PublishError::NotFound)), "{refused:?}");
}

#[tokio::test]
async fn the_dashboard_counts_places_once_and_people_once() {
    let (club, session) = fixture_club().await;
    publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    let programme = programme(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    let ids: Vec<_> = programme.webinars.iter().map(|line| line.webinar.id).collect();
    let register = async |given: &str, webinars: &[WebinarId]| {
        let form = registration::Registering {
            profile: profile(given, "Зайцева", &format!("{}@school.example", given.len())),
            webinars: webinars.to_vec(),
            question: None,
            consents: vec![entity::ConsentPurpose::Participation],
            origin: crate::consent::Origin::default(),
            language: lang::Lang::Ru,
        };
        registration::register(&club, form).await.unwrap().new
    };
    let anna = register("Анна", &ids[..3]).await;
    register("Ольга", &ids[..1]).await;
    registration::cancel(&club, &anna[2].join_secret).await.unwrap();
    club.clock.set(programme.webinars[0].webinar.starts_at);
    registration::join(&club, &anna[0].join_secret).await.unwrap();
    let seen = dashboard(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    let lines: Vec<_> =
        seen.webinars.iter().take(3).map(|line| (line.registered, line.joined, line.attended)).collect();
    assert_eq!(lines, [(2, 1, 0), (1, 0, 0), (0, 0, 0)]);
    assert_eq!((seen.registrations, seen.listeners, seen.emails_due), (3, 2, 2));
    let zones = calendars(&club).await.unwrap().remove(0).listener_zones;
    assert_eq!(zones, [Tz::Asia__Yekaterinburg]);
}

#[tokio::test]
async fn the_session_that_runs_or_comes_next_is_the_current_one_and_the_last_one_after_it() {
    let (club, session) = fixture_club().await;
    publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    for at in ["2026-01-01T00:00:00Z", "2027-04-14T10:00:00Z", "2030-01-01T00:00:00Z"] {
        club.clock.set(at.parse().unwrap());
        assert_eq!(current(&club).await.unwrap().map(|found| found.id), Some(session.id), "{at}");
    }
}
