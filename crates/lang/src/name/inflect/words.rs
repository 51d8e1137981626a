//! The words of a name, with what stands between them left as it is.

use unicode_normalization::char::is_combining_mark;

/// One word of a name and what its neighbours say about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// The word as it is written.
    pub(super) text: &'a str,
    /// A hyphen follows: the word is the first part of «Немирович-Данченко».
    pub(super) before_hyphen: bool,
    /// Other words follow.
    pub(super) is_last: bool,
}

impl Word<'_> {
    /// The word in small letters, as it is written otherwise.
    pub(super) fn lower(&self) -> String {
        self.text.to_lowercase()
    }
}

/// Applies `inflect` to each word that can be inflected: Cyrillic, more than one letter, not shortened by a full stop.
pub(super) fn each(text: &str, inflect: impl Fn(Word<'_>) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = split_at(rest, |c| !is_letter(c));
        let (between, after) = split_at(after, is_letter);
        let word = Word { text: word, before_hyphen: between.starts_with('-'), is_last: after.is_empty() };
        if can_be_inflected(word.text) && !between.starts_with('.') {
            out.push_str(&inflect(word));
        } else {
            out.push_str(word.text);
        }
        out.push_str(between);
        rest = after;
    }
    out
}

fn split_at(text: &str, is_border: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(is_border).unwrap_or(text.len()))
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() || is_combining_mark(c) || matches!(c, '\'' | '’' | 'ʼ')
}

/// Russian endings fit only letters of the Russian alphabet at the end of a word.
fn can_be_inflected(word: &str) -> bool {
    word.chars().nth(1).is_some()
        && word.chars().all(|c| matches!(c, '\u{400}'..='\u{52f}' | '\'' | '’' | 'ʼ') || is_combining_mark(c))
        && word.chars().next_back().is_some_and(|c| matches!(c, 'А'..='я' | 'Ё' | 'ё'))
}

/// Whether the word has one vowel at most.
pub(super) fn is_monosyllable(word: &str) -> bool {
    word.chars().filter(|c| is_vowel(*c)).count() < 2
}

/// Whether the small letter is a Russian vowel.
pub(super) const fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// The letter that stands `back` places before the last one, which has the place 0.
pub(super) fn letter_from_end(word: &str, back: usize) -> Option<char> {
    word.chars().rev().nth(back)
}

/// Whether the word ends with any of these.
pub(super) fn ends_with_any(word: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| word.ends_with(ending))
}
