//! A name as people type it, cleaned, with one capital a word, refused only where it cannot be mended without a guess.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::list::List;
use crate::FullName;
use crate::text::{collapse_spaces, visible};

/// The longest part of a name: «Шарафутдинова-Константинопольская» has 33 characters.
const LONGEST_PART: usize = 200;

/// Words that are written small inside a name.
const PARTICLES: List = List(
    "аль бен бин бинт ван да де дел дель ден дер ди дос дю ибн ла ле оф тер фан фон цу цур эд эль эт al \
     bin da das de del della den der di dos du el ibn la le ten ter van von zu zur",
);

/// «Son of» and «daughter of» in Turkic patronymics: always small, also after a hyphen.
const SON_OR_DAUGHTER: List = List("оглы оглу огли угли улы уулу ули улу кызы кизи кзы гызы қызы ұлы");

/// A part of a full name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamePart {
    /// фамилия
    Family,
    /// имя
    Given,
    /// отчество
    Patronymic,
}

impl fmt::Display for NamePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            NamePart::Family => "family name",
            NamePart::Given => "given name",
            NamePart::Patronymic => "patronymic",
        })
    }
}

/// Why a typed name cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameProblem {
    /// Nothing visible was typed.
    #[error("the {part} is empty")]
    Empty {
        /// The part that is empty.
        part: NamePart,
    },
    /// No name is that long.
    #[error("the {part} is longer than {max} characters")]
    TooLong {
        /// The part that is too long.
        part: NamePart,
        /// Characters allowed.
        max: usize,
    },
    /// One word has letters of two alphabets, as «Иванoвa» with Latin «o» and «a» has.
    #[error("the {part} mixes alphabets in one word, perhaps {hint} is meant")]
    MixedAlphabets {
        /// The part with the word.
        part: NamePart,
        /// The whole part as it is probably meant.
        hint: String,
    },
}

impl NameProblem {
    /// The part of the name to mend.
    pub const fn part(&self) -> NamePart {
        match self {
            NameProblem::Empty { part }
            | NameProblem::TooLong { part, .. }
            | NameProblem::MixedAlphabets { part, .. } => *part,
        }
    }
}

/// Whether the word is written small inside a name, like «фон» and «оглы».
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(word) || is_son_or_daughter(word)
}

/// Whether the word says «son of» or «daughter of».
pub(super) fn is_son_or_daughter(word: &str) -> bool {
    SON_OR_DAUGHTER.contains(word)
}

pub(super) fn full_name(family: &str, given: &str, patronymic: &str) -> Result<FullName, NameProblem> {
    Ok(FullName {
        family: part(family, NamePart::Family)?.ok_or(NameProblem::Empty { part: NamePart::Family })?,
        given: part(given, NamePart::Given)?.ok_or(NameProblem::Empty { part: NamePart::Given })?,
        patronymic: part(patronymic, NamePart::Patronymic)?,
    })
}

/// What people type who have no patronymic and think that the field wants something.
const NO_PATRONYMIC: [&str; 4] = ["нет", "отсутствует", "без отчества", "б/о"];

/// One cleaned part, or `None` if nothing but spaces and dashes was typed.
fn part(typed: &str, part: NamePart) -> Result<Option<String>, NameProblem> {
    let even = after_full_stops(&even_hyphens(&collapse_spaces(&visible(typed))));
    let is_none = part == NamePart::Patronymic && NO_PATRONYMIC.contains(&even.to_lowercase().as_str());
    if is_none || even.chars().all(|c| matches!(c, '-' | ' ' | '.')) {
        return Ok(None);
    }
    if even.chars().count() > LONGEST_PART {
        return Err(NameProblem::TooLong { part, max: LONGEST_PART });
    }
    if even.split(' ').any(is_mixed) {
        return Err(NameProblem::MixedAlphabets { part, hint: capitalized(&in_one_alphabet(&even)) });
    }
    Ok(Some(capitalized(&even)))
}

/// A space after each full stop that a letter follows: «М.П.» → «М. П.».
fn after_full_stops(text: &str) -> String {
    let words: Vec<&str> = text.split('.').collect();
    let mut out = String::with_capacity(text.len() + 2);
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            out.push('.');
            if word.chars().next().is_some_and(char::is_alphabetic) {
                out.push(' ');
            }
        }
        out.push_str(word);
    }
    out
}

