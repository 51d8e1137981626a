//! Paragraphs are set below each other in a box and shrunk together until they fit.

use super::fill::Span;
use super::hyphens::hyphenate;
use super::lines::break_lines;
use super::words::{Word, words};
use super::{ABOVE, BELOW, TextStyle};
use crate::error::RenderError;
use crate::fonts::{Fonts, is_invisible};
use crate::layout::{Align, VerticalAlign};

/// A box on the page, in points from the top left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Area {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) w: f64,
    pub(crate) h: f64,
    pub(crate) valign: VerticalAlign,
}

/// A paragraph to be set.
pub(crate) struct Copy<'a> {
    pub(crate) id: &'a str,
    pub(crate) style: &'a TextStyle,
    pub(crate) gap: f64,
    pub(crate) inset: f64,
    pub(crate) lines: Vec<Vec<Span>>,
}

/// A paragraph with every line in its place.
#[derive(Clone, Debug)]
pub(crate) struct SetText {
    pub(crate) size: f64,
    pub(crate) words: Vec<Word>,
    pub(crate) lines: Vec<SetLine>,
}

/// A line: some words from a point on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct SetLine {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// The left end of the baseline, in points from the top left of the page.
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// What each space gets in addition, in thousandths of the size.
    pub(crate) stretch: f64,
}

/// From full size to smallest size in this many steps.
const STEPS: usize = 24;
/// How much of the gaps is left at the smallest size.
const TIGHTEST_GAP: f64 = 0.55;
/// Points that rounding may cost.
const SLACK: f64 = 0.01;
const MM: f64 = 72.0 / 25.4;

/// A paragraph cut into words, line by line of its content.
struct Galley<'a, 'b> {
    copy: &'b Copy<'a>,
    width: f64,
    parts: Vec<Vec<Word>>,
    /// The least step at which the paragraph keeps its own bounds.
    least: usize,
}

/// A number of lines, as ends of words within each part.
type Ends = Vec<Vec<usize>>;

