//! The words of e-mails: a subject and a body that organizers may change, with light formatting and a closed list of placeholders.
//!
//! The formatting is read first and values are put in afterwards, so that nothing in a name is ever formatting, a placeholder or a link.

mod check;
mod compose;
mod defaults;
mod kinds;
mod parse;
mod wordings;

#[cfg(test)]
mod tests;

use entity::EmailKind;
use lang::Lang;

pub use check::WordsError;
pub use compose::{Filling, Frame, Prepared, Value, Values};
pub use kinds::{KindWords, Placeholder, Shape, of, worded_kinds};
pub use wordings::{Wordings, wordings};

/// The words of an e-mail as they are written, before any value is in them.
///
/// The body has paragraphs, `## headings`, `- lists`, `**bold**`, `*italic*`, `[text](https://…)` and `{placeholders}`; the subject has
/// placeholders only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    pub subject: String,
    pub body: String,
}

impl Words {
    /// The words of a kind where nobody has written others; `None` for kinds that are not worded by organizers.
    #[must_use]
    pub fn default_of(kind: EmailKind, language: Lang) -> Option<Words> {
        defaults::of(kind, language).map(defaults::read)
    }
}
