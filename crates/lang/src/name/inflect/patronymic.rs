//! Patronymics in their cases.

use super::Known;
use super::words::{self, ends_with_any};
use crate::declension::{NOUN_CONSONANT, Oblique};
use crate::name::parse::is_son_or_daughter;

/// A patronymic in a case.
///
/// «Рафик оглы» keeps its form as a whole; of «Мухамед-Алиевич» only the part with the Russian ending declines; a
/// father's bare name («Ахмед») stays, because it is not clear whether its bearer declines it.
pub(super) fn inflected(patronymic: &str, case: Oblique, gender: Known) -> String {
    if patronymic.to_lowercase().split([' ', '-']).any(is_son_or_daughter) {
        return patronymic.to_owned();
    }
    words::each(patronymic, |word| {
        let lower = word.lower();
        match gender {
            Known::Male if lower.ends_with("ич") => {}
            Known::Male if lower.ends_with("ыч") => return NOUN_CONSONANT.apply(word.text, case),
            Known::Female if ends_with_any(&lower, &["вна", "чна", "шна"]) => {}
            // Bulgarian patronymics are like surnames: «Георгиев», «Георгиева».
            Known::Male if ends_with_any(&lower, &["ов", "ев", "ёв"]) => {
                return petrovich::lastname(gender.into(), word.text, case.into());
            }
            Known::Female if ends_with_any(&lower, &["ова", "ева", "ёва"]) => {
                return petrovich::lastname(gender.into(), word.text, case.into());
            }
            _ => return word.text.to_owned(),
        }
        petrovich::middlename(gender.into(), word.text, case.into())
    })
}
