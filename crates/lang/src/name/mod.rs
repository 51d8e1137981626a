//! Full names: taken as typed and cleaned, in any case, with initials, as a salutation.

mod given_names;
mod inflect;
mod initials;
mod list;
mod parse;

use serde::{Deserialize, Serialize};

use crate::text::search_key;
use crate::{Case, Gender, Lang};

pub use parse::{NamePart, NameProblem};

/// A person's name in the nominative, as documents print it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FullName {
    /// «Иванова»
    pub family: String,
    /// «Мария»
    pub given: String,
    /// «Петровна», «Рафик оглы»; not everybody has one.
    pub patronymic: Option<String>,
}

impl FullName {
    /// Reads a name as people type it, and mends what can be mended without a guess.
    ///
    /// Invisible characters go, spaces and hyphens are evened out, a word written all in capitals or all in small letters
    /// gets one capital («оглы», «кызы», «де», «фон» stay small). An empty or dashed patronymic is none.
    pub fn parse(family: &str, given: &str, patronymic: &str) -> Result<FullName, NameProblem> {
        parse::full_name(family, given, patronymic)
    }

    /// The gender that the patronymic tells, else a list of given names; the surname alone tells nothing.
    pub fn gender(&self) -> Gender {
        given_names::gender(&self.given, self.patronymic.as_deref())
    }

    /// Surname, given name, patronymic: «Иванова Мария Петровна».
    pub fn full(&self) -> String {
        let mut full = format!("{} {}", self.family, self.given);
        if let Some(patronymic) = &self.patronymic {
            full.push(' ');
            full.push_str(patronymic);
        }
        full
    }

    /// The full name in a case; with an unknown gender the nominative, unchanged.
    pub fn in_case(&self, case: Case, gender: Gender) -> String {
        inflect::full_name(self, case, gender).full()
    }

    /// «Иванова М. П.», with no-break spaces.
    pub fn initials(&self) -> String {
        initials::after(&self.family, self)
    }

    /// «М. П. Иванова», as under a signature, with no-break spaces.
    pub fn initials_first(&self) -> String {
        initials::before(&self.family, self)
    }

    /// «Ивановой М. П.»: only the surname declines; with an unknown gender the nominative.
    pub fn initials_in_case(&self, case: Case, gender: Gender) -> String {
        initials::after(&inflect::full_name(self, case, gender).family, self)
    }

    /// Whether the given name is written as initials only, so that no sentence can address the person by it.
    pub fn has_only_initials(&self) -> bool {
        initials::is_only_initials(&self.given)
    }

    /// How an e-mail or a letter of thanks addresses the person, without the exclamation mark.
    ///
    /// Russian: «Уважаемая Мария Петровна», or `None` if the gender is unknown or the given name is only initials.
    /// English has no gender here: "Dear Мария Петровна", with the name as it is written.
    pub fn salutation(&self, gender: Gender, lang: Lang) -> Option<String> {
        if self.has_only_initials() {
            return None;
        }
        let dear = match (lang, gender) {
            (Lang::Ru, Gender::Female) => "Уважаемая",
            (Lang::Ru, Gender::Male) => "Уважаемый",
            (Lang::Ru, Gender::Unknown) => return None,
            (Lang::En, _) => "Dear",
        };
        let patronymic =
            self.patronymic.as_deref().filter(|patronymic| !initials::is_only_initials(patronymic));
        Some(match patronymic {
            Some(patronymic) => format!("{dear} {} {patronymic}", self.given),
            None => format!("{dear} {}", self.given),
        })
    }

    /// The name as searches compare it; see [`search_key`](crate::search_key()).
    pub fn search_key(&self) -> String {
        search_key(&self.full())
    }
}

#[cfg(test)]
mod tests;
