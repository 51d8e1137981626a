//! Revoking a document: it stays in the registry, with its reason.

use entity::{DocumentId, DocumentState, document};
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::queries;
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// Of a reason no more is kept.
const LONGEST_REASON: usize = 1000;

/// Why a document was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    #[error("there is no such document")]
    NotFound,
    #[error("the viewer may not revoke this document")]
    Forbidden,
    #[error("a reason is missing")]
    NoReason,
    #[error("the document is revoked already")]
    AlreadyRevoked,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Revokes a document with a reason; it stays in the registry and its verification says so. Organizers of the session's host school and
/// curators may.
///
/// # Errors
/// See [`RevokeError`].
pub async fn revoke(
    club: &Club,
    viewer: &Viewer,
    id: DocumentId,
    reason: &str,
) -> Result<document::Model, RevokeError> {
    let found = queries::by_id(club.storage.reads(), id).await?;
    let (found, session) = found.ok_or(RevokeError::NotFound)?;
    if !viewer.organizes(session.host_school_id) {
        let is_own = viewer.person_id() == Some(found.person_id);
        return Err(if is_own { RevokeError::Forbidden } else { RevokeError::NotFound });
    }
    let reason = cleaned_reason(reason).ok_or(RevokeError::NoReason)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let revoked = document::Entity::update_many()
                .set(document::ActiveModel {
                    state: Set(DocumentState::Revoked),
                    revoked_at: Set(Some(inside.clock.now())),
                    revoked_by: Set(viewer.person_id()),
                    revoke_reason: Set(Some(reason)),
                    ..Default::default()
                })
                .filter(document::Column::Id.eq(id))
                .filter(document::Column::State.ne(DocumentState::Revoked))
                .exec_with_returning(tx)
                .await?;
            let revoked = revoked.into_iter().next().ok_or(RevokeError::AlreadyRevoked)?;
            let deed = Deed {
                action: "document.revoke",
                subject: format!("document {id}"),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "number": revoked.number }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(revoked)
        })
    });
    work.await
}

/// A reason as it is kept; nothing for an empty one.
pub(super) fn cleaned_reason(reason: &str) -> Option<String> {
    let shortened: String = reason.trim().chars().take(LONGEST_REASON).collect();
    lang::one_line(&shortened, LONGEST_REASON).ok()
}
