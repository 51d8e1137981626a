//! What a speaker sees of the own talks.

use super::*;
use crate::test_club::fixture_club;
use crate::test_session::logged_in;
use crate::{person, session as sessions, webinar as webinars};

#[tokio::test]
async fn a_speaker_sees_the_own_talks_without_stream_links_and_nobody_elses() {
    let (club, session) = fixture_club().await;
    let (_, first) = webinars::find_public(&club, &Viewer::Club, "2027-spring-s01").await.unwrap().unwrap();
    let speakers: Vec<_> = first.talks.iter().map(|talk| talk.speakers[0].person_id).collect();
    let speaker = person::queries::by_id(club.storage.reads(), speakers[0]).await.unwrap().unwrap();
    let own = of_viewer(&club, &logged_in(&club, &speaker)).await.unwrap();
    let topics: Vec<_> = own.iter().map(|own| (own.talk.topic.as_str(), own.session.id)).collect();
    assert_eq!(topics, [("Аттестация молодого педагога: с чего начать", session.id)]);
    let webinar = own[0].webinar.as_ref().unwrap();
    assert_eq!((webinar.code.as_str(), &webinar.stream_url, &webinar.code_word), ("S01", &None, &None));
    let other = person::queries::by_id(club.storage.reads(), speakers[1]).await.unwrap().unwrap();
    let others = of_viewer(&club, &logged_in(&club, &other)).await.unwrap();
    assert!(others.iter().all(|others| others.talk.id != own[0].talk.id));
}

#[tokio::test]
async fn a_guest_has_no_talks() {
    let (club, session) = fixture_club().await;
    assert!(sessions::programme(&club, &Viewer::Club, &session.slug).await.unwrap().is_some());
    assert!(of_viewer(&club, &Viewer::Guest).await.unwrap().is_empty());
}
