//! The layout file: where on the page stands what, in millimetres from the top left. A layout is data that people
//! copy, edit and exchange; it is checked whole before anything is drawn.

mod color;
mod content;
mod elements;
mod inherit;
mod schema;
mod texts;
mod validate;

#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use self::color::Color;
pub use self::content::{Content, Variants};
pub(crate) use self::content::{Piece, Template};
pub use self::elements::{Element, Image, Line, Ornament, OrnamentKind, Qr, Rect, Signatures};
pub use self::inherit::{AddedElement, AddedParagraph, Changes};
pub use self::texts::{Align, Case, Font, Paragraph, Role, Stack, Text, VerticalAlign};
use crate::error::{LayoutError, Oversize};

/// The layout format that this program reads and writes.
pub const FORMAT: u64 = 1;

/// The look of one kind of document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The version of the file format: [`FORMAT`].
    #[schemars(schema_with = "schema::format")]
    pub format: u64,
    /// What organizers call the layout.
    pub name: String,
    /// The sheet.
    pub page: Page,
    /// Images that no element names but that signatories may: signatures and seals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub images: Vec<String>,
    /// What is drawn, from back to front; texts are read aloud in this order.
    pub elements: Vec<Element>,
}

/// The sheet of paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// The format of the paper.
    pub size: PageSize,
    /// Which side is up.
    pub orientation: Orientation,
    /// An image that fills the sheet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub background: Option<String>,
}

/// A format of paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PageSize {
    /// 210 × 297 mm.
    A4,
    /// 148 × 210 mm.
    A5,
}

/// Which side of the sheet is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Orientation {
    /// The short side is up.
    Portrait,
    /// The long side is up.
    Landscape,
}

impl Page {
    /// Width and height in millimetres.
    pub fn millimetres(&self) -> (f64, f64) {
        let (short, long) = match self.size {
            PageSize::A4 => (210.0, 297.0),
            PageSize::A5 => (148.0, 210.0),
        };
        match self.orientation {
            Orientation::Portrait => (short, long),
            Orientation::Landscape => (long, short),
        }
    }
}

impl Layout {
    /// Reads a layout file and checks all of it.
    ///
    /// # Errors
    /// The first thing that is wrong, with the element that it concerns.
    pub fn parse(json: &str) -> Result<Layout, LayoutError> {
        if json.len() > validate::MAX_FILE {
            return Err(LayoutError::TooLarge(Oversize::File));
        }
        let unreadable = |error: serde_json::Error| LayoutError::Unreadable(error.to_string());
        let probe: Probe = serde_json::from_str(json).map_err(unreadable)?;
        match probe.format {
            Some(FORMAT) => {}
            Some(found) => return Err(LayoutError::UnknownFormat { found, known: FORMAT }),
            None => return Err(LayoutError::Unreadable("missing field `format`".to_owned())),
        }
        let layout: Layout = serde_json::from_str(json).map_err(unreadable)?;
        layout.validate()?;
        Ok(layout)
    }

    /// The layout as a file that people can read and [`Layout::parse`] reads back.
    ///
    /// # Errors
    /// A measure that is not finite.
    pub fn to_json(&self) -> Result<String, LayoutError> {
        self.validate()?;
        serde_json::to_string_pretty(self).map_err(|error| LayoutError::Unreadable(error.to_string()))
    }

    /// The JSON Schema of a layout file, for editors and other programs: a file that it refuses is refused by
    /// [`Layout::parse`], too. What needs more than one place to be seen, such as an element off its page, only `parse` sees.
    pub fn schema() -> serde_json::Value {
        schema::layout()
    }

    /// Checks all that a compiled layout relies on; for layouts that were edited in memory.
    ///
    /// # Errors
    /// The first thing that is wrong, with the element that it concerns.
    pub fn validate(&self) -> Result<(), LayoutError> {
        validate::layout(self)
    }

    /// Every image that the layout draws or offers to signatories, each once, in the order of first mention.
    pub fn image_names(&self) -> Vec<&str> {
        let drawn = self.elements.iter().filter_map(|element| match element {
            Element::Image(image) => Some(image.image.as_str()),
            _ => None,
        });
        let mut names: Vec<&str> = Vec::new();
        for name in self
            .page
            .background
            .as_deref()
            .into_iter()
            .chain(drawn)
            .chain(self.images.iter().map(String::as_str))
        {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The placeholders that the layout mentions, each once, in the order of their declaration.
    pub fn placeholders(&self) -> Vec<crate::Placeholder> {
        let mut found: Vec<_> = self.elements.iter().flat_map(Element::placeholders).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Only the version: read first, so that a newer file is named as such and not by its first unknown attribute.
#[derive(Deserialize)]
struct Probe {
    format: Option<u64>,
}
