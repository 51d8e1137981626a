//! After the verdict: what a webinar earned is issued.

use club::document::{self, IssueError, Scope};
use club::entity::{SessionId, WebinarId};
use club::{Club, Viewer};

use super::JobError;

pub(super) async fn run(club: &Club, session: SessionId, webinar: WebinarId) -> Result<(), JobError> {
    match document::issue(club, &Viewer::Club, session, Scope::Webinar(webinar)).await {
        Ok(issued) => {
            let refused = issued.refused.len();
            if refused > 0 {
                tracing::warn!(%session, %webinar, refused, "documents are refused: the preflight names them");
            }
            tracing::info!(%session, %webinar, issued = issued.numbers.len(), "documents are issued");
            Ok(())
        }
        // Nobody came, everything is issued already, or the webinar was cancelled.
        Err(IssueError::Nobody | IssueError::NotFound) => Ok(()),
        Err(error @ (IssueError::NotJudged | IssueError::Db(_))) => Err(JobError::retry(&error)),
        Err(IssueError::Layout(reason) | IssueError::Pattern(reason)) => Err(JobError::GiveUp(reason)),
        Err(error @ IssueError::Forbidden) => Err(JobError::GiveUp(error.to_string())),
    }
}
