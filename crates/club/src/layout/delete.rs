//! Deleting a layout that nothing follows.

use entity::LayoutDesignId;
use sea_orm::{DbErr, ModelTrait as _};

use super::copy::deed;
use super::family::Family;
use super::{find, queries};
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why a layout was not deleted.
#[derive(Debug, thiserror::Error)]
pub enum DeleteError {
    #[error("there is no such layout")]
    NotFound,
    /// Names of the layouts that follow it.
    #[error("other layouts follow this one")]
    IsFollowed(Vec<String>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Deletes a design; where it was used, the next one above is. Documents that were issued with it keep their own copy of it, and its images
/// stay. Who may change it may.
///
/// # Errors
/// See [`DeleteError`].
pub async fn delete(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
) -> Result<(), DeleteError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = find::changeable(tx, &viewer, owner, id).await?;
            let (_, design) = found.ok_or(DeleteError::NotFound)?;
            let family = Family::new(queries::of_kind(tx, design.kind).await?);
            let followers: Vec<String> =
                family.children(design.id).into_iter().map(|child| child.name.clone()).collect();
            if !followers.is_empty() {
                return Err(DeleteError::IsFollowed(followers));
            }
            let deed = deed("layout.delete", owner.of_design(&design), &design);
            design.delete(tx).await?;
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(())
        })
    });
    work.await
}
