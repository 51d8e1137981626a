//! What an organizer should look at before documents are issued.

use certificates::{RenderError, Rendered, Shrunk};
use entity::{DocumentKind, PersonId};

use super::earned::Earned;

/// A text that had to shrink below this share of its size looks odd.
const SHRUNK_PERCENT: f64 = 80.0;

/// Elements of our layouts whose text nobody can shorten: the code, and where it is typed.
const NOT_TO_BE_MENDED: [&str; 2] = ["code", "site"];

/// The keys of notes, the ones to look at first in front; whatever blocks stands before all of them.
const NOTES: [&str; 11] = [
    "document-concern-one-case",
    "document-concern-only-initials",
    "document-concern-namesakes",
    "document-concern-two-addresses",
    "document-concern-no-gender",
    "document-concern-shrunk",
    "document-concern-no-patronymic",
    "document-concern-by-hand",
    "document-concern-no-school",
    "document-concern-no-position",
    "document-concern-unknown-position",
];

/// Something that an organizer should look at before documents are issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    pub kind: DocumentKind,
    pub person_id: PersonId,
    pub person_name: String,
    /// A key of `document_concern.ftl`, such as `document-concern-no-patronymic`; its sentence may use `$detail`.
    pub key: &'static str,
    /// What the sentence names: a letter that no font has, a number of millimetres.
    pub detail: String,
    /// Nothing is issued for this person until it is mended.
    pub blocks: bool,
}

/// Whether a text became so small that somebody should look at it.
pub(crate) fn is_much_smaller(text: &Shrunk) -> bool {
    !NOT_TO_BE_MENDED.contains(&text.element.as_str()) && 100.0 * text.to_pt / text.from_pt < SHRUNK_PERCENT
}

/// Why a document cannot be drawn: the key of its sentence, and what the sentence names.
pub(super) fn of_render(error: &RenderError) -> (&'static str, String) {
    match error {
        RenderError::MissingGlyph { ch, .. } => ("document-concern-missing-glyph", ch.to_string()),
        RenderError::Overflow { needed_mm, available_mm, .. } => {
            ("document-concern-overflow", format!("{:.0}", (needed_mm - available_mm).max(1.0)))
        }
        RenderError::MissingField(placeholder) => ("document-concern-missing-field", placeholder.to_string()),
        error => ("document-concern-unusable", error.to_string()),
    }
}

impl Concern {
    /// Why a document cannot be made.
    pub(super) fn of_error(earned: &Earned, person_name: &str, error: &RenderError) -> Concern {
        let (key, detail) = of_render(error);
        Concern { detail, blocks: true, ..Concern::note(earned, person_name, key) }
    }

    /// Texts that became much smaller: the smallest of them.
    pub(super) fn of_shrinking(earned: &Earned, person_name: &str, rendered: &Rendered) -> Option<Concern> {
        let texts = rendered.shrunk.iter().filter(|text| is_much_smaller(text));
        let smallest = texts.map(|text| 100.0 * text.to_pt / text.from_pt).reduce(f64::min)?;
        Some(Concern {
            detail: format!("{smallest:.0}"),
            ..Concern::note(earned, person_name, "document-concern-shrunk")
        })
    }

    /// Something odd that stops nothing.
    pub(super) fn note(earned: &Earned, person_name: &str, key: &'static str) -> Concern {
        Concern {
            kind: earned.kind,
            person_id: earned.person.id,
            person_name: person_name.to_owned(),
            key,
            detail: String::new(),
            blocks: false,
        }
    }

    /// What is to be looked at first has the smallest one.
    pub(super) fn rank(&self) -> usize {
        let place = NOTES.iter().position(|key| *key == self.key);
        if self.blocks { 0 } else { 1 + place.unwrap_or(NOTES.len()) }
    }
}
