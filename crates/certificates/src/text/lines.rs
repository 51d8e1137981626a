//! Lines are broken so that they are as few as can be and then as even as can be.

use super::words::Word;

/// What cannot be parted: words that stick together.
struct Unit {
    /// The index after its last word.
    end: usize,
    width: f64,
    space: f64,
    /// A line that begins here cuts a word at its hyphen.
    is_cut: bool,
}

/// Words that fit no line of this width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct TooWide {
    /// The width of the widest thing that cannot be parted.
    pub(super) width: f64,
}

/// The ends of the lines of one text, as indices after their last words.
///
/// With `is_last_free` the last line may be short, as in a justified or left-aligned text.
pub(super) fn break_lines(words: &[Word], width: f64, is_last_free: bool) -> Result<Vec<usize>, TooWide> {
    let units = units(words);
    let widest = units.iter().map(|unit| unit.width).fold(0.0, f64::max);
    if widest > width {
        return Err(TooWide { width: widest });
    }
    let count = greedy(&units, width);
    if count <= 1 {
        return Ok(if words.is_empty() { Vec::new() } else { vec![words.len()] });
    }
    Ok(even(&units, width, count, is_last_free))
}

fn units(words: &[Word]) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for (index, word) in words.iter().enumerate() {
        match units.last_mut() {
            Some(unit) if !word.may_begin_line => {
                unit.end = index + 1;
                unit.width += word.space + word.width;
            }
            _ => units.push(Unit {
                end: index + 1,
                width: word.width,
                space: word.space,
                is_cut: index > 0 && word.space == 0.0,
            }),
        }
    }
    units
}

fn greedy(units: &[Unit], width: f64) -> usize {
    let mut lines = 0;
    let mut filled = f64::INFINITY;
    for unit in units {
        if filled + unit.space + unit.width > width {
            lines += 1;
            filled = unit.width;
        } else {
            filled += unit.space + unit.width;
        }
    }
    lines
}

/// The best way to break the first units into some number of lines.
#[derive(Clone, Copy)]
struct Best {
    cost: f64,
    /// The first unit of the last line.
    start: usize,
}

const NONE: Best = Best { cost: f64::INFINITY, start: 0 };
/// What a cut word costs: as much as a line that is a third empty.
const CUT: f64 = 0.1;

/// Least squares of the empty parts, over exactly `count` lines.
fn even(units: &[Unit], width: f64, count: usize, is_last_free: bool) -> Vec<usize> {
    let mut rows: Vec<Vec<Best>> = vec![vec![NONE; units.len() + 1]];
    if let Some(first) = rows.first_mut().and_then(|row| row.first_mut()) {
        first.cost = 0.0;
    }
    for line in 1..=count {
        let mut row = vec![NONE; units.len() + 1];
        if let Some(before) = rows.last() {
            for (end, best) in row.iter_mut().enumerate().skip(1) {
                let is_free = is_last_free && line == count && end == units.len();
                *best = best_line(units, before, end, width, is_free);
            }
        }
        rows.push(row);
    }
    let mut ends = Vec::with_capacity(count);
    let mut end = units.len();
    for row in rows.iter().skip(1).rev() {
        let last = end.checked_sub(1).and_then(|last| units.get(last));
        ends.push(last.map_or(0, |unit| unit.end));
        end = row.get(end).map_or(0, |best| best.start);
    }
    ends.reverse();
    ends
}

/// The best last line that ends before the unit `end`.
fn best_line(units: &[Unit], before: &[Best], end: usize, width: f64, is_free: bool) -> Best {
    let mut best = NONE;
    let mut filled = 0.0;
    let mut space_after = 0.0;
    for start in (0..end).rev() {
        let (Some(unit), Some(earlier)) = (units.get(start), before.get(start)) else { break };
        filled += unit.width + space_after;
        if filled > width {
            break;
        }
        space_after = unit.space;
        let empty = if is_free { 0.0 } else { (width - filled) / width };
        let cost = earlier.cost + empty * empty + if unit.is_cut { CUT } else { 0.0 };
        if cost < best.cost {
            best = Best { cost, start };
        }
    }
    best
}
