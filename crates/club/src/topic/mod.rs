//! Topics that young teachers ask for (социальный заказ): proposed, voted for, looked after by organizers, taken up by talks.

mod cover;
mod decide;
pub(crate) mod emails;
mod propose;
pub(crate) mod queries;
mod silence;
mod similar;
mod tell;
#[cfg(test)]
mod tests;
mod vote;

use entity::{PersonId, SessionState, Stage, TopicRequestId, TopicState, person, session, topic_request};
use sea_orm::{ConnectionTrait, DbErr};

use crate::session::queries as sessions;
use crate::session::stages::{self, Standing};
use crate::{Club, Viewer};

pub use cover::{Choice, choices, counts, set_cover, tell_when_published};
pub use decide::{DecideError, Decision, decide};
pub use propose::{MOST_OPEN, NewTopic, ProposeError, propose, withdraw};
pub use silence::{Silence, end, silence, undo};
pub use similar::similar;
pub use tell::tell;
pub use vote::{VoteError, vote};

/// The longest title of a topic, in characters.
pub const LONGEST_TITLE: usize = 150;

/// The longest reason and answer, in characters.
pub const LONGEST_TEXT: usize = 1000;

/// A topic with its votes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicLine {
    pub topic: topic_request::Model,
    pub votes: u64,
    /// Of the person who looks.
    pub has_voted: bool,
    pub is_own: bool,
    /// Talks of the published programme that take it up: address of the webinar and topic of the talk.
    pub talks: Vec<(String, String)>,
}

/// The order of a list of topics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Most votes first.
    #[default]
    Votes,
    Newest,
    Title,
}

/// The topics of a session as one person sees them.
#[derive(Clone, Debug)]
pub struct TopicsView {
    pub session: session::Model,
    pub standing: Standing,
    pub stage: Option<entity::session_stage::Model>,
    pub lines: Vec<TopicLine>,
    /// Own topics that are not published (yet).
    pub own: Vec<TopicLine>,
}

/// The public topics of a session, those with every word of `wanted` in their titles; drafts of sessions show theirs once that stage is dated or
/// opened by hand. Whoever looks sees own proposals too.
///
/// # Errors
/// When the database refuses.
pub async fn list(
    club: &Club,
    person: Option<PersonId>,
    slug: &str,
    (wanted, order): (&str, Order),
) -> Result<Option<TopicsView>, DbErr> {
    let db = club.storage.reads();
    let Some(session) = sessions::by_slug(db, slug).await? else { return Ok(None) };
    let known = stages::queries::of_session(db, session.id).await?;
    let standing = stages::standing(&known, Stage::Topics, club.clock.now());
    let stage = stages::of_stage(&known, Stage::Topics).cloned();
    let all = lines(db, &session, person).await?;
    let (mut shown, rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|line| is_public(&line.topic));
    let is_ahead = matches!(standing, Standing::Undated | Standing::Ahead);
    if session.state == SessionState::Draft && is_ahead && shown.is_empty() {
        return Ok(None);
    }
    let is_pending = |line: &TopicLine| line.is_own && matches!(line.topic.state, TopicState::Proposed);
    let own = rest.into_iter().filter(is_pending).collect();
    let words = lang::search_key(wanted);
    shown.retain(|line| words.split_whitespace().all(|word| line.topic.search_title.contains(word)));
    sort(&mut shown, order);
    Ok(Some(TopicsView { session, standing, stage, lines: shown, own }))
}

/// Every topic of a session for its organizers, those that wait first; `None` for others than organizers of its host school and curators.
///
/// # Errors
/// When the database refuses.
pub async fn organized(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<(session::Model, Vec<TopicLine>)>, DbErr> {
    let db = club.storage.reads();
    let session = sessions::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let mut all = lines(db, &session, None).await?;
    sort(&mut all, Order::Votes);
    all.sort_by_key(|line| line.topic.state);
    Ok(Some((session, all)))
}

/// Somebody who came by the link of an e-mail: that of an own registration, or the one that ends invitations.
///
/// # Errors
/// When the database refuses.
pub async fn person_of_link(club: &Club, secret: &str) -> Result<Option<person::Model>, DbErr> {
    queries::person_of_link(club.storage.reads(), secret).await
}

/// Sessions whose topics are open now, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn open_sessions(club: &Club) -> Result<Vec<session::Model>, DbErr> {
    let rows = queries::with_topics_stage(club.storage.reads()).await?;
    let now = club.clock.now();
    let open = rows
        .into_iter()
        .filter(|(stage, _)| stages::is_open(std::slice::from_ref(stage), Stage::Topics, now))
        .map(|(_, session)| session);
    Ok(open.collect())
}

async fn lines(
    db: &impl ConnectionTrait,
    session: &session::Model,
    person: Option<PersonId>,
) -> Result<Vec<TopicLine>, DbErr> {
    let topics = queries::of_session(db, session.id).await?;
    let votes = queries::votes(db, session.id).await?;
    let own_votes = match person {
        Some(person) => queries::votes_of(db, session.id, person).await?,
        None => vec![],
    };
    let talks = queries::public_talks(db, session.id).await?;
    let count = |id: TopicRequestId| votes.iter().find(|(of, _)| *of == id).map_or(0, |(_, count)| *count);
    let line = |topic: topic_request::Model| TopicLine {
        votes: u64::try_from(count(topic.id)).unwrap_or(0),
        has_voted: own_votes.contains(&topic.id),
        is_own: person == Some(topic.asked_by),
        talks: talks
            .iter()
            .filter(|(of, ..)| *of == topic.id)
            .map(|(_, slug, title)| (slug.clone(), title.clone()))
            .collect(),
        topic,
    };
    Ok(topics.into_iter().map(line).collect())
}

fn is_public(topic: &topic_request::Model) -> bool {
    matches!(topic.state, TopicState::Published | TopicState::Taken | TopicState::Declined)
}

fn sort(lines: &mut [TopicLine], order: Order) {
    match order {
        Order::Votes => lines.sort_by(|one, other| {
            (other.votes, &one.topic.search_title).cmp(&(one.votes, &other.topic.search_title))
        }),
        Order::Newest => lines.sort_by_key(|line| std::cmp::Reverse((line.topic.asked_at, line.topic.id))),
        Order::Title => lines.sort_by(|one, other| one.topic.search_title.cmp(&other.topic.search_title)),
    }
}
