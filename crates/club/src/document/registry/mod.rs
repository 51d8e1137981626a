//! The registry of issued documents with its search and its exports, a person's own documents, and their files.

mod export;
mod filter;
mod merged;
mod queries;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use entity::{
    CorrectionState, DocumentId, DocumentKind, DocumentState, SessionId, document, person, session, webinar,
};
use sea_orm::DbErr;

use super::queries as documents;
use super::render::FOLDER;
use crate::files::FilesError;
use crate::{Club, Viewer};

pub use export::{ExportError, ExportForm, ExportLine, export, export_file};
pub use filter::{RegistryFilter, RegistryOrder, RegistryState};
pub use merged::merged;

/// Lines of a page.
pub const PAGE_LINES: u64 = 50;

/// A line of the registry.
#[derive(Clone, Debug)]
pub struct RegistryLine {
    pub document: document::Model,
    pub person: person::Model,
    pub webinar: Option<webinar::Model>,
}

/// What part of the registry is meant.
#[derive(Clone, Copy, Debug)]
pub enum Reach<'a> {
    /// One session's, for its organizers and curators.
    Session(&'a session::Model),
    /// The whole network's, for curators.
    Network,
}

impl Reach<'_> {
    fn is_open_to(&self, viewer: &Viewer) -> bool {
        match self {
            Reach::Session(session) => viewer.organizes(session.host_school_id),
            Reach::Network => viewer.is_curator(),
        }
    }

    fn session_id(&self) -> Option<SessionId> {
        match self {
            Reach::Session(session) => Some(session.id),
            Reach::Network => None,
        }
    }
}

/// One page of what a filter finds.
#[derive(Clone, Debug, Default)]
pub struct RegistryPage {
    pub lines: Vec<RegistryLine>,
    /// Of these lines: documents whose owners ask for a correction.
    pub corrections: Vec<DocumentId>,
    /// Sessions of these lines.
    pub sessions: BTreeMap<SessionId, session::Model>,
    /// From 1; the last one for whoever asks for more.
    pub page: u64,
    pub pages: u64,
    /// How many documents of each kind the filter finds, whatever kind it asks for.
    pub kinds: BTreeMap<DocumentKind, u64>,
    /// How many documents the filter finds.
    pub found: u64,
    /// How many of those have no file yet.
    pub without_file: u64,
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
    let found = documents::of_session(club.storage.reads(), session.id).await?;
    lines(club, found).await
}

/// One page of what a filter finds: as many queries whatever the number of documents. Others than the reach is open to see none.
///
/// # Errors
/// When the database refuses.
pub async fn search(
    club: &Club,
    viewer: &Viewer,
    reach: Reach<'_>,
    filter: &RegistryFilter,
    page: u64,
) -> Result<RegistryPage, DbErr> {
    if !reach.is_open_to(viewer) {
        return Ok(RegistryPage { page: 1, pages: 1, ..RegistryPage::default() });
    }
    let reads = club.storage.reads();
    let counts = queries::counts(reads, reach.session_id(), filter).await?;
    let (mut kinds, mut found, mut without_file) = (BTreeMap::new(), 0, 0);
    for (kind, state, count) in counts {
        *kinds.entry(kind).or_default() += count;
        if filter.kind.is_none_or(|asked| asked == kind) {
            found += count;
            without_file += if state == DocumentState::Numbered { count } else { 0 };
        }
    }
    let pages = found.div_ceil(PAGE_LINES).max(1);
    let page = page.clamp(1, pages);
    let lines = lines(club, queries::page(reads, reach.session_id(), filter, page).await?).await?;
    let shown = lines.iter().map(|line| line.document.id).collect();
    let corrections = queries::corrections(reads, shown, CorrectionState::Open).await?;
    let shown = lines.iter().map(|line| line.document.session_id).collect();
    let sessions = queries::sessions(reads, shown).await?;
    Ok(RegistryPage { lines, corrections, sessions, page, pages, kinds, found, without_file })
}

/// The viewer's own documents, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<RegistryLine>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(vec![]) };
    let found = documents::of_person(club.storage.reads(), person).await?;
    lines(club, found).await
}

/// The webinars that a session's registry may be filtered by, for its organizers and curators.
///
/// # Errors
/// When the database refuses.
pub async fn webinars(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<Vec<webinar::Model>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    let webinars = documents::webinars(club.storage.reads(), session.id).await?;
    Ok(webinars
        .into_iter()
        .map(|webinar| webinar::Model { stream_url: None, code_word: None, ..webinar })
        .collect())
}

/// Whether a document belongs to this very session: an address that mixes two sessions leads nowhere.
///
/// # Errors
/// When the database refuses.
pub async fn is_of_session(club: &Club, id: DocumentId, session: &session::Model) -> Result<bool, DbErr> {
    let found = documents::by_id(club.storage.reads(), id).await?;
    Ok(found.is_some_and(|(document, _)| document.session_id == session.id))
}

/// Stream links and code words are emptied: a registry is no place for them.
async fn lines(
    club: &Club,
    found: Vec<(document::Model, person::Model)>,
) -> Result<Vec<RegistryLine>, DbErr> {
    let mut ids: Vec<_> = found.iter().filter_map(|(document, _)| document.webinar_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let webinars = documents::webinars_by_id(club.storage.reads(), ids).await?;
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
    let found = documents::by_id(club.storage.reads(), id).await?;
    let (document, session) = found.ok_or(FileError::NotFound)?;
    let is_own = viewer.person_id() == Some(document.person_id);
    if !is_own && !viewer.organizes(session.host_school_id) {
        return Err(FileError::NotFound);
    }
    stored_file(club, document).await
}

/// The file of a document; whoever asks checks who may have it.
pub(super) async fn stored_file(club: &Club, document: document::Model) -> Result<DocumentFile, FileError> {
    let sha256 = document.sha256.ok_or(FileError::NotFound)?;
    let bytes = club.files.get(&format!("{FOLDER}/{sha256}")).await.map_err(|error| match error {
        FilesError::NotFound => FileError::NotFound,
        error => FileError::Files(Box::new(error)),
    })?;
    Ok(DocumentFile { file_name: format!("{}.pdf", plain(&document.number)), bytes })
}

/// A text as a part of a file's name on any system.
fn plain(text: &str) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() || "-_. ".contains(letter) { letter } else { '-' };
    text.chars().map(plain).collect()
}
