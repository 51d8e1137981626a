//! Printing with a layout, or no longer.

use entity::layout_design::{Column, Entity, Model};
use entity::{LayoutDesignId, layout_design};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::copy::deed;
use super::find;
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum SetUsedError {
    #[error("there is no such layout")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Lets documents of the design's owner be printed with it, in place of the one that was used so far; or no longer. What is issued already
/// stays as it is. Who may change it may.
///
/// # Errors
/// See [`SetUsedError`].
pub async fn set_used(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
    is_used: bool,
) -> Result<layout_design::Model, SetUsedError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let found = find::changeable(tx, &viewer, owner, id).await?;
            let (_, design) = found.ok_or(SetUsedError::NotFound)?;
            if design.is_used == is_used {
                return Ok(design);
            }
            let owner = owner.of_design(&design);
            if is_used {
                free(tx, &design).await?;
            }
            let mut row = design.into_active_model();
            row.is_used = Set(is_used);
            let row = row.update(tx).await?;
            let action = if is_used { "layout.use" } else { "layout.stop_using" };
            audit::record(tx, &inside, &viewer, deed(action, owner, &row)).await?;
            Ok(row)
        })
    });
    work.await
}

/// Nothing of the design's kind and owner is used any more: one at a time is.
pub(super) async fn free(tx: &DatabaseTransaction, design: &Model) -> Result<(), DbErr> {
    let same_school = match design.school_id {
        Some(school) => Column::SchoolId.eq(school),
        None => Column::SchoolId.is_null(),
    };
    let same_session = match design.session_id {
        Some(session) => Column::SessionId.eq(session),
        None => Column::SessionId.is_null(),
    };
    Entity::update_many()
        .col_expr(Column::IsUsed, Expr::value(false))
        .filter(Column::Kind.eq(design.kind))
        .filter(Column::Level.eq(design.level))
        .filter(same_school)
        .filter(same_session)
        .filter(Column::Id.ne(design.id))
        .exec(tx)
        .await?;
    Ok(())
}
