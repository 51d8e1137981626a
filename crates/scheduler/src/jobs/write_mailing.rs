//! After an organizer started or reworded a mailing: its drafts.

use club::entity::MailingId;
use club::{Club, mailing};

use super::JobError;

pub(super) async fn run(club: &Club, mailing: MailingId) -> Result<(), JobError> {
    let written = mailing::write(club, mailing).await.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%mailing, written, "drafts of a mailing are written");
    Ok(())
}
