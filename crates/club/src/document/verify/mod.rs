//! Verification: whoever holds a code, a number with a name, or the file itself, sees whether a document is genuine and stands.
//!
//! What is not there and what was guessed wrong look alike, to the number of queries.

mod by_file;
mod queries;
mod spelling;

#[cfg(test)]
mod tests;

use entity::{DocumentState, document, session, webinar};
use sea_orm::DbErr;

use super::queries as documents;
use super::registry::{DocumentFile, FileError, stored_file};
use crate::Club;
use crate::session::queries as sessions;

pub use by_file::{FileVerdict, verify_file};
pub(super) use spelling::{numbers, plain_code};

/// What anybody with the code may know: the content as printed, never an address of a person.
#[derive(Clone, Debug)]
pub struct Verified {
    pub document: document::Model,
    pub session: session::Model,
    pub webinar: Option<webinar::Model>,
    pub host_school_name: String,
    /// The document that was issued in its place.
    pub replaced_by: Option<OtherDocument>,
    /// The document in whose place it was issued.
    pub replaces: Option<OtherDocument>,
    /// The frozen data as printed.
    pub fields: certificates::Fields,
}

/// A document that another one stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherDocument {
    pub number: String,
    pub code: String,
}

impl Verified {
    /// Whether it was neither revoked nor replaced.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.document.state != DocumentState::Revoked
    }

    /// Whether anybody may have the file: its owner lets, and it was not revoked.
    #[must_use]
    pub fn has_public_file(&self) -> bool {
        is_public(&self.document)
    }
}

impl From<document::Model> for OtherDocument {
    fn from(document: document::Model) -> Self {
        Self { number: document.number, code: document.code }
    }
}

/// Looks a code up (letter case, spaces and hyphens do not matter).
///
/// # Errors
/// When the database refuses.
pub async fn verify(club: &Club, code: &str) -> Result<Option<Verified>, DbErr> {
    match queries::by_code(club.storage.reads(), &plain_code(code)).await? {
        Some(document) => verified(club, document).await.map(Some),
        None => Ok(None),
    }
}

/// Looks a number with a family name up; an unknown number and a wrong name look alike.
///
/// # Errors
/// When the database refuses.
pub async fn verify_number(club: &Club, number: &str, family: &str) -> Result<Option<Verified>, DbErr> {
    let found = queries::by_number(club.storage.reads(), &numbers(number)).await?;
    let family = lang::search_key(family);
    let is_named = |document: &document::Model| {
        let rest = document.search_name.strip_prefix(&family);
        !family.is_empty() && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    match found.filter(is_named) {
        Some(document) => verified(club, document).await.map(Some),
        None => Ok(None),
    }
}

/// The file of a document for whoever has its code, when the owner lets and it was not revoked; otherwise there is none.
///
/// # Errors
/// See [`FileError`].
pub async fn public_file(club: &Club, code: &str) -> Result<DocumentFile, FileError> {
    let found = queries::by_code(club.storage.reads(), &plain_code(code)).await?;
    stored_file(club, found.filter(is_public).ok_or(FileError::NotFound)?).await
}

fn is_public(document: &document::Model) -> bool {
    document.is_file_public && document.state == DocumentState::Issued && document.sha256.is_some()
}

async fn verified(club: &Club, document: document::Model) -> Result<Verified, DbErr> {
    let reads = club.storage.reads();
    let gone = |what: &str| DbErr::RecordNotFound(format!("the {what} of a document"));
    let session = sessions::by_id(reads, document.session_id).await?.ok_or_else(|| gone("session"))?;
    let host_school = documents::host_school(reads, &session).await?.ok_or_else(|| gone("host school"))?;
    let mut webinars = documents::webinars_by_id(reads, document.webinar_id.into_iter().collect()).await?;
    let webinar = document.webinar_id.and_then(|id| webinars.remove(&id)).map(|webinar| webinar::Model {
        stream_url: None,
        code_word: None,
        ..webinar
    });
    let fields =
        serde_json::from_value(document.fields.clone()).map_err(|error| DbErr::Json(error.to_string()))?;
    let replaced_by = queries::replacement(reads, document.id).await?.map(OtherDocument::from);
    let replaces = queries::replaced(reads, document.replaces_id).await?.map(OtherDocument::from);
    let host_school_name = host_school.full_name;
    Ok(Verified { document, session, webinar, host_school_name, replaced_by, replaces, fields })
}
