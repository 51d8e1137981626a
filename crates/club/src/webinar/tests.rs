//! Who sees a webinar, and what its calendar file says.

use entity::{Role, WebinarId};
use url::Url;

use super::*;
use crate::Grant;
use crate::test_club::fixture_club;

fn moderator(webinar: WebinarId) -> Viewer {
    Viewer::Person {
        person_id: uuid::Uuid::nil().into(),
        login_id: uuid::Uuid::nil().into(),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![Grant { role: Role::Moderator, school_id: None, webinar_id: Some(webinar) }],
    }
}

#[tokio::test]
async fn a_moderator_sees_the_own_webinar_and_is_forbidden_the_others() {
    let (club, session) = fixture_club().await;
    sessions::publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    let own = find_public(&club, &Viewer::Guest, "2027-spring-s01").await.unwrap().unwrap().1.webinar;
    let moderator = moderator(own.id);
    assert_eq!(staff_view(&club, &moderator, "2027-spring-s01").await.unwrap().webinar.id, own.id);
    assert!(matches!(staff_view(&club, &moderator, "2027-spring-s02").await, Err(StaffError::Forbidden)));
    assert!(matches!(staff_view(&club, &Viewer::Guest, "2027-spring-s01").await, Err(StaffError::NotFound)));
    assert!(matches!(staff_view(&club, &moderator, "nothing").await, Err(StaffError::NotFound)));
}

#[tokio::test]
async fn the_stream_link_is_changed_by_staff_and_never_public() {
    let (club, session) = fixture_club().await;
    sessions::publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    let url = Url::parse("https://stream.example/new").unwrap();
    let refused = set_stream_url(&club, &Viewer::Guest, "2027-spring-s01", Some(url.clone())).await;
    assert!(matches!(refused, Err(StaffError::NotFound)));
    let changed = set_stream_url(&club, &Viewer::Club, "2027-spring-s01", Some(url)).await.unwrap();
    assert_eq!(changed.stream_url.as_deref(), Some("https://stream.example/new"));
    let (_, public) = find_public(&club, &Viewer::Club, "2027-spring-s01").await.unwrap().unwrap();
    let shown = serde_json::to_string(&public).unwrap();
    assert!(!shown.contains("https://") && !shown.contains("code_word"), "{shown}");
}

#[tokio::test]
async fn a_calendar_file_is_the_same_every_time_and_holds_no_stream_link() {
    let (club, session) = fixture_club().await;
    let webinar = staff_view(&club, &Viewer::Club, "2027-spring-s01").await.unwrap().webinar;
    let stream = webinar.stream_url.clone().unwrap();
    let entry = CalendarEntry {
        webinar: webinar.into(),
        session_title: session.title,
        url: "https://club.example/j/secret".to_owned(),
    };
    let file = calendar(&club, std::slice::from_ref(&entry));
    assert_eq!(file, calendar(&club, &[entry]));
    assert!(!file.contains(&stream));
    for line in
        ["METHOD:PUBLISH", "DTSTART:20270412T093000Z", "DTEND:20270412T103000Z", "SEQUENCE:0", "BEGIN:VALARM"]
    {
        assert!(file.lines().any(|found| found == line), "{line} is missing in {file}");
    }
    assert!(file.lines().all(|line| line.len() <= 75), "{file}");
}
