//! Text that people type and text that people read: cleaning, the form for searches, Russian typography.

mod clean;
mod number;
mod search;
mod typeset;

pub use clean::{TextProblem, many_lines, one_line};
pub use number::decimal;
pub use search::search_key;
pub use typeset::typeset;

pub(crate) use clean::{collapse_spaces, visible};

/// The space at which no line may break.
pub(crate) const NO_BREAK_SPACE: char = '\u{a0}';

#[cfg(test)]
mod tests;
