//! What is doubtful about a schedule: a pure function of it.

use chrono::{DateTime, Utc};
use entity::{PersonId, WebinarId};

/// Everything that doubts rest on.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub now: DateTime<Utc>,
    pub webinars: Vec<FactsWebinar>,
    /// From when to when the session takes place, as far as it was said.
    pub session: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    /// How many people are registered for both of two webinars.
    pub in_both: Vec<(WebinarId, WebinarId, u64)>,
}

/// A planned webinar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactsWebinar {
    pub id: WebinarId,
    pub track: i32,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub stream_url: Option<String>,
    pub speakers: Vec<(PersonId, String)>,
    pub moderators: Vec<(PersonId, String)>,
    /// Names of speakers who have not said that they come.
    pub unconfirmed: Vec<String>,
    /// From when to when its talks were wished for.
    pub wishes: Vec<(DateTime<Utc>, DateTime<Utc>)>,
}

/// Something that an organizer had better look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub kind: ConflictKind,
    /// The webinar at which it is shown.
    pub webinar: WebinarId,
    /// The other one of a pair.
    pub other: Option<WebinarId>,
    /// Names of people, where it is about people.
    pub who: Vec<String>,
    /// How many listeners.
    pub count: u64,
}

/// What is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ConflictKind {
    /// Somebody speaks or moderates in two webinars at once.
    PersonTwice,
    /// Two webinars at once by one stream link.
    StreamTwice,
    /// Two webinars at once in one track.
    TrackTwice,
    Unconfirmed,
    NoLink,
    OutsideWish,
    OutsideSession,
    /// Listeners are registered for two webinars at once.
    ListenersTwice,
}

impl ConflictKind {
    /// Its word in texts and addresses.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ConflictKind::PersonTwice => "person-twice",
            ConflictKind::StreamTwice => "stream-twice",
            ConflictKind::TrackTwice => "track-twice",
            ConflictKind::Unconfirmed => "unconfirmed",
            ConflictKind::NoLink => "no-link",
            ConflictKind::OutsideWish => "outside-wish",
            ConflictKind::OutsideSession => "outside-session",
            ConflictKind::ListenersTwice => "listeners-twice",
        }
    }
}

/// What is doubtful about the webinars that are not over, in the order of the webinars.
#[must_use]
pub fn conflicts(facts: &Facts) -> Vec<Conflict> {
    let to_come: Vec<&FactsWebinar> =
        facts.webinars.iter().filter(|webinar| webinar.ends_at > facts.now).collect();
    let mut conflicts = vec![];
    for (place, webinar) in to_come.iter().enumerate() {
        conflicts.extend(alone(facts, webinar));
        for other in to_come.iter().skip(place + 1).filter(|other| overlap(webinar, other)) {
            conflicts.extend(together(facts, webinar, other));
        }
    }
    conflicts
}

/// One that ends when another begins does not overlap it.
fn overlap(one: &FactsWebinar, other: &FactsWebinar) -> bool {
    one.starts_at < other.ends_at && other.starts_at < one.ends_at
}

fn of(webinar: &FactsWebinar, kind: ConflictKind) -> Conflict {
    Conflict { kind, webinar: webinar.id, other: None, who: vec![], count: 0 }
}

fn alone(facts: &Facts, webinar: &FactsWebinar) -> Vec<Conflict> {
    let mut conflicts = vec![];
    if !webinar.unconfirmed.is_empty() {
        let who = webinar.unconfirmed.clone();
        conflicts.push(Conflict { who, ..of(webinar, ConflictKind::Unconfirmed) });
    }
    if webinar.stream_url.is_none() {
        conflicts.push(of(webinar, ConflictKind::NoLink));
    }
    let is_wished = |(from, until): &(DateTime<Utc>, DateTime<Utc>)| {
        *from <= webinar.starts_at && webinar.ends_at <= *until
    };
    if !webinar.wishes.iter().all(is_wished) {
        conflicts.push(of(webinar, ConflictKind::OutsideWish));
    }
    let (from, until) = facts.session;
    if from.is_some_and(|from| webinar.starts_at < from) || until.is_some_and(|until| webinar.ends_at > until)
    {
        conflicts.push(of(webinar, ConflictKind::OutsideSession));
    }
    conflicts
}

fn together(facts: &Facts, one: &FactsWebinar, other: &FactsWebinar) -> Vec<Conflict> {
    let pair = |kind| Conflict { other: Some(other.id), ..of(one, kind) };
    let mut conflicts = vec![];
    let busy = |webinar: &FactsWebinar, person: PersonId| {
        webinar.speakers.iter().chain(&webinar.moderators).any(|(id, _)| *id == person)
    };
    let mut who: Vec<String> = vec![];
    for (person, name) in one.speakers.iter().chain(&one.moderators) {
        if busy(other, *person) && !who.contains(name) {
            who.push(name.clone());
        }
    }
    if !who.is_empty() {
        conflicts.push(Conflict { who, ..pair(ConflictKind::PersonTwice) });
    }
    let link = |webinar: &FactsWebinar| {
        webinar.stream_url.as_deref().map(|url| url.trim_end_matches('/').to_lowercase())
    };
    if link(one).is_some() && link(one) == link(other) {
        conflicts.push(pair(ConflictKind::StreamTwice));
    }
    if one.track == other.track {
        conflicts.push(pair(ConflictKind::TrackTwice));
    }
    let both = facts
        .in_both
        .iter()
        .find(|(a, b, _)| (*a == one.id && *b == other.id) || (*a == other.id && *b == one.id));
    if let Some((.., count)) = both.filter(|(.., count)| *count > 0) {
        conflicts.push(Conflict { count: *count, ..pair(ConflictKind::ListenersTwice) });
    }
    conflicts
}
