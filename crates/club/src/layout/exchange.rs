//! A layout as one file with its images, to be taken from club to club.

use std::collections::{BTreeMap, HashMap};

use certificates::{ImageError, Layout, RenderError};
use data_encoding::BASE64;
use entity::{DocumentKind, LayoutDesignId, layout_design};
use lang::{TextProblem, one_line};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use super::copy::{NewCopy, insert, may_follow};
use super::family::{Family, built_in};
use super::save::{Edit, check_edit, differences, keep_images};
use super::usable::UnusableLayout;
use super::{IMAGES, LONGEST_NAME, images, queries};
use crate::Owner;
use crate::files::FilesError;
use crate::{Club, Viewer};

/// The version of the file that this program writes.
const FORMAT: u64 = 1;

/// More images than any page needs.
const MOST_IMAGES: usize = 40;

/// The file: a whole layout with everything that it needs.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LayoutFile {
    webclub_layout: u64,
    kind: DocumentKind,
    layout: serde_json::Value,
    /// PNG or JPEG files in base64, by the names that the layout calls them.
    #[serde(default)]
    images: BTreeMap<String, String>,
}

/// A layout as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportedLayout {
    /// `Сертификат.webclub-layout.json`
    pub file_name: String,
    pub bytes: Vec<u8>,
}

/// Why there is no file of a layout.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("there is no such layout")]
    NotFound,
    #[error("the layout cannot be used")]
    Unusable(#[from] UnusableLayout),
    #[error("an image cannot be fetched")]
    Files(#[from] FilesError),
}

/// Writes a design with all that it inherits and its images into one file. Who may change it may.
///
/// # Errors
/// See [`ExportError`].
pub async fn export(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: LayoutDesignId,
) -> Result<ExportedLayout, ExportError> {
    let design = super::find(club, viewer, owner, id).await?.ok_or(ExportError::NotFound)?;
    let mut images = BTreeMap::new();
    for name in design.layout.image_names() {
        let bytes = club.files.get(&format!("{IMAGES}/{name}")).await?;
        images.insert(name.to_owned(), BASE64.encode(&bytes));
    }
    let layout = serde_json::to_value(&design.layout).map_err(UnusableLayout::from)?;
    let file = LayoutFile { webclub_layout: FORMAT, kind: design.row.kind, layout, images };
    let bytes = serde_json::to_vec_pretty(&file).map_err(UnusableLayout::from)?;
    let plain: String = design
        .row
        .name
        .chars()
        .map(|letter| if letter.is_alphanumeric() || " -_.№".contains(letter) { letter } else { '_' })
        .collect();
    Ok(ExportedLayout { file_name: format!("{plain}.webclub-layout.json"), bytes })
}

/// A file that somebody wants to use.
#[derive(Clone, Debug)]
pub struct Import {
    /// Whose the layout shall be.
    pub owner: Owner,
    pub bytes: Vec<u8>,
    /// For a bare layout, which does not say what it is for.
    pub kind: Option<DocumentKind>,
    /// What it shall follow from now on; none: the layout that comes with the program.
    pub parent: Option<LayoutDesignId>,
}

/// Why a file was not taken: nothing of it was stored.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("the viewer may not add layouts here")]
    NotFound,
    #[error("the file is no layout: {0}")]
    Unreadable(String),
    #[error("the file has format {0}; this program reads format {FORMAT}")]
    Newer(u64),
    #[error("nobody said which kind of document the layout is for")]
    NoKind,
    #[error("there is no such layout to follow")]
    MissingParent,
    #[error("the name of the layout is empty or too long")]
    Name(TextProblem),
    #[error("the file has too many images")]
    TooManyImages,
    #[error("the image {name:?} cannot be used")]
    Image { name: String, source: ImageError },
    #[error("the layout cannot be used")]
    Unusable(#[from] UnusableLayout),
    #[error("no document can be printed with the layout")]
    Render(#[from] RenderError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Takes a file that was exported, or a bare layout file. Everything is checked again and every image converted again; it is used for nothing
/// yet. Curators may for the network, organizers for their school and its sessions.
///
/// # Errors
/// See [`ImportError`].
pub async fn import(
    club: &Club,
    viewer: &Viewer,
    import: Import,
) -> Result<layout_design::Model, ImportError> {
    let owner = import.owner;
    if !owner.may_be_changed_by(viewer) {
        return Err(ImportError::NotFound);
    }
    let (kind, layout, images) = read(&import).await?;
    let name = one_line(&layout.name, LONGEST_NAME).map_err(ImportError::Name)?;
    let family = Family::new(queries::seen_by(club.storage.reads(), owner).await?);
    let above = above(&family, import.parent, kind, owner)?;
    let edit = Edit { revision: 0, layout, images, is_to_be_used: false };
    check_edit::<ImportError>(club, owner, kind, &edit).await?;
    keep_images(club, &edit).await?;
    let changes = differences(&above, edit.layout)?;
    let new = NewCopy { kind, owner, from: import.parent, name };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let family = Family::new(queries::seen_by(tx, owner).await?);
            if !may_follow(&family, new.from, kind, owner.level()) {
                return Err(ImportError::MissingParent);
            }
            Ok(insert(tx, &inside, &viewer, (new, changes, "layout.import")).await?)
        })
    });
    work.await
}

