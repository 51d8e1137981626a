//! The command `migrate`: brings the database to the shape that this program wants. Every start does it, too.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use club::storage::{OpenError, is_damaged, keeping};
use migrations::{Lock, MigrateError};

use crate::backup::newest_beside;
use crate::config::Config;

/// A SQLite file up to this size is looked through at every start; `webclub doctor` looks at larger ones.
const SOON_LOOKED_THROUGH: u64 = 64 * 1024 * 1024;

/// Takes the missing steps; processes that start together take turns. A damaged SQLite file is refused before anything is written into it.
///
/// # Errors
/// When the database does not answer, refuses, is damaged, or was used by a newer program.
pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let url = config.database_url();
    if let Some(file) = sqlite_file(&url) {
        look_through(config, &url, &file).await?;
    }
    let lock = lock(&url)?;
    let taken = match migrations::run(&url, lock).await {
        Err(MigrateError::Db(error)) if is_damaged(&error) => {
            return Err(damaged(config, &error.to_string()));
        }
        taken => taken?,
    };
    for step in taken {
        tracing::info!(step, "migrated");
    }
    Ok(())
}

async fn look_through(config: &Config, url: &str, file: &Path) -> anyhow::Result<()> {
    let size = std::fs::metadata(file).map_or(0, |file| file.len());
    if size == 0 || size > SOON_LOOKED_THROUGH {
        return Ok(());
    }
    match keeping::quick_fault(url).await {
        Ok(None) => Ok(()),
        Ok(Some(fault)) => Err(damaged(config, &fault)),
        Err(OpenError::Db(error)) if is_damaged(&error) => Err(damaged(config, &error.to_string())),
        Err(error) => Err(error).context("the database cannot be looked through"),
    }
}

/// What to say of a damaged database: what there is to restore.
fn damaged(config: &Config, fault: &str) -> anyhow::Error {
    match newest_beside(&config.data_dir) {
        Some(backup) => anyhow::anyhow!(
            "the database is damaged ({fault}); the newest whole backup is {0} of {1}: webclub restore --replace {0}",
            backup.file.display(),
            backup.made_at.format("%Y-%m-%d %H:%M UTC")
        ),
        None => anyhow::anyhow!(
            "the database is damaged ({fault}); restore a backup: webclub restore --replace FILE"
        ),
    }
}

/// PostgreSQL keeps the lock itself; beside a SQLite file stands a file that is locked.
fn lock(url: &str) -> anyhow::Result<Lock> {
    let Some(file) = sqlite_file(url) else { return Ok(Lock::Postgres) };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    Ok(Lock::File(file.with_extension("migrating")))
}

/// The file of a SQLite address; `None` for PostgreSQL.
pub(crate) fn sqlite_file(url: &str) -> Option<PathBuf> {
    let path = url.strip_prefix("sqlite:")?;
    let path = path.strip_prefix("//").unwrap_or(path);
    Some(PathBuf::from(path.split('?').next().unwrap_or(path)))
}
