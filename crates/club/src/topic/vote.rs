//! Voting for a topic, and taking the vote back.

use entity::{PersonId, Stage, TopicRequestId, TopicState, topic_vote};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, IntoActiveModel as _};

use super::queries;
use crate::Club;
use crate::session::stages;

/// Why the vote was not counted.
#[derive(Debug, thiserror::Error)]
pub enum VoteError {
    #[error("there is no such topic")]
    NotFound,
    #[error("nobody votes for the topic any more")]
    Closed,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Counts a person's wish for a topic, or takes it back: one vote a person and topic, however often the button is pressed. Anybody whom the club
/// knows may, while the stage of topics is open.
///
/// # Errors
/// See [`VoteError`].
pub async fn vote(club: &Club, person: PersonId, id: TopicRequestId, wants: bool) -> Result<(), VoteError> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (topic, session) = queries::locked(tx, id).await?.ok_or(VoteError::NotFound)?;
            match topic.state {
                TopicState::Published => {}
                TopicState::Taken | TopicState::Declined => return Err(VoteError::Closed),
                _ => return Err(VoteError::NotFound),
            }
            let known = stages::queries::of_session(tx, session.id).await?;
            let now = inside.clock.now();
            if !stages::is_open(&known, Stage::Topics, now) {
                return Err(VoteError::Closed);
            }
            if !wants {
                topic_vote::Entity::delete_by_id((id, person)).exec(tx).await?;
                return Ok(());
            }
            let row =
                topic_vote::Model { topic_request_id: id, person_id: person, is_asker: false, voted_at: now };
            let insert = topic_vote::Entity::insert(row.into_active_model());
            let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
            insert.exec_without_returning(tx).await?;
            Ok(())
        })
    });
    work.await
}
