//! A layout of a school or a session is kept as what it changes in the layout above it: what it does not touch follows the
//! parent, whatever the parent becomes.

mod apply;
mod between;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::texts::is_default;
use super::{Element, FORMAT, Layout, Paragraph, Probe, validate};
use crate::error::{LayoutError, Oversize};

/// Attributes that change, as in RFC 7386: `null` takes an attribute away, so that it has its usual value.
type Attributes = Map<String, Value>;

/// What a layout changes in its parent; `{}` in a file is nothing at all.
///
/// Elements and paragraphs are known by their ids. What the parent has dropped, or has replaced by an element of another
/// type, is changed no more; what stood after it goes to the end.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Changes {
    /// The version of the file format: [`FORMAT`].
    pub format: u64,
    /// Another name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Other attributes of the page.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub page: Attributes,
    /// Other images for signatories: the whole list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub images: Option<Vec<String>>,
    /// Other attributes of elements and paragraphs, by their ids. An attribute `type` changes nothing: it says to which
    /// type of element the others belong.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub changed: BTreeMap<String, Attributes>,
    /// The ids of elements and paragraphs that are left out.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub removed: BTreeSet<String>,
    /// Elements that the parent does not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<AddedElement>,
    /// Paragraphs that stacks of the parent do not have.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub added_paragraphs: Vec<AddedParagraph>,
    /// Another order of the elements, as ids from back to front; what is not named stays behind its neighbour.
    #[serde(skip_serializing_if = "is_default")]
    pub order: Vec<String>,
    /// Another order of the paragraphs of a stack, by the id of the stack.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub paragraph_order: BTreeMap<String, Vec<String>>,
}

/// An element of a layout that its parent does not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedElement {
    /// The id of the element behind it; absent means that it is drawn first of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The element.
    pub element: Element,
}

/// A paragraph of a layout that its parent does not have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedParagraph {
    /// The id of its stack.
    pub stack: String,
    /// The id of the paragraph above it; absent means that it is the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// The paragraph.
    pub paragraph: Paragraph,
}

impl Default for Changes {
    fn default() -> Changes {
        Changes {
            format: FORMAT,
            name: None,
            page: Attributes::new(),
            images: None,
            changed: BTreeMap::new(),
            removed: BTreeSet::new(),
            added: Vec::new(),
            added_paragraphs: Vec::new(),
            order: Vec::new(),
            paragraph_order: BTreeMap::new(),
        }
    }
}

impl Changes {
    /// Reads a file of changes.
    ///
    /// # Errors
    /// No JSON, not of this shape, of another version, or larger than a layout may be.
    pub fn parse(json: &str) -> Result<Changes, LayoutError> {
        if json.len() > validate::MAX_FILE {
            return Err(LayoutError::TooLarge(Oversize::File));
        }
        let unreadable = |error: serde_json::Error| LayoutError::Unreadable(error.to_string());
        let probe: Probe = serde_json::from_str(json).map_err(unreadable)?;
        if let Some(found) = probe.format.filter(|found| *found != FORMAT) {
            return Err(LayoutError::UnknownFormat { found, known: FORMAT });
        }
        serde_json::from_str(json).map_err(unreadable)
    }

    /// What makes `child` out of `parent`, and no more: applied to the parent it gives the child.
    pub fn between(parent: &Layout, child: &Layout) -> Changes {
        between::between(parent, child)
    }

    /// The layout that comes from changing `parent`, checked whole.
    ///
    /// # Errors
    /// Attributes that their element does not have, or a page on which something does not fit.
    pub fn apply(&self, parent: &Layout) -> Result<Layout, LayoutError> {
        apply::apply(self, parent)
    }

    /// Whether nothing is changed.
    pub fn is_empty(&self) -> bool {
        *self == Changes::default()
    }
}

/// What the JSON of a thing says under a name, if it is a text.
fn text<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(name)?.as_str()
}

/// The attributes of a thing as its file has them.
fn attributes(thing: &impl Serialize) -> Attributes {
    match serde_json::to_value(thing) {
        Ok(Value::Object(attributes)) => attributes,
        _ => Attributes::new(),
    }
}
