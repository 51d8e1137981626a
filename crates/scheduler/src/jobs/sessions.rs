//! A session goes to the archive; those whose topics are in its programme are told.

use club::Club;
use club::entity::SessionId;

use super::JobError;

pub(super) async fn archive(club: &Club, session: SessionId) -> Result<(), JobError> {
    club::session::stages::archive(club, session).await.map_err(|error| JobError::retry(&error))
}

pub(super) async fn tell_of_topics(club: &Club, session: SessionId) -> Result<(), JobError> {
    club::topic::tell(club, session).await.map(|_| ()).map_err(|error| JobError::retry(&error))
}
