//! One face of the font: its measures, its characters and its ways to shape a word.

use std::collections::BTreeMap;

use harfrust::{Direction, Feature, Script, ShapePlan, Tag};

use crate::error::FontError;
use crate::layout::Case;

/// A parsed face.
pub(crate) struct Face {
    pub(crate) name: String,
    pub(crate) data: &'static [u8],
    pub(crate) units_per_em: u16,
    pub(crate) measures: Measures,
    pub(super) font: harfrust::Font,
    /// A plan for each [`Case`], in its order.
    pub(super) plans: [ShapePlan; 2],
    characters: BTreeMap<char, u16>,
    advances: Vec<u16>,
}

/// The measures that the description of a font in a PDF needs, in font units.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Measures {
    pub(crate) ascent: i16,
    pub(crate) descent: i16,
    pub(crate) cap_height: i16,
    pub(crate) bounds: [i16; 4],
    pub(crate) slope: (i16, i16),
    pub(crate) weight: u16,
}

/// The PostScript name of a font file.
pub(super) fn postscript_name(data: &[u8]) -> Option<String> {
    let face = ttf_parser::Face::parse(data, 0).ok()?;
    face.names().into_iter().find(|name| name.name_id == ttf_parser::name_id::POST_SCRIPT_NAME)?.to_string()
}

impl Face {
    pub(super) fn parse(name: &str, data: &'static [u8]) -> Result<Face, FontError> {
        let error = |reason: String| FontError { name: name.to_owned(), reason };
        let parsed = ttf_parser::Face::parse(data, 0).map_err(|reason| error(reason.to_string()))?;
        let font = harfrust::Font::new(data, 0).ok_or_else(|| error("it cannot be shaped".to_owned()))?;
        let plans = [Case::None, Case::Upper].map(|case| plan(&font, case));
        let advances = (0..parsed.number_of_glyphs())
            .map(|glyph| parsed.glyph_hor_advance(ttf_parser::GlyphId(glyph)).unwrap_or(0))
            .collect();
        Ok(Face {
            name: name.to_owned(),
            data,
            units_per_em: parsed.units_per_em(),
            measures: measures(&parsed),
            font,
            plans,
            characters: characters(&parsed),
            advances,
        })
    }

    /// The glyph of a character, or `None` if the face does not have it.
    pub(crate) fn glyph(&self, ch: char) -> Option<u16> {
        self.characters.get(&ch).copied()
    }

    /// The width of a glyph before kerning, in font units.
    pub(crate) fn advance(&self, glyph: u16) -> u16 {
        self.advances.get(usize::from(glyph)).copied().unwrap_or(0)
    }

    pub(super) fn plan(&self, case: Case) -> &ShapePlan {
        let [as_written, upper] = &self.plans;
        match case {
            Case::None => as_written,
            Case::Upper => upper,
        }
    }
}

/// Ligatures and contextual forms are off: each character stays one glyph, so that the text layer is exact.
fn plan(font: &harfrust::Font, case: Case) -> ShapePlan {
    let off = [b"liga", b"clig", b"calt"].map(|tag| Feature::new(Tag::new(tag), 0, ..));
    let on: &[&[u8; 4]] = match case {
        Case::None => &[],
        Case::Upper => &[b"case", b"cpsp"],
    };
    let features: Vec<Feature> =
        off.into_iter().chain(on.iter().map(|tag| Feature::new(Tag::new(tag), 1, ..))).collect();
    ShapePlan::new(font, Direction::LeftToRight, cyrillic(), None, &features)
}

pub(super) fn cyrillic() -> Option<Script> {
    Script::from_iso15924_tag(Tag::new(b"Cyrl"))
}

fn characters(face: &ttf_parser::Face<'_>) -> BTreeMap<char, u16> {
    let mut found = BTreeMap::new();
    for subtable in face.tables().cmap.into_iter().flat_map(|cmap| cmap.subtables) {
        if subtable.is_unicode() {
            subtable.codepoints(|code| {
                if let (Some(ch), Some(glyph)) = (char::from_u32(code), subtable.glyph_index(code)) {
                    found.insert(ch, glyph.0);
                }
            });
        }
    }
    found
}

fn measures(face: &ttf_parser::Face<'_>) -> Measures {
    let bounds = face.global_bounding_box();
    Measures {
        ascent: face.ascender(),
        descent: face.descender(),
        cap_height: face.capital_height().unwrap_or_else(|| face.ascender()),
        bounds: [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max],
        // The slanted faces lean by twelve degrees: 213 to 1,000.
        slope: if face.is_italic() { (1_000, 213) } else { (1, 0) },
        weight: face.weight().to_number(),
    }
}
