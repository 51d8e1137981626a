//! For each error the name of the sentence that a page says, and what the sentence needs.

use super::{CompileError, ContentFault, ImageError, LayoutError, Oversize, RenderError};

/// Every key that an error can have, for a test that all have their sentences.
pub const ERROR_KEYS: &[&str] = &[
    "image-error-broken",
    "image-error-no-ink",
    "image-error-not-an-image",
    "image-error-too-many-bytes",
    "image-error-too-many-pixels",
    "layout-error-bad-id",
    "layout-error-bad-image",
    "layout-error-large-file",
    "layout-error-lone-brace",
    "layout-error-lone-group",
    "layout-error-long-text",
    "layout-error-many-elements",
    "layout-error-many-images",
    "layout-error-missing-glyph",
    "layout-error-missing-image",
    "layout-error-nested-group",
    "layout-error-off-page",
    "layout-error-open-bold",
    "layout-error-open-brace",
    "layout-error-open-group",
    "layout-error-out-of-bounds",
    "layout-error-unknown-format",
    "layout-error-unknown-placeholder",
    "layout-error-unreadable",
    "layout-error-unusable",
    "render-error-missing-field",
    "render-error-missing-glyph",
    "render-error-missing-image",
    "render-error-overflow",
    "render-error-qr-too-long",
    "render-error-too-many-signatories",
    "render-error-unusable",
];

impl LayoutError {
    /// The name of the sentence about it, such as `layout-error-off-page`.
    pub fn key(&self) -> &'static str {
        match self {
            LayoutError::Unreadable(_) => "layout-error-unreadable",
            LayoutError::UnknownFormat { .. } => "layout-error-unknown-format",
            LayoutError::BadId(_) => "layout-error-bad-id",
            LayoutError::OffPage { .. } => "layout-error-off-page",
            LayoutError::UnknownPlaceholder { .. } => "layout-error-unknown-placeholder",
            LayoutError::BadContent { reason, .. } => match reason {
                ContentFault::OpenBrace => "layout-error-open-brace",
                ContentFault::LoneBrace => "layout-error-lone-brace",
                ContentFault::OpenGroup => "layout-error-open-group",
                ContentFault::LoneGroup => "layout-error-lone-group",
                ContentFault::NestedGroup => "layout-error-nested-group",
                ContentFault::OpenBold => "layout-error-open-bold",
            },
            LayoutError::OutOfBounds { .. } => "layout-error-out-of-bounds",
            LayoutError::TooLarge(what) => match what {
                Oversize::File => "layout-error-large-file",
                Oversize::Elements => "layout-error-many-elements",
                Oversize::Images => "layout-error-many-images",
                Oversize::Text => "layout-error-long-text",
            },
        }
    }

    /// The id of the element or paragraph that it concerns.
    pub fn element(&self) -> Option<&str> {
        match self {
            LayoutError::OffPage { element }
            | LayoutError::UnknownPlaceholder { element, .. }
            | LayoutError::BadContent { element, .. }
            | LayoutError::OutOfBounds { element, .. } => Some(element),
            LayoutError::BadId(id) => Some(id),
            LayoutError::Unreadable(_) | LayoutError::UnknownFormat { .. } | LayoutError::TooLarge(_) => None,
        }
    }

    /// What the sentence names: a placeholder, an attribute, a version, what a reader of files said. May be empty.
    pub fn detail(&self) -> String {
        match self {
            LayoutError::Unreadable(reason) => reason.clone(),
            LayoutError::UnknownFormat { found, .. } => found.to_string(),
            LayoutError::UnknownPlaceholder { unknown, .. } => unknown.0.clone(),
            LayoutError::OutOfBounds { attribute, .. } => (*attribute).to_owned(),
            LayoutError::BadId(_)
            | LayoutError::OffPage { .. }
            | LayoutError::BadContent { .. }
            | LayoutError::TooLarge(_) => String::new(),
        }
    }
}

