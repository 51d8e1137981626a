//! Full names in their cases: what `petrovich` does not know stands before it, word by word.

mod family;
mod family_nouns;
mod given;
mod patronymic;
mod words;

use crate::declension::Oblique;
use crate::{Case, FullName, Gender};

/// A gender that is known: only then may a name be inflected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    Female,
    Male,
}

impl From<Known> for petrovich::Gender {
    fn from(gender: Known) -> petrovich::Gender {
        match gender {
            Known::Female => petrovich::Gender::Female,
            Known::Male => petrovich::Gender::Male,
        }
    }
}

impl From<Oblique> for petrovich::Case {
    fn from(case: Oblique) -> petrovich::Case {
        match case {
            Oblique::Genitive => petrovich::Case::Genitive,
            Oblique::Dative => petrovich::Case::Dative,
            Oblique::Accusative => petrovich::Case::Accusative,
        }
    }
}

/// The name in a case; with an unknown gender the nominative, because `petrovich` would inflect by a guess.
pub(super) fn full_name(name: &FullName, case: Case, gender: Gender) -> FullName {
    let (case, gender) = match (Oblique::of(case), gender) {
        (None, _) | (_, Gender::Unknown) => return name.clone(),
        (Some(case), Gender::Female) => (case, Known::Female),
        (Some(case), Gender::Male) => (case, Known::Male),
    };
    FullName {
        family: family::inflected(&name.family, case, gender),
        given: given::inflected(&name.given, case, gender),
        patronymic: name.patronymic.as_deref().map(|typed| patronymic::inflected(typed, case, gender)),
    }
}
