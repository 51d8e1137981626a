//! The command `restore`: takes a club back from a backup. What is there is never deleted, and no e-mail leaves afterwards until an operator
//! lets them go.

mod postgres;
mod sqlite;

#[cfg(test)]
mod tests;

use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, bail, ensure};
use bytes::Bytes;
use chrono::{DateTime, Utc};
use club::Clock;
use club::files::Files;
use club::storage::Storage;
use club::storage::keeping::{self, Inspection, Serial};

use crate::backup::archive;
use crate::backup::manifest::{FILES, Manifest, Store};
use crate::config::Config;
use crate::{files, say};

/// A backup on its way back.
struct Restoring<'a> {
    config: &'a Config,
    file: &'a Path,
    manifest: Manifest,
    now: DateTime<Utc>,
}

/// What came of it.
struct Restored {
    emails_are_held: bool,
    serials_raised: usize,
    /// Where the database is that was there before.
    aside: Option<String>,
}

/// Checks the backup, then brings it back.
///
/// # Errors
/// One sentence on what is in the way; then everything is as it was.
pub(crate) async fn run(config: &Config, file: &Path, replace: bool) -> anyhow::Result<()> {
    let manifest = sound_manifest(file).with_context(|| format!("{} cannot be restored", file.display()))?;
    let wanted = Store::of(&config.database_url());
    ensure!(
        manifest.store == wanted,
        "the backup is of {}, the database URL names {}",
        manifest.store.name(),
        wanted.name()
    );
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    let restoring = Restoring { config, file, manifest, now: Clock::machine().now() };
    let files = files::open(config)?;
    if !replace && !files.list("").await?.is_empty() {
        bail!("there are files in {} already; with --replace they are kept aside", config.files());
    }
    let restored = match wanted {
        Store::Sqlite => sqlite::restore(&restoring, &files, replace).await?,
        Store::Postgres => postgres::restore(&restoring, &files, replace).await?,
    };
    tell(&restoring.manifest, &restored);
    Ok(())
}

/// The manifest of a backup that is whole and that this program can read.
fn sound_manifest(file: &Path) -> anyhow::Result<Manifest> {
    let manifest = archive::manifest(file)?;
    ensure!(migrations::known().contains(&manifest.newest_migration), "it was written by a newer program");
    archive::verify(file, &manifest)?;
    Ok(manifest)
}

impl Restoring<'_> {
    /// A name for what is kept aside.
    fn aside(&self) -> String {
        format!("before_restore_{}", self.now.format("%Y%m%d_%H%M%S"))
    }

    /// Brings the files back. One that is there with another content is kept aside first.
    async fn bring_files(&self, files: &Files) -> anyhow::Result<()> {
        for entry in archive::open(self.file)?.entries()? {
            let mut entry = entry?;
            let path = String::from_utf8(entry.path_bytes().into_owned())?;
            let Some(key) = path.strip_prefix(FILES) else { continue };
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes)?;
            self.bring_file(files, key, Bytes::from(bytes))
                .await
                .with_context(|| format!("the file {key} cannot be brought back"))?;
        }
        Ok(())
    }

    async fn bring_file(&self, files: &Files, key: &str, bytes: Bytes) -> anyhow::Result<()> {
        if files.exists(key).await? {
            let there = files.get(key).await?;
            if there == bytes {
                return Ok(());
            }
            files.put(&format!("{}/{key}", self.aside()), there).await?;
        }
        Ok(files.put(key, bytes).await?)
    }
}

/// The numbers that the database gave which is about to be replaced; none when it is too broken to say.
async fn given_serials(url: &str) -> Vec<Serial> {
    let serials = async {
        let inspection = Inspection::open(url).await?;
        let serials = inspection.serials().await?;
        inspection.close().await?;
        anyhow::Ok(serials)
    };
    serials.await.unwrap_or_else(|_| {
        say("warning: which document numbers were given after the backup cannot be read from the old database");
        Vec::new()
    })
}

/// Holds the e-mails of a database that was brought back, and keeps its document numbers above those that were given.
async fn hold_emails(url: &str, now: DateTime<Utc>, given: Vec<Serial>) -> anyhow::Result<(bool, usize)> {
    let storage = Storage::open(url).await?;
    let held = keeping::after_restore(&storage, now, given).await?;
    storage.close().await?;
    Ok(held)
}

fn tell(manifest: &Manifest, restored: &Restored) {
    let rows: u64 = manifest.rows.values().sum();
    let made_at = manifest.made_at.format("%Y-%m-%d %H:%M UTC");
    say(&format!("The club of {made_at} is back; rows: {rows}, files: {}.", manifest.files().count()));
    if let Some(aside) = &restored.aside {
        say(&format!("What was there before is kept as {aside}."));
    }
    if restored.serials_raised > 0 {
        say("Document numbers go on above those that were given after the backup.");
    }
    if restored.emails_are_held {
        say(
            "No e-mail leaves until you let them go: run `webclub release-emails`, or press «Отправлять снова» on the page «Сеть».",
        );
    } else {
        say("warning: this club was not set up when the backup was made, so its e-mails are not held.");
    }
}
