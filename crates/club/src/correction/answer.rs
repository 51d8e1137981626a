//! What organizers do about a wish.

use entity::{CorrectionId, CorrectionState, DocumentId, correction, document, session};
use lang::TextProblem;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::{emails, queries};
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Of an answer no more is taken, in characters.
const LONGEST_ANSWER: usize = 1000;

/// Why a wish was not declined.
#[derive(Debug, thiserror::Error)]
pub enum DeclineError {
    #[error("there is no such wish")]
    NotFound,
    /// Somebody was faster.
    #[error("the wish is answered already")]
    NotOpen,
    #[error("the answer cannot be kept")]
    Text(#[from] TextProblem),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Declines a wish with a sentence, which its owner gets by e-mail. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`DeclineError`].
pub async fn decline(
    club: &Club,
    viewer: &Viewer,
    id: CorrectionId,
    answer: &str,
) -> Result<(), DeclineError> {
    let found = queries::by_id(club.storage.reads(), id).await?;
    let (wish, document, session) = found.ok_or(DeclineError::NotFound)?;
    if !viewer.organizes(session.host_school_id) {
        return Err(DeclineError::NotFound);
    }
    let answer = lang::many_lines(answer, LONGEST_ANSWER)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now_declined = close(tx, &inside, &viewer, wish.id, Some(&answer)).await?;
            if !now_declined {
                return Err(DeclineError::NotOpen);
            }
            emails::announce(tx, &inside, &wish, (&document, &session), &answer).await?;
            Ok(record(tx, &inside, &viewer, "correction.decline", (&document, &session)).await?)
        })
    });
    work.await
}

/// In the transaction that replaces a document: its open wish, if there is one, is done. The e-mail about the new document is the answer.
pub(crate) async fn close_done(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    document: DocumentId,
) -> Result<(), DbErr> {
    if let Some(wish) = queries::open_of_document(tx, document).await? {
        close(tx, club, viewer, wish.id, None).await?;
    }
    Ok(())
}

/// Closes an open wish: declined with an answer, done without one. Whether it was open.
async fn close(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    id: CorrectionId,
    answer: Option<&str>,
) -> Result<bool, DbErr> {
    let state = if answer.is_some() { CorrectionState::Declined } else { CorrectionState::Done };
    let closed = correction::Entity::update_many()
        .set(correction::ActiveModel {
            state: Set(state),
            answer: Set(answer.map(str::to_owned)),
            closed_at: Set(Some(club.clock.now())),
            closed_by: Set(viewer.person_id()),
            ..Default::default()
        })
        .filter(correction::Column::Id.eq(id))
        .filter(correction::Column::State.eq(CorrectionState::Open))
        .exec(tx)
        .await?;
    Ok(closed.rows_affected > 0)
}

async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    action: &'static str,
    (document, session): (&document::Model, &session::Model),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("document {}", document.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "number": document.number }),
    };
    audit::record(tx, club, viewer, deed).await
}
