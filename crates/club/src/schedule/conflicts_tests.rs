//! What is doubtful, by table.

use chrono::TimeDelta;
use uuid::Uuid;

use super::*;
use crate::test_session::at;

fn webinar(number: u128, track: i32, start: &str) -> FactsWebinar {
    let starts_at = at(start);
    FactsWebinar {
        id: Uuid::from_u128(number).into(),
        track,
        starts_at,
        ends_at: starts_at + TimeDelta::hours(1),
        stream_url: Some(format!("https://stream.example/{number}")),
        speakers: vec![],
        moderators: vec![],
        unconfirmed: vec![],
        wishes: vec![],
    }
}

fn person(number: u128, name: &str) -> (PersonId, String) {
    (Uuid::from_u128(number).into(), name.to_owned())
}

const FIRST: &str = "2027-04-12T09:30:00Z";
const WITHIN: &str = "2027-04-12T10:00:00Z";
const RIGHT_AFTER: &str = "2027-04-12T10:30:00Z";

fn kinds(facts: &Facts) -> Vec<ConflictKind> {
    conflicts(facts).into_iter().map(|conflict| conflict.kind).collect()
}

fn facts(webinars: Vec<FactsWebinar>) -> Facts {
    Facts { now: at("2027-04-01T00:00:00Z"), webinars, ..Facts::default() }
}

#[test]
fn two_webinars_apart_have_no_conflict_however_much_they_share() {
    let shared = |number, start| FactsWebinar {
        stream_url: Some("https://stream.example/room".to_owned()),
        speakers: vec![person(1, "Гончар")],
        moderators: vec![person(2, "Пименова")],
        ..webinar(number, 1, start)
    };
    assert_eq!(kinds(&facts(vec![shared(1, FIRST), shared(2, RIGHT_AFTER)])), []);
}

#[test]
fn what_two_parallel_webinars_share_is_named_once_a_pair() {
    let one = FactsWebinar {
        stream_url: Some("https://stream.example/Room/".to_owned()),
        speakers: vec![person(1, "Гончар"), person(3, "Белых")],
        ..webinar(1, 1, FIRST)
    };
    let other = FactsWebinar {
        stream_url: Some("https://stream.example/room".to_owned()),
        moderators: vec![person(1, "Гончар")],
        ..webinar(2, 1, WITHIN)
    };
    let facts = Facts { in_both: vec![(other.id, one.id, 4)], ..facts(vec![one.clone(), other.clone()]) };
    let found = conflicts(&facts);
    let expected = [
        ConflictKind::PersonTwice,
        ConflictKind::StreamTwice,
        ConflictKind::TrackTwice,
        ConflictKind::ListenersTwice,
    ];
    assert_eq!(found.iter().map(|conflict| conflict.kind).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|conflict| conflict.webinar == one.id && conflict.other == Some(other.id)));
    assert_eq!(found[0].who, ["Гончар"]);
    assert_eq!(found[3].count, 4);
}

#[test]
fn other_tracks_other_people_and_other_links_may_be_parallel() {
    let one = FactsWebinar { speakers: vec![person(1, "Гончар")], ..webinar(1, 1, FIRST) };
    let other = FactsWebinar { speakers: vec![person(2, "Гончар")], ..webinar(2, 2, WITHIN) };
    assert_eq!(kinds(&facts(vec![one, other])), []);
}

#[test]
fn what_a_webinar_lacks_is_named_until_it_is_over() {
    let bare = FactsWebinar {
        stream_url: None,
        unconfirmed: vec!["Синицын".to_owned()],
        wishes: vec![(at(FIRST), at("2027-04-12T10:00:00Z"))],
        ..webinar(1, 1, FIRST)
    };
    let expected = [ConflictKind::Unconfirmed, ConflictKind::NoLink, ConflictKind::OutsideWish];
    let mut all = facts(vec![bare]);
    assert_eq!(kinds(&all), expected);
    assert_eq!(conflicts(&all)[0].who, ["Синицын"]);
    all.now = at(RIGHT_AFTER);
    assert_eq!(kinds(&all), []);
}

#[test]
fn a_webinar_within_the_wished_time_and_the_session_is_fine_and_outside_is_not() {
    let wished = FactsWebinar { wishes: vec![(at(FIRST), at(RIGHT_AFTER))], ..webinar(1, 1, FIRST) };
    let within = |from: Option<&str>, until: Option<&str>| Facts {
        session: (from.map(at), until.map(at)),
        ..facts(vec![wished.clone()])
    };
    assert_eq!(kinds(&within(None, None)), []);
    assert_eq!(kinds(&within(Some(FIRST), Some(RIGHT_AFTER))), []);
    assert_eq!(kinds(&within(Some(WITHIN), None)), [ConflictKind::OutsideSession]);
    assert_eq!(kinds(&within(None, Some(WITHIN))), [ConflictKind::OutsideSession]);
}
