//! Layouts that organizers edit: copied, changed, used, exchanged as files. A design holds only its differences from the one it was
//! copied from, network → school → session, so that a change above shows through below. What is issued keeps its own frozen layout.

mod copy;
mod delete;
mod exchange;
mod family;
mod find;
mod follow;
mod images;
mod owner;
mod preview;
mod queries;
mod rename;
mod save;
mod set_used;
mod signatories;
mod usable;

#[cfg(test)]
mod tests;

/// The vocabulary of layouts, and what can be wrong with one.
pub use certificates::layout as elements;
pub use certificates::{
    CompileError, ConvertedImage, ERROR_KEYS, Grammar, ImageError, Layout, LayoutError, Placeholder,
    RenderError, Shrunk,
};

pub use crate::document::SampleChoice;
pub use copy::{CopyError, NewCopy, copy};
pub use delete::{DeleteError, delete};
pub use exchange::{ExportError, ExportedLayout, Import, ImportError, export, import};
pub use find::{Design, Shelf, current, find, shelf};
pub use follow::{FollowError, follow};
pub use images::{AddImageError, add_image, add_ink, convert};
pub use preview::{Draft, Preview, PreviewError, preview, sample_values};
pub use rename::{RenameError, rename};
pub use save::{Edit, SaveError, save};
pub use set_used::{SetUsedError, set_used};
pub use signatories::{MOST_SIGNATORIES, NewSignatory, SetSignatoriesError, set_signatories};
pub use usable::UnusableLayout;
pub(crate) use usable::{Usable, frozen, of_session};

/// Where the images of layouts are kept, under their SHA-256.
pub(crate) const IMAGES: &str = "images";

/// The longest name of a layout, in characters.
pub const LONGEST_NAME: usize = 100;

/// What a layout file may hold, as a JSON Schema for editors and programs.
#[must_use]
pub fn schema() -> String {
    format!("{:#}", Layout::schema())
}
