//! After a webinar: who attended.

use club::Club;
use club::attendance::{self, JudgeError};
use club::entity::WebinarId;

use super::JobError;

pub(super) async fn run(club: &Club, webinar: WebinarId) -> Result<(), JobError> {
    match attendance::judge(club, webinar).await {
        Ok(attended) => tracing::info!(%webinar, attended, "attendance is judged"),
        // Cancelled meanwhile, or moved: then its new end has a job of its own.
        Err(JudgeError::NotFound | JudgeError::NotOver) => {
            tracing::info!(%webinar, "there is nothing to judge");
        }
        Err(error @ JudgeError::Db(_)) => return Err(JobError::retry(&error)),
    }
    Ok(())
}
