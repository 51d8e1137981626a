//! Whether a file is what the club made: told by its signatures alone, without the club.

use certificates::read_sealed;

use super::{PublicKey, Statement};

/// What the signatures of a file tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Examined {
    /// Made by the club and unchanged to the byte.
    Original(Box<Statement>),
    /// The club said this, but somebody changed the file around it.
    FileAltered(Box<Statement>),
    /// A document of the club whose statement itself was changed: what it claims, to be believed by nobody.
    Altered(Option<Box<Statement>>),
    /// Signed, or said to be, by a key that is none of these; what it claims is vouched for by nobody.
    UnknownKey(Box<Statement>),
    /// No document of a Web-club.
    Foreign,
}

/// Reads a PDF file and checks its signatures with the keys that one trusts.
#[must_use]
pub fn examine(pdf: &[u8], keys: &[PublicKey]) -> Examined {
    let Ok(Some(sealed)) = read_sealed(pdf) else { return Examined::Foreign };
    let Some(statement) = Statement::read(&sealed.data) else { return Examined::Altered(None) };
    let Some(key) = keys.iter().find(|key| key.id() == statement.key) else {
        return Examined::UnknownKey(Box::new(statement));
    };
    let statement = Box::new(statement);
    if !key.has_signed(sealed.data.as_bytes(), &sealed.signature) {
        Examined::Altered(Some(statement))
    } else if key.has_signed(&sealed.message, &sealed.seal) {
        Examined::Original(statement)
    } else {
        Examined::FileAltered(statement)
    }
}
