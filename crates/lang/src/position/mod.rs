//! Positions at school.
use crate::Case;
/// x
pub fn position_in_case(position: &str, case: Case) -> Option<String> {
    (case == Case::Nominative).then(|| position.to_owned())
}
/// x
pub fn positions() -> &'static [&'static str] {
    &["учитель математики"]
}
