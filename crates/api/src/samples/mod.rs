//! Every page with sample data, for tests that look at all of them and for people who work on how they look.

pub(crate) mod data;

use askama::Template;
use lang::Lang;

/// A page with sample data.
#[derive(Debug)]
pub struct Sample {
    /// `session-schedule`
    pub name: String,
    /// The page, unless its template fails.
    pub html: Result<String, askama::Error>,
}

impl Sample {
    pub(crate) fn of(name: &str, page: &impl Template) -> Self {
        Self { name: name.to_owned(), html: page.render() }
    }
}

/// Every page in a language.
#[must_use]
pub fn samples(lang: Lang) -> Vec<Sample> {
    let of_concepts: [fn(Lang) -> Vec<Sample>; 1] = [crate::session::pages::samples];
    of_concepts.iter().flat_map(|samples| samples(lang)).chain(crate::error::samples(lang)).collect()
}
