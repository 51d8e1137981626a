//! Forms of a name: as the rules compute them, or as somebody wrote them in their place.

mod own;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use entity::person;
use lang::{Case, FullName, Gender, Lang, NameProblem, TextProblem};
use serde::{Deserialize, Serialize};

use super::full_name;

pub use own::{OwnFormsError, of_viewer as own_forms, write_own as write_own_forms};

/// The longest form, in characters.
pub const LONGEST_FORM: usize = 200;

/// A form of a name that documents print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NameForm {
    /// «Иванова Мария Петровна»
    Nominative,
    /// «Ивановой Марии Петровны»
    Genitive,
    /// «Ивановой Марии Петровне»
    Dative,
    /// «Иванову Марию Петровну»
    Accusative,
    /// «Иванова М. П.»
    Initials,
    /// «Уважаемая Мария Петровна»
    Salutation,
}

impl NameForm {
    /// In the order in which forms of the page show them.
    pub const ALL: [NameForm; 6] = [
        NameForm::Nominative,
        NameForm::Genitive,
        NameForm::Dative,
        NameForm::Accusative,
        NameForm::Initials,
        NameForm::Salutation,
    ];

    /// What the bearers of a name may write themselves: its cases. What the name is, organizers say.
    pub const OWN: [NameForm; 3] = [NameForm::Genitive, NameForm::Dative, NameForm::Accusative];

    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            NameForm::Nominative => "nominative",
            NameForm::Genitive => "genitive",
            NameForm::Dative => "dative",
            NameForm::Accusative => "accusative",
            NameForm::Initials => "initials",
            NameForm::Salutation => "salutation",
        }
    }

    /// The form of a name by the rules; the nominative where the gender is unknown, and no salutation there.
    #[must_use]
    pub fn computed(self, name: &FullName, gender: Gender) -> String {
        let in_case = |case| {
            if name.has_only_initials() {
                name.initials_in_case(case, gender)
            } else {
                name.in_case(case, gender)
            }
        };
        match self {
            NameForm::Nominative => name.full(),
            NameForm::Genitive => in_case(Case::Genitive),
            NameForm::Dative => in_case(Case::Dative),
            NameForm::Accusative => in_case(Case::Accusative),
            NameForm::Initials => name.initials(),
            NameForm::Salutation => name.salutation(gender, Lang::Ru).unwrap_or_default(),
        }
    }
}

/// Forms that stand in place of the computed ones.
pub type NameForms = BTreeMap<NameForm, String>;

/// Why a form cannot be kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormProblem {
    #[error("a form has at most {max} characters")]
    TooLong { max: usize },
    /// One word has letters of two alphabets.
    #[error("the form mixes alphabets in one word, perhaps {hint} is meant")]
    MixedAlphabets { hint: String },
    #[error("the form has no letter")]
    NoLetter,
    /// What the bearer wrote is no form of the name: documents would name somebody else.
    #[error("the form is not one of the person's own name")]
    OtherName,
}

/// The forms that somebody wrote for a person.
#[must_use]
pub fn written_forms(person: &person::Model) -> NameForms {
    let stored = person.name_forms.clone();
    stored.and_then(|stored| serde_json::from_value(stored).ok()).unwrap_or_default()
}

/// The grammatical gender that documents use: the stored one, else the one that the name tells.
#[must_use]
pub fn gender_of(person: &person::Model) -> Gender {
    match super::grammar(person.gender) {
        Gender::Unknown => full_name(person).gender(),
        known => known,
    }
}

/// A typed form, cleaned; `None` for an empty one: the form is computed.
///
/// # Errors
/// See [`FormProblem`].
pub fn check_form(typed: &str) -> Result<Option<String>, FormProblem> {
    let cleaned = match lang::one_line(typed, LONGEST_FORM) {
        Ok(cleaned) => cleaned,
        Err(TextProblem::Empty) => return Ok(None),
        Err(TextProblem::TooLong { max, .. }) => return Err(FormProblem::TooLong { max }),
    };
    if !cleaned.chars().any(char::is_alphabetic) {
        return Err(FormProblem::NoLetter);
    }
    // The rules for names know which letters look alike.
    if let Err(NameProblem::MixedAlphabets { hint, .. }) = FullName::parse(&cleaned, "Мария", "") {
        return Err(FormProblem::MixedAlphabets { hint });
    }
    Ok(Some(cleaned))
}

/// Whether a form can be one of this name: as many words, each beginning with the same letter.
fn is_of_name(form: &str, name: &FullName) -> bool {
    let first_letters = |text: &str| -> Vec<String> {
        let words = text.split(|letter: char| letter.is_whitespace() || letter == '-');
        let first = |word: &str| word.chars().next().map(|letter| lang::search_key(&letter.to_string()));
        words.filter_map(first).collect()
    };
    first_letters(form) == first_letters(&name.full())
}
