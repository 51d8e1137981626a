//! Texts are filled in, cut into words, broken into balanced lines and shrunk until they fit their box.

mod fill;
mod flow;
mod hyphens;
mod lines;
mod stick;
mod words;

#[cfg(test)]
mod tests;

pub(crate) use self::fill::{fill, plain};
pub(crate) use self::flow::{Area, Copy, SetLine, SetText, flow};
use crate::layout::{Align, Case, Color, Font};

/// How a text is set; lengths are points.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TextStyle {
    pub(crate) font: Font,
    pub(crate) case: Case,
    pub(crate) size: f64,
    pub(crate) min_size: f64,
    pub(crate) max_lines: usize,
    pub(crate) align: Align,
    pub(crate) leading: f64,
    pub(crate) tracking: f64,
    pub(crate) color: Color,
}

impl TextStyle {
    /// The face of a span, heavier when it is bold.
    pub(crate) fn face(&self, is_bold: bool) -> Font {
        match (self.font, is_bold) {
            (Font::Regular | Font::Semibold, true) => Font::Bold,
            (Font::Italic | Font::SemiboldItalic, true) => Font::BoldItalic,
            (font, _) => font,
        }
    }
}

/// How much of the size a line reaches above and below its baseline.
pub(crate) const ABOVE: f64 = 0.76;
/// See [`ABOVE`].
pub(crate) const BELOW: f64 = 0.24;
