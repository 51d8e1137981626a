//! What can be set of each type of element: the one table that the editor's fields are drawn from and read by.

/// How an attribute is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Input {
    /// Millimetres, points: a number with decimals.
    Number,
    /// A number that may be left empty.
    OptionalNumber,
    /// A whole number that may be left empty.
    Count,
    /// One of these words.
    Choice(&'static [&'static str]),
    Color,
    OptionalColor,
    /// A text with placeholders, one for all or one by gender.
    Content,
    Line,
    OptionalLine,
    /// Names of placeholders.
    Placeholders,
    /// The SHA-256 of a stored image.
    Image,
}

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Attribute {
    /// As it is called in a layout file.
    pub(crate) name: &'static str,
    pub(crate) input: Input,
    /// What an absent attribute stands for.
    pub(crate) default: &'static str,
}

const fn of(name: &'static str, input: Input, default: &'static str) -> Attribute {
    Attribute { name, input, default }
}

const INK: &str = "#22242a";
const FONTS: Input =
    Input::Choice(&["regular", "semibold", "bold", "italic", "semibold_italic", "bold_italic"]);
const VALIGN: Attribute = of("valign", Input::Choice(&["top", "middle", "bottom"]), "top");
const X: Attribute = of("x", Input::Number, "");
const Y: Attribute = of("y", Input::Number, "");
const W: Attribute = of("w", Input::Number, "");
const H: Attribute = of("h", Input::Number, "");
const CONTENT: Attribute = of("content", Input::Content, "");
const FONT: Attribute = of("font", FONTS, "regular");
const SIZE: Attribute = of("size", Input::Number, "");
const MIN_SIZE: Attribute = of("min_size", Input::OptionalNumber, "");
const MAX_LINES: Attribute = of("max_lines", Input::Count, "");
const ALIGN: Attribute = of("align", Input::Choice(&["left", "center", "right", "justify"]), "left");
const LEADING: Attribute = of("leading", Input::Number, "1.3");
const TRACKING: Attribute = of("tracking", Input::Number, "0");
const COLOR: Attribute = of("color", Input::Color, INK);
const CASE: Attribute = of("case", Input::Choice(&["none", "upper"]), "none");
const ROLE: Attribute = of("role", Input::Choice(&["paragraph", "heading", "title"]), "paragraph");
const WHEN: Attribute = of("when", Input::Placeholders, "");
const UNLESS: Attribute = of("unless", Input::Placeholders, "");

const TEXT: &[Attribute] = &[
    CONTENT, FONT, SIZE, MIN_SIZE, MAX_LINES, ALIGN, VALIGN, LEADING, TRACKING, COLOR, CASE, ROLE, X, Y, W,
    H, WHEN, UNLESS,
];
const PARAGRAPH: &[Attribute] = &[
    CONTENT,
    FONT,
    SIZE,
    MIN_SIZE,
    MAX_LINES,
    ALIGN,
    LEADING,
    TRACKING,
    COLOR,
    CASE,
    ROLE,
    of("gap", Input::Number, "0"),
    of("inset", Input::Number, "0"),
    WHEN,
    UNLESS,
];
const STACK: &[Attribute] = &[X, Y, W, H, VALIGN];
const IMAGE: &[Attribute] = &[of("image", Input::Image, ""), of("alt", Input::OptionalLine, ""), X, Y, W, H];
const LINE: &[Attribute] = &[
    of("x1", Input::Number, ""),
    of("y1", Input::Number, ""),
    of("x2", Input::Number, ""),
    of("y2", Input::Number, ""),
    of("width", Input::Number, ""),
    COLOR,
];
const RECT: &[Attribute] =
    &[X, Y, W, H, of("width", Input::Number, "0"), COLOR, of("fill", Input::OptionalColor, "")];
const ORNAMENT: &[Attribute] = &[
    of("kind", Input::Choice(&["guilloche_frame", "rosette", "divider"]), ""),
    of("color", Input::Color, ""),
    of("accent", Input::Color, ""),
    X,
    Y,
    W,
    H,
];
const QR: &[Attribute] = &[X, Y, SIZE, COLOR, CONTENT];
const SIGNATURES: &[Attribute] = &[
    X,
    Y,
    W,
    H,
    VALIGN,
    of("row", Input::Number, ""),
    of("position_w", Input::Number, ""),
    of("rule_w", Input::Number, ""),
    FONT,
    SIZE,
    of("min_size", Input::Number, ""),
    COLOR,
    of("rule_color", Input::Color, INK),
    of("seal", Input::Number, ""),
    of("seal_mark", Input::Line, ""),
];

/// The types of elements that can be added, as they are called in a layout file.
pub(crate) const TYPES: &[&str] = &["text", "stack", "image", "line", "rect", "ornament", "qr", "signatures"];

/// What a paragraph of a stack is called here; in a file it needs no type.
pub(crate) const PARAGRAPH_TYPE: &str = "paragraph";

/// What can be set of a type of element; nothing for an unknown one.
pub(crate) fn attributes(kind: &str) -> &'static [Attribute] {
    match kind {
        "text" => TEXT,
        PARAGRAPH_TYPE => PARAGRAPH,
        "stack" => STACK,
        "image" => IMAGE,
        "line" => LINE,
        "rect" => RECT,
        "ornament" => ORNAMENT,
        "qr" => QR,
        "signatures" => SIGNATURES,
        _ => &[],
    }
}

/// A new element of a type, as the file would have it without its id; images get their file in the form.
pub(crate) fn fresh(kind: &str) -> &'static str {
    match kind {
        "stack" => r#"{"x": 30, "y": 30, "w": 100, "h": 30, "paragraphs": []}"#,
        "image" => r#"{"x": 30, "y": 30, "w": 40, "h": 30, "image": ""}"#,
        "line" => r#"{"x1": 30, "y1": 30, "x2": 100, "y2": 30, "width": 1}"#,
        "rect" => r#"{"x": 30, "y": 30, "w": 60, "h": 20, "width": 1}"#,
        "ornament" => {
            r##"{"kind": "divider", "x": 30, "y": 30, "w": 70, "h": 2.4, "color": "#1d3a5f", "accent": "#b08d3e"}"##
        }
        "qr" => r#"{"x": 30, "y": 30, "size": 28, "content": "{document.verify_url}"}"#,
        "signatures" => {
            r#"{"x": 30, "y": 30, "w": 120, "h": 36, "row": 15, "position_w": 52, "rule_w": 33, "size": 11, "min_size": 7, "seal": 36, "seal_mark": "М. П."}"#
        }
        PARAGRAPH_TYPE => r#"{"size": 12, "min_size": 9, "align": "center", "gap": 2, "content": ""}"#,
        _ => r#"{"x": 30, "y": 30, "w": 100, "h": 10, "size": 12, "min_size": 9, "content": ""}"#,
    }
}
