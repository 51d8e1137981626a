//! Words become glyphs.

use harfrust::{Buffer, Direction, ShapeOptions, ShaperFont};

use super::face::{Face, cyrillic};
use crate::error::FontError;
use crate::layout::Case;

/// A word as glyphs; lengths are thousandths of the size.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Shaped {
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) width: f64,
}

/// One glyph of a word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Glyph {
    /// Its number in the whole face; 0 where the face does not have the character.
    pub(crate) id: u16,
    /// The character that it stands for, for messages and for the text layer.
    pub(crate) ch: char,
    /// How far the next glyph stands.
    pub(crate) advance: f64,
    /// How far the next glyph would stand without kerning, as the file says it.
    pub(crate) natural: f64,
    /// How far the glyph is moved to the right, and up.
    pub(crate) offset: (f64, f64),
}

impl Face {
    /// Shapes one word.
    pub(crate) fn shape(&self, case: Case, word: &str) -> Result<Shaped, FontError> {
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(cyrillic());
        let options = ShapeOptions::new().plan(Some(self.plan(case)));
        harfrust::shape(&ShaperFont::new(&self.font), &mut buffer, options)
            .map_err(|reason| FontError { name: self.name.clone(), reason: format!("{reason:?}") })?;
        let scale = 1_000.0 / f64::from(self.units_per_em);
        let mut shaped = Shaped::default();
        let mut cluster = (u32::MAX, 0);
        for (info, position) in buffer.glyph_infos().iter().zip(buffer.glyph_positions()) {
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            // A letter and the marks above it share a cluster, in their order.
            cluster = if cluster.0 == info.cluster { (cluster.0, cluster.1 + 1) } else { (info.cluster, 0) };
            let start = usize::try_from(info.cluster).unwrap_or(0);
            let glyph = Glyph {
                id,
                ch: word
                    .get(start..)
                    .and_then(|rest| rest.chars().nth(cluster.1))
                    .unwrap_or(char::REPLACEMENT_CHARACTER),
                advance: f64::from(position.x_advance) * scale,
                natural: (f64::from(self.advance(id)) * scale).floor(),
                offset: (f64::from(position.x_offset) * scale, f64::from(position.y_offset) * scale),
            };
            shaped.width += glyph.advance;
            shaped.glyphs.push(glyph);
        }
        Ok(shaped)
    }
}
