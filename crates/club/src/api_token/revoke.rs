//! Revoking a token: it stops working at once.

use entity::{ApiTokenId, api_token};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _, Set};

use super::{deed, queries};
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why a token was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    #[error("there is no such token")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Revokes a token; of one that was revoked before nothing changes. Who may change the owner's layouts may.
///
/// # Errors
/// See [`RevokeError`].
pub async fn revoke(club: &Club, viewer: &Viewer, owner: Owner, id: ApiTokenId) -> Result<(), RevokeError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(RevokeError::NotFound);
    }
    let (inside, viewer, now) = (club.clone(), viewer.clone(), club.clock.now());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(RevokeError::NotFound)?;
            if row.revoked_at.is_some() {
                return Ok(());
            }
            let mut row = row.into_active_model();
            row.revoked_at = Set(Some(now));
            let row: api_token::Model = row.update(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("api_token.revoke", &row)).await?)
        })
    });
    work.await
}
