//! Copying a layout, to change the copy.

use entity::{DocumentKind, LayoutDesignId, LayoutLevel, layout_design};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _};

use super::family::Family;
use super::queries;
use crate::Owner;
use crate::audit::{self, Deed};
use crate::{Club, Viewer};

/// What to copy, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCopy {
    pub kind: DocumentKind,
    /// Whose the copy shall be.
    pub owner: Owner,
    /// None: the layout that comes with the program.
    pub from: Option<LayoutDesignId>,
    /// Already cleaned.
    pub name: String,
}

/// Why nothing was copied.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// Or it may not be seen, is of another kind, or stands lower than the copy shall.
    #[error("there is no such layout to copy")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Makes a copy that follows what it was copied from and is used for nothing yet. Curators may for the network, organizers for their school
/// and its sessions.
///
/// # Errors
/// See [`CopyError`].
pub async fn copy(club: &Club, viewer: &Viewer, new: NewCopy) -> Result<layout_design::Model, CopyError> {
    if !new.owner.may_be_changed_by(viewer) {
        return Err(CopyError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let family = Family::new(queries::seen_by(tx, new.owner).await?);
            if !may_follow(&family, new.from, new.kind, new.owner.level()) {
                return Err(CopyError::NotFound);
            }
            Ok(insert(tx, &inside, &viewer, (new, "{}".to_owned(), "layout.copy")).await?)
        })
    });
    work.await
}

/// Whether a design of a level may follow this one: it is there, of the same kind, and not of a lower level.
pub(super) fn may_follow(
    family: &Family,
    parent: Option<LayoutDesignId>,
    kind: DocumentKind,
    level: LayoutLevel,
) -> bool {
    let may = |parent: &layout_design::Model| parent.kind == kind && rank(parent.level) <= rank(level);
    parent.is_none_or(|id| family.get(id).is_some_and(may))
}

/// Higher levels come first.
pub(super) fn rank(level: LayoutLevel) -> u8 {
    match level {
        LayoutLevel::Network => 0,
        LayoutLevel::School => 1,
        LayoutLevel::Session => 2,
    }
}

/// Writes a new design with its differences, and the deed.
pub(super) async fn insert(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (new, changes, action): (NewCopy, String, &'static str),
) -> Result<layout_design::Model, DbErr> {
    let now = club.clock.now();
    let row = layout_design::Model {
        id: club.chance.id(now),
        kind: new.kind,
        level: new.owner.level(),
        school_id: new.owner.school_id(),
        session_id: new.owner.session_id(),
        name: new.name,
        parent_id: new.from,
        changes,
        is_used: false,
        revision: 1,
        created_at: now,
        updated_at: now,
        updated_by: viewer.person_id(),
    };
    let row = row.into_active_model().insert(tx).await?;
    audit::record(tx, club, viewer, deed(action, new.owner, &row)).await?;
    Ok(row)
}

/// What the audit trail keeps of a change of a design.
pub(super) fn deed(action: &'static str, owner: Owner, row: &layout_design::Model) -> Deed {
    let school_id = match owner {
        Owner::Network => None,
        Owner::School(school) | Owner::Session { school, .. } => Some(school),
    };
    Deed {
        action,
        subject: format!("layout_design {}", row.id),
        school_id,
        session_id: owner.session_id(),
        details: serde_json::json!({ "kind": row.kind, "level": row.level, "revision": row.revision }),
    }
}