impl CompileError {
    /// The name of the sentence about it; that of the layout's error where it has one.
    pub fn key(&self) -> &'static str {
        match self {
            CompileError::Layout(error) => error.key(),
            CompileError::MissingImage(_) => "layout-error-missing-image",
            CompileError::BadImage { .. } => "layout-error-bad-image",
            CompileError::MissingGlyph { .. } => "layout-error-missing-glyph",
            CompileError::Font(_) | CompileError::Assembly(_) => "layout-error-unusable",
        }
    }

    /// The id of the element or paragraph that it concerns.
    pub fn element(&self) -> Option<&str> {
        match self {
            CompileError::Layout(error) => error.element(),
            CompileError::MissingGlyph { element, .. } => Some(element),
            CompileError::MissingImage(_)
            | CompileError::BadImage { .. }
            | CompileError::Font(_)
            | CompileError::Assembly(_) => None,
        }
    }

    /// What the sentence names: as in a layout's error, or an image, or a character. May be empty.
    pub fn detail(&self) -> String {
        match self {
            CompileError::Layout(error) => error.detail(),
            CompileError::MissingImage(name) | CompileError::BadImage { name, .. } => name.clone(),
            CompileError::MissingGlyph { ch, .. } => shown(*ch),
            CompileError::Font(error) => error.to_string(),
            CompileError::Assembly(reason) => reason.clone(),
        }
    }
}

impl ImageError {
    /// The name of the sentence about it.
    pub fn key(&self) -> &'static str {
        match self {
            ImageError::NotAnImage => "image-error-not-an-image",
            ImageError::TooManyBytes { .. } => "image-error-too-many-bytes",
            ImageError::TooManyPixels { .. } => "image-error-too-many-pixels",
            ImageError::NoInk => "image-error-no-ink",
            ImageError::Broken(_) => "image-error-broken",
        }
    }

    /// What the sentence names: the most megabytes or megapixels that are taken, what a reader of files said. May be empty.
    pub fn detail(&self) -> String {
        match self {
            ImageError::NotAnImage | ImageError::NoInk => String::new(),
            ImageError::TooManyBytes { most, .. } => (most / 1024 / 1024).to_string(),
            ImageError::TooManyPixels { most, .. } => (most / 1_000_000).to_string(),
            ImageError::Broken(reason) => reason.clone(),
        }
    }
}

impl RenderError {
    /// The name of the sentence about it.
    pub fn key(&self) -> &'static str {
        match self {
            RenderError::MissingGlyph { .. } => "render-error-missing-glyph",
            RenderError::Overflow { .. } => "render-error-overflow",
            RenderError::MissingField(_) => "render-error-missing-field",
            RenderError::QrTooLong { .. } => "render-error-qr-too-long",
            RenderError::MissingImage(_) => "render-error-missing-image",
            RenderError::TooManySignatories(_) => "render-error-too-many-signatories",
            RenderError::BadNote(_) | RenderError::Inconsistent => "render-error-unusable",
        }
    }

    /// The id of the element or paragraph that it concerns.
    pub fn element(&self) -> Option<&str> {
        match self {
            RenderError::MissingGlyph { element, .. }
            | RenderError::Overflow { element, .. }
            | RenderError::QrTooLong { element } => Some(element),
            RenderError::MissingField(_)
            | RenderError::MissingImage(_)
            | RenderError::TooManySignatories(_)
            | RenderError::BadNote(_)
            | RenderError::Inconsistent => None,
        }
    }

    /// What the sentence names: a character, how many millimetres are wanting, a placeholder, an image, a number. May be
    /// empty.
    pub fn detail(&self) -> String {
        match self {
            RenderError::MissingGlyph { ch, .. } => shown(*ch),
            RenderError::Overflow { needed_mm, available_mm, .. } => {
                format!("{:.0}", (needed_mm - available_mm).ceil().max(1.0))
            }
            RenderError::MissingField(placeholder) => placeholder.to_string(),
            RenderError::MissingImage(name) | RenderError::BadNote(name) => name.clone(),
            RenderError::TooManySignatories(count) => count.to_string(),
            RenderError::QrTooLong { .. } | RenderError::Inconsistent => String::new(),
        }
    }
}

