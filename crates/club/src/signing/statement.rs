//! What a document's signature vouches for: everything that it prints, in one canonical text.

use chrono::NaiveDate;
use entity::DocumentKind;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Uncanonical, canonical};

/// What a document says of itself; described for everybody in `docs/signed-documents.md`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Always [`Statement::FORMAT`].
    pub format: String,
    /// Of the format; a later one may have more members, never others under the same names.
    pub version: u32,
    /// The id of the key that signs.
    pub key: String,
    pub number: String,
    pub code: String,
    pub kind: DocumentKind,
    /// Full name in the nominative.
    pub name: String,
    pub issued_on: NaiveDate,
    /// The session's slug.
    pub session: String,
    /// Official names, in the order of the head.
    pub organizers: Vec<String>,
    /// The address under which the registry tells of the document.
    pub verify: String,
    /// SHA-256 of the layout, hexadecimal.
    pub layout: String,
    /// The frozen data that the layout prints, whole.
    pub printed: Value,
}

impl Statement {
    pub const FORMAT: &'static str = "webclub-document";
    pub const VERSION: u32 = 1;

    /// The text that is signed.
    ///
    /// # Errors
    /// When the data hold a number that is not whole.
    pub fn canonical(&self) -> Result<String, Uncanonical> {
        canonical(&serde_json::to_value(self).map_err(|_no_json| Uncanonical)?)
    }

    /// Reads a signed text; `None` when it is no statement of ours.
    #[must_use]
    pub fn read(data: &str) -> Option<Statement> {
        let statement: Statement = serde_json::from_str(data).ok()?;
        (statement.format == Statement::FORMAT).then_some(statement)
    }
}
