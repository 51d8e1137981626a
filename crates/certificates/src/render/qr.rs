//! A QR code as rectangles: dark squares of a row that touch are one.

use qrcodegen::{QrCode, QrCodeEcc};

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
