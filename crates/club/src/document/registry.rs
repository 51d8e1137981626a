//! The registry of issued documents, a person's own documents, and their files.

use entity::{DocumentId, document, person, session, webinar};
use sea_orm::DbErr;

use super::queries;
use super::render::FOLDER;
use crate::files::FilesError;
use crate::{Club, Viewer};

/// A line of the registry.
#[derive(Clone, Debug)]
pub struct RegistryLine {
    pub document: document::Model,
    pub person: person::Model,
    pub webinar: Option<webinar::Model>,
}

/// The registry of a session by kind and serial, for its organizers and curators; others see none.
///
/// # Errors
/// When the database refuses.
pub async fn registry(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<Vec<RegistryLine>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    let found = queries::of_session(club.storage.reads(), session.id).await?;
    lines(club, found).await
}

/// The viewer's own documents, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<RegistryLine>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(vec![]) };
    let found = queries::of_person(club.storage.reads(), person).await?;
    lines(club, found).await
}

/// Stream links and code words are emptied: a registry is no place for them.
async fn lines(
    club: &Club,
    found: Vec<(document::Model, person::Model)>,
) -> Result<Vec<RegistryLine>, DbErr> {
    let mut ids: Vec<_> = found.iter().filter_map(|(document, _)| document.webinar_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let webinars = queries::webinars_by_id(club.storage.reads(), ids).await?;
    let line = |(document, person): (document::Model, person::Model)| {
        let webinar = document.webinar_id.and_then(|id| webinars.get(&id)).cloned();
        let webinar = webinar.map(|webinar| webinar::Model { stream_url: None, code_word: None, ..webinar });
        RegistryLine { document, person, webinar }
    };
    Ok(found.into_iter().map(line).collect())
}

/// A document's file.
#[derive(Clone, Debug)]
pub struct DocumentFile {
    /// `ВК-2027-В-С-0042.pdf`
    pub file_name: String,
    pub bytes: bytes::Bytes,
}

/// Why a file is not handed out.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Absent, somebody else's, or not made yet.
    #[error("there is no such file")]
    NotFound,
    #[error("the store of files refused")]
    Files(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The PDF of a document for its owner, an organizer of its session or a curator.
///
/// # Errors
/// See [`FileError`].
pub async fn file(club: &Club, viewer: &Viewer, id: DocumentId) -> Result<DocumentFile, FileError> {
    let found = queries::by_id(club.storage.reads(), id).await?;
    let (document, session) = found.ok_or(FileError::NotFound)?;
    let is_own = viewer.person_id() == Some(document.person_id);
    if !is_own && !viewer.organizes(session.host_school_id) {
        return Err(FileError::NotFound);
    }
    let sha256 = document.sha256.ok_or(FileError::NotFound)?;
    let bytes = club.files.get(&format!("{FOLDER}/{sha256}")).await.map_err(|error| match error {
        FilesError::NotFound => FileError::NotFound,
        error => FileError::Files(Box::new(error)),
    })?;
    Ok(DocumentFile { file_name: file_name(&document.number), bytes })
}

/// A number as the name of a file.
fn file_name(number: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '-' };
    format!("{}.pdf", number.chars().map(plain).collect::<String>())
}
