//! A layout becomes the part of the file that all its documents share, and a plan of what each adds.

mod assemble;
mod drawing;
mod glyphs;
mod guilloche;
mod icc;
mod images;
mod ornament;
mod plan;
mod prefix;
mod serialize;
mod structure;
mod subset;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use sha2::{Digest, Sha256};

pub(crate) use self::drawing::fitted;
pub(crate) use self::glyphs::Extra;
pub use self::images::{Images, NoImages};
pub(crate) use self::plan::{
    Item, MM, Mark, Marked, Plan, QrPlan, SIGNATORIES, SignaturesPlan, TextBox, variant,
};
pub(crate) use self::prefix::{Prefix, font_name};
pub(crate) use self::serialize::{hex_byte, integer, object};
pub(crate) use self::structure::QR_ALT;
use crate::error::{CompileError, RenderError};
use crate::fields::Fields;
use crate::fonts::Fonts;
use crate::layout::Layout;
use crate::notes::Notes;
use crate::render::{Carried, Rendered, Seal, check, render};
use crate::seal;

/// The program's own way to lay out: to be raised whenever the same layout and fields give other bytes.
const LAYOUT_VERSION: &[u8] = b"certificates 2";

/// How many prefixes with rare letters are kept.
const OTHERS: usize = 32;

/// Which archive standard the documents keep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standard {
    /// PDF/A-2u: every text can be read as text, images may be transparent.
    #[default]
    A2u,
    /// PDF/A-1b, for archives that take nothing newer: transparent images are laid on white.
    A1b,
}

/// A layout, ready to make documents; shared between threads.
pub struct CompiledLayout {
    hash: String,
    pub(crate) plan: Plan,
    pub(crate) fonts: Fonts,
    images: images::Decoded,
    russian: Prefix,
    /// Prefixes with other glyphs too, by these.
    others: Mutex<BTreeMap<Extra, Arc<Prefix>>>,
}

impl std::fmt::Debug for CompiledLayout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CompiledLayout").field("hash", &self.hash).finish_non_exhaustive()
    }
}

impl CompiledLayout {
    /// Checks a layout, decodes its images and cuts its fonts down to the alphabet.
    ///
    /// # Errors
    /// An invalid layout, a missing or broken image, a fixed text with a character that no font has.
    pub fn compile(
        layout: &Layout,
        fonts: &Fonts,
        images: &dyn Images,
    ) -> Result<CompiledLayout, CompileError> {
        CompiledLayout::compile_to(Standard::A2u, layout, fonts, images)
    }

    /// Does the same for another archive standard.
    ///
    /// # Errors
    /// As [`CompiledLayout::compile`].
    pub fn compile_to(
        standard: Standard,
        layout: &Layout,
        fonts: &Fonts,
        images: &dyn Images,
    ) -> Result<CompiledLayout, CompileError> {
        layout.validate()?;
        let images = images::decode(layout, images, standard)?;
        let plan = plan::plan(layout, standard)?;
        let russian = prefix::prefix(&plan, &Extra::new(), fonts, &images)?;
        let hash = hash(layout, &images, standard)?;
        Ok(CompiledLayout { hash, plan, fonts: fonts.clone(), images, russian, others: Mutex::default() })
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
    pub fn render(&self, fields: &Fields, out: &mut Vec<u8>) -> Result<Rendered, RenderError> {
        self.render_with(fields, &Notes::new(), out)
    }

    /// Tells what [`CompiledLayout::render`] would tell, with neither a file nor its cost: for thousands of people at
    /// once.
    ///
    /// # Errors
    /// As [`CompiledLayout::render`].
    pub fn check(&self, fields: &Fields) -> Result<Rendered, RenderError> {
        check(self, fields)
    }

    /// Does the same and lets the file carry notes, which [`crate::read_notes`] reads back.
    ///
    /// # Errors
    /// As [`CompiledLayout::render`], or the name of a note is not one of ASCII letters.
    pub fn render_with(
        &self,
        fields: &Fields,
        notes: &Notes,
        out: &mut Vec<u8>,
    ) -> Result<Rendered, RenderError> {
        render(self, fields, Carried { notes, seal: None }, out)
    }

    /// Renders a document that carries its data and cannot be changed unseen: a signature over `data`, and a seal that
    /// binds the data to every byte of the file. [`crate::read_sealed`] reads them back.
    ///
    /// # Errors
    /// As [`CompiledLayout::render`].
    pub fn render_sealed(
        &self,
        fields: &Fields,
        data: &str,
        sign: &dyn Fn(&[u8]) -> [u8; 64],
        out: &mut Vec<u8>,
    ) -> Result<Rendered, RenderError> {
        let notes = seal::notes(data, &sign(data.as_bytes()));
        render(self, fields, Carried { notes: &notes, seal: Some(Seal { data, sign }) }, out)
    }

    /// The prefix with the usual alphabet.
    pub(crate) fn russian(&self) -> &Prefix {
        &self.russian
    }

    /// A prefix that holds these glyphs too; made when the first name needs them, and small.
    pub(crate) fn with(&self, extra: &Extra) -> Result<Arc<Prefix>, CompileError> {
        if let Some(prefix) = self.others.lock().unwrap_or_else(PoisonError::into_inner).get(extra) {
            return Ok(Arc::clone(prefix));
        }
        let prefix = Arc::new(prefix::prefix(&self.plan, extra, &self.fonts, &self.images)?);
        let mut others = self.others.lock().unwrap_or_else(PoisonError::into_inner);
        if others.len() >= OTHERS {
            others.clear();
        }
        others.insert(extra.clone(), Arc::clone(&prefix));
        Ok(prefix)
    }
}

fn hash(layout: &Layout, images: &images::Decoded, standard: Standard) -> Result<String, CompileError> {
    let mut hasher = Sha256::new();
    hasher.update(LAYOUT_VERSION);
    hasher.update(match standard {
        Standard::A2u => [2],
        Standard::A1b => [1],
    });
    let json = serde_json::to_vec(layout).map_err(|error| CompileError::Assembly(error.to_string()))?;
    hasher.update(Sha256::digest(json));
    for (name, digest) in images.digests() {
        hasher.update(Sha256::digest(name));
        hasher.update(digest);
    }
    Ok(hex(&hasher.finalize()))
}

/// Bytes in lower hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).unwrap_or('0'));
        }
    }
    text
}
