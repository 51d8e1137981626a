//! Looking at designs: all that an owner sees, and one that may be changed.

use certificates::Layout;
use entity::{DocumentKind, LayoutDesignId, LayoutLevel, layout_design};
use sea_orm::{ConnectionTrait, DbErr};

use super::family::{Family, built_in};
use super::queries;
use super::usable::UnusableLayout;
use crate::Owner;
use crate::{Club, Viewer};

/// A design with what it looks like.
#[derive(Clone, Debug)]
pub struct Design {
    pub row: layout_design::Model,
    /// Everything that it inherits, with its own changes.
    pub layout: Layout,
    /// What it would look like without its own changes.
    pub parent: Layout,
    /// The name of what it follows; none: the layout that comes with the program.
    pub parent_name: Option<String>,
}

/// The designs that an owner sees.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Those of the owner and those above, the oldest first.
    pub designs: Vec<layout_design::Model>,
    /// By kind: what documents are printed with now; none: the layout that comes with the program.
    pub current: Vec<(DocumentKind, Option<layout_design::Model>)>,
}

/// What an owner sees; nothing for a viewer who may not change the owner's layouts.
///
/// # Errors
/// When the database refuses.
pub async fn shelf(club: &Club, viewer: &Viewer, owner: Owner) -> Result<Option<Shelf>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let family = Family::new(queries::seen_by(club.storage.reads(), owner).await?);
    let current = DocumentKind::ALL.iter().map(|kind| (*kind, family.used(*kind).cloned()));
    Ok(Some(Shelf { current: current.collect(), designs: family.all().cloned().collect() }))
}

/// What documents of a kind look like now, without the images of signatories; nothing for a viewer who may not change the owner's layouts.
///
/// # Errors
/// When the database refuses, or a stored design cannot be put together.
pub async fn current(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    kind: DocumentKind,
) -> Result<Option<Layout>, UnusableLayout> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let family = Family::new(queries::seen_by(club.storage.reads(), owner).await?);
    let layout = match family.used(kind) {
        Some(design) => family.resolve(design)?,
        None => built_in(kind)?,
    };
    Ok(Some(layout))
}

/// A design that the viewer may change on the pages of an owner: its own ones, and on the pages of a session also those of its host school.
///
/// # Errors
/// When the database refuses, or a stored design cannot be put together.
pub async fn find(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
) -> Result<Option<Design>, UnusableLayout> {
    let Some((family, row)) = changeable(club.storage.reads(), viewer, owner, id).await? else {
        return Ok(None);
    };
    Ok(Some(whole(&family, row)?))
}

/// A design with what it looks like.
pub(super) fn whole(family: &Family, row: layout_design::Model) -> Result<Design, UnusableLayout> {
    let parent_name = row.parent_id.and_then(|id| family.get(id)).map(|parent| parent.name.clone());
    Ok(Design { layout: family.resolve(&row)?, parent: family.parent(&row)?, parent_name, row })
}

/// A design that the viewer may change here, with its family.
pub(super) async fn changeable(
    db: &impl ConnectionTrait,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
) -> Result<Option<(Family, layout_design::Model)>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let family = Family::new(queries::seen_by(db, owner).await?);
    // What the network prescribes is changed on the network's pages only.
    let is_here =
        |design: &&layout_design::Model| owner == Owner::Network || design.level != LayoutLevel::Network;
    let found = family.get(id).filter(is_here).cloned();
    Ok(found.map(|design| (family, design)))
}
