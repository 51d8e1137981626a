//! A QR code as rectangles: dark squares of a row that touch are one.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use qrcodegen::{DataTooLong, Mask, QrCode, QrCodeEcc, QrSegment, Version};

use super::penalty::penalty;

/// A code that a phone can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Code {
    /// The number of squares of a side.
    pub(crate) side: i32,
    /// Column, row from the top, width.
    pub(crate) bars: Vec<[i32; 3]>,
}

/// The squares of a code: a bit for each, line by line, the first one lowest.
type Lines = Vec<u64>;

/// How the eight patterns differ from the first one; depends on the size of a code and its strength, not on what it says.
struct Patterns {
    /// By rows and by columns.
    differences: [(Lines, Lines); 8],
}

/// The code of a text with the pattern that phones like best, or `None` if the text is too long.
pub(crate) fn code(text: &str) -> Option<Code> {
    let first = encode(text, Some(0)).ok()?;
    let Some(rows) = rows(&first) else { return encode(text, None).ok().map(|code| drawn(&code)) };
    let columns = turned(&rows);
    let patterns = patterns(text, &first, &rows)?;
    let best = patterns.differences.iter().min_by_key(|(in_rows, in_columns)| {
        penalty(&changed(&rows, in_rows), &changed(&columns, in_columns))
    });
    let rows = changed(&rows, &best?.0);
    let mut bars = Vec::new();
    for (number, row) in (0..).zip(rows) {
        let mut rest = row;
        while rest != 0 {
            let start = rest.trailing_zeros();
            let width = (rest >> start).trailing_ones();
            bars.push([start, number, width].map(|count| i32::try_from(count).unwrap_or(0)));
            rest &= !(ones(width) << start);
        }
    }
    Some(Code { side: first.size(), bars })
}

/// Whether the text has a code, as [`code`] tells it, without drawing it or looking for its best pattern.
pub(crate) fn trial(text: &str) -> Option<Code> {
    Some(Code { side: encode(text, Some(0)).ok()?.size(), bars: Vec::new() })
}

fn encode(text: &str, mask: Option<u8>) -> Result<QrCode, DataTooLong> {
    let segments = QrSegment::make_segments(text);
    let (least, most) = (Version::MIN, Version::MAX);
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, mask.map(Mask::new), true)
}

/// The rows of a code, unless they are longer than a number has bits: no address of ours is.
fn rows(code: &QrCode) -> Option<Lines> {
    let side = code.size();
    let row = |y: i32| (0..side).rev().fold(0, |row, x| row << 1 | u64::from(code.get_module(x, y)));
    (side <= 64).then(|| (0..side).map(row).collect())
}

fn turned(rows: &[u64]) -> Lines {
    let column = |x: usize| rows.iter().rev().fold(0, |column, row| column << 1 | (row >> x & 1));
    (0..rows.len()).map(column).collect()
}

fn changed(lines: &[u64], differences: &[u64]) -> Lines {
    lines.iter().zip(differences).map(|(line, difference)| line ^ difference).collect()
}

/// So many bits, all set.
fn ones(count: u32) -> u64 {
    u64::MAX.checked_shr(64 - count).unwrap_or(0)
}

/// The patterns of codes like `first`, remembered for each size.
fn patterns(text: &str, first: &QrCode, first_rows: &[u64]) -> Option<Arc<Patterns>> {
    static KNOWN: Mutex<BTreeMap<(u8, QrCodeEcc), Arc<Patterns>>> = Mutex::new(BTreeMap::new());
    let key = (first.version().value(), first.error_correction_level());
    if let Some(patterns) = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
        return Some(Arc::clone(patterns));
    }
    let mut differences = std::array::from_fn(|_| (Lines::new(), Lines::new()));
    for (mask, difference) in (0..).zip(&mut differences) {
        let rows = changed(&rows(&encode(text, Some(mask)).ok()?)?, first_rows);
        *difference = (rows.clone(), turned(&rows));
    }
    let patterns = Arc::new(Patterns { differences });
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&patterns));
    Some(patterns)
}

/// A code of any size, square by square.
fn drawn(code: &QrCode) -> Code {
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
    Code { side, bars }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

        #[test]
        fn the_best_pattern_is_the_one_that_the_library_finds(
            text in prop_oneof!["[ -~]{0,400}", "[0-9]{0,90}", "[A-Z0-9:/.]{0,200}", "https://[a-z]{1,30}/[A-Z2-7]{26}"],
        ) {
            let library = QrCode::encode_text(&text, QrCodeEcc::Medium).unwrap();
            prop_assert_eq!(code(&text).unwrap(), drawn(&library));
            prop_assert_eq!(trial(&text).unwrap().side, library.size());
        }
    }

    #[test]
    fn the_longest_text_has_a_code_and_a_longer_one_has_none() {
        let longest = "а".repeat(1_165);
        let library = QrCode::encode_text(&longest, QrCodeEcc::Medium).unwrap();
        assert_eq!(code(&longest), Some(drawn(&library)));
        let longer = "а".repeat(1_166);
        assert_eq!((code(&longer), trial(&longer)), (None, None));
    }
}
