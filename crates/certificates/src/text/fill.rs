//! A content and the fields of a document become text.

use unicode_normalization::UnicodeNormalization;

use crate::error::RenderError;
use crate::fields::Fields;
use crate::layout::{Piece, Template};

/// A run of text of one weight.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) text: String,
    pub(crate) is_bold: bool,
}

/// The lines that the content itself asks for, each of its spans.
pub(crate) fn fill(template: &Template, fields: &Fields) -> Result<Vec<Vec<Span>>, RenderError> {
    let mut filler = Filler { lines: vec![Vec::new()], is_bold: false };
    filler.fill(&template.pieces, fields)?;
    Ok(filler.finish())
}

/// A text without placeholders as lines.
pub(crate) fn plain(text: &str) -> Vec<Vec<Span>> {
    let mut filler = Filler { lines: vec![Vec::new()], is_bold: false };
    filler.push(text);
    filler.finish()
}

struct Filler {
    lines: Vec<Vec<Span>>,
    is_bold: bool,
}

impl Filler {
    fn fill(&mut self, pieces: &[Piece], fields: &Fields) -> Result<(), RenderError> {
        for piece in pieces {
            match piece {
                Piece::Fixed(text) => self.push(text),
                Piece::Bold => self.is_bold = !self.is_bold,
                Piece::Break => self.lines.push(Vec::new()),
                Piece::Value(placeholder) => match fields.value(*placeholder) {
                    "" => return Err(RenderError::MissingField(*placeholder)),
                    value => self.push(value),
                },
                Piece::Group(inner) => {
                    let was_bold = self.is_bold;
                    if inner
                        .iter()
                        .all(|piece| !matches!(piece, Piece::Value(p) if fields.value(*p).is_empty()))
                    {
                        self.fill(inner, fields)?;
                    }
                    self.is_bold = was_bold;
                }
            }
        }
        Ok(())
    }

    /// Adds text; its own line breaks count, all other white space is a space.
    fn push(&mut self, text: &str) {
        for (index, part) in text.lines().enumerate() {
            if index > 0 {
                self.lines.push(Vec::new());
            }
            let text: String = part.nfc().map(|ch| if ch == '\t' { ' ' } else { ch }).collect();
            if let (Some(line), false) = (self.lines.last_mut(), text.is_empty()) {
                line.push(Span { text, is_bold: self.is_bold });
            }
        }
    }

    /// Lines without anything to see are dropped.
    fn finish(mut self) -> Vec<Vec<Span>> {
        self.lines.retain(|line| line.iter().any(|span| !span.text.trim().is_empty()));
        self.lines
    }
}
