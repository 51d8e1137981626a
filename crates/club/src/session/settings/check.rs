//! What can be wrong with the settings of a session.

use entity::Season;

use super::Settings;
use crate::document::check_number_pattern;

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 200;

/// The longest address, in letters.
pub const LONGEST_SLUG: usize = 60;

/// Addresses of pages that are no sessions.
const TAKEN: [&str; 1] = ["new"];

/// Something that settings cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Other than small Latin letters, digits and single hyphens between them.
    #[error("the address has other characters than small Latin letters, digits and hyphens")]
    Slug,
    #[error("another session has this address")]
    SlugTaken,
    #[error("the title is missing or too long")]
    Title,
    #[error("the year is none of this century")]
    Year,
    #[error("the share of the time is none from 1 to 100 percent")]
    WatchPercent,
    #[error("the years of experience are none from 0 to 50")]
    EarlyCareerYears,
    /// With a sentence in the language of documents.
    #[error("numbers cannot be made after the pattern: {0}")]
    NumberPattern(String),
    #[error("there is no such school")]
    HostSchool,
}

/// Everything that is wrong with settings, whatever is stored.
#[must_use]
pub fn check(settings: &Settings) -> Vec<Problem> {
    let title = settings.title.chars().count();
    let mut problems = vec![];
    let mut refuse = |is_wrong: bool, problem: Problem| {
        if is_wrong {
            problems.push(problem);
        }
    };
    refuse(!is_slug(&settings.slug), Problem::Slug);
    refuse(settings.title.trim().is_empty() || title > LONGEST_TITLE, Problem::Title);
    refuse(!(2000..=2099).contains(&settings.year), Problem::Year);
    refuse(!(1..=100).contains(&settings.watch_percent), Problem::WatchPercent);
    refuse(!(0..=50).contains(&settings.early_career_years), Problem::EarlyCareerYears);
    if let Err(sentence) = check_number_pattern(&settings.number_pattern) {
        problems.push(Problem::NumberPattern(sentence));
    }
    problems
}

fn is_slug(slug: &str) -> bool {
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let words = slug.split('-').all(|word| !word.is_empty() && word.chars().all(is_letter));
    words && slug.len() <= LONGEST_SLUG && !TAKEN.contains(&slug)
}

/// `2027-spring`
#[must_use]
pub fn suggested_slug(season: Season, year: i32) -> String {
    format!("{year}-{season}")
}
