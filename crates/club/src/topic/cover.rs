//! Which talks take topics up, and how many of the topics are covered.

use entity::{SessionId, TalkId, TopicRequestId, TopicState, topic_cover};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _,
};

use super::queries;
use crate::Club;
use crate::jobs::{self, Job, NewJob};

/// A topic that a speaker may take up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub id: TopicRequestId,
    pub title: String,
    pub votes: u64,
}

/// The topics of a session that speakers may take up, most wanted first.
///
/// # Errors
/// When the database refuses.
pub async fn choices(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<Choice>, DbErr> {
    let votes = queries::votes(db, session).await?;
    let of = |id| votes.iter().find(|(of, _)| *of == id).map_or(0, |(_, count)| *count);
    let topics = queries::of_session(db, session).await?;
    let open =
        topics.into_iter().filter(|topic| matches!(topic.state, TopicState::Published | TopicState::Taken));
    let mut choices: Vec<Choice> = open
        .map(|topic| Choice {
            votes: u64::try_from(of(topic.id)).unwrap_or(0),
            id: topic.id,
            title: topic.title,
        })
        .collect();
    choices.sort_by(|one, other| (other.votes, &one.title).cmp(&(one.votes, &other.title)));
    Ok(choices)
}

/// Says which topics a talk takes up from now on; topics that are not of its session, or may not be taken up, are left out. Those who want a
/// topic are told by a job once the talk is in the published programme.
///
/// # Errors
/// When the database refuses.
pub async fn set_cover(
    tx: &DatabaseTransaction,
    club: &Club,
    (session, talk): (SessionId, TalkId),
    topics: &[TopicRequestId],
) -> Result<(), DbErr> {
    let open = choices(tx, session).await?;
    let before = queries::covers_of(tx, talk).await?;
    let gone: Vec<TopicRequestId> =
        before.iter().map(|row| row.topic_request_id).filter(|id| !topics.contains(id)).collect();
    let of_talk = topic_cover::Column::TalkId.eq(talk);
    let gone = topic_cover::Entity::delete_many()
        .filter(of_talk)
        .filter(topic_cover::Column::TopicRequestId.is_in(gone));
    gone.exec(tx).await?;
    for choice in open.iter().filter(|choice| topics.contains(&choice.id)) {
        if before.iter().any(|row| row.topic_request_id == choice.id) {
            continue;
        }
        let row = topic_cover::Model {
            topic_request_id: choice.id,
            talk_id: talk,
            covered_at: club.clock.now(),
            told_at: None,
        };
        topic_cover::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    tell_when_published(tx, club, session).await
}

/// Writes the job that tells those whose topics are in the published programme; nothing where nobody is to be told. Whoever publishes a programme
/// calls it in the same transaction.
///
/// # Errors
/// When the database refuses.
pub async fn tell_when_published(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
) -> Result<(), DbErr> {
    let new = queries::in_programme(tx, session).await?;
    if new.iter().all(|(cover, ..)| cover.told_at.is_some()) {
        return Ok(());
    }
    let job = NewJob { job: Job::TellOfTopics { session }, run_at: club.clock.now(), unique_key: None };
    jobs::enqueue(tx, club, job).await?;
    Ok(())
}

/// How many topics a session was asked for (published, taken or declined; merged ones count once), and how many of them a talk takes up.
///
/// # Errors
/// When the database refuses.
pub async fn counts(club: &Club, session: SessionId) -> Result<(usize, usize), DbErr> {
    let db = club.storage.reads();
    let topics = queries::of_session(db, session).await?;
    let ordered: Vec<TopicRequestId> =
        topics.iter().filter(|topic| super::is_public(topic)).map(|topic| topic.id).collect();
    let mut covered: Vec<TopicRequestId> = queries::in_programme(db, session)
        .await?
        .into_iter()
        .map(|(cover, ..)| cover.topic_request_id)
        .filter(|id| ordered.contains(id))
        .collect();
    covered.sort_unstable();
    covered.dedup();
    Ok((ordered.len(), covered.len()))
}