fn above(
    family: &Family,
    parent: Option<LayoutDesignId>,
    kind: DocumentKind,
    owner: Owner,
) -> Result<Layout, ImportError> {
    if !may_follow(family, parent, kind, owner.level()) {
        return Err(ImportError::MissingParent);
    }
    match parent.and_then(|id| family.get(id)) {
        Some(above) => Ok(family.resolve(above)?),
        None => Ok(built_in(kind)?),
    }
}

/// Reads either kind of file and converts its images; the layout then calls them by their SHA-256.
async fn read(import: &Import) -> Result<(DocumentKind, Layout, HashMap<String, Vec<u8>>), ImportError> {
    let unreadable = |error: serde_json::Error| ImportError::Unreadable(error.to_string());
    let text =
        std::str::from_utf8(&import.bytes).map_err(|error| ImportError::Unreadable(error.to_string()))?;
    let value: serde_json::Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(unreadable)?;
    let version = value.get("webclub_layout").and_then(serde_json::Value::as_u64);
    let file = match version {
        Some(FORMAT) => serde_json::from_value::<LayoutFile>(value).map_err(unreadable)?,
        Some(newer) => return Err(ImportError::Newer(newer)),
        None => {
            // What is no layout is said so before anybody is asked what it is for.
            parsed(&value)?;
            let kind = import.kind.ok_or(ImportError::NoKind)?;
            LayoutFile { webclub_layout: FORMAT, kind, layout: value, images: BTreeMap::new() }
        }
    };
    let mut layout = parsed(&file.layout)?;
    if file.images.len() > MOST_IMAGES {
        return Err(ImportError::TooManyImages);
    }
    let (mut names, mut converted) = (HashMap::new(), HashMap::new());
    for (name, base64) in file.images {
        let bad = |source| ImportError::Image { name: name.clone(), source };
        let bytes = BASE64.decode(base64.as_bytes()).map_err(|_no_base64| bad(ImageError::NotAnImage))?;
        let image = images::convert(bytes).await.map_err(bad)?;
        names.insert(name, image.sha256.clone());
        converted.insert(image.sha256, image.png);
    }
    rename_images(&mut layout, &names)?;
    Ok((file.kind, layout, converted))
}

fn parsed(layout: &serde_json::Value) -> Result<Layout, ImportError> {
    Ok(Layout::parse(&layout.to_string()).map_err(UnusableLayout::from)?)
}

/// Only what came with the file: a name of ours would reach an image of somebody else.
fn rename_images(layout: &mut Layout, names: &HashMap<String, String>) -> Result<(), UnusableLayout> {
    use certificates::CompileError;
    use certificates::layout::Element;
    let drawn = layout.elements.iter_mut().filter_map(|element| match element {
        Element::Image(image) => Some(&mut image.image),
        _ => None,
    });
    for name in drawn.chain(&mut layout.page.background).chain(&mut layout.images) {
        let known = names.get(name).ok_or_else(|| CompileError::MissingImage(name.clone()))?;
        known.clone_into(name);
    }
    Ok(())
}
