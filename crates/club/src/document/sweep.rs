//! Files that no document names: a crash between storing a file and noting it leaves one behind.

use chrono::{DateTime, Utc};
use sea_orm::DbErr;

use super::queries;
use super::render::FOLDER;
use crate::Club;
use crate::files::FilesError;

/// Files that are asked about in one query.
const ASKED_AT_ONCE: usize = 500;

/// Why files were not swept.
#[derive(Debug, thiserror::Error)]
pub enum SweepError {
    #[error("the store of files refused")]
    Files(#[from] FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Deletes files that were stored before a moment of the machine's clock and that no document names. What is being made at this moment is
/// younger: leave a day. Returns how many were deleted.
///
/// # Errors
/// See [`SweepError`].
pub async fn sweep(club: &Club, stored_before: DateTime<Utc>) -> Result<usize, SweepError> {
    let old = club.files.stored_before(FOLDER, stored_before).await?;
    let mut deleted = 0;
    for keys in old.chunks(ASKED_AT_ONCE) {
        let hash = |key: &String| key.rsplit('/').next().unwrap_or_default().to_owned();
        let named = queries::named_files(club.storage.reads(), keys.iter().map(hash).collect()).await?;
        for key in keys.iter().filter(|key| !named.contains(&hash(key))) {
            club.files.delete(key).await?;
            deleted += 1;
        }
    }
    if deleted > 0 {
        tracing::info!(deleted, "files that no document names are swept away");
    }
    Ok(deleted)
}
