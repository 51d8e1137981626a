//! The bytes with which all documents of a layout begin: fonts, images, drawings and structure, compressed once.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, FontId, Mm, Op, PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Pt, RawImage,
    RawImageData, RawImageFormat, TextItem, XObject, XObjectId, to_lopdf_doc,
};

use sha2::{Digest, Sha256};

use super::assemble::{Numbers, assemble};
use super::drawing::{drawings, image_name};
use super::glyphs::{Extra, GlyphSets, glyphs};
use super::images::{Decoded, Picture};
use super::plan::Plan;
use super::subset::{SubsetFace, subset};
use crate::error::CompileError;
use crate::fonts::Fonts;
use crate::layout::Font;

/// The common beginning of documents.
pub(crate) struct Prefix {
    pub(crate) bytes: Vec<u8>,
    /// Where each object begins, 0 for those that a document adds.
    pub(crate) offsets: Vec<usize>,
    pub(crate) numbers: Numbers,
    /// A SHA-256 that has taken the bytes already: every document goes on from here.
    pub(crate) hasher: Sha256,
    faces: BTreeMap<Font, Vec<u16>>,
    images: BTreeMap<String, PlacedImage>,
    spaces: BTreeMap<Font, u16>,
}

/// An image as documents refer to it.
pub(crate) struct PlacedImage {
    pub(crate) name: String,
    pub(crate) size: (u32, u32),
}

impl Prefix {
    /// The number of a glyph in this prefix, or `None` if it was cut.
    pub(crate) fn glyph(&self, font: Font, glyph: u16) -> Option<u16> {
        self.faces.get(&font)?.get(usize::from(glyph)).copied().filter(|number| *number > 0)
    }

    /// The number of the space of a face.
    pub(crate) fn space(&self, font: Font) -> Option<u16> {
        self.spaces.get(&font).copied()
    }

    /// An image of the layout.
    pub(crate) fn image(&self, name: &str) -> Option<&PlacedImage> {
        self.images.get(name)
    }
}

/// The resource name of a face.
pub(crate) const fn font_name(font: Font) -> &'static str {
    match font {
        Font::Regular => "FaR",
        Font::Bold => "FaB",
        Font::Italic => "FaI",
        Font::BoldItalic => "FaX",
        Font::Semibold => "FaS",
        Font::SemiboldItalic => "FaY",
    }
}

pub(super) fn prefix(
    plan: &Plan,
    extra: &Extra,
    fonts: &Fonts,
    images: &Decoded,
) -> Result<Prefix, CompileError> {
    let sets = glyphs(plan, extra, fonts)?;
    let mut faces = BTreeMap::new();
    for (font, set) in &sets {
        faces.insert(*font, subset(fonts.face(*font)?, set)?);
    }
    let mut pdf = PdfDocument::new("");
    for (font, face) in &faces {
        pdf.resources.fonts.map.insert(font_id(*font), PdfFont::new(face.parsed.clone()));
    }
    for (number, _, picture) in images.numbered() {
        pdf.resources.xobjects.map.insert(XObjectId(image_name(number)), XObject::Image(raw(picture)));
    }
    let page = |ops| PdfPage::new(millimetres(plan.width), millimetres(plan.height), ops);
    pdf.pages = vec![page(drawings(plan, images)?), page(specimen(&faces, &sets))];
    let mut warnings = Vec::new();
    let document = to_lopdf_doc(&pdf, &PdfSaveOptions::default(), &mut warnings);
    let (bytes, offsets, numbers) = assemble(document, plan, &faces)?;
    let images = images
        .numbered()
        .map(|(number, name, picture)| {
            let placed = PlacedImage { name: image_name(number), size: (picture.width, picture.height) };
            (name.to_owned(), placed)
        })
        .collect();
    let spaces =
        faces.iter().filter_map(|(font, face)| Some((*font, *face.parsed.codepoint_to_glyph.get(&0x20)?)));
    let spaces = spaces.collect();
    let faces = faces.into_iter().map(|(font, face)| (font, face.numbers)).collect();
    let hasher = Sha256::new_with_prefix(&bytes);
    Ok(Prefix { bytes, offsets, numbers, hasher, faces, images, spaces })
}

fn font_id(font: Font) -> FontId {
    FontId(font_name(font).to_owned())
}

#[expect(clippy::cast_possible_truncation, reason = "the sides of a page")]
fn millimetres(points: f64) -> Mm {
    Mm((points / super::plan::MM) as f32)
}

/// A page that shows every glyph: it makes printpdf write their widths and characters, and is thrown away.
fn specimen(faces: &BTreeMap<Font, SubsetFace>, sets: &GlyphSets) -> Vec<Op> {
    let mut ops = vec![Op::StartTextSection];
    for (font, face) in faces {
        let glyphs = sets.get(font).into_iter().flatten().filter_map(|(glyph, ch)| {
            let number = face.numbers.get(usize::from(*glyph)).copied()?;
            Some(Codepoint { gid: number, offset: 0.0, cid: Some(ch.to_string()) })
        });
        let items = vec![TextItem::GlyphIds(glyphs.collect())];
        ops.push(Op::SetFont { font: PdfFontHandle::External(font_id(*font)), size: Pt(1.0) });
        ops.push(Op::ShowText { items });
    }
    ops.push(Op::EndTextSection);
    ops
}

fn raw(picture: &Picture) -> RawImage {
    let size = |side: u32| usize::try_from(side).unwrap_or(0);
    RawImage {
        pixels: RawImageData::U8(picture.pixels.clone()),
        width: size(picture.width),
        height: size(picture.height),
        data_format: if picture.is_transparent { RawImageFormat::RGBA8 } else { RawImageFormat::RGB8 },
        tag: Vec::new(),
    }
}
