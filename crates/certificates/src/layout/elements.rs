//! The kinds of elements. All measures are millimetres from the top left of the page, sizes of type are points.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::color::Color;
use super::content::Content;
use super::texts::{Font, Stack, Text, VerticalAlign, is_default};
use crate::placeholder::Placeholder;

/// One thing on the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Element {
    /// A text in a box of its own.
    Text(Text),
    /// Paragraphs below each other that share one box.
    Stack(Stack),
    /// An image.
    Image(Image),
    /// A straight line.
    Line(Line),
    /// A rectangle.
    Rect(Rect),
    /// A drawn ornament.
    Ornament(Ornament),
    /// A QR code.
    Qr(Qr),
    /// The people who sign.
    Signatures(Signatures),
}

/// An image, fitted into its box without distortion.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Image {
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
    /// The name of the image.
    pub image: String,
    /// What the image shows, for somebody who cannot see it; absent means that it is an ornament.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// A straight line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The name of the element in messages.
    #[schemars(length(min = 1, max = 64))]
    pub id: String,
    /// From here,
    pub x1: f64,
    /// from here down,
    pub y1: f64,
    /// to here,
    pub x2: f64,
    /// to here down.
    pub y2: f64,
    /// The thickness in points.
    pub width: f64,
    /// The colour.
    #[serde(default)]
    pub color: Color,
}

/// A rectangle with a border, a filling or both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rect {
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
    /// The thickness of the border in points.
    #[serde(default, skip_serializing_if = "is_default")]
    pub width: f64,
    /// The colour of the border.
    #[serde(default)]
    pub color: Color,
    /// The colour of the inside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fill: Option<Color>,
}

/// Which ornament.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrnamentKind {
    /// A frame of interwoven waves around the page.
    GuillocheFrame,
    /// A round rosette of interwoven waves.
    Rosette,
    /// A short rule with a lozenge in the middle.
    Divider,
}

/// A drawn ornament.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ornament {
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
    /// Which ornament.
    pub kind: OrnamentKind,
    /// The colour of the firm lines.
    pub color: Color,
    /// The colour of the fine lines.
    pub accent: Color,
}

/// A QR code without a margin: leave four of its small squares white around it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Qr {
    /// The name of the element in messages.
    #[schemars(length(min = 1, max = 64))]
    pub id: String,
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The side of the square.
    #[schemars(range(min = 10.0, max = 100.0))]
    pub size: f64,
    /// The colour of the dark squares.
    #[serde(default)]
    pub color: Color,
    /// What the code says; an address also becomes a link.
    pub content: Content,
}

/// The people who sign, one a row: position, rule with the image of the signature, name; the seal lies over the rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Signatures {
    /// The name of the element in messages.
    #[schemars(length(min = 1, max = 64))]
    pub id: String,
    /// The left edge.
    pub x: f64,
    /// The top edge.
    pub y: f64,
    /// The width.
    pub w: f64,
    /// The height, shared by all rows.
    pub h: f64,
    /// Where the rows stand when they do not fill the height.
    #[serde(default, skip_serializing_if = "is_default")]
    pub valign: VerticalAlign,
    /// The height of a row when there is room enough.
    #[schemars(range(min = 4.0, max = 100.0))]
    pub row: f64,
    /// The width of the positions.
    #[schemars(range(min = 5.0))]
    pub position_w: f64,
    /// The width of the rules.
    #[schemars(range(min = 5.0))]
    pub rule_w: f64,
    /// The face.
    #[serde(default, skip_serializing_if = "is_default")]
    pub font: Font,
    /// The size in points.
    #[schemars(range(min = 4.0, max = 144.0))]
    pub size: f64,
    /// The size down to which positions and names may shrink.
    #[schemars(range(min = 4.0, max = 144.0))]
    pub min_size: f64,
    /// The colour of the texts.
    #[serde(default)]
    pub color: Color,
    /// The colour of the rules.
    #[serde(default)]
    pub rule_color: Color,
    /// The diameter of a seal.
    #[schemars(range(min = 5.0, max = 60.0))]
    pub seal: f64,
    /// What marks the place of the seal, «М. П.»; absent where a signatory has the image of one.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seal_mark: String,
}

impl Element {
    /// The name of the element in messages.
    pub fn id(&self) -> &str {
        match self {
            Element::Text(element) => &element.id,
            Element::Stack(element) => &element.id,
            Element::Image(element) => &element.id,
            Element::Line(element) => &element.id,
            Element::Rect(element) => &element.id,
            Element::Ornament(element) => &element.id,
            Element::Qr(element) => &element.id,
            Element::Signatures(element) => &element.id,
        }
    }

    /// The placeholders that the element mentions, conditions included.
    pub(crate) fn placeholders(&self) -> Vec<Placeholder> {
        match self {
            Element::Text(text) => {
                [text.content.placeholders(), text.when.clone(), text.unless.clone()].concat()
            }
            Element::Stack(stack) => stack
                .paragraphs
                .iter()
                .flat_map(|text| {
                    [text.content.placeholders(), text.when.clone(), text.unless.clone()].concat()
                })
                .collect(),
            Element::Qr(qr) => qr.content.placeholders(),
            _ => Vec::new(),
        }
    }
}
