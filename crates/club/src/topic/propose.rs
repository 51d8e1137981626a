//! Proposing a topic, and thinking better of it.

use entity::{PersonId, Stage, TopicRequestId, TopicState, session, topic_request, topic_vote};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::{LONGEST_TEXT, LONGEST_TITLE, queries, similar};
use crate::audit::{self, Deed};
use crate::session::{queries as sessions, stages};
use crate::{Club, Viewer};

/// How many topics of one person may wait or be voted for at a time.
pub const MOST_OPEN: u64 = 3;

/// What somebody proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTopic {
    pub title: String,
    pub reason: String,
    /// Whether the person has seen topics that say nearly the same, and means another one.
    pub is_another: bool,
}

/// Why a topic was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ProposeError {
    #[error("there is no such session or topic")]
    NotFound,
    #[error("the session takes no topics now")]
    Closed,
    #[error("the topic is empty or too long")]
    Text,
    #[error("the person has as many open topics as one may have")]
    TooMany,
    /// The person had better vote for one of these.
    #[error("topics that say nearly the same are there")]
    Similar(Vec<topic_request::Model>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Keeps a topic for organizers to look at; whoever proposes it wants it. Anybody whom the club knows may, while the stage of topics is open.
///
/// # Errors
/// See [`ProposeError`].
pub async fn propose(
    club: &Club,
    person: PersonId,
    slug: &str,
    new: NewTopic,
) -> Result<TopicRequestId, ProposeError> {
    let (title, reason) = (lang::one_line(&new.title, LONGEST_TITLE), new.reason.trim().to_owned());
    let title = title.map_err(|_problem| ProposeError::Text)?;
    if reason.chars().count() > LONGEST_TEXT {
        return Err(ProposeError::Text);
    }
    let (inside, slug) = (club.clone(), slug.to_owned());
    let new = NewTopic { title, reason, ..new };
    let work =
        club.storage.write(move |tx| Box::pin(async move { write(tx, &inside, person, (&slug, new)).await }));
    work.await
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    person: PersonId,
    (slug, new): (&str, NewTopic),
) -> Result<TopicRequestId, ProposeError> {
    // Two proposals of one person at once are counted one after the other.
    let person_row = crate::person::queries::locked(tx, person).await?;
    person_row.ok_or(ProposeError::NotFound)?;
    let session = sessions::by_slug(tx, slug).await?.ok_or(ProposeError::NotFound)?;
    let now = club.clock.now();
    let known = stages::queries::of_session(tx, session.id).await?;
    if !stages::is_open(&known, Stage::Topics, now) {
        return Err(ProposeError::Closed);
    }
    if queries::open_of(tx, session.id, person).await? >= MOST_OPEN {
        return Err(ProposeError::TooMany);
    }
    let topics = queries::of_session(tx, session.id).await?;
    let near: Vec<topic_request::Model> = similar(&new.title, &topics).into_iter().cloned().collect();
    if !near.is_empty() && !new.is_another {
        return Err(ProposeError::Similar(near));
    }
    let row = topic_request::Model {
        id: club.chance.id(now),
        session_id: session.id,
        asked_by: person,
        search_title: lang::search_key(&new.title),
        title: new.title,
        reason: new.reason,
        state: TopicState::Proposed,
        answer: String::new(),
        merged_into_id: None,
        revision: 1,
        asked_at: now,
        decided_at: None,
        decided_by: None,
    };
    let id = row.id;
    topic_request::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    let vote = topic_vote::Model { topic_request_id: id, person_id: person, is_asker: true, voted_at: now };
    topic_vote::Entity::insert(vote.into_active_model()).exec_without_returning(tx).await?;
    record(tx, club, &session, ("topic.propose", id, person)).await?;
    Ok(id)
}

/// Takes an own topic back that nobody else has seen yet; doing it twice changes nothing.
///
/// # Errors
/// See [`ProposeError`].
pub async fn withdraw(club: &Club, person: PersonId, id: TopicRequestId) -> Result<(), ProposeError> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (topic, session) = queries::locked(tx, id).await?.ok_or(ProposeError::NotFound)?;
            match topic.state {
                _ if topic.asked_by != person => return Err(ProposeError::NotFound),
                TopicState::Withdrawn => return Ok(()),
                TopicState::Proposed => {}
                _ => return Err(ProposeError::Closed),
            }
            let row = topic_request::Model {
                state: TopicState::Withdrawn,
                revision: topic.revision + 1,
                decided_at: Some(inside.clock.now()),
                decided_by: Some(person),
                ..topic
            };
            topic_request::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
            record(tx, &inside, &session, ("topic.withdraw", id, person)).await?;
            Ok(())
        })
    });
    work.await
}

async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    (action, topic, person): (&'static str, TopicRequestId, PersonId),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("topic {topic}"),
        school_id: None,
        session_id: Some(session.id),
        details: serde_json::json!({ "person": person }),
    };
    audit::record(tx, club, &Viewer::Guest, deed).await
}
