//! How far the files of a session are, and trying again those that could not be made.

use entity::{DocumentId, DocumentKind, SessionId, session};
use sea_orm::DbErr;

use crate::audit::{self, Deed};
use crate::document::queries;
use crate::jobs::{self, Job, NewJob};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// So many documents without a file are named.
const MOST_NAMED: u64 = 100;

/// How far the files are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are there, of the issues that are not finished yet.
    pub done: u64,
    pub total: u64,
    /// Documents that could not be drawn, by number.
    pub unmade: Vec<Unmade>,
}

impl Progress {
    /// Whether files are still to be made that nothing is known against.
    #[must_use]
    pub fn is_running(&self) -> bool {
        let unmade = u64::try_from(self.unmade.len()).unwrap_or(u64::MAX);
        self.total.saturating_sub(self.done) > unmade
    }
}

/// A numbered document whose file could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmade {
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub number: String,
    pub name: String,
    /// A key of `document_concern.ftl`.
    pub key: String,
    pub detail: String,
}

/// How far the files of a session's documents are; nothing where all are made. Organizers of its host school and curators see it, others
/// nothing.
///
/// # Errors
/// When the database refuses.
pub async fn progress(club: &Club, viewer: &Viewer, session: &session::Model) -> Result<Progress, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(Progress::default());
    }
    let reads = club.storage.reads();
    let (done, total) = queries::files_made(reads, session.id).await?;
    let unmade = queries::unmade(reads, session.id, MOST_NAMED).await?;
    let unmade = unmade.into_iter().map(|document| {
        let problem = document.file_problem.unwrap_or_default();
        let (key, detail) = problem.split_once('\n').unwrap_or((&problem, ""));
        let (key, detail) = (key.to_owned(), detail.to_owned());
        Unmade {
            id: document.id,
            kind: document.kind,
            number: document.number,
            name: document.name,
            key,
            detail,
        }
    });
    Ok(Progress { done, total, unmade: unmade.collect() })
}

/// Why nothing is tried again.
#[derive(Debug, thiserror::Error)]
pub enum RetryError {
    #[error("there is no such session")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Has the missing files of a session made once more. Organizers of its host school and curators may.
///
/// # Errors
/// See [`RetryError`].
pub async fn retry(club: &Club, viewer: &Viewer, session: SessionId) -> Result<(), RetryError> {
    let session = sessions::by_id(club.storage.reads(), session).await?;
    let session = session.filter(|session| viewer.organizes(session.host_school_id));
    let session = session.ok_or(RetryError::NotFound)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let job = Job::RenderDocuments { session: session.id };
            jobs::enqueue(tx, &inside, NewJob { job, run_at: inside.clock.now(), unique_key: None }).await?;
            let deed = Deed {
                action: "document.retry",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({}),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
