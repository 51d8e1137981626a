//! What the audit trail promises.

use serde_json::json;

use super::*;
use crate::test_club::fixture_club;
use crate::{Viewer, session};

#[tokio::test]
async fn deeds_of_a_session_are_shown_to_its_organizers_only() {
    let (club, session) = fixture_club().await;
    club.clock.set(club.clock.now() + chrono::TimeDelta::minutes(1));
    let (inside, id, school) = (club.clone(), session.id, session.host_school_id);
    let deed = move || Deed {
        action: "session.try",
        subject: format!("session {id}"),
        school_id: Some(school),
        session_id: Some(id),
        details: json!({}),
    };
    let write = club
        .storage
        .write(move |tx| Box::pin(async move { record(tx, &inside, &Viewer::Club, deed()).await }));
    write.await.unwrap();
    let seen = of_session(&club, &Viewer::Club, &session, 1).await.unwrap();
    assert_eq!(seen.iter().map(|line| line.entry.action.as_str()).collect::<Vec<_>>(), ["session.try"]);
    assert_eq!(of_session(&club, &Viewer::Guest, &session, 1).await.unwrap().len(), 0);
    assert!(session::published(&club).await.unwrap().is_empty(), "a deed publishes nothing");
}
