//! Hints on a list of references by ГОСТ Р 7.0.100-2018 and 7.0.5-2008. They are hints and never a hard stop; no address is fetched.

mod look;
#[cfg(test)]
mod tests;

use chrono::{Datelike as _, NaiveDate};

/// What looks odd in a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Hint {
    /// Too little to find the source by.
    TooShort,
    NoYear,
    /// A year of the future, or of a time before books were printed.
    ImpossibleYear,
    /// A part of a journal or a collection without its pages.
    NoPages,
    /// Pages from the last to the first.
    PagesReversed,
    /// A book without the number of its pages.
    NoExtent,
    /// One slash before a journal in place of two.
    SingleSlash,
    /// An address without «URL:» before it.
    BareAddress,
    /// «URL:» without `https://` behind it.
    NoScheme,
    /// An address without «(дата обращения: …)».
    NoAccessDate,
    ImpossibleAccessDate,
    FutureAccessDate,
    /// «[Электронный ресурс]», «Режим доступа».
    Abolished,
    /// Its check digit is wrong.
    WrongIsbn,
    NoFinalDot,
}

impl Hint {
    /// The word under which its sentence is filed.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Hint::TooShort => "too-short",
            Hint::NoYear => "no-year",
            Hint::ImpossibleYear => "impossible-year",
            Hint::NoPages => "no-pages",
            Hint::PagesReversed => "pages-reversed",
            Hint::NoExtent => "no-extent",
            Hint::SingleSlash => "single-slash",
            Hint::BareAddress => "bare-address",
            Hint::NoScheme => "no-scheme",
            Hint::NoAccessDate => "no-access-date",
            Hint::ImpossibleAccessDate => "impossible-access-date",
            Hint::FutureAccessDate => "future-access-date",
            Hint::Abolished => "abolished",
            Hint::WrongIsbn => "wrong-isbn",
            Hint::NoFinalDot => "no-final-dot",
        }
    }

    /// Every hint, in the order of the declaration.
    pub const ALL: [Hint; 15] = [
        Hint::TooShort,
        Hint::NoYear,
        Hint::ImpossibleYear,
        Hint::NoPages,
        Hint::PagesReversed,
        Hint::NoExtent,
        Hint::SingleSlash,
        Hint::BareAddress,
        Hint::NoScheme,
        Hint::NoAccessDate,
        Hint::ImpossibleAccessDate,
        Hint::FutureAccessDate,
        Hint::Abolished,
        Hint::WrongIsbn,
        Hint::NoFinalDot,
    ];
}

/// A reference with what looks odd in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    pub text: String,
    pub hints: Vec<Hint>,
}

/// The references of a list, one a line, each with its hints; empty lines and numbers before them are left out.
#[must_use]
pub fn of_list(list: &str, today: NaiveDate) -> Vec<Reference> {
    let lines = list.lines().map(unnumbered).filter(|line| !line.is_empty());
    lines.map(|text| Reference { text: text.to_owned(), hints: hints(text, today) }).collect()
}

/// «3. Выготский…» without its number in the list.
fn unnumbered(line: &str) -> &str {
    let line = line.trim();
    match line.split_once(['.', ')']) {
        Some((number, rest)) if rest.starts_with(' ') && number.len() <= 3 && is_number(number) => {
            rest.trim()
        }
        _ => line,
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_digit())
}

/// What looks odd in one reference.
#[must_use]
pub fn hints(reference: &str, today: NaiveDate) -> Vec<Hint> {
    let text = reference.trim();
    let mut hints = vec![];
    let mut tell = |is_odd: bool, hint: Hint| hints.extend(is_odd.then_some(hint));
    let (is_web, has_pages) = (look::has_address(text), look::has_pages(text));
    let is_part = look::without_addresses(text).contains("//");
    let is_article_without_slashes = !is_part && has_pages;
    tell(text.chars().count() < 40, Hint::TooShort);
    let years = look::years(text);
    tell(years.is_empty() && !is_web, Hint::NoYear);
    tell(years.iter().any(|year| *year < 1450 || *year > today.year() + 1), Hint::ImpossibleYear);
    tell(is_part && !is_web && !has_pages, Hint::NoPages);
    tell(look::pages_are_reversed(text), Hint::PagesReversed);
    tell(!is_part && !is_web && !is_article_without_slashes && !look::has_extent(text), Hint::NoExtent);
    tell(is_article_without_slashes && text.matches(" / ").count() > 0, Hint::SingleSlash);
    tell(look::has_bare_address(text), Hint::BareAddress);
    tell(look::has_no_scheme(text), Hint::NoScheme);
    match look::access_date(text) {
        look::AccessDate::None => tell(is_web, Hint::NoAccessDate),
        look::AccessDate::Impossible => tell(true, Hint::ImpossibleAccessDate),
        look::AccessDate::On(date) => tell(date > today, Hint::FutureAccessDate),
    }
    let lower = text.to_lowercase();
    tell(lower.contains("[электронный ресурс]") || lower.contains("режим доступа"), Hint::Abolished);
    tell(look::has_wrong_isbn(text), Hint::WrongIsbn);
    tell(!text.ends_with('.'), Hint::NoFinalDot);
    hints
}
