//! Full names in their cases.

use crate::{Case, FullName, Gender};

/// The name in a case; with an unknown gender the nominative.
pub(super) fn full_name(name: &FullName, case: Case, gender: Gender) -> FullName {
    let (case, gender) = match (case, gender) {
        (Case::Nominative, _) | (_, Gender::Unknown) => return name.clone(),
        (Case::Genitive, gender) => (petrovich::Case::Genitive, gender),
        (Case::Dative, gender) => (petrovich::Case::Dative, gender),
        (Case::Accusative, gender) => (petrovich::Case::Accusative, gender),
    };
    let gender = if gender == Gender::Female { petrovich::Gender::Female } else { petrovich::Gender::Male };
    FullName {
        family: petrovich::lastname(gender, &name.family, case),
        given: petrovich::firstname(gender, &name.given, case),
        patronymic: name
            .patronymic
            .as_deref()
            .map(|patronymic| petrovich::middlename(gender, patronymic, case)),
    }
}
