//! Which glyphs of which faces a prefix must hold: those of the fixed texts, and the alphabet where data is printed.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;

use super::plan::{Item, Plan, SignaturesPlan};
use crate::error::CompileError;
use crate::fonts::{Fonts, Style, alphabet, is_invisible};
use crate::layout::{Case, Font, Piece};
use crate::text::TextStyle;

/// For each face its glyphs with the character that each stands for.
pub(super) type GlyphSets = BTreeMap<Font, BTreeMap<u16, char>>;

/// Glyphs that a document needs beyond the alphabet: a letter of Khanty, a sign of mathematics.
pub(crate) type Extra = BTreeSet<(Font, u16, char)>;

pub(super) fn glyphs(plan: &Plan, extra: &Extra, fonts: &Fonts) -> Result<GlyphSets, CompileError> {
    let mut collector = Collector { fonts, alphabet: alphabet(), sets: BTreeMap::new() };
    for item in &plan.items {
        match item {
            Item::Texts(texts) => {
                for paragraph in &texts.paragraphs {
                    for template in &paragraph.templates {
                        collector.pieces(&paragraph.id, &paragraph.style, &template.pieces, &mut false)?;
                    }
                }
            }
            Item::Signatures(signatures) => collector.signatures(signatures)?,
            Item::Qr(_) => {}
        }
    }
    for (font, glyph, ch) in extra {
        collector.sets.entry(*font).or_default().entry(*glyph).or_insert(*ch);
    }
    Ok(collector.sets)
}

struct Collector<'a> {
    fonts: &'a Fonts,
    alphabet: Vec<char>,
    sets: GlyphSets,
}

impl Collector<'_> {
    fn pieces(
        &mut self,
        id: &str,
        style: &TextStyle,
        pieces: &[Piece],
        is_bold: &mut bool,
    ) -> Result<(), CompileError> {
        for piece in pieces {
            let run = Style { font: style.face(*is_bold), case: style.case };
            match piece {
                Piece::Fixed(text) => self.fixed(id, run, text)?,
                Piece::Value(_) => self.alphabet(run)?,
                Piece::Bold => *is_bold = !*is_bold,
                Piece::Break => {}
                Piece::Group(inner) => self.pieces(id, style, inner, &mut is_bold.clone())?,
            }
        }
        Ok(())
    }

    fn signatures(&mut self, signatures: &SignaturesPlan) -> Result<(), CompileError> {
        let style = Style { font: signatures.element.font, case: Case::None };
        self.fixed(&signatures.element.id, style, &signatures.element.seal_mark)?;
        self.alphabet(style)
    }

    /// Takes up the glyphs of a fixed text and refuses a character that the face lacks, or that nobody can see.
    fn fixed(&mut self, id: &str, style: Style, text: &str) -> Result<(), CompileError> {
        let text: String = text.nfc().collect();
        if let Some(ch) = text.chars().find(|ch| *ch != '\t' && is_invisible(*ch)) {
            return Err(CompileError::MissingGlyph { ch, element: id.to_owned() });
        }
        for word in text.split([' ', '\t', '\u{a0}', '\u{202f}']) {
            if let Some(ch) = self.add(style, word)? {
                return Err(CompileError::MissingGlyph { ch, element: id.to_owned() });
            }
        }
        self.add(style, " ").map(drop)
    }

    /// Takes up what a value may be written with; what the face lacks is told when a document asks for it.
    fn alphabet(&mut self, style: Style) -> Result<(), CompileError> {
        for ch in self.alphabet.clone() {
            if self.fonts.face(style.font)?.glyph(ch).is_some() {
                self.add(style, ch.encode_utf8(&mut [0; 4]))?;
            }
        }
        Ok(())
    }

    /// Takes up the glyphs of a word; returns the first character that the face lacks.
    fn add(&mut self, style: Style, word: &str) -> Result<Option<char>, CompileError> {
        let word = if style.case == Case::Upper { word.to_uppercase() } else { word.to_owned() };
        let shaped = self.fonts.face(style.font)?.shape(style.case, &word)?;
        let set = self.sets.entry(style.font).or_default();
        for glyph in &shaped.glyphs {
            if glyph.id == 0 {
                return Ok(Some(glyph.ch));
            }
            set.entry(glyph.id).or_insert(glyph.ch);
        }
        Ok(None)
    }
}
