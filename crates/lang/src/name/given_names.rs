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

/// Endings of a patronymic: «Петровна», «Ильинична», «Гасан кызы», «Нурланкызы».
const FEMALE_PATRONYMIC: [&str; 9] = ["вна", "чна", "шна", "кызы", "гызы", "қызы", "кизи", "қизи", "кзы"];

/// Endings of a patronymic: «Петрович», «Иваныч», «Рафик оглы», «Маратулы».
const MALE_PATRONYMIC: [&str; 12] =
    ["ич", "ыч", "оглы", "оглу", "огли", "угли", "ўғли", "улы", "ұлы", "уулу", "ули", "улу"];

/// The gender by the patronymic, which is trusted, else by the given name.
pub(super) fn gender(given: &str, patronymic: Option<&str>) -> Gender {
    match patronymic.map_or(Gender::Unknown, by_patronymic) {
        Gender::Unknown => by_given(given),
        told => told,
    }
}

fn by_patronymic(patronymic: &str) -> Gender {
    let key = search_key(patronymic);
    let word = key.trim_end_matches(|c: char| !c.is_alphabetic());
    if FEMALE_PATRONYMIC.iter().any(|ending| word.ends_with(ending)) {
        Gender::Female
    } else if MALE_PATRONYMIC.iter().any(|ending| word.ends_with(ending)) {
        Gender::Male
    } else {
        Gender::Unknown
    }
}

/// The gender on which all known parts of the name agree: «Анна-Мария», «Абдул-Меджид».
fn by_given(given: &str) -> Gender {
    let key = search_key(given);
    let mut told = Gender::Unknown;
    for part in key.split([' ', '-']) {
        match (GIVEN_NAMES.get(part).copied().unwrap_or_default(), told) {
            (Gender::Unknown, _) => {}
            (known, Gender::Unknown) => told = known,
            (known, before) if known == before => {}
            _ => return Gender::Unknown,
        }
    }
    told
}
