//! Saving what an organizer changed in a layout.

use std::collections::HashMap;

use certificates::{Changes, Grammar, Layout, RenderError};
use entity::{DocumentKind, LayoutDesignId, layout_design};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _, Set};

use super::copy::deed;
use super::family::Family;
use super::usable::{UnusableLayout, compile};
use super::{Design, IMAGES, SampleChoice, find, queries, set_used};
use crate::Owner;
use crate::{Club, Viewer, audit, document};

/// What an organizer changed.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The revision that the organizer saw.
    pub revision: i32,
    /// The whole layout as it shall be.
    pub layout: Layout,
    /// Converted images that are not stored yet, by their SHA-256.
    pub images: HashMap<String, Vec<u8>>,
    /// Whether documents are to be printed with it from now on.
    pub is_to_be_used: bool,
}

/// Why a layout was not saved.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such layout")]
    NotFound,
    /// Somebody else saved it meanwhile: as it is now.
    #[error("the layout was changed meanwhile")]
    Conflict(Box<Design>),
    #[error("the layout cannot be used")]
    Unusable(#[from] UnusableLayout),
    /// Not even a document with short texts can be printed.
    #[error("no document can be printed with the layout")]
    Render(#[from] RenderError),
    /// Names of layouts that follow it and could not print any more.
    #[error("layouts that follow this one could not be used any more")]
    Breaks(Vec<String>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Saves a changed layout as its differences from what it follows, unless somebody else saved it meanwhile or it cannot print. Documents that
/// were issued stay as they are. Who may change it may.
///
/// # Errors
/// See [`SaveError`].
pub async fn save(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
    edit: Edit,
) -> Result<layout_design::Model, SaveError> {
    let design = find(club, viewer, owner, id).await?.ok_or(SaveError::NotFound)?;
    if design.row.revision != edit.revision {
        return Err(SaveError::Conflict(Box::new(design)));
    }
    check_edit::<SaveError>(club, owner, design.row.kind, &edit).await?;
    keep_images(club, &edit).await?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { write(tx, &inside, &viewer, (owner, id), edit).await }));
    work.await
}

/// Whether documents with usual texts can be printed: what is drawn off the page, cannot be read or prints nothing is not kept.
pub(super) async fn check_edit<E>(club: &Club, owner: Owner, kind: DocumentKind, edit: &Edit) -> Result<(), E>
where
    E: From<UnusableLayout> + From<RenderError> + From<DbErr>,
{
    // What is frozen at an issue is read again from its file.
    let file = edit.layout.to_json().map_err(UnusableLayout::from)?;
    Layout::parse(&file).map_err(UnusableLayout::from)?;
    let compiled = compile(club, edit.layout.clone(), edit.images.clone()).await?;
    let sample = document::sample(club, owner, kind, SampleChoice::Usual).await?;
    let mut fields = sample.fields_of(&edit.layout);
    // What only men read must be printable as well.
    for grammar in [Grammar::Female, Grammar::Male, Grammar::Neutral] {
        fields.grammar = grammar;
        compiled.check(&fields)?;
    }
    Ok(())
}

/// Stores the fresh images that the layout names, before anything in the database does.
pub(super) async fn keep_images(club: &Club, edit: &Edit) -> Result<(), UnusableLayout> {
    for name in edit.layout.image_names() {
        if let Some(bytes) = edit.images.get(name) {
            club.files.put_content(IMAGES, bytes.clone().into()).await?;
        }
    }
    Ok(())
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    (owner, id): (Owner, LayoutDesignId),
    edit: Edit,
) -> Result<layout_design::Model, SaveError> {
    let found = find::changeable(tx, viewer, owner, id).await?;
    let (family, design) = found.ok_or(SaveError::NotFound)?;
    if design.revision != edit.revision {
        return Err(SaveError::Conflict(Box::new(find::whole(&family, design)?)));
    }
    let parent = family.parent(&design)?;
    let changes = differences(&parent, edit.layout)?;
    let changed = layout_design::Model { changes, ..design.clone() };
    let broken = broken_followers(queries::of_kind(tx, design.kind).await?, &changed);
    if !broken.is_empty() {
        return Err(SaveError::Breaks(broken));
    }
    if edit.is_to_be_used {
        set_used::free(tx, &design).await?;
    }
    let is_used = design.is_used || edit.is_to_be_used;
    let revision = design.revision + 1;
    let mut row = design.into_active_model();
    row.changes = Set(changed.changes);
    row.revision = Set(revision);
    row.is_used = Set(is_used);
    row.updated_at = Set(club.clock.now());
    row.updated_by = Set(viewer.person_id());
    let row = row.update(tx).await?;
    audit::record(tx, club, viewer, deed("layout.save", owner.of_design(&row), &row)).await?;
    Ok(row)
}

/// The differences of a layout from what it follows, as they are stored. Its name is the design's own.
pub(super) fn differences(parent: &Layout, mut layout: Layout) -> Result<String, UnusableLayout> {
    parent.name.clone_into(&mut layout.name);
    Ok(serde_json::to_string(&Changes::between(parent, &layout))?)
}

/// Names of designs that follow the changed one, directly or not, and could not be used any more.
fn broken_followers(mut designs: Vec<layout_design::Model>, changed: &layout_design::Model) -> Vec<String> {
    let before = Family::new(designs.clone());
    for design in &mut designs {
        if design.id == changed.id {
            changed.clone_into(design);
        }
    }
    let after = Family::new(designs);
    let is_sound = |family: &Family, design: &layout_design::Model| {
        family.resolve(design).is_ok_and(|layout| layout.validate().is_ok())
    };
    let follows = |design: &&layout_design::Model| {
        design.id != changed.id
            && after.line(design).is_ok_and(|line| line.iter().any(|above| above.id == changed.id))
    };
    let broken =
        after.all().filter(follows).filter(|design| is_sound(&before, design) && !is_sound(&after, design));
    broken.map(|design| design.name.clone()).collect()
}
