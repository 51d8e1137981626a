//! Letting a layout follow another one.

use entity::{LayoutDesignId, layout_design};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _, Set};

use super::copy::{deed, may_follow};
use super::family::built_in;
use super::find;
use super::save::differences;
use super::usable::UnusableLayout;
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why a layout follows what it followed before.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    #[error("there is no such layout")]
    NotFound,
    /// Or it is of another kind, or stands lower.
    #[error("there is no such layout to follow")]
    MissingParent,
    #[error("a layout would follow itself")]
    Cycle,
    #[error("a layout cannot be put together")]
    Unusable(#[from] UnusableLayout),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Lets a design follow another one from now on, or the layout that comes with the program; it looks as before. Who may change it may.
///
/// # Errors
/// See [`FollowError`].
pub async fn follow(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
    parent: Option<LayoutDesignId>,
) -> Result<layout_design::Model, FollowError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = find::changeable(tx, &viewer, owner, id).await?;
            let (family, design) = found.ok_or(FollowError::NotFound)?;
            if !may_follow(&family, parent, design.kind, design.level) {
                return Err(FollowError::MissingParent);
            }
            let above = match parent.and_then(|id| family.get(id)) {
                Some(above) if family.line(above)?.iter().any(|one| one.id == design.id) => {
                    return Err(FollowError::Cycle);
                }
                Some(above) => family.resolve(above)?,
                None => built_in(design.kind)?,
            };
            let layout = family.resolve(&design)?;
            let changes = differences(&above, layout)?;
            let owner = owner.of_design(&design);
            let revision = design.revision + 1;
            let mut row = design.into_active_model();
            row.parent_id = Set(parent);
            row.changes = Set(changes);
            row.revision = Set(revision);
            let row = row.update(tx).await?;
            audit::record(tx, &inside, &viewer, deed("layout.follow", owner, &row)).await?;
            Ok(row)
        })
    });
    work.await
}
