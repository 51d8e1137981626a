//! E-mails as files in a folder, for the demonstration, the rehearsal and clubs without an SMTP server.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::{Receipt, SendError};
use crate::{Email, email};

/// Tells apart the unfinished files of one process.
static UNFINISHED: AtomicU64 = AtomicU64::new(0);

/// A folder of `.eml` files, one an e-mail; sending the same Message-ID again writes the same file.
#[derive(Clone, Debug)]
pub struct Files {
    dir: Arc<Path>,
}

impl Files {
    /// Writes into `dir`, which is made with the first e-mail.
    pub fn new(dir: PathBuf) -> Files {
        Files { dir: Arc::from(dir) }
    }

    /// The name of the file in which an e-mail with this Message-ID is kept.
    pub fn file_name(message_id: &str) -> String {
        format!("{}.eml", email::file_stem(message_id))
    }

    pub(super) async fn send(&self, email: &Email) -> Result<Receipt, SendError> {
        let bytes = email.to_mime()?;
        let name = Files::file_name(&email.message_id);
        self.write(name.clone(), bytes).await?;
        Ok(Receipt { reply: format!("kept as {name}") })
    }

    pub(super) async fn check(&self) -> Result<(), SendError> {
        let dir = Arc::clone(&self.dir);
        off_the_workers(move || {
            fs::create_dir_all(&dir)?;
            let unfinished = unfinished(&dir);
            fs::write(&unfinished, b"")?;
            fs::remove_file(unfinished)
        })
        .await
    }

    async fn write(&self, name: String, bytes: Vec<u8>) -> Result<(), SendError> {
        let dir = Arc::clone(&self.dir);
        off_the_workers(move || {
            fs::create_dir_all(&dir)?;
            let unfinished = unfinished(&dir);
            let written =
                fs::write(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, dir.join(name)));
            if written.is_err() {
                // The first error says more than one about the leftover.
                let _leftover = fs::remove_file(&unfinished);
            }
            written
        })
        .await
    }
}

/// A reader of the folder never sees half an e-mail: it is written under this name and renamed.
fn unfinished(dir: &Path) -> PathBuf {
    let number = UNFINISHED.fetch_add(1, Ordering::Relaxed);
    dir.join(format!(".unfinished-{}-{number}", std::process::id()))
}

async fn off_the_workers(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<(), SendError> {
    let done = tokio::task::spawn_blocking(work).await.unwrap_or_else(|error| Err(io::Error::other(error)));
    done.map_err(|error| SendError::Temporary {
        reason: format!("the folder of e-mails: {error}"),
        code: None,
    })
}
