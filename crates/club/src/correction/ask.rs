//! A wish of its owner.

use entity::{CorrectionState, DocumentId, DocumentState, correction};
use lang::TextProblem;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, Set};

use crate::audit::{self, Deed};
use crate::{Club, Viewer, document};

/// Of a wish no more is taken, in characters.
pub const LONGEST_WISH: usize = 1000;

/// Why a wish was not taken.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("the viewer has no such document")]
    NotFound,
    #[error("the document does not stand any more")]
    NotStanding,
    #[error("a wish about the document is open already")]
    OpenAlready,
    #[error("the wish cannot be kept")]
    Text(#[from] TextProblem),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Asks organizers to correct a document of the viewer's own; one wish at a time.
///
/// # Errors
/// See [`AskError`].
pub async fn ask(club: &Club, viewer: &Viewer, id: DocumentId, wish: &str) -> Result<(), AskError> {
    let own = document::of_viewer(club, viewer).await?.into_iter().find(|line| line.document.id == id);
    let document = own.ok_or(AskError::NotFound)?.document;
    if document.state == DocumentState::Revoked {
        return Err(AskError::NotStanding);
    }
    let wish = lang::many_lines(wish, LONGEST_WISH)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let row = correction::ActiveModel {
                id: Set(inside.chance.id(now)),
                document_id: Set(document.id),
                asked_by: Set(document.person_id),
                asked_at: Set(now),
                wish: Set(wish),
                state: Set(CorrectionState::Open),
                answer: Set(None),
                closed_at: Set(None),
                closed_by: Set(None),
            };
            // The database lets one open wish a document stand.
            let insert =
                correction::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
            if insert.exec_without_returning(tx).await? == 0 {
                return Err(AskError::OpenAlready);
            }
            let deed = Deed {
                action: "correction.ask",
                subject: format!("document {}", document.id),
                school_id: None,
                session_id: Some(document.session_id),
                details: serde_json::json!({ "number": document.number }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
