//! What organizers do with topics: publish, answer, take up, decline, merge.

use entity::{TopicRequestId, TopicState, session, topic_cover, topic_request, topic_vote};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use super::{LONGEST_TEXT, queries};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// What an organizer says of a topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Anybody sees it; what was taken or declined may be opened again.
    Publish,
    /// It is going to be in the programme.
    Take { answer: String },
    /// Not this time; the reason is shown.
    Decline { reason: String },
    /// An answer beside it; empty takes it away.
    Answer { answer: String },
    /// It says the same as another topic, which gets its votes.
    Merge { into: TopicRequestId },
}

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("there is no such topic")]
    NotFound,
    /// Declining says why.
    #[error("the reason is missing")]
    NoReason,
    #[error("the answer is too long")]
    TooLong,
    /// Itself, of another session, or merged or withdrawn itself.
    #[error("the topic cannot be merged into that one")]
    Target,
    /// It was merged or withdrawn.
    #[error("the topic is no more")]
    Gone,
    /// Somebody else has decided since the page was opened.
    #[error("the topic was changed meanwhile")]
    Stale,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Decides about a topic as it was seen at a revision. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`DecideError`].
pub async fn decide(
    club: &Club,
    viewer: &Viewer,
    (slug, id, revision): (&str, TopicRequestId, i32),
    decision: Decision,
) -> Result<(), DecideError> {
    check(&decision)?;
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (topic, session) = queries::locked(tx, id).await?.ok_or(DecideError::NotFound)?;
            if session.slug != slug || !viewer.organizes(session.host_school_id) {
                return Err(DecideError::NotFound);
            }
            match topic.state {
                TopicState::Merged | TopicState::Withdrawn => return Err(DecideError::Gone),
                _ if topic.revision != revision => return Err(DecideError::Stale),
                _ => {}
            }
            if let Decision::Merge { into } = &decision {
                merge(tx, &topic, *into).await?;
            }
            let action = word(&decision);
            let mut row = decided(topic, decision);
            row.revision += 1;
            row.decided_at = Some(inside.clock.now());
            row.decided_by = viewer.person_id();
            topic_request::Entity::update(row.into_active_model().reset_all()).exec(tx).await?;
            record(tx, (&inside, &viewer), &session, (action, id)).await?;
            Ok(())
        })
    });
    work.await
}

fn check(decision: &Decision) -> Result<(), DecideError> {
    let text = match decision {
        Decision::Decline { reason } if reason.trim().is_empty() => return Err(DecideError::NoReason),
        Decision::Decline { reason: text } | Decision::Take { answer: text } => text,
        Decision::Answer { answer } => answer,
        Decision::Publish | Decision::Merge { .. } => return Ok(()),
    };
    if text.chars().count() > LONGEST_TEXT { Err(DecideError::TooLong) } else { Ok(()) }
}

fn word(decision: &Decision) -> &'static str {
    match decision {
        Decision::Publish => "topic.publish",
        Decision::Take { .. } => "topic.take",
        Decision::Decline { .. } => "topic.decline",
        Decision::Answer { .. } => "topic.answer",
        Decision::Merge { .. } => "topic.merge",
    }
}

fn decided(topic: topic_request::Model, decision: Decision) -> topic_request::Model {
    let text = |text: String| text.trim().to_owned();
    match decision {
        Decision::Publish => topic_request::Model { state: TopicState::Published, ..topic },
        Decision::Take { answer } => {
            topic_request::Model { state: TopicState::Taken, answer: text(answer), ..topic }
        }
        Decision::Decline { reason } => {
            topic_request::Model { state: TopicState::Declined, answer: text(reason), ..topic }
        }
        Decision::Answer { answer } => topic_request::Model { answer: text(answer), ..topic },
        Decision::Merge { into } => {
            topic_request::Model { state: TopicState::Merged, merged_into_id: Some(into), ..topic }
        }
    }
}

/// Gives votes and talks of a topic to another one; whoever wanted both is counted once, and stays an asker.
async fn merge(
    tx: &DatabaseTransaction,
    topic: &topic_request::Model,
    into: TopicRequestId,
) -> Result<(), DecideError> {
    let target = queries::locked(tx, into).await?.map(|(target, _)| target);
    let target = target.filter(|target| target.id != topic.id && target.session_id == topic.session_id);
    let target = target.ok_or(DecideError::Target)?;
    if matches!(target.state, TopicState::Merged | TopicState::Withdrawn) {
        return Err(DecideError::Target);
    }
    let wanted = queries::votes_for(tx, topic.id).await?;
    let there = queries::votes_for(tx, into).await?;
    for vote in &wanted {
        let known = there.iter().find(|known| known.person_id == vote.person_id);
        let is_asker = vote.is_asker || known.is_some_and(|known| known.is_asker);
        let row = topic_vote::Model { topic_request_id: into, is_asker, ..vote.clone() };
        let key = [topic_vote::Column::TopicRequestId, topic_vote::Column::PersonId];
        let twice = OnConflict::columns(key).update_column(topic_vote::Column::IsAsker).to_owned();
        topic_vote::Entity::insert(row.into_active_model())
            .on_conflict(twice)
            .exec_without_returning(tx)
            .await?;
    }
    let of_topic = topic_vote::Column::TopicRequestId.eq(topic.id);
    topic_vote::Entity::delete_many().filter(of_topic).exec(tx).await?;
    move_covers(tx, topic.id, into).await?;
    // What was merged into it before leads to the new one as well.
    let earlier = topic_request::Entity::update_many()
        .col_expr(topic_request::Column::MergedIntoId, Expr::value(into))
        .filter(topic_request::Column::MergedIntoId.eq(topic.id));
    earlier.exec(tx).await?;
    Ok(())
}

async fn move_covers(
    tx: &DatabaseTransaction,
    from: TopicRequestId,
    into: TopicRequestId,
) -> Result<(), DbErr> {
    for cover in queries::covers(tx, vec![from]).await? {
        let row = topic_cover::Model { topic_request_id: into, ..cover };
        topic_cover::Entity::insert(row.into_active_model())
            .on_conflict(OnConflict::new().do_nothing().to_owned())
            .exec_without_returning(tx)
            .await?;
    }
    let of_topic = topic_cover::Column::TopicRequestId.eq(from);
    topic_cover::Entity::delete_many().filter(of_topic).exec(tx).await?;
    Ok(())
}

async fn record(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    session: &session::Model,
    (action, topic): (&'static str, TopicRequestId),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("topic {topic}"),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({}),
    };
    audit::record(tx, club, viewer, deed).await
}
