//! Agreeing to make a session together, or declining.

use entity::{PartnerState, SchoolId, session_school};
use sea_orm::{ActiveModelTrait as _, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::queries;
use crate::audit::{self, Deed};
use crate::session::facts_queries;
use crate::{Club, Viewer};

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    /// The viewer does not organize the school, or nobody asked it.
    #[error("nobody asked the school")]
    NotFound,
    #[error("the school has answered already")]
    Answered,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Answers for a school that was asked to take part. Organizers of that school and curators may; the same answer twice changes nothing.
///
/// # Errors
/// See [`AnswerError`].
pub async fn answer(
    club: &Club,
    viewer: &Viewer,
    (slug, school): (&str, SchoolId),
    agrees: bool,
) -> Result<(), AnswerError> {
    if !viewer.organizes(school) {
        return Err(AnswerError::NotFound);
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = facts_queries::locked_by_slug(tx, &slug).await?.ok_or(AnswerError::NotFound)?;
            let row = queries::one(tx, (session.id, school)).await?.ok_or(AnswerError::NotFound)?;
            let state = if agrees { PartnerState::Accepted } else { PartnerState::Declined };
            match row.state {
                PartnerState::Invited => {}
                before if before == state => return Ok(()),
                PartnerState::Accepted | PartnerState::Declined => return Err(AnswerError::Answered),
            }
            let answered = session_school::Model {
                state,
                answered_at: Some(inside.clock.now()),
                answered_by: viewer.person_id(),
                ..row
            };
            session_school::Entity::update(answered.into_active_model().reset_all()).exec(tx).await?;
            let deed = Deed {
                action: "session.answer_partner",
                subject: format!("school {school}"),
                school_id: Some(school),
                session_id: Some(session.id),
                details: serde_json::json!({ "agrees": agrees }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(())
        })
    });
    work.await
}
