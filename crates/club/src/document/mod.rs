//! Documents: numbered, frozen, issued, revoked; never changed and never deleted.

use entity::{DocumentId, DocumentKind, SessionId, WebinarId, document, person, session, webinar};
use sea_orm::DbErr;

use crate::{Club, Viewer};

/// What documents are issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All that is earned and not issued yet.
    Session,
    /// What one webinar earned.
    Webinar(WebinarId),
}

/// Something that an organizer should look at before documents are issued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    pub kind: DocumentKind,
    pub person_name: String,
    /// A key of `document.ftl`, such as `document-concern-no-patronymic`.
    pub key: &'static str,
    /// What the sentence names: a letter that no font has, a number of millimetres.
    pub detail: String,
    /// Nothing is issued for this person until it is mended.
    pub blocks: bool,
}

/// What came of issuing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issued {
    /// Numbers in the order in which they were given.
    pub numbers: Vec<String>,
    /// Documents that could not be issued, with reasons; nobody else had to wait for them.
    pub refused: Vec<Concern>,
}

/// Why nothing was issued.
#[derive(Debug, thiserror::Error)]
pub enum IssueError {
    #[error("there is no such session")]
    NotFound,
    #[error("the viewer may not issue documents of this session")]
    Forbidden,
    #[error("there is nobody to issue a document to")]
    Nobody,
    #[error("the webinar has not been judged yet")]
    NotJudged,
    #[error("the layout cannot be used")]
    Layout(String),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Everybody who has earned a document that is not issued yet, tried on the real layout: what would go wrong or look odd.
///
/// # Errors
/// See [`IssueError`].
pub async fn preflight(club: &Club, viewer: &Viewer, session: SessionId) -> Result<(usize, Vec<Concern>), IssueError> {
    let _ = (club, viewer, session);
    todo!()
}

/// Numbers and freezes what is earned and not issued yet, in one transaction, and leaves a job that makes the files. Proofs of presentation and
/// letters of thanks for each speaker of a webinar that took place, certificates for listeners who attended. Doing it twice issues nothing
/// twice. Organizers of the host school, curators and the timetable may.
///
/// # Errors
/// See [`IssueError`].
pub async fn issue(club: &Club, viewer: &Viewer, session: SessionId, scope: Scope) -> Result<Issued, IssueError> {
    let _ = (club, viewer, session, scope);
    todo!()
}

/// Why files could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("the layout cannot be used")]
    Layout(String),
    #[error("a file could not be stored")]
    Files(#[source] Box<dyn std::error::Error + Send + Sync>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Makes the files of numbered documents of a session, stores them under their hash and writes one e-mail a person that they are ready.
/// Continues where a crash left it. Returns how many files were made.
///
/// # Errors
/// See [`RenderError`].
pub async fn render(club: &Club, session: SessionId) -> Result<usize, RenderError> {
    let _ = (club, session);
    todo!()
}

/// Why a document was not revoked.
#[derive(Debug, thiserror::Error)]
pub enum RevokeError {
    #[error("there is no such document")]
    NotFound,
    #[error("the viewer may not revoke this document")]
    Forbidden,
    #[error("a reason is missing")]
    NoReason,
    #[error("the document is revoked already")]
    AlreadyRevoked,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Revokes a document with a reason; it stays in the registry and its verification says so.
///
/// # Errors
/// See [`RevokeError`].
pub async fn revoke(club: &Club, viewer: &Viewer, id: DocumentId, reason: &str) -> Result<document::Model, RevokeError> {
    let _ = (club, viewer, id, reason);
    todo!()
}

/// What anybody with the code may know: the content as printed, never an address.
#[derive(Clone, Debug)]
pub struct Verified {
    pub document: document::Model,
    pub session: session::Model,
    pub webinar: Option<webinar::Model>,
    pub host_school_name: String,
    /// The document that stands in its place, by number.
    pub replaced_by: Option<String>,
    /// The frozen data as printed.
    pub fields: certificates::Fields,
}

/// Looks a code up (letter case, spaces and hyphens do not matter).
///
/// # Errors
/// When the database refuses.
pub async fn verify(club: &Club, code: &str) -> Result<Option<Verified>, DbErr> {
    let _ = (club, code);
    todo!()
}

/// Looks a number with a family name up; an unknown number and a wrong name look alike.
///
/// # Errors
/// When the database refuses.
pub async fn verify_number(club: &Club, number: &str, family: &str) -> Result<Option<Verified>, DbErr> {
    let _ = (club, number, family);
    todo!()
}

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
pub async fn registry(club: &Club, viewer: &Viewer, session: &session::Model) -> Result<Vec<RegistryLine>, DbErr> {
    let _ = (club, viewer, session);
    todo!()
}

/// The viewer's own documents, newest first.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<RegistryLine>, DbErr> {
    let _ = (club, viewer);
    todo!()
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
    let _ = (club, viewer, id);
    todo!()
}
