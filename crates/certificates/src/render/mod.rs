//! A document is stamped into the prefix of its compiled layout.

/// What can be told of a finished document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rendered {
    /// The number of pages: always one.
    pub pages: u32,
    /// The texts that did not fit at their full size, for the preflight to show.
    pub shrunk: Vec<Shrunk>,
}

/// A text that was set smaller than the layout says.
#[derive(Clone, Debug, PartialEq)]
pub struct Shrunk {
    /// The id of the element.
    pub element: String,
    /// The size of the layout, in points.
    pub from_pt: f64,
    /// The size that fitted.
    pub to_pt: f64,
}