/// Sets the paragraphs into the box.
///
/// # Errors
/// The element that does not fit at its smallest size.
pub(crate) fn flow(
    id: &str,
    area: Area,
    copies: &[Copy<'_>],
    fonts: &Fonts,
) -> Result<Vec<SetText>, RenderError> {
    let mut galleys = Vec::with_capacity(copies.len());
    for copy in copies {
        galleys.push(Galley::new(copy, area.w - 2.0 * copy.inset, fonts)?);
    }
    let height = |step: usize| height(&galleys, step);
    let step = least_step(0, |step| height(step) <= area.h + SLACK);
    if height(step) > area.h + SLACK {
        return Err(RenderError::Overflow {
            element: id.to_owned(),
            needed_mm: height(step) / MM,
            available_mm: area.h / MM,
        });
    }
    let free = area.h - height(step);
    let top = area.y
        + match area.valign {
            VerticalAlign::Top => 0.0,
            VerticalAlign::Middle => free / 2.0,
            VerticalAlign::Bottom => free,
        };
    Ok(place(galleys, step, area.x, top))
}

/// The first step from `first` on that is good, or the last if none is; a text only gets shorter as it shrinks.
fn least_step(first: usize, is_good: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (first, STEPS);
    while low < high {
        let middle = usize::midpoint(low, high);
        if is_good(middle) { high = middle } else { low = middle + 1 }
    }
    low
}

#[expect(clippy::cast_precision_loss, reason = "steps and lines are small")]
fn small(count: usize) -> f64 {
    count as f64
}

fn height(galleys: &[Galley<'_, '_>], step: usize) -> f64 {
    let mut height = 0.0;
    for (index, galley) in galleys.iter().enumerate() {
        if index > 0 {
            height += gap(galley.copy, step);
        }
        height += small(galley.count(step)) * galley.line(step);
    }
    height
}

fn gap(copy: &Copy<'_>, step: usize) -> f64 {
    copy.gap * (1.0 - (1.0 - TIGHTEST_GAP) * small(step) / small(STEPS))
}

impl<'a, 'b> Galley<'a, 'b> {
    fn new(copy: &'b Copy<'a>, width: f64, fonts: &Fonts) -> Result<Galley<'a, 'b>, RenderError> {
        let mut parts = Vec::with_capacity(copy.lines.len());
        for line in &copy.lines {
            parts.push(words(line, copy.style, fonts).map_err(|_absent| RenderError::Inconsistent)?);
        }
        if let Some(ch) =
            copy.lines.iter().flatten().flat_map(|span| span.text.chars()).find(|ch| is_invisible(*ch))
        {
            return Err(RenderError::MissingGlyph { ch, element: copy.id.to_owned() });
        }
        let mut galley = Galley { copy, width, parts, least: 0 };
        let is_good = |step: usize| galley.ends(step).is_ok_and(|ends| lines(&ends) <= copy.style.max_lines);
        galley.least = least_step(0, is_good);
        if galley.ends(STEPS).is_err() {
            galley.hyphenate(fonts)?;
        }
        galley.check()?;
        Ok(galley)
    }

    /// The size at a step, on a grid that two decimals can write; a paragraph never is larger than its bounds allow.
    fn size(&self, step: usize) -> f64 {
        let TextStyle { size, min_size, .. } = *self.copy.style;
        let wished = size - (size - min_size) * small(step.max(self.least)) / small(STEPS);
        ((wished * 20.0).floor() / 20.0).max(min_size)
    }

    fn line(&self, step: usize) -> f64 {
        self.size(step) * self.copy.style.leading
    }

    fn ends(&self, step: usize) -> Result<Ends, super::lines::TooWide> {
        let width = self.width * 1_000.0 / self.size(step);
        let is_last_free = matches!(self.copy.style.align, Align::Left | Align::Justify | Align::Right);
        // The last letter of a line needs no tracking behind it.
        let width = width + self.copy.style.tracking;
        self.parts.iter().map(|part| break_lines(part, width, is_last_free)).collect()
    }

    fn count(&self, step: usize) -> usize {
        self.ends(step).map_or(0, |ends| lines(&ends))
    }

    fn hyphenate(&mut self, fonts: &Fonts) -> Result<(), RenderError> {
        self.least = STEPS;
        let width = self.width * 1_000.0 / self.size(STEPS);
        for part in &mut self.parts {
            *part = hyphenate(part, width, self.copy.style, fonts)
                .map_err(|_absent| RenderError::Inconsistent)?;
        }
        Ok(())
    }

    /// Whether the paragraph keeps its width and its number of lines at last.
    fn check(&self) -> Result<(), RenderError> {
        let overflow = |needed: f64, available: f64| RenderError::Overflow {
            element: self.copy.id.to_owned(),
            needed_mm: needed / MM,
            available_mm: available / MM,
        };
        match self.ends(STEPS) {
            Err(too_wide) => Err(overflow(too_wide.width * self.size(STEPS) / 1_000.0, self.width)),
            Ok(ends) if lines(&ends) > self.copy.style.max_lines => {
                let line = self.line(STEPS);
                Err(overflow(small(lines(&ends)) * line, small(self.copy.style.max_lines) * line))
            }
            Ok(_) => Ok(()),
        }
    }
}

fn lines(ends: &Ends) -> usize {
    ends.iter().map(Vec::len).sum()
}

fn place(galleys: Vec<Galley<'_, '_>>, step: usize, left: f64, top: f64) -> Vec<SetText> {
    let mut done = Vec::with_capacity(galleys.len());
    let mut y = top;
    for (index, galley) in galleys.into_iter().enumerate() {
        if index > 0 {
            y += gap(galley.copy, step);
        }
        let (size, line) = (galley.size(step), galley.line(step));
        let ends = galley.ends(step).unwrap_or_default();
        let mut set = SetText { size, words: Vec::new(), lines: Vec::new() };
        for (part, ends) in galley.parts.iter().zip(&ends) {
            let first = set.words.len();
            let mut start = 0;
            for end in ends {
                let is_last = *end == part.len();
                let (indent, stretch) =
                    indent(part.get(start..*end).unwrap_or_default(), &galley, size, is_last);
                let baseline = y + (line - size * (ABOVE + BELOW)) / 2.0 + size * ABOVE;
                let x = left + galley.copy.inset + indent;
                set.lines.push(SetLine { start: first + start, end: first + end, x, y: baseline, stretch });
                y += line;
                start = *end;
            }
            set.words.extend(part.iter().cloned());
        }
        done.push(set);
    }
    done
}

/// How far a line stands from the left of its box, in points, and what its spaces get in addition.
fn indent(words: &[Word], galley: &Galley<'_, '_>, size: f64, is_last: bool) -> (f64, f64) {
    let spaces: Vec<f64> = words.iter().skip(1).map(|word| word.space).collect();
    let natural = words.iter().map(|word| word.width).sum::<f64>() + spaces.iter().sum::<f64>()
        - galley.copy.style.tracking;
    let free = galley.width - natural * size / 1_000.0;
    let stretchable = spaces.iter().filter(|space| **space > 0.0).count();
    match galley.copy.style.align {
        Align::Left => (0.0, 0.0),
        Align::Center => (free / 2.0, 0.0),
        Align::Right => (free, 0.0),
        Align::Justify if is_last || stretchable == 0 => (0.0, 0.0),
        Align::Justify => (0.0, free * 1_000.0 / size / small(stretchable)),
    }
}
