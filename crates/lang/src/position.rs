//! Positions at school in their cases.

use crate::Case;

/// The position in this case, or `None` if it is unknown and had better stand in the nominative on a line of its own.
pub fn position_in_case(position: &str, case: Case) -> Option<String> {
    (case == Case::Nominative).then(|| position.to_owned())
}

/// Positions to suggest in a form.
pub fn positions() -> &'static [&'static str] {
    &["учитель математики"]
}
