//! Giving a layout another name.

use entity::{LayoutDesignId, layout_design};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _, Set};

use super::copy::deed;
use super::find;
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why a layout kept its name.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
    #[error("there is no such layout")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Gives a design another name, already cleaned. Who may change it may.
///
/// # Errors
/// See [`RenameError`].
pub async fn rename(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
    name: String,
) -> Result<layout_design::Model, RenameError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = find::changeable(tx, &viewer, owner, id).await?;
            let (_, design) = found.ok_or(RenameError::NotFound)?;
            let owner = owner.of_design(&design);
            let mut row = design.into_active_model();
            row.name = Set(name);
            let row = row.update(tx).await?;
            audit::record(tx, &inside, &viewer, deed("layout.rename", owner, &row)).await?;
            Ok(row)
        })
    });
    work.await
}
