//! Writing a review.

use entity::{TalkDecision, TalkId, TalkState, review};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _};

use super::{BEST, Scores, may_review, queries};
use crate::audit::{self, Deed};
use crate::call;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// What a reviewer says.
#[derive(Clone, Debug)]
pub struct Reviewing {
    pub scores: Scores,
    pub advice: TalkDecision,
    pub comment: Option<String>,
}

/// Why a review was not kept.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("there is no such talk")]
    NotFound,
    /// Nobody reviews a talk of their own.
    #[error("the viewer speaks in this talk")]
    Own,
    #[error("the talk is not under review")]
    State,
    /// A score for each criterion is asked for.
    #[error("a score is missing or none from 1 to 5")]
    Score,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Writes the viewer's review of a talk, or in place of an earlier one. Reviewers and organizers of the host school may, unless they speak in it.
///
/// # Errors
/// See [`WriteError`].
pub async fn write(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: TalkId,
    form: Reviewing,
) -> Result<(), WriteError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session =
                session.filter(|session| may_review(&viewer, session)).ok_or(WriteError::NotFound)?;
            let person = viewer.person_id().ok_or(WriteError::NotFound)?;
            call::queries::of_session(tx, session.id, id).await?.ok_or(WriteError::NotFound)?;
            let talk = call::queries::locked(tx, id).await?.ok_or(WriteError::NotFound)?;
            if queries::speaks(tx, id, person).await? {
                return Err(WriteError::Own);
            }
            if !matches!(talk.state, TalkState::Submitted | TalkState::NeedsFix) {
                return Err(WriteError::State);
            }
            let criteria = queries::criteria(tx, session.id).await?;
            let is_scored = |score: Option<&i32>| score.is_some_and(|score| (1..=BEST).contains(score));
            if !criteria.iter().all(|criterion| is_scored(form.scores.get(&criterion.id))) {
                return Err(WriteError::Score);
            }
            let standing = queries::own(tx, id, person).await?;
            let row = review::Model {
                id: standing.as_ref().map_or_else(|| inside.chance.id(inside.clock.now()), |row| row.id),
                talk_id: id,
                person_id: person,
                scores: serde_json::to_value(&form.scores).map_err(|error| DbErr::Json(error.to_string()))?,
                advice: form.advice,
                comment: form.comment,
                written_at: inside.clock.now(),
            };
            let row = row.into_active_model();
            if standing.is_some() {
                row.reset_all().update(tx).await?;
            } else {
                row.insert(tx).await?;
            }
            let deed = Deed {
                action: "review.write",
                subject: format!("talk {id}"),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "advice": form.advice }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
