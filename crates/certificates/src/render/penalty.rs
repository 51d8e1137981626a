//! How hard a QR code is to read, as ISO/IEC 18004 counts it: the pattern with the fewest points is taken.

/// From this length on a run of one colour counts,
const LONG: u32 = 5;
/// for so many points, and one for each further square.
const RUN: u32 = 3;
/// For two by two squares of one colour.
const BLOCK: u32 = 3;
/// For what looks like the mark in a corner.
const MARK: u32 = 40;
/// For every twentieth that dark squares are off the half.
const BALANCE: u32 = 10;

/// The points of a square of bits, given by its rows and by its columns.
pub(super) fn penalty(rows: &[u64], columns: &[u64]) -> u32 {
    let side = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let lines: u32 = rows.iter().chain(columns).map(|line| line_points(*line, side)).sum();
    lines + blocks(rows, side) * BLOCK + imbalance(rows, side) * BALANCE
}

/// The lengths of the runs of a line: light, dark and so on, light at both ends, though of no length perhaps.
struct Runs {
    lengths: [u32; 66],
    count: usize,
}

impl Runs {
    fn of(line: u64, side: u32) -> Runs {
        let mut runs = Runs { lengths: [0; 66], count: 0 };
        let (mut rest, mut left, mut is_dark) = (line, side, false);
        while left > 0 {
            let same = if is_dark { rest.trailing_ones() } else { rest.trailing_zeros() };
            let length = same.min(left);
            runs.push(length);
            rest = rest.checked_shr(length).unwrap_or(0);
            left -= length;
            is_dark = !is_dark;
        }
        if !is_dark {
            runs.push(0);
        }
        runs
    }

    fn push(&mut self, length: u32) {
        if let Some(place) = self.lengths.get_mut(self.count) {
            *place = length;
            self.count += 1;
        }
    }
}

fn line_points(line: u64, side: u32) -> u32 {
    let mut runs = Runs::of(line, side);
    let lengths = runs.lengths.get_mut(..runs.count).unwrap_or_default();
    let long: u32 = lengths.iter().filter(|length| **length >= LONG).map(|length| RUN + length - LONG).sum();
    // Around the code everything is light.
    for end in [0, lengths.len() - 1] {
        if let Some(length) = lengths.get_mut(end) {
            *length += side;
        }
    }
    let marks: u32 = lengths.windows(7).step_by(2).map(marks).sum();
    long + marks * MARK
}

/// One, three and one dark between light of the same width, with four light at one side.
fn marks(runs: &[u32]) -> u32 {
    let [before, first, gap, middle, second_gap, last, after] = runs else { return 0 };
    let unit = *first;
    if *gap != unit || *middle != unit * 3 || *second_gap != unit || *last != unit {
        return 0;
    }
    u32::from(*before >= unit * 4 && *after >= unit) + u32::from(*after >= unit * 4 && *before >= unit)
}

/// How many blocks of two by two have one colour; they may overlap.
fn blocks(rows: &[u64], side: u32) -> u32 {
    let pairs = rows.iter().zip(rows.iter().skip(1));
    let inner = u64::MAX.checked_shr(65_u32.saturating_sub(side)).unwrap_or(0);
    pairs
        .map(|(upper, lower)| {
            let differs = (upper ^ lower) | (upper ^ (upper >> 1)) | (lower ^ (lower >> 1));
            (!differs & inner).count_ones()
        })
        .sum()
}

/// How many twentieths dark squares are off the half, beyond the first.
fn imbalance(rows: &[u64], side: u32) -> u32 {
    let dark: u32 = rows.iter().map(|row| row.count_ones()).sum();
    let total = side * side;
    (dark * 20).abs_diff(total * 10).div_ceil(total.max(1)).saturating_sub(1)
}
