//! What a session shows to whom.

use super::*;
use crate::test_club::fixture_club;

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
    for line in &programme.webinars {
        assert_eq!((&line.webinar.stream_url, &line.webinar.code_word), (&None, &None));
    }
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
