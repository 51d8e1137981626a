//! Initials: «Иванова М. П.», «Щёлокова А.-М. С.», «М. П. Иванова».

use crate::FullName;
use crate::text::NO_BREAK_SPACE;

use super::parse::is_particle;

/// The surname and then the initials.
pub(super) fn after(family: &str, name: &FullName) -> String {
    let mut parts = vec![family.to_owned()];
    parts.extend(of(name));
    parts.join(&NO_BREAK_SPACE.to_string())
}

/// The initials and then the surname.
pub(super) fn before(family: &str, name: &FullName) -> String {
    let mut parts = of(name);
    parts.push(family.to_owned());
    parts.join(&NO_BREAK_SPACE.to_string())
}

/// Whether every word of the text is one letter, with or without its full stop: «М.», «М. П.», «А.-М.».
pub(super) fn is_only_initials(text: &str) -> bool {
    text.split([' ', '.', '-', NO_BREAK_SPACE]).all(|word| word.chars().count() < 2)
}

/// The initials of given name and patronymic.
///
/// Both parts of «Анна-Мария» show («А.-М.»), of «Мухамед-Алиевич» and «Рафик оглы» only the first («М.», «Р.»).
fn of(name: &FullName) -> Vec<String> {
    let mut initials: Vec<String> = name
        .given
        .split([' ', '.'])
        .filter(|word| !is_particle(word))
        .filter_map(|word| joined(word.split('-').filter_map(initial)))
        .collect();
    initials.extend(name.patronymic.as_deref().and_then(initial));
    initials
}

fn joined(initials: impl Iterator<Item = String>) -> Option<String> {
    let initials: Vec<String> = initials.collect();
    (!initials.is_empty()).then(|| initials.join("-"))
}

/// The first letter of a word as a capital with its full stop.
fn initial(word: &str) -> Option<String> {
    let first = word.chars().find(|c| c.is_alphabetic())?;
    Some(first.to_uppercase().chain(['.']).collect())
}
