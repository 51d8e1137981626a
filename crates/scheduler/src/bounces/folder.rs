//! A Maildir: what is in `new` is read, then moved to `cur` as seen. A message that was read twice is kept once.

use std::path::{Path, PathBuf};
use std::time::Duration;

use club::email_report::{self, MOST_BYTES};
use club::entity::ReportSource;
use club::{Club, DbErr};
use tokio::io::AsyncReadExt as _;
use tokio::sync::watch;

/// How often the folder is looked into.
const EVERY: Duration = Duration::from_secs(10);

/// Messages of one look: the rest waits for the next one.
const AT_ONCE: usize = 500;

/// Why a folder could not be read.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("the folder of bounces cannot be read")]
    Folder(#[from] std::io::Error),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Reads what is new in a Maildir until the process is told to stop; trouble is told and tried again.
pub async fn watch_folder(club: Club, folder: PathBuf, mut stopped: watch::Receiver<bool>) {
    loop {
        match read_folder(&club, &folder).await {
            Ok(0) => {}
            Ok(read) => tracing::info!(read, "messages of the folder of bounces were read"),
            Err(error) => tracing::warn!(%error, "the folder of bounces is read again later"),
        }
        tokio::select! {
            () = tokio::time::sleep(EVERY) => {}
            _ = stopped.wait_for(|stopped| *stopped) => return,
        }
    }
}

/// Reads what is new in a Maildir, oldest name first. Returns how many messages were taken.
///
/// # Errors
/// When the folder cannot be read or the database refuses; what was not taken is still new.
pub async fn read_folder(club: &Club, folder: &Path) -> Result<usize, FolderError> {
    let (new, cur) = (folder.join("new"), folder.join("cur"));
    let mut entries = tokio::fs::read_dir(&new).await?;
    let mut names = vec![];
    while let Some(entry) = entries.next_entry().await? {
        // A link might lead anywhere.
        if entry.file_type().await?.is_file() {
            names.push(entry.file_name());
        }
    }
    names.sort();
    names.truncate(AT_ONCE);
    for name in &names {
        let bytes = read(&new.join(name)).await?;
        email_report::receive(club, ReportSource::Folder, &bytes).await?;
        let mut seen = name.clone();
        seen.push(":2,S");
        tokio::fs::rename(new.join(name), cur.join(seen)).await?;
    }
    Ok(names.len())
}

async fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![];
    let file = tokio::fs::File::open(path).await?;
    file.take(u64::try_from(MOST_BYTES).unwrap_or(u64::MAX)).read_to_end(&mut bytes).await?;
    Ok(bytes)
}
