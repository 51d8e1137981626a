//! What switches promise.

use super::*;
use crate::test_session::SmallSession;
use crate::{audit, jobs, stream_link};

#[tokio::test]
async fn every_kind_is_on_until_organizers_switch_it_off_and_on_again() {
    let small = SmallSession::new().await;
    // The organizer of these tests is in no database.
    let (club, session, organizer) = (&small.club, &small.session, crate::Viewer::Club);
    let off = async || {
        let kinds = of_session(club.storage.reads(), session.id).await.unwrap();
        kinds.into_iter().filter(|(_, is_on)| !is_on).map(|(kind, _)| kind).collect::<Vec<_>>()
    };
    assert_eq!(off().await, []);
    for _ in 0..2 {
        switch(club, &organizer, &session.slug, EmailKind::Reminder, false).await.unwrap();
    }
    assert_eq!(off().await, [EmailKind::Reminder]);
    assert!(!is_on(club.storage.reads(), session.id, EmailKind::Reminder).await.unwrap());
    switch(club, &organizer, &session.slug, EmailKind::Reminder, true).await.unwrap();
    assert_eq!(off().await, []);
    let entries = audit::of_session(club, &organizer, session, 100).await.unwrap();
    let deeds = entries.iter().filter(|line| line.entry.action == "email_switch.switch").count();
    assert_eq!(deeds, 2, "what changes nothing is no deed");
}

#[tokio::test]
async fn only_organizers_of_the_session_switch_and_only_what_the_clock_sends() {
    let small = SmallSession::new().await;
    let (club, slug) = (&small.club, small.session.slug.as_str());
    for viewer in [small.stranger(), crate::Viewer::Guest] {
        let refused = switch(club, &viewer, slug, EmailKind::Thanks, false).await;
        assert!(matches!(refused, Err(SwitchError::NotFound)));
    }
    let refused = switch(club, &small.organizer(), slug, EmailKind::WebinarMoved, false).await;
    assert!(matches!(refused, Err(SwitchError::NotSwitched(EmailKind::WebinarMoved))));
    assert!(is_on(club.storage.reads(), small.session.id, EmailKind::WebinarMoved).await.unwrap());
}

#[tokio::test]
async fn join_links_that_were_due_meanwhile_are_written_when_they_are_switched_on_again() {
    let small = SmallSession::new().await;
    let (club, session) = (&small.club, &small.session);
    let zone = chrono_tz::Tz::Asia__Yekaterinburg;
    let anna = small.person("Петрова Анна Сергеевна", zone, Some("anna@school.example")).await;
    small.register(&anna, 0).await;
    let switch = async |is_on| {
        switch(club, &crate::Viewer::Club, &session.slug, EmailKind::StreamLink, is_on).await.unwrap();
    };
    switch(false).await;
    club.clock.set(crate::test_session::at("2027-04-12T05:00:00Z"));
    let send =
        async || stream_link::send(club, session.id, zone, "2027-04-12".parse().unwrap()).await.unwrap();
    assert_eq!(send().await, 0);
    switch(true).await;
    assert_eq!(jobs::next_run_at(club).await.unwrap(), Some(club.clock.now()));
    assert_eq!(send().await, 1);
}
