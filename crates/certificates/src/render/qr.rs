//! A QR code as rectangles: dark squares of a row that touch are one.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// A code that a phone can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// The number of squares of a side.
    pub(crate) side: i32,
    /// Column, row from the top, width.
    pub(crate) bars: Vec<[i32; 3]>,
}

/// The code of a text, or `None` if it is too long.
pub(crate) fn code(text: &str) -> Option<Code> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let side = code.size();
    let mut bars = Vec::new();
    for row in 0..side {
        let mut start = None;
        for column in 0..=side {
            match (start, column < side && code.get_module(column, row)) {
                (None, true) => start = Some(column),
                (Some(first), false) => {
                    bars.push([first, row, column - first]);
                    start = None;
                }
                _ => {}
            }
        }
    }
    Some(Code { side, bars })
}

/// Whether the text has a code, as [`code`] tells it, without drawing it or looking for its best pattern.
pub(crate) fn trial(text: &str) -> Option<Code> {
    let segments = QrSegment::make_segments(text);
    let (least, most, mask) = (Version::MIN, Version::MAX, Some(Mask::new(0)));
    let code =
        QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, mask, true).ok()?;
    Some(Code { side: code.size(), bars: Vec::new() })
}
