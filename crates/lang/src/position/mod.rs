//! Positions at school in their cases, by a curated table.
//!
//! Only the head of a position declines («заместителю директора по УВР»); what follows it already stands in its case. A
//! position whose head is not in the table stays in the nominative, because a guess would offend its holder.

mod tail;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::Case;
use crate::declension::{
    ADJECTIVE_FEMALE, ADJECTIVE_FEMALE_SOFT, ADJECTIVE_MALE, ADJECTIVE_MALE_SOFT, Declension, NOUN_A,
    NOUN_A_AFTER_VELAR, NOUN_CONSONANT, NOUN_SOFT, NOUN_YA, Oblique,
};
use crate::text::collapse_spaces;

/// One position a line; a stroke stands after the head.
const TABLE: &str = include_str!("positions.txt");

/// The most words in a head: «старший научный сотрудник», «временно исполняющий».
const LONGEST_HEAD: usize = 3;

/// All positions of the table without the stroke.
static POSITIONS: LazyLock<Vec<String>> =
    LazyLock::new(|| TABLE.lines().map(|line| line.replace('|', "")).collect());

/// Shortened heads, which have one form for all cases; people type them, a form does not suggest them.
const SHORTENED: [&str; 8] = ["врио", "зав", "зав.", "зам", "зам.", "замдиректора", "и о", "ио"];

/// The heads of all positions.
static HEADS: LazyLock<HashSet<String>> = LazyLock::new(|| {
    TABLE.lines().filter_map(|line| line.split('|').next()).chain(SHORTENED).map(key).collect()
});

/// The positions of the table in the nominative, the teachers first, to suggest in a form.
pub fn positions() -> impl Iterator<Item = &'static str> {
    POSITIONS.iter().map(String::as_str)
}

/// The position in this case: «учителю математики», «педагогу-психологу», «учителю физики, классному руководителю».
///
/// `None` means that the position is unknown and had better stand in the nominative on a line of its own. The nominative
/// of any position is the position itself.
pub fn position_in_case(position: &str, case: Case) -> Option<String> {
    let Some(case) = Oblique::of(case) else { return Some(position.to_owned()) };
    let even = with_plain_hyphens(&collapse_spaces(position));
    let mut out = String::with_capacity(even.len() + 8);
    for (place, piece) in even.split_inclusive([',', ';', '/']).enumerate() {
        let bare = piece.trim_end_matches([',', ';', '/', ' ']).trim_start();
        let (before, after) = piece.split_once(bare).filter(|_| !bare.is_empty())?;
        out.push_str(before);
        out.push_str(&one(bare, case, place > 0)?);
        out.push_str(after);
    }
    (!out.is_empty()).then_some(out)
}

/// A hyphen for the dash of «учитель – логопед» and «учитель–логопед»; that of «5–9 классов» stays.
fn with_plain_hyphens(text: &str) -> String {
    let joined = [" - ", " – "].iter().fold(text.to_owned(), |text, dash| match text.split_once(dash) {
        Some((first, rest)) if !first.contains(' ') => format!("{first}-{rest}"),
        _ => text,
    });
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let mut before = None;
    let mut next = joined.chars().skip(1);
    let mut out = String::with_capacity(joined.len());
    for c in joined.chars() {
        let between_letters = is_letter(before) & is_letter(next.next());
        out.push(if c == '–' && between_letters { '-' } else { c });
        before = Some(c);
    }
    out
}

/// One position of several that commas part; after a comma the complement of the one before may go on.
fn one(text: &str, case: Oblique, may_be_complement: bool) -> Option<String> {
    let words: Vec<&str> = text.split(' ').collect();
    match with_head(&words, case) {
        None if may_be_complement && tail::is_complement(&words) => Some(text.to_owned()),
        declined => declined,
    }
}

/// A known head and what follows it.
fn with_head(words: &[&str], case: Oblique) -> Option<String> {
    let (head, rest) = (1..=LONGEST_HEAD.min(words.len())).rev().find_map(|count| {
        let (head, rest) = words.split_at_checked(count)?;
        HEADS.contains(&key(&head.join(" "))).then_some((head, rest))
    })?;
    let mut declined: Vec<String> = head.iter().map(|word| head_word(word, case)).collect();
    let rest = match rest.split_first().and_then(|(first, rest)| Some((in_brackets(first, case)?, rest))) {
        Some((bracketed, rest)) => {
            declined.push(bracketed);
            rest
        }
        None => rest,
    };
    if !rest.is_empty() {
        declined.push(followed(rest, case)?);
    }
    Some(declined.join(" "))
}

/// A second name of the position: «ассистенту (помощнику)».
fn in_brackets(word: &str, case: Oblique) -> Option<String> {
    let head = word.strip_prefix('(')?.strip_suffix(')')?;
    HEADS.contains(&key(head)).then(|| format!("({})", head_word(head, case)))
}

/// What follows a head: a complement, which stays, or «и» with a second position, which declines as well.
fn followed(rest: &[&str], case: Oblique) -> Option<String> {
    let second = rest.iter().enumerate().filter(|(_, word)| **word == "и").find_map(|(place, _)| {
        let (complement, position) = (rest.get(..place)?, rest.get(place + 1..)?);
        Some((complement, with_head(position, case)?))
    });
    let (complement, second) = match &second {
        Some((complement, second)) => (*complement, Some(second)),
        None => (rest, None),
    };
    if !complement.is_empty() && !tail::is_complement(complement) {
        return None;
    }
    let mut parts: Vec<&str> = complement.to_vec();
    if let Some(second) = second {
        parts.extend(["и", second]);
    }
    Some(parts.join(" "))
}

/// A head in small letters, with е for ё.
fn key(head: &str) -> String {
    head.to_lowercase().replace('ё', "е")
}

/// One word of a head; each part of «учитель-логопед» declines.
fn head_word(word: &str, case: Oblique) -> String {
    let parts: Vec<String> = word
        .split('-')
        .map(|part| match declension(&part.to_lowercase()) {
            Some(declension) if is_all_capitals(part) => declension.apply(part, case).to_uppercase(),
            Some(declension) => declension.apply(part, case),
            None => part.to_owned(),
        })
        .collect();
    parts.join("-")
}

fn is_all_capitals(word: &str) -> bool {
    !word.chars().any(char::is_lowercase)
}

/// How a word of the table's heads declines; `None` for «и. о.», «врио», «временно».
fn declension(word: &str) -> Option<Declension> {
    if SHORTENED.contains(&word) {
        return None;
    }
    let last = word.chars().next_back()?;
    let before = word.chars().rev().nth(1)?;
    match last {
        'й' if word.ends_with("щий") || word.ends_with("ший") => Some(ADJECTIVE_MALE_SOFT),
        'й' => Some(ADJECTIVE_MALE),
        'я' if word.ends_with("щая") || word.ends_with("шая") => Some(ADJECTIVE_FEMALE_SOFT),
        'я' if before == 'а' => Some(ADJECTIVE_FEMALE),
        'я' => Some(NOUN_YA),
        'а' if matches!(before, 'к' | 'г' | 'х') => Some(NOUN_A_AFTER_VELAR),
        'а' => Some(NOUN_A),
        'ь' => Some(NOUN_SOFT),
        'о' | '.' => None,
        _ => Some(NOUN_CONSONANT),
    }
}

#[cfg(test)]
mod tests;
