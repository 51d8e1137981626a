//! The words of a name, with what stands between them left as it is.

use unicode_normalization::char::is_combining_mark;

use crate::name::list::List;
use crate::name::parse::is_son_or_daughter;

/// Turkic titles, which end a compound name.
const TITLES: List = List("ага бей бек заде оол паша хан");

/// One word of a name and what its neighbours say about it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// The word as it is written.
    pub(super) text: &'a str,
    /// All that follows, from the hyphen or the space on.
    after: &'a str,
}

impl Word<'_> {
    /// The word in small letters, as it is written otherwise.
    pub(super) fn lower(&self) -> String {
        self.text.to_lowercase()
    }

    /// Whether the word is the first part of «Немирович-Данченко».
    pub(super) fn before_hyphen(&self) -> bool {
        self.after.starts_with('-')
    }

    /// Whether a title follows by a hyphen or «son» in any way, before which a name keeps its form: «Гусейн-заде»,
    /// «Алдын-оолу», «Рафик оглы».
    pub(super) fn has_title_after(&self) -> bool {
        let after = self.after.strip_prefix(['-', ' ']).unwrap_or_default();
        let next = split_at(after, |c| !is_letter(c)).0.to_lowercase();
        is_son_or_daughter(&next) || (self.before_hyphen() && TITLES.contains(&next))
    }

    /// Whether no other word follows.
    pub(super) fn is_last(&self) -> bool {
        !self.after.contains(char::is_alphabetic)
    }
}

/// Applies `inflect` to each word that can be inflected: Cyrillic, more than one letter, not shortened by a full stop.
pub(super) fn each(text: &str, inflect: impl Fn(Word<'_>) -> String) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut rest = text;
    while !rest.is_empty() {
        let (word, after) = split_at(rest, |c| !is_letter(c));
        let (between, next) = split_at(after, is_letter);
        if can_be_inflected(word) && !between.starts_with('.') {
            // `petrovich` adds small letters to capitals.
            let inflected = inflect(Word { text: word, after });
            out.push_str(&if is_all_capitals(word) { inflected.to_uppercase() } else { inflected });
        } else {
            out.push_str(word);
        }
        out.push_str(between);
        rest = next;
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

/// Whether no letter is small; one capital alone is the beginning of a word.
fn is_all_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).nth(1).is_some() && !word.chars().any(char::is_lowercase)
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
