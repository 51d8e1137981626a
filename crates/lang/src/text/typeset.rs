//! Where a Russian line must not break.

use super::NO_BREAK_SPACE;

/// Short words that do not end a line.
const CLING_TO_NEXT: &[&str] = &[
    "в", "во", "к", "ко", "о", "об", "с", "со", "у", "на", "по", "за", "до", "из", "от", "и", "а", "но",
    "не", "ни",
];

/// Shortened words before a name or a number: «г. Сургут», «ул. Мира», «с. 5».
const CLING_TO_NAME: &[&str] = &[
    "г.",
    "гор.",
    "пос.",
    "дер.",
    "с.",
    "ул.",
    "пр.",
    "пер.",
    "д.",
    "кв.",
    "корп.",
    "стр.",
    "ст.",
    "п.",
    "им.",
    "рис.",
];

/// Particles and marks that do not begin a line.
const CLING_TO_PREVIOUS: &[&str] = &["—", "–", "%", "‰", "же", "ж", "бы", "б", "ли"];

/// Words that stay with the number before them.
const CLING_TO_NUMBER: &[&str] = &[
    "г.",
    "гг.",
    "в.",
    "вв.",
    "г.,",
    "ч",
    "ч.",
    "мин",
    "мин.",
    "с",
    "сек",
    "сек.",
    "руб.",
    "коп.",
    "тыс.",
    "млн",
    "млрд",
    "см",
    "мм",
    "м",
    "км",
    "кг",
    "кб",
    "мб",
    "гб",
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

/// The text with no-break spaces where a Russian line must not break; nothing else changes.
///
/// They stand after №, initials and short prepositions, before «—», «%» and «г.» of a year, between a number and its
/// month or unit, and between «г.» and a city.
pub fn typeset(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + words.len());
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            let holds = words.get(place - 1).is_some_and(|before| {
                holds_together(before, word) || is_surname_before_initials(before, word, &words, place)
            });
            out.push(if holds { NO_BREAK_SPACE } else { ' ' });
        }
        out.push_str(word);
    }
    out
}

fn holds_together(before: &str, word: &str) -> bool {
    if before.is_empty() || word.is_empty() {
        return false;
    }
    let clings_back = |list: &[&str]| {
        let bare = word.trim_end_matches([',', ';', ':', '!', '?', ')', '»']);
        list.contains(&word) || list.contains(&bare)
    };
    let opened = last_piece(before).trim_start_matches(['«', '„', '“', '"', '(', '[', '—']);
    let short = opened.to_lowercase();
    opened == "№"
        || clings_back(CLING_TO_PREVIOUS)
        || CLING_TO_NEXT.contains(&short.as_str())
        || (CLING_TO_NAME.contains(&short.as_str()) && begins_name_or_number(word))
        || (ends_with_digit(before) && clings_back(CLING_TO_NUMBER))
        || (is_initials(opened) && (is_initials(word) || begins_with_capital(word)))
}

/// «Иванова М. П.»: the initials belong to the surname before them unless another follows.
fn is_surname_before_initials(before: &str, word: &str, words: &[&str], place: usize) -> bool {
    let plain = before.chars().all(|c| c.is_alphabetic() || c == '-') && begins_with_capital(before);
    let after = words.iter().skip(place).find(|word| !is_initials(word));
    plain
        && before.chars().nth(1).is_some()
        && is_initials(word)
        && !after.is_some_and(|word| begins_with_capital(word))
}

/// What stands after the last break inside a piece that has no plain space: a line or a no-break space.
fn last_piece(text: &str) -> &str {
    text.rsplit(char::is_whitespace).next().unwrap_or(text)
}

/// «М.», «М.П.», «А.-М.», also with a comma or a bracket after them.
fn is_initials(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', ')', '»']);
    let letters = |part: &str| {
        let mut chars = part.chars();
        chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.') && chars.next().is_none()
    };
    !word.is_empty() && word.split('-').all(|part| !part.is_empty() && part.split_inclusive('.').all(letters))
}

fn begins_with_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase) && !is_initials(word)
}

fn begins_name_or_number(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || c == '«')
}

fn ends_with_digit(word: &str) -> bool {
    word.chars().next_back().is_some_and(|c| c.is_ascii_digit())
}
