//! What is stripped from typed text before it is kept.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// More marks than this on one letter are no writing but a prank that covers the lines around it.
const MARKS_PER_LETTER: usize = 4;

/// Why a typed text cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Nothing visible was typed.
    #[error("the text is empty")]
    Empty,
    /// The cleaned text has more characters than its field holds.
    #[error("the text has {chars} characters, {max} are allowed")]
    TooLong {
        /// Characters after cleaning.
        chars: usize,
        /// Characters the field holds.
        max: usize,
    },
}

/// Cleans a text that stands on one line: a title, a school, a position.
///
/// Line breaks and tabs become spaces, runs of spaces one space; control characters, bidi marks and zero-width
/// characters vanish; the rest is in NFC.
pub fn one_line(text: &str, max_chars: usize) -> Result<String, TextProblem> {
    measured(collapse_spaces(&visible(text)), max_chars)
}

/// Cleans a text of several lines: an abstract, a question.
///
/// Lines stay, their trailing spaces and more than one empty line in a row go; all else is as in [`one_line`].
pub fn many_lines(text: &str, max_chars: usize) -> Result<String, TextProblem> {
    let unified = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}', '\u{85}'], "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in unified.split('\n') {
        let line = collapse_spaces(&visible(line));
        let doubled = line.is_empty() && lines.last().is_none_or(String::is_empty);
        if !doubled {
            lines.push(line);
        }
    }
    measured(lines.join("\n").trim_end().to_owned(), max_chars)
}

fn measured(text: String, max: usize) -> Result<String, TextProblem> {
    match text.chars().count() {
        0 => Err(TextProblem::Empty),
        chars if chars > max => Err(TextProblem::TooLong { chars, max }),
        _ => Ok(text),
    }
}

/// The text in NFC without what cannot be seen; every kind of white space becomes a plain space.
pub(crate) fn visible(text: &str) -> String {
    let mut marks = 0;
    text.chars()
        .filter(|c| c.is_whitespace() || !is_invisible(*c))
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .nfc()
        .filter(|c| {
            marks = if is_combining_mark(*c) { marks + 1 } else { 0 };
            marks <= MARKS_PER_LETTER
        })
        .collect()
}

/// One space where there were several, none at the ends.
pub(crate) fn collapse_spaces(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, marks of direction, zero-width characters and others without a shape of their own.
///
/// The zero-width joiner goes too: it splits a compound emoji into its parts, which is better than two names that look
/// the same and differ.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' | '\u{e0000}'..='\u{e0fff}')
}
