//! Finding years, pages, addresses, dates and book numbers in a reference.

use chrono::NaiveDate;

/// When a page was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AccessDate {
    None,
    Impossible,
    On(NaiveDate),
}

fn is_address(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '<', '«']);
    word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.")
}

pub(super) fn has_address(text: &str) -> bool {
    text.contains("URL:") || text.split_whitespace().any(is_address)
}

/// The reference without web addresses: their digits and slashes say nothing.
pub(super) fn without_addresses(text: &str) -> String {
    text.split_whitespace().filter(|word| !is_address(word)).collect::<Vec<_>>().join(" ")
}

/// An address that no «URL:» introduces.
pub(super) fn has_bare_address(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let before = std::iter::once("").chain(words.iter().copied());
    before.zip(&words).any(|(before, word)| is_address(word) && before != "URL:")
}

/// «URL: resh.edu.ru»
pub(super) fn has_no_scheme(text: &str) -> bool {
    let behind = text.split("URL:").skip(1).filter_map(|rest| rest.split_whitespace().next());
    behind.into_iter().any(|word| !word.starts_with("http://") && !word.starts_with("https://"))
}

/// Numbers of four digits that stand where a year stands.
pub(super) fn years(text: &str) -> Vec<i32> {
    let mut words = vec![];
    let mut is_number_of_a_book = false;
    for word in text.split_whitespace().filter(|word| !is_address(word)) {
        let is_label = matches!(word.trim_end_matches([':', '.']), "ISBN" | "DOI" | "ISSN");
        if !is_number_of_a_book && !is_label {
            words.push(word);
        }
        is_number_of_a_book = is_label;
    }
    let text = words.join(" ");
    // A date of access tells when somebody looked, not when it was published.
    let text = text.split("(дата обращения").next().unwrap_or_default();
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).collect()
}

/// Numbers behind «С.» or «P.»
fn pages(text: &str) -> Vec<(u32, Option<u32>)> {
    let mut found = vec![];
    let words: Vec<&str> = text.split_whitespace().collect();
    for pair in words.windows(2) {
        let [label, range] = pair else { continue };
        if !matches!(label.trim_start_matches('('), "С." | "P." | "PP." | "pp." | "C.") {
            continue;
        }
        let mut numbers = range
            .split(['–', '-', '—', '‑'])
            .map(|part| part.trim_matches(|letter: char| !letter.is_ascii_digit()).parse::<u32>().ok());
        if let Some(Some(first)) = numbers.next() {
            found.push((first, numbers.next().flatten()));
        }
    }
    found
}

pub(super) fn has_pages(text: &str) -> bool {
    !pages(text).is_empty()
}

pub(super) fn pages_are_reversed(text: &str) -> bool {
    pages(text).iter().any(|(first, last)| last.is_some_and(|last| last < *first))
}

/// «254 с.»
pub(super) fn has_extent(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| {
        let [number, unit] = pair else { return false };
        let is_number = number.chars().all(|letter| letter.is_ascii_digit());
        is_number && matches!(unit.trim_end_matches([',', ';', ':']), "с." | "p." | "pp." | "c." | "л.")
    })
}

pub(super) fn access_date(text: &str) -> AccessDate {
    let Some((_, rest)) = text.split_once("дата обращения") else { return AccessDate::None };
    let rest = rest.trim_start_matches([':', ' ', '\u{a0}']);
    let date =
        rest.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next().unwrap_or_default();
    match NaiveDate::parse_from_str(date.trim_end_matches('.'), "%d.%m.%Y") {
        Ok(date) => AccessDate::On(date),
        Err(_) => AccessDate::Impossible,
    }
}

pub(super) fn has_wrong_isbn(text: &str) -> bool {
    let behind = text.split("ISBN").skip(1);
    let mut numbers = behind.filter_map(|rest| {
        let digits: String = rest
            .trim_start_matches([':', ' ', '\u{a0}'])
            .chars()
            .take_while(|letter| {
                letter.is_ascii_digit() || matches!(letter, '-' | '‑' | '–' | 'X' | 'Х' | ' ')
            })
            .filter(|letter| letter.is_ascii_digit() || matches!(letter, 'X' | 'Х'))
            .collect();
        (!digits.is_empty()).then_some(digits)
    });
    numbers.any(|digits| !is_isbn(&digits))
}

fn is_isbn(digits: &str) -> bool {
    let values: Vec<u32> = digits.chars().map(|letter| letter.to_digit(10).unwrap_or(10)).collect();
    match values.len() {
        10 => values.iter().zip((1..=10).rev()).map(|(value, weight)| value * weight).sum::<u32>() % 11 == 0,
        13 => {
            values.iter().zip([1, 3].iter().cycle()).map(|(value, weight)| value * weight).sum::<u32>() % 10
                == 0
        }
        _ => false,
    }
}
