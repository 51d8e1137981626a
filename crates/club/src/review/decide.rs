//! Deciding about a talk; nobody is told before decisions are released together.

use entity::{TalkDecision, TalkId, TalkState, talk};
use sea_orm::{ActiveModelTrait as _, DbErr, Set};

use crate::audit::{self, Deed};
use crate::call;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Why nothing was decided.
#[derive(Debug, thiserror::Error)]
pub enum DecideError {
    #[error("there is no such talk")]
    NotFound,
    /// It is not handed in, or its decision is released.
    #[error("the talk is not under review")]
    State,
    /// Nobody can change what nobody names.
    #[error("the changes that are asked for are missing")]
    NoChanges,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Decides about a talk that was handed in, or takes a decision back; the speaker learns of it with the next release. Organizers of the host school
/// may.
///
/// # Errors
/// See [`DecideError`].
pub async fn decide(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: TalkId,
    (decision, note): (Option<TalkDecision>, Option<String>),
) -> Result<(), DecideError> {
    if decision == Some(TalkDecision::NeedsFix) && note.is_none() {
        return Err(DecideError::NoChanges);
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(DecideError::NotFound)?;
            call::queries::of_session(tx, session.id, id).await?.ok_or(DecideError::NotFound)?;
            let talk = call::queries::locked(tx, id).await?.ok_or(DecideError::NotFound)?;
            if talk.state != TalkState::Submitted {
                return Err(DecideError::State);
            }
            let row = talk::ActiveModel {
                id: Set(id),
                decision: Set(decision),
                decision_note: Set(note),
                decided_at: Set(decision.map(|_| inside.clock.now())),
                decided_by: Set(decision.and_then(|_| viewer.person_id())),
                released_at: Set(None),
                ..Default::default()
            };
            row.update(tx).await?;
            let deed = Deed {
                action: "review.decide",
                subject: format!("talk {id}"),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "decision": decision }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
