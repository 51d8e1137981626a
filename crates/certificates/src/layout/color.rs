//! A colour, written `#1b2a4a`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A colour of the screen's colour space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Color(pub [u8; 3]);

impl Color {
    /// The ink of texts that name no colour: black, a little warm.
    pub const INK: Color = Color([0x22, 0x24, 0x2a]);

    /// The three parts between 0 and 1.
    pub(crate) fn parts(self) -> [f64; 3] {
        self.0.map(|part| f64::from(part) / 255.0)
    }
}

impl Default for Color {
    fn default() -> Color {
        Color::INK
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The text is no colour.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a colour is written #rrggbb, not {0:?}")]
pub struct BadColor(String);

impl FromStr for Color {
    type Err = BadColor;

    fn from_str(text: &str) -> Result<Color, BadColor> {
        let bad = || BadColor(text.to_owned());
        let digits = text.strip_prefix('#').ok_or_else(bad)?;
        if digits.len() != 6 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(bad());
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).map_err(|_not_hex| bad())?.to_be_bytes();
        Ok(Color([red, green, blue]))
    }
}

impl TryFrom<String> for Color {
    type Error = BadColor;

    fn try_from(text: String) -> Result<Color, BadColor> {
        text.parse()
    }
}

impl From<Color> for String {
    fn from(color: Color) -> String {
        color.to_string()
    }
}
