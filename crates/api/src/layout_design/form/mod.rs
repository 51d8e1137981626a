//! The editor's form: a layout as raw strings, and back. What cannot be read is named at its field; what was typed stays.

pub(crate) mod attributes;
mod read;
mod steps;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;

pub(crate) use steps::Step;

/// A layout as it stands in the form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LayoutForm {
    pub(crate) size: String,
    pub(crate) orientation: String,
    /// The SHA-256 of the background; empty: none.
    pub(crate) background: String,
    pub(crate) elements: Vec<ElementForm>,
}

/// An element, or a paragraph of one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ElementForm {
    pub(crate) id: String,
    /// As in a layout file; of a paragraph `paragraph`.
    pub(crate) kind: String,
    /// By attribute; of a content that depends on the gender by `content.female` and so on.
    pub(crate) values: BTreeMap<String, String>,
    /// Of a stack.
    pub(crate) paragraphs: Vec<ElementForm>,
}

/// What is wrong at a place of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    /// The id of the element; empty: the layout as a whole, `page`: the page.
    pub(crate) element: String,
    /// The attribute, where one is to blame.
    pub(crate) attribute: String,
    pub(crate) text: String,
}

/// The variants of a content, as they are called in a layout file.
pub(crate) const VARIANTS: [&str; 3] = ["female", "male", "neutral"];

/// The attribute of a box that says that a content has variants.
pub(crate) const DIFFERS: &str = "content.differs";

impl ElementForm {
    pub(crate) fn value(&self, name: &str) -> &str {
        self.values.get(name).map_or("", String::as_str)
    }

    /// Whether the text depends on the gender.
    pub(crate) fn differs(&self) -> bool {
        self.values.contains_key(DIFFERS)
    }
}
