//! Text becomes words that know their width and where a line may end.

use std::sync::Arc;

use super::TextStyle;
use super::fill::Span;
use super::stick::sticks;
use crate::error::FontError;
use crate::fonts::{Fonts, Shaped, Style};
use crate::layout::Case;

/// A word or the part of one up to a hyphen; lengths are thousandths of the size.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    pub(crate) runs: Vec<WordRun>,
    pub(crate) width: f64,
    /// The space before the word, 0 when it continues the word before it.
    pub(crate) space: f64,
    /// The style of the space before the word.
    pub(crate) space_style: Style,
    /// Whether a line may begin here.
    pub(crate) may_begin_line: bool,
    pub(crate) text: String,
}

/// A part of a word in one style.
#[derive(Clone, Debug)]
pub(crate) struct WordRun {
    pub(crate) style: Style,
    pub(crate) shaped: Arc<Shaped>,
}

/// Cuts a line of spans into words.
pub(crate) fn words(spans: &[Span], style: &TextStyle, fonts: &Fonts) -> Result<Vec<Word>, FontError> {
    let mut done: Vec<Word> = Vec::new();
    let mut before = String::new();
    for raw in raw_words(spans, style) {
        let whole: String = raw.parts.iter().map(|(_, text)| text.as_str()).collect();
        let may_begin_line = !raw.is_glued && !sticks(&before, &whole);
        let mut is_first = true;
        for parts in at_hyphens(&raw.parts, &whole) {
            let mut word = shape(&parts, style, fonts)?;
            if is_first && !done.is_empty() {
                word.space_style = raw.space_style;
                word.space = fonts.shape(raw.space_style, " ")?.width + style.tracking;
            }
            word.may_begin_line = !is_first || may_begin_line;
            is_first = false;
            done.push(word);
        }
        before = whole;
    }
    Ok(done)
}

/// A word of the given parts, without a space before it.
pub(super) fn shape(parts: &[(Style, String)], style: &TextStyle, fonts: &Fonts) -> Result<Word, FontError> {
    let space_style = Style { font: style.font, case: style.case };
    let mut word = Word {
        runs: Vec::new(),
        width: 0.0,
        space: 0.0,
        space_style,
        may_begin_line: true,
        text: String::new(),
    };
    for (run_style, text) in parts {
        let shaped = fonts.shape(*run_style, text)?;
        for glyph in &shaped.glyphs {
            word.width += glyph.advance + style.tracking;
        }
        word.text.push_str(text);
        word.runs.push(WordRun { style: *run_style, shaped });
    }
    Ok(word)
}

struct RawWord {
    parts: Vec<(Style, String)>,
    space_style: Style,
    /// A no-break space stands before the word.
    is_glued: bool,
}

fn is_no_break(ch: char) -> bool {
    matches!(ch, '\u{a0}' | '\u{202f}')
}

fn raw_words(spans: &[Span], style: &TextStyle) -> Vec<RawWord> {
    let mut words: Vec<RawWord> = Vec::new();
    let mut is_open = false;
    let mut is_glued = false;
    for span in spans {
        let run_style = Style { font: style.face(span.is_bold), case: style.case };
        let text = match style.case {
            Case::Upper => span.text.to_uppercase(),
            _ => span.text.clone(),
        };
        for ch in text.chars() {
            if ch == ' ' || is_no_break(ch) {
                is_glued = is_no_break(ch) || (is_glued && !is_open);
                is_open = false;
                continue;
            }
            if !is_open {
                words.push(RawWord { parts: Vec::new(), space_style: run_style, is_glued });
                (is_open, is_glued) = (true, false);
            }
            let Some(word) = words.last_mut() else { continue };
            match word.parts.last_mut() {
                Some((last, text)) if *last == run_style => text.push(ch),
                _ => word.parts.push((run_style, ch.to_string())),
            }
        }
    }
    words
}

/// A double name may be parted after its hyphen when both parts are long, an address after a slash.
fn at_hyphens(parts: &[(Style, String)], whole: &str) -> Vec<Vec<(Style, String)>> {
    let [(style, text)] = parts else { return vec![parts.to_vec()] };
    if !text.contains(['-', '/']) {
        return vec![parts.to_vec()];
    }
    let is_address = whole.contains('/') && whole.contains('.');
    let mut cut: Vec<String> = vec![String::new()];
    let mut rest = text.chars().peekable();
    while let Some(ch) = rest.next() {
        if let Some(last) = cut.last_mut() {
            last.push(ch);
        }
        let is_end = if is_address { ch == '/' } else { ch == '-' };
        if is_end && rest.peek().is_some() {
            cut.push(String::new());
        }
    }
    let is_long = |part: &String| part.chars().filter(|ch| ch.is_alphabetic()).count() >= 4;
    if is_address || cut.iter().all(is_long) {
        cut.into_iter().filter(|part| !part.is_empty()).map(|part| vec![(*style, part)]).collect()
    } else {
        vec![parts.to_vec()]
    }
}
