//! After the issue: the files of numbered documents, and the e-mails that say so.

use club::Club;
use club::document::{self, RenderError};
use club::entity::SessionId;

use super::JobError;

pub(super) async fn run(club: &Club, session: SessionId) -> Result<(), JobError> {
    match document::render(club, session).await {
        Ok(made) => {
            tracing::info!(%session, made, "files of documents are made");
            Ok(())
        }
        Err(RenderError::Layout(reason)) => Err(JobError::GiveUp(reason)),
        Err(error @ (RenderError::Key(_) | RenderError::Files(_) | RenderError::Db(_))) => {
            Err(JobError::retry(&error))
        }
    }
}
