//! The last resort for a word that is wider than its box: it is hyphenated.

use super::TextStyle;
use super::words::{Word, shape};
use crate::error::FontError;
use crate::fonts::Fonts;

/// The words with every one that is wider than `width` cut at its syllables, as few cuts as possible; every space may
/// then end a line.
pub(super) fn hyphenate(
    words: &[Word],
    width: f64,
    style: &TextStyle,
    fonts: &Fonts,
) -> Result<Vec<Word>, FontError> {
    let mut done = Vec::with_capacity(words.len());
    for word in words {
        if word.width <= width {
            done.push(Word { may_begin_line: true, ..word.clone() });
            continue;
        }
        let (space, space_style) = (word.space, word.space_style);
        for (index, mut part) in cut(word, width, style, fonts)?.into_iter().enumerate() {
            if index == 0 {
                (part.space, part.space_style) = (space, space_style);
            }
            done.push(part);
        }
    }
    Ok(done)
}

fn cut(word: &Word, width: f64, style: &TextStyle, fonts: &Fonts) -> Result<Vec<Word>, FontError> {
    let [run] = word.runs.as_slice() else { return Ok(vec![word.clone()]) };
    let language = if word.text.chars().any(|ch| ch.is_ascii_alphabetic()) {
        hypher::Lang::English
    } else {
        hypher::Lang::Russian
    };
    let mut parts = Vec::new();
    let mut head = String::new();
    for syllable in hypher::hyphenate(&word.text, language) {
        let longer = format!("{head}{syllable}-");
        if !head.is_empty() && shape(&[(run.style, longer)], style, fonts)?.width > width {
            head.push('-');
            parts.push(shape(&[(run.style, std::mem::take(&mut head))], style, fonts)?);
        }
        head.push_str(syllable);
    }
    parts.push(shape(&[(run.style, head)], style, fonts)?);
    Ok(parts)
}
