//! A document on trial: all that could keep it from being made, without drawing or compressing anything.

use super::content::Drawn;
use super::{Rendered, lay_out, qr, shrunk};
use crate::compile::CompiledLayout;
use crate::error::RenderError;
use crate::fields::Fields;

pub(crate) fn check(layout: &CompiledLayout, fields: &Fields) -> Result<Rendered, RenderError> {
    let drawn = lay_out(layout, fields, qr::trial)?;
    glyphs(&drawn)?;
    Ok(Rendered { pages: 1, shrunk: shrunk(&drawn) })
}

/// Refuses the first character, in the order of reading, that its face lacks.
pub(super) fn glyphs(drawn: &[Drawn<'_>]) -> Result<(), RenderError> {
    for drawn in drawn {
        let Drawn::Texts { id, texts, .. } = drawn else { continue };
        let words = texts.iter().flat_map(|(set, _)| &set.words);
        let mut glyphs = words.flat_map(|word| &word.runs).flat_map(|run| &run.shaped.glyphs);
        if let Some(absent) = glyphs.find(|glyph| glyph.id == 0) {
            return Err(RenderError::MissingGlyph { ch: absent.ch, element: (*id).to_owned() });
        }
    }
    Ok(())
}
