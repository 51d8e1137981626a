//! Elements that hold text, and how text is set.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::color::Color;
use super::content::Content;
use crate::placeholder::Placeholder;

/// A face of the font.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Font {
    /// Upright.
    #[default]
    Regular,
    /// Upright, heavy.
    Bold,
    /// Slanted.
    Italic,
    /// Slanted, heavy.
    BoldItalic,
    /// Upright, between regular and bold.
    Semibold,
    /// Slanted, between italic and bold italic.
    SemiboldItalic,
}

/// How lines stand in their box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// At the left edge.
    #[default]
    Left,
    /// In the middle; lines are balanced.
    Center,
    /// At the right edge.
    Right,
    /// From edge to edge but for the last line.
    Justify,
}

/// How a text stands in the height of its box.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum VerticalAlign {
    /// At the top.
    #[default]
    Top,
    /// In the middle.
    Middle,
    /// At the bottom.
    Bottom,
}

/// In which letters a text is set.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Case {
    /// As it is written.
    #[default]
    None,
    /// In capitals, with figures and brackets to match.
    Upper,
}

/// What a text is to somebody who has the document read aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The title of the document.
    Title,
    /// A line that heads something.
    Heading,
    /// Ordinary text.
    #[default]
    Paragraph,
}

fn default_leading() -> f64 {
    1.3
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

macro_rules! text_like {
    ($(#[$meta:meta])* $name:ident { $($own:tt)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            /// The name of the element in messages; unique in the layout.
            #[schemars(length(min = 1, max = 64))]
            pub id: String,
            $($own)*
            /// The element is left out when one of these is empty.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub when: Vec<Placeholder>,
            /// The element is left out when one of these is not empty.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            pub unless: Vec<Placeholder>,
            /// What the text is to somebody who listens to it.
            #[serde(default, skip_serializing_if = "is_default")]
            pub role: Role,
            /// The face.
            #[serde(default, skip_serializing_if = "is_default")]
            pub font: Font,
            /// The size in points.
            #[schemars(range(min = 4.0, max = 144.0))]
            pub size: f64,
            /// The size down to which the text may shrink; absent means that it may not.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[schemars(range(min = 4.0, max = 144.0))]
            pub min_size: Option<f64>,
            /// The number of lines that the text may take before it shrinks.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            #[schemars(range(min = 1, max = 200))]
            pub max_lines: Option<u32>,
            /// How the lines stand.
            #[serde(default, skip_serializing_if = "is_default")]
            pub align: Align,
            /// From line to line, in sizes.
            #[serde(default = "default_leading")]
            #[schemars(range(min = 0.8, max = 4.0))]
            pub leading: f64,
            /// Additional space between letters, in thousandths of the size.
            #[serde(default, skip_serializing_if = "is_default")]
            #[schemars(range(min = -100.0, max = 1_000.0))]
            pub tracking: f64,
            /// The colour.
            #[serde(default, skip_serializing_if = "is_default")]
            pub color: Color,
            /// In which letters.
            #[serde(default, skip_serializing_if = "is_default")]
            pub case: Case,
            /// The text.
            pub content: Content,
        }
    };
}

text_like! {
    /// A text in a box of its own.
    Text {
        /// The left edge.
        pub x: f64,
        /// The top edge.
        pub y: f64,
        /// The width.
        pub w: f64,
        /// The height.
        pub h: f64,
        /// Where in the height.
        #[serde(default, skip_serializing_if = "is_default")]
        pub valign: VerticalAlign,
    }
}

text_like! {
    /// A paragraph of a stack.
    Paragraph {
        /// The space above, unless it is the first that is shown.
        #[serde(default, skip_serializing_if = "is_default")]
        #[schemars(range(min = 0.0, max = 200.0))]
            pub gap: f64,
        /// Additional space at the left and at the right.
        #[serde(default, skip_serializing_if = "is_default")]
        #[schemars(range(min = 0.0))]
            pub inset: f64,
    }
}

/// Paragraphs below each other; what is left out leaves no hole, and all shrink together when the box is full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stack {
    /// The name of the element in messages.
    #[schemars(length(min = 1, max = 64))]
    pub id: String,
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub w: f64,
    /// The height.
    pub h: f64,
    /// Where in the height.
    #[serde(default, skip_serializing_if = "is_default")]
    pub valign: VerticalAlign,
    /// From top to bottom.
    pub paragraphs: Vec<Paragraph>,
}
