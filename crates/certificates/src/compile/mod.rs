//! A layout becomes the part of the file that all its documents share.

use crate::error::{CompileError, RenderError};
use crate::fields::Fields;
use crate::fonts::Fonts;
use crate::layout::Layout;
use crate::render::Rendered;

/// Where the images of a layout come from.
pub trait Images {
    /// The bytes of a PNG or JPEG file, or `None` if there is no image of this name.
    fn image(&self, name: &str) -> Option<Vec<u8>>;
}

/// No images at all.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoImages;

impl Images for NoImages {
    fn image(&self, _name: &str) -> Option<Vec<u8>> {
        None
    }
}

/// A layout, ready to make documents; shared between threads.
pub struct CompiledLayout {
    hash: String,
}

impl CompiledLayout {
    /// Checks a layout, decodes its images and cuts its fonts down to the alphabet.
    ///
    /// # Errors
    /// An invalid layout, a missing or broken image, a fixed text with a character that no font has.
    pub fn compile(
        layout: &Layout,
        _fonts: &Fonts,
        _images: &dyn Images,
    ) -> Result<CompiledLayout, CompileError> {
        layout.validate()?;
        Err(CompileError::Assembly("unfinished".to_owned()))
    }

    /// A hexadecimal SHA-256 of the layout, its images and the program's own way to lay out: same hash and fields,
    /// same bytes.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Appends the PDF file of one document to `out`.
    ///
    /// # Errors
    /// A text that does not fit, a character that no font has, a missing value: `out` is then as it was.
    pub fn render(&self, _fields: &Fields, _out: &mut Vec<u8>) -> Result<Rendered, RenderError> {
        Err(RenderError::Inconsistent)
    }
}