/// One kind of hyphen, without spaces around it or hyphens at the ends.
fn even_hyphens(text: &str) -> String {
    let plain = text.replace(['\u{2010}', '\u{2011}', '\u{2012}', '–', '—', '―', '−'], "-");
    let parts: Vec<&str> = plain.split('-').map(str::trim).filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Alphabet {
    Cyrillic,
    Latin,
    Other,
}

fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        '\u{400}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{a640}'..='\u{a69f}' => Some(Alphabet::Cyrillic),
        'a'..='z'
        | 'A'..='Z'
        | '\u{c0}'..='\u{2af}'
        | '\u{1d00}'..='\u{1dbf}'
        | '\u{1e00}'..='\u{1eff}'
        | '\u{2c60}'..='\u{2c7f}'
        | '\u{a722}'..='\u{a7ff}'
        | '\u{ab30}'..='\u{ab64}'
        | '\u{ff21}'..='\u{ff5a}' => Some(Alphabet::Latin),
        // The modifier apostrophe belongs to every alphabet.
        '\u{2b0}'..='\u{2ff}' => None,
        c if c.is_alphabetic() => Some(Alphabet::Other),
        _ => None,
    }
}

/// Whether a word has letters of two alphabets.
fn is_mixed(word: &str) -> bool {
    let mut alphabets = word.chars().filter_map(alphabet);
    alphabets.next().is_some_and(|first| alphabets.any(|other| other != first))
}

/// The text with look-alikes moved to the alphabet that most letters of their word belong to.
fn in_one_alphabet(text: &str) -> String {
    let words: Vec<String> = text.split(' ').map(word_in_one_alphabet).collect();
    words.join(" ")
}

fn word_in_one_alphabet(word: &str) -> String {
    if !is_mixed(word) {
        return word.to_owned();
    }
    let count = |wanted| word.chars().filter(|c| alphabet(*c) == Some(wanted)).count();
    // Of two equal halves the Cyrillic one is meant: this is a Russian club.
    let to_cyrillic = count(Alphabet::Cyrillic) >= count(Alphabet::Latin);
    word.chars().map(|c| look_alike(c, to_cyrillic)).collect()
}

/// Letters that look the same, each at the same place as its twin.
const CYRILLIC: &str = "АВЕКМНОРСТУХЁІЅаеорсухёкмтвнипгіјѕ";
const LATIN: &str = "ABEKMHOPCTYXËISaeopcyxëkmtbhunrijs";

fn look_alike(c: char, to_cyrillic: bool) -> char {
    let (from, to) = if to_cyrillic { (LATIN, CYRILLIC) } else { (CYRILLIC, LATIN) };
    from.chars().zip(to.chars()).find(|(from, _)| *from == c).map_or(c, |(_, to)| to)
}

/// One capital for each word that is all in one case; other words stay as they were typed.
fn capitalized(text: &str) -> String {
    let alone = !text.contains(' ');
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            let lower = word.to_lowercase();
            let small = is_son_or_daughter(&lower) || (!alone && is_particle(&lower));
            if small && is_one_case(word) {
                lower
            } else {
                word.split('-').map(hyphen_part).collect::<Vec<_>>().join("-")
            }
        })
        .collect();
    words.join(" ")
}

/// A part between hyphens; initials («И.П.») are separate words at their full stops.
fn hyphen_part(part: &str) -> String {
    let lower = part.to_lowercase();
    if is_son_or_daughter(&lower) && is_one_case(part) {
        return lower;
    }
    part.split_inclusive('.').map(capitalized_word).collect()
}

/// Whether all letters are capitals or all are small.
fn is_one_case(word: &str) -> bool {
    word.to_lowercase() == word || word.to_uppercase() == word
}

/// One capital, and another after a short prefix with an apostrophe: «О'Нил», «Д'Артаньян», but «Лук'яненко».
fn capitalized_word(word: &str) -> String {
    if !is_one_case(word) {
        return word.to_owned();
    }
    let mut capital = true;
    let mut letters = 0;
    let mut out = String::with_capacity(word.len());
    for c in word.chars() {
        if capital && c.is_alphabetic() {
            // «ß» has no capital of one letter and stays.
            if c.to_uppercase().count() == 1 {
                out.extend(c.to_uppercase());
            } else {
                out.push(c);
            }
            capital = false;
        } else {
            out.extend(c.to_lowercase());
        }
        letters += usize::from(c.is_alphabetic());
        capital |= letters == 1 && matches!(c, '\'' | '’');
    }
    out
}
