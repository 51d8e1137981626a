//! Bringing back a SQLite file: made ready beside the old one, then put in its place.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use club::files::Files;
use club::storage::{is_busy, keeping};

use super::{Restored, Restoring, given_serials, hold_emails};
use crate::backup::{archive, manifest::Store};
use crate::backup::{check_database, folder_of, sqlite_url};
use crate::migrate::sqlite_file;

pub(super) async fn restore(
    restoring: &Restoring<'_>,
    files: &Files,
    replace: bool,
) -> anyhow::Result<Restored> {
    let url = restoring.config.database_url();
    let place = sqlite_file(&url).context("the database URL names no file")?;
    let is_there = std::fs::metadata(&place).is_ok_and(|there| there.len() > 0);
    if is_there && !replace {
        bail!("there is a database {} already; with --replace it is kept aside", place.display());
    }
    let given = if is_there { leave(&url).await? } else { Vec::new() };
    let folder = folder_of(&place);
    std::fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    let scratch = tempfile::Builder::new().prefix(".restore-").tempdir_in(&folder)?;
    let database = scratch.path().join(Store::Sqlite.member());
    archive::extract(restoring.file, Store::Sqlite.member(), &database)?;
    check_database(&restoring.manifest, &database).await?;
    let (emails_are_held, serials_raised) = hold_emails(&sqlite_url(&database), restoring.now, given).await?;
    restoring.bring_files(files).await?;
    let aside = if place.exists() { Some(move_aside(&place, &restoring.aside())?) } else { None };
    std::fs::rename(&database, &place)
        .with_context(|| format!("{} cannot take its place", database.display()))?;
    std::fs::File::open(&folder)?.sync_all()?;
    Ok(Restored { emails_are_held, serials_raised, aside: aside.map(|aside| aside.display().to_string()) })
}

/// Makes sure that nobody uses the old database, and asks it for the numbers it gave.
async fn leave(url: &str) -> anyhow::Result<Vec<keeping::Serial>> {
    match keeping::alone_with_sqlite(url).await {
        Err(error) if is_busy(&error) => bail!("somebody uses the database: stop webclub first"),
        // Too broken to be asked: all the more reason to restore.
        Ok(()) | Err(_) => Ok(given_serials(url).await),
    }
}

/// Moves the file and what SQLite keeps beside it; the pair stays a pair under its new name.
fn move_aside(place: &Path, aside: &str) -> anyhow::Result<PathBuf> {
    let named = |name: &str| PathBuf::from(format!("{}{name}", place.display()));
    for end in ["-wal", "-shm", ""] {
        let from = named(end);
        let to = named(&format!(".{aside}{end}"));
        if from.exists() {
            std::fs::rename(&from, &to)
                .with_context(|| format!("{} cannot be moved aside", from.display()))?;
        }
    }
    Ok(named(&format!(".{aside}")))
}
