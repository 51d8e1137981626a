//! A face is cut down to some glyphs and described for printpdf.

use std::collections::BTreeMap;

use printpdf::{FontMetrics, FontType, ParsedFont, PdfFontMetricsStub};
use sha2::{Digest, Sha256};
use subsetter::GlyphRemapper;

use crate::error::{CompileError, FontError};
use crate::fonts::Face;

/// A face with few glyphs.
pub(super) struct SubsetFace {
    /// The new number of each glyph of the whole face, 0 for those that were cut.
    pub(super) numbers: Vec<u16>,
    pub(super) parsed: ParsedFont,
    /// The name of the subset, with its tag.
    pub(super) name: String,
    pub(super) cap_height: i64,
}

impl SubsetFace {
    /// A bit for each glyph of the subset, all set.
    pub(super) fn listed(&self) -> Vec<u8> {
        let count = self.parsed.glyph_widths.len();
        let mut bits = vec![0xff; count / 8];
        if !count.is_multiple_of(8) {
            bits.push(0xff << (8 - count % 8));
        }
        bits
    }
}

pub(super) fn subset(face: &Face, glyphs: &BTreeMap<u16, char>) -> Result<SubsetFace, CompileError> {
    let mut remapper = GlyphRemapper::new();
    for glyph in glyphs.keys() {
        remapper.remap(*glyph);
    }
    let bytes = subsetter::subset(face.data, 0, &remapper)
        .map_err(|reason| FontError { name: face.name.clone(), reason: reason.to_string() })?;
    let highest = glyphs.keys().next_back().copied().unwrap_or(0);
    let numbers: Vec<u16> = (0..=highest)
        .map(|glyph| if glyphs.contains_key(&glyph) { remapper.get(glyph).unwrap_or(0) } else { 0 })
        .collect();
    let mut widths = BTreeMap::from([(0, face.advance(0))]);
    let mut characters = BTreeMap::new();
    for (glyph, ch) in glyphs {
        let number = remapper.get(*glyph).unwrap_or(0);
        widths.insert(number, face.advance(*glyph));
        characters.insert(u32::from(*ch), number);
    }
    let name = format!("{}+{}", tag(&bytes), face.name);
    let cap_height = i64::from(face.measures.cap_height) * 1_000 / i64::from(face.units_per_em.max(1));
    Ok(SubsetFace { numbers, parsed: parsed(face, bytes, &name, characters, widths), name, cap_height })
}

/// Six capital letters, the same for the same glyphs.
fn tag(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn parsed(
    face: &Face,
    bytes: Vec<u8>,
    name: &str,
    codepoint_to_glyph: BTreeMap<u32, u16>,
    glyph_widths: BTreeMap<u16, u16>,
) -> ParsedFont {
    let measures = face.measures;
    let [x_min, y_min, x_max, y_max] = measures.bounds;
    let (caret_slope_rise, caret_slope_run) = measures.slope;
    ParsedFont {
        original_bytes: bytes,
        font_index: 0,
        font_name: Some(name.to_owned()),
        codepoint_to_glyph,
        glyph_widths,
        units_per_em: face.units_per_em,
        font_metrics: FontMetrics { ascent: measures.ascent, descent: measures.descent },
        font_type: FontType::OpenTypeCFF(()),
        pdf_font_metrics: PdfFontMetricsStub {
            units_per_em: face.units_per_em,
            x_min,
            y_min,
            x_max,
            y_max,
            caret_slope_rise,
            caret_slope_run,
            us_weight_class: measures.weight,
        },
    }
}
