//! How a layout will look, with a sample of what it will print. Nothing is written.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use certificates::{Layout, Placeholder, RenderError, Shrunk};
use entity::DocumentKind;
use sha2::{Digest as _, Sha256};

use super::SampleChoice;
use super::usable::{UnusableLayout, compile, offer};
use crate::Owner;
use crate::{Club, Viewer, document};

/// A layout that is not saved yet.
#[derive(Clone, Debug)]
pub struct Draft {
    pub kind: DocumentKind,
    pub layout: Layout,
    /// Converted images that are not stored yet, by their SHA-256.
    pub images: HashMap<String, Vec<u8>>,
    pub choice: SampleChoice,
}

/// A document on trial.
#[derive(Clone, Debug)]
pub struct Preview {
    pdf: Vec<u8>,
    /// Whose document it is.
    pub person_name: String,
    /// Texts that had to become much smaller.
    pub shrunk: Vec<Shrunk>,
}

/// Why there is no picture.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    #[error("the layout cannot be used")]
    Unusable(#[from] UnusableLayout),
    #[error("the document cannot be printed")]
    Render(#[from] RenderError),
    #[error("the work was cut off: {0}")]
    CutOff(String),
    #[error("the page cannot be drawn")]
    Drawing(#[from] certificates::PreviewError),
    #[error("the database refused")]
    Db(#[from] sea_orm::DbErr),
}

impl Preview {
    /// Draws the page as a PNG file of this width, on a thread of its own; the newest pictures are kept.
    ///
    /// # Errors
    /// See [`PreviewError`].
    pub async fn picture(&self, width_px: u32) -> Result<Vec<u8>, PreviewError> {
        let key = (self.tag(), width_px);
        if let Some(known) = pictures(|kept| kept.get(&key).cloned()) {
            return Ok(known);
        }
        let pdf = self.pdf.clone();
        let drawing = tokio::task::spawn_blocking(move || certificates::preview(&pdf, width_px));
        let png = drawing.await.map_err(|error| PreviewError::CutOff(error.to_string()))??;
        pictures(|kept| {
            if kept.len() >= KEPT {
                kept.clear();
            }
            kept.insert(key, png.clone())
        });
        Ok(png)
    }

    /// The same for the same page.
    #[must_use]
    pub fn tag(&self) -> String {
        data_encoding::HEXLOWER.encode(&Sha256::digest(&self.pdf))
    }
}

/// Pictures that are kept: those of a few organizers at work.
const KEPT: usize = 32;

/// Pictures by what they show and their width.
type Pictures = HashMap<(String, u32), Vec<u8>>;

fn pictures<T>(use_it: impl FnOnce(&mut Pictures) -> T) -> T {
    static KEPT_PICTURES: LazyLock<Mutex<Pictures>> = LazyLock::new(Mutex::default);
    use_it(&mut KEPT_PICTURES.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Tries a layout with a sample. Who may change the owner's layouts may; others get nothing.
///
/// # Errors
/// See [`PreviewError`]: the first thing that keeps the document from being printed.
pub async fn preview(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    draft: Draft,
) -> Result<Option<Preview>, PreviewError> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let sample = document::sample(club, owner, draft.kind, draft.choice).await?;
    let mut layout = draft.layout;
    let signing = sample.fields.signatories.iter();
    offer(&mut layout, signing.flat_map(|signatory| [&signatory.signature_image, &signatory.seal_image]));
    let fields = sample.fields_of(&layout);
    let compiled = compile(club, layout, draft.images).await?;
    let drawing = tokio::task::spawn_blocking(move || {
        let mut pdf = vec![];
        let rendered = compiled.render(&fields, &mut pdf)?;
        let shrunk = rendered.shrunk.into_iter().filter(document::is_much_smaller).collect();
        Ok((pdf, shrunk))
    });
    let drawn: Result<(Vec<u8>, Vec<Shrunk>), PreviewError> =
        drawing.await.unwrap_or_else(|error| Err(PreviewError::CutOff(error.to_string())));
    let (pdf, shrunk) = drawn?;
    Ok(Some(Preview { pdf, person_name: sample.person_name, shrunk }))
}

/// What every placeholder stands for in a sample, in the order in which a form should offer them; empty where there is nothing.
///
/// # Errors
/// When the database refuses.
pub async fn sample_values(
    club: &Club,
    owner: Owner,
    kind: DocumentKind,
) -> Result<Vec<(Placeholder, String)>, sea_orm::DbErr> {
    let sample = document::sample(club, owner, kind, SampleChoice::Usual).await?;
    let value = |placeholder: &Placeholder| (*placeholder, sample.fields.value(*placeholder).to_owned());
    Ok(Placeholder::ALL.iter().map(value).collect())
}
