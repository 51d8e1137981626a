//! Corrections: the owner of a document asks to have a mistake mended, organizers replace the document or say why not.

mod answer;
mod ask;
mod emails;
mod queries;
#[cfg(test)]
mod tests;
use entity::{DocumentId, correction, document, person, session};
use sea_orm::DbErr;

use crate::{Club, Viewer};

pub(crate) use answer::close_done;
pub use answer::{DeclineError, decline};
pub use ask::{AskError, LONGEST_WISH, ask};
pub use emails::CorrectionAnsweredEmail;

/// A wish that waits for organizers, with what it is about.
#[derive(Clone, Debug)]
pub struct OpenWish {
    pub correction: correction::Model,
    pub document: document::Model,
    pub owner: person::Model,
}

/// The open wishes of a session, oldest first; organizers of its host school and curators see them, others none.
///
/// # Errors
/// When the database refuses.
pub async fn open_of_session(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
) -> Result<Vec<OpenWish>, DbErr> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(vec![]);
    }
    queries::open_of_session(club.storage.reads(), session.id).await
}

/// The newest wish about each of the viewer's own documents.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<(DocumentId, correction::Model)>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::newest_of_person(club.storage.reads(), person).await,
        None => Ok(vec![]),
    }
}
