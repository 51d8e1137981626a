//! Documents that hold: plain data and a layout become the bytes of a PDF. No database, no network, no clock: the same
//! fields and the same layout give the same bytes, in one thread or in many.

mod compile;
mod convert;
mod error;
mod fields;
mod fonts;
pub mod layout;
mod merge;
mod notes;
mod placeholder;
mod preview;
mod programme;
mod render;
pub mod seal;
mod text;

#[cfg(test)]
mod tests;

pub use self::compile::{CompiledLayout, Images, NoImages, Standard};
pub use self::convert::{ConvertedImage, convert_image, convert_ink};
pub use self::error::{
    CompileError, ContentFault, ERROR_KEYS, FontError, ImageError, LayoutError, Oversize, RenderError,
};
pub use self::fields::{Fields, Grammar, Signatory};
pub use self::fonts::Fonts;
pub use self::layout::{Changes, Layout};
pub use self::merge::{MergeError, merge};
pub use self::notes::{Notes, UnreadablePdf, read_notes};
pub use self::placeholder::{Placeholder, UnknownPlaceholder};
pub use self::preview::{PreviewError, preview};
pub use self::programme::{Programme, ProgrammeDay, ProgrammeError, ProgrammeRow, draw_programme};
pub use self::render::{Rendered, Shrunk};
pub use self::seal::{Sealed, read_sealed};
