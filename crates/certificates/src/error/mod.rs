//! What can be wrong with a layout, with its compilation, with an image and with a document. What a page says about it in
//! the reader's language is found by the key of an error, the element that it concerns and a detail.

mod key;

pub use self::key::ERROR_KEYS;

use crate::placeholder::{Placeholder, UnknownPlaceholder};

/// The layout file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum LayoutError {
    /// The file is no JSON, or not of the shape of a layout.
    #[error("the layout cannot be read: {0}")]
    Unreadable(String),
    /// The file was written by another version of the program.
    #[error("the layout has format {found}; this program reads format {known}")]
    UnknownFormat {
        /// The format of the file.
        found: u64,
        /// The format that this program writes.
        known: u64,
    },
    /// Two elements have the same id, or an element has none.
    #[error("the id {0:?} is empty, too long or used twice")]
    BadId(String),
    /// An element reaches over the edge of the page.
    #[error("{element}: it leaves the page")]
    OffPage {
        /// The id of the element.
        element: String,
    },
    /// A content asks for something that does not exist.
    #[error("{element}: {unknown}")]
    UnknownPlaceholder {
        /// The id of the element.
        element: String,
        /// The name that was not found.
        unknown: UnknownPlaceholder,
    },
    /// A content has an open brace, group or bold run.
    #[error("{element}: {reason}")]
    BadContent {
        /// The id of the element.
        element: String,
        /// What is wrong.
        reason: ContentFault,
    },
    /// A size, colour or count is out of its bounds.
    #[error("{element}: {attribute} is out of its bounds")]
    OutOfBounds {
        /// The id of the element.
        element: String,
        /// The attribute as it is called in the file.
        attribute: &'static str,
    },
    /// The layout has more elements, or longer texts, than a page can need.
    #[error("the layout is too large: {0}")]
    TooLarge(Oversize),
}

/// What is not closed, or not open, in a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ContentFault {
    /// A placeholder does not end.
    #[error("a {{ has no }}")]
    OpenBrace,
    /// A placeholder does not begin.
    #[error("a }} has no {{")]
    LoneBrace,
    /// A group does not end.
    #[error("a [[ has no ]]")]
    OpenGroup,
    /// A group does not begin.
    #[error("a ]] has no [[")]
    LoneGroup,
    /// A group begins in another.
    #[error("a [[ stands inside another")]
    NestedGroup,
    /// Bold does not end.
    #[error("a ** is not closed")]
    OpenBold,
}

/// What of a layout is too large.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Oversize {
    /// The file has too many bytes.
    #[error("the file")]
    File,
    /// There are too many elements and paragraphs.
    #[error("elements")]
    Elements,
    /// There are too many images.
    #[error("images")]
    Images,
    /// A text is too long.
    #[error("a text")]
    Text,
}

/// A font of the program cannot be used; never happens with the fonts it ships with.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the font {name} cannot be used: {reason}")]
pub struct FontError {
    /// The face.
    pub name: String,
    /// What went wrong.
    pub reason: String,
}

/// A valid layout cannot be made into a prefix.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CompileError {
    /// The layout is not valid.
    #[error("the layout is not valid")]
    Layout(#[from] LayoutError),
    /// The layout names an image that is not there.
    #[error("the image {0:?} is missing")]
    MissingImage(String),
    /// An image cannot be decoded or is too large.
    #[error("the image {name:?} cannot be used: {reason}")]
    BadImage {
        /// The name of the image in the layout.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A fixed text of the layout has a character that no font has.
    #[error("{element}: no font has the character {ch:?} (U+{code:04X})", code = u32::from(*ch))]
    MissingGlyph {
        /// The character.
        ch: char,
        /// The id of the element.
        element: String,
    },
    /// A font could not be cut down to the alphabet.
    #[error("a font cannot be used")]
    Font(#[from] FontError),
    /// The document as drawn is not what this program expects.
    #[error("the page cannot be assembled: {0}")]
    Assembly(String),
}

/// A file cannot be taken as an image for layouts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ImageError {
    /// The file is neither PNG nor JPEG.
    #[error("the file is neither a PNG nor a JPEG image")]
    NotAnImage,
    /// The file is too large.
    #[error("the file has {found} bytes, more than {most}")]
    TooManyBytes {
        /// The size of the file.
        found: usize,
        /// The largest size that is taken.
        most: usize,
    },
    /// The image has too many pixels.
    #[error("the image has {width} × {height} pixels, more than {most}")]
    TooManyPixels {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// How many pixels are taken.
        most: u64,
    },
    /// On a picture of a signature or a seal there is nothing, or no paper around it.
    #[error("the image has no ink on paper")]
    NoInk,
    /// The file ends too early, or is not what it says it is.
    #[error("the image is damaged: {0}")]
    Broken(String),
}

/// A document cannot be made from these fields; nothing was written.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum RenderError {
    /// No font has this character: it would be an empty box.
    #[error("{element}: no font has the character {ch:?} (U+{code:04X})", code = u32::from(*ch))]
    MissingGlyph {
        /// The character.
        ch: char,
        /// The id of the element.
        element: String,
    },
    /// The text does not fit its box even at its smallest size.
    #[error("{element}: the text needs {needed_mm:.1} mm and has {available_mm:.1} mm")]
    Overflow {
        /// The id of the element.
        element: String,
        /// The height, or for a single wide word the width, that the text needs.
        needed_mm: f64,
        /// The height or width of the box.
        available_mm: f64,
    },
    /// The layout prints something that the fields do not have.
    #[error("nothing is known for {{{0}}}")]
    MissingField(Placeholder),
    /// The address is too long for a QR code.
    #[error("{element}: the address is too long for a QR code")]
    QrTooLong {
        /// The id of the element.
        element: String,
    },
    /// A signatory names an image that is not among [`crate::Layout::images`].
    #[error("the layout has no image {0:?}")]
    MissingImage(String),
    /// The name of a note is not one of ASCII letters.
    #[error("a note cannot be called {0:?}")]
    BadNote(String),
    /// There are more signatories than a layout has room for.
    #[error("{0} people sign, but a layout has room for three")]
    TooManySignatories(usize),
    /// A font of the program failed while it was used; never happens with the fonts it ships with.
    #[error("a font of the program cannot be used")]
    Inconsistent,
}
