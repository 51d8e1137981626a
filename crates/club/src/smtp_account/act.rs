//! Using an account, leaving it, and forgetting it.

use entity::{SmtpAccountId, smtp_account};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};

use super::{AccountError, deed, queries};
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Lets the e-mails of the owner go by an account, or no longer. The one that was used before rests. Who may change the owner's layouts may.
///
/// # Errors
/// See [`AccountError`].
pub async fn set_used(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: SmtpAccountId,
    is_used: bool,
) -> Result<(), AccountError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AccountError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(AccountError::NotFound)?;
            if row.is_used == is_used {
                return Ok(());
            }
            if is_used {
                let others: Vec<_> =
                    queries::of_owner(tx, owner).await?.into_iter().map(|other| other.id).collect();
                smtp_account::Entity::update_many()
                    .set(smtp_account::ActiveModel { is_used: Set(false), ..Default::default() })
                    .filter(smtp_account::Column::Id.is_in(others))
                    .exec(tx)
                    .await?;
            }
            let mut row = row.into_active_model();
            row.is_used = Set(is_used);
            let row = row.update(tx).await?;
            let action = if is_used { "smtp_account.use" } else { "smtp_account.leave" };
            Ok(audit::record(tx, &inside, &viewer, deed(action, &row)).await?)
        })
    });
    work.await
}

/// Removes an account with its secrets; e-mails go another way from now on. Who may change the owner's layouts may.
///
/// # Errors
/// See [`AccountError`].
pub async fn delete(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: SmtpAccountId,
) -> Result<(), AccountError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AccountError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(AccountError::NotFound)?;
            smtp_account::Entity::delete_by_id(id).exec(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("smtp_account.delete", &row)).await?)
        })
    });
    work.await
}
