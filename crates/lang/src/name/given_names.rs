//! What a patronymic or a given name tells about the gender.
//!
//! A wrong gender on a document offends; so only what is certain counts, and all else is [`Gender::Unknown`]. The lists
//! leave out names of both women and men: Саша, Женя, Айнур, Мишель, Адель.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::Gender;
use crate::text::search_key;

/// Given names in small letters, е for ё, with their gender.
static GIVEN_NAMES: LazyLock<HashMap<&'static str, Gender>> = LazyLock::new(|| {
    let female = include_str!("given_female.txt").split_whitespace().map(|name| (name, Gender::Female));
    let male = include_str!("given_male.txt").split_whitespace().map(|name| (name, Gender::Male));
    female.chain(male).collect()
});

/// Endings of a patronymic: «Петровна», «Ильинична», «Миколаївна», «Гасан кызы», «Нурланкызы».
const FEMALE_PATRONYMIC: [&str; 13] =
    ["овна", "евна", "івна", "ївна", "ична", "ишна", "кызы", "гызы", "қызы", "кизи", "қизи", "кзы", "къызы"];

/// Endings of a patronymic: «Петрович», «Иваныч», «Рафик оглы», «Маратулы».
const MALE_PATRONYMIC: [&str; 13] =
    ["ич", "ыч", "оглы", "оглу", "огли", "угли", "ўғли", "ұлы", "уулу", "анулы", "атулы", "екулы", "ырулы"];

/// «Son» where it is a word of its own or follows a man's name, because «Джули» and «Гули» are women's names.
const SON: [&str; 3] = ["улы", "ули", "улу"];

/// Endings that no given name has.
const LONG_ENDINGS: [&str; 4] = ["овна", "евна", "ович", "евич"];

/// Father's or second names that look like patronymics and are none.
const NO_PATRONYMICS: [&str; 2] = ["кришна", "мкртич"];

/// The gender by the patronymic, which is trusted, else by the given name.
///
/// A patronymic typed into the field of the given name counts, too; two that differ tell nothing.
pub(super) fn gender(given: &str, patronymic: Option<&str>) -> Gender {
    let given = search_key(given);
    let has_patronymic = given.contains(' ') || LONG_ENDINGS.iter().any(|ending| given.ends_with(ending));
    let in_given = if has_patronymic { by_patronymic(&given) } else { Gender::Unknown };
    match (patronymic.map_or(Gender::Unknown, |typed| by_patronymic(&search_key(typed))), in_given) {
        (Gender::Unknown, Gender::Unknown) => by_given(&given),
        (Gender::Unknown, told) | (told, Gender::Unknown) => told,
        (told, same) if told == same => told,
        _ => Gender::Unknown,
    }
}

/// The gender that a patronymic as a search key tells.
fn by_patronymic(key: &str) -> Gender {
    let word = key.trim_end_matches(|c: char| !c.is_alphabetic());
    let ends_with = |endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    if NO_PATRONYMICS.contains(&word) {
        Gender::Unknown
    } else if ends_with(&FEMALE_PATRONYMIC) {
        Gender::Female
    } else if ends_with(&MALE_PATRONYMIC) || SON.iter().any(|son| is_son(word, son)) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

/// Whether the word is «Бекжан улы» or «Маратулы», but not «Джули».
fn is_son(word: &str, son: &str) -> bool {
    word.strip_suffix(son).is_some_and(|father| {
        father.ends_with([' ', '-']) || GIVEN_NAMES.get(father).is_some_and(|gender| *gender == Gender::Male)
    })
}

/// The gender on which all known parts of the name agree: «Анна-Мария», «Абдул-Меджид».
///
/// A first part that is unknown forbids to call somebody a woman: «Хосе Мария» is a man's name.
fn by_given(key: &str) -> Gender {
    let mut told = Gender::Unknown;
    for (place, part) in key.split([' ', '-']).enumerate() {
        match (GIVEN_NAMES.get(part).copied().unwrap_or_default(), told) {
            (Gender::Unknown, _) => {}
            (Gender::Female, Gender::Unknown) if place > 0 => return Gender::Unknown,
            (known, Gender::Unknown) => told = known,
            (known, before) if known == before => {}
            _ => return Gender::Unknown,
        }
    }
    told
}