/// A character as a page can show it: one that cannot be seen, or would turn the text around, by its number.
fn shown(ch: char) -> String {
    if crate::fonts::is_invisible(ch) || ch.is_whitespace() {
        format!("U+{:04X}", u32::from(ch))
    } else {
        ch.to_string()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::placeholder::UnknownPlaceholder;

    #[test]
    fn every_error_has_a_key_of_its_own_with_what_its_sentence_names() {
        let element = || "name".to_owned();
        let layout = [
            LayoutError::Unreadable("line 1".to_owned()),
            LayoutError::UnknownFormat { found: 7, known: 1 },
            LayoutError::BadId("name".to_owned()),
            LayoutError::OffPage { element: element() },
            LayoutError::UnknownPlaceholder {
                element: element(),
                unknown: UnknownPlaceholder("a.b".to_owned()),
            },
            LayoutError::OutOfBounds { element: element(), attribute: "size" },
        ];
        let said: Vec<_> = layout.iter().map(|e| (e.key(), e.element(), e.detail())).collect();
        assert_eq!(
            said,
            [
                ("layout-error-unreadable", None, "line 1".to_owned()),
                ("layout-error-unknown-format", None, "7".to_owned()),
                ("layout-error-bad-id", Some("name"), String::new()),
                ("layout-error-off-page", Some("name"), String::new()),
                ("layout-error-unknown-placeholder", Some("name"), "a.b".to_owned()),
                ("layout-error-out-of-bounds", Some("name"), "size".to_owned()),
            ]
        );
        let faults = [
            ContentFault::OpenBrace,
            ContentFault::LoneBrace,
            ContentFault::OpenGroup,
            ContentFault::LoneGroup,
            ContentFault::NestedGroup,
            ContentFault::OpenBold,
        ];
        let sizes = [Oversize::File, Oversize::Elements, Oversize::Images, Oversize::Text];
        let contents = faults.map(|reason| LayoutError::BadContent { element: element(), reason });
        let keys: BTreeSet<&str> =
            contents.iter().chain(&sizes.map(LayoutError::TooLarge)).map(LayoutError::key).collect();
        assert_eq!(keys.len(), faults.len() + sizes.len());
        assert!(keys.iter().all(|key| ERROR_KEYS.contains(key)));
        assert!(layout.iter().all(|error| ERROR_KEYS.contains(&error.key())));
        assert_eq!(ERROR_KEYS.iter().collect::<BTreeSet<_>>().len(), ERROR_KEYS.len());
    }

    #[test]
    fn a_character_that_cannot_be_seen_is_shown_by_its_number() {
        let glyph = |ch| RenderError::MissingGlyph { ch, element: "name".to_owned() };
        assert_eq!(glyph('漢').detail(), "漢");
        assert_eq!(glyph('\u{202e}').detail(), "U+202E");
        assert_eq!(glyph('\u{7}').detail(), "U+0007");
        assert_eq!(glyph('漢').element(), Some("name"));
        let overflow = |needed_mm| {
            RenderError::Overflow { element: "name".to_owned(), needed_mm, available_mm: 10.0 }.detail()
        };
        assert_eq!([overflow(10.1), overflow(13.2)], ["1", "4"]);
    }

    #[test]
    fn a_picture_is_told_what_is_taken() {
        let bytes = ImageError::TooManyBytes { found: 17_000_000, most: 16 * 1024 * 1024 };
        let pixels = ImageError::TooManyPixels { width: 9_000, height: 9_000, most: 25_000_000 };
        assert_eq!((bytes.key(), bytes.detail()), ("image-error-too-many-bytes", "16".to_owned()));
        assert_eq!((pixels.key(), pixels.detail()), ("image-error-too-many-pixels", "25".to_owned()));
        let compile = CompileError::Layout(LayoutError::OffPage { element: "qr".to_owned() });
        assert_eq!((compile.key(), compile.element()), ("layout-error-off-page", Some("qr")));
    }
}
