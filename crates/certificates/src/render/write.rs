//! Numbers and strings as a PDF writes them.

use crate::compile::{hex_byte, integer};

/// Writes a number of points with two decimals and a space.
pub(super) fn points(out: &mut Vec<u8>, value: f64) {
    decimal(out, value, 100);
}

/// Writes a factor with five decimals and a space.
pub(super) fn factor(out: &mut Vec<u8>, value: f64) {
    decimal(out, value, 100_000);
}

/// The nearest whole number; a page knows none that would not fit.
#[expect(clippy::cast_possible_truncation, reason = "lengths on a page; a cast saturates")]
pub(super) fn whole(value: f64) -> i64 {
    value.round() as i64
}

#[expect(clippy::cast_precision_loss, reason = "a power of ten")]
fn decimal(out: &mut Vec<u8>, value: f64, scale: u64) {
    let scaled = whole(value * scale as f64);
    if scaled < 0 {
        out.push(b'-');
    }
    let scaled = scaled.unsigned_abs();
    integer(out, scaled / scale);
    let (mut rest, mut place) = (scaled % scale, scale / 10);
    if rest > 0 {
        out.push(b'.');
    }
    while rest > 0 && place > 0 {
        out.push(b"0123456789".get(usize::try_from(rest / place).unwrap_or(0)).copied().unwrap_or(b'0'));
        rest %= place;
        place /= 10;
    }
    out.push(b' ');
}

/// Writes a glyph number as four hexadecimal digits.
pub(super) fn glyph(out: &mut Vec<u8>, number: u16) {
    number.to_be_bytes().iter().for_each(|byte| hex_byte(out, *byte));
}

/// Writes a text string.
pub(super) fn text(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(b"<FEFF");
    for unit in text.encode_utf16() {
        glyph(out, unit);
    }
    out.push(b'>');
}

/// Writes a text with the signs of XML escaped; what XML cannot hold is left out.
pub(super) fn xml(out: &mut Vec<u8>, text: &str) {
    for ch in text.chars() {
        match ch {
            '&' => out.extend_from_slice(b"&amp;"),
            '<' => out.extend_from_slice(b"&lt;"),
            '>' => out.extend_from_slice(b"&gt;"),
            ch if ch.is_control() || matches!(ch, '\u{fffe}' | '\u{ffff}') => out.push(b' '),
            ch => out.extend_from_slice(ch.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
}

/// Writes an address as a string of printable characters; all others are percent-encoded.
pub(super) fn address(out: &mut Vec<u8>, address: &str) {
    out.push(b'(');
    for byte in address.bytes() {
        if byte.is_ascii_graphic() && !b"()\\<>\"{}|^`".contains(&byte) {
            out.push(byte);
        } else {
            out.push(b'%');
            hex_byte(out, byte);
        }
    }
    out.push(b')');
}
