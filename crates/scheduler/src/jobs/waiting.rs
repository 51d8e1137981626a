//! Places that became free: offered to whoever waits.

use club::entity::WebinarId;
use club::{Club, waiting};

use super::JobError;

pub(super) async fn offer_places(club: &Club, webinar: WebinarId) -> Result<(), JobError> {
    let offered = waiting::offer(club, webinar).await.map_err(|error| JobError::retry(&error))?;
    tracing::info!(%webinar, offered, "free places are offered");
    Ok(())
}
