//! The command `migrate`: brings the database to the shape that this program wants. Every start does it, too.

use std::path::PathBuf;

use anyhow::Context as _;
use migrations::Lock;

use crate::config::Config;

/// Takes the missing steps; processes that start together take turns.
///
/// # Errors
/// When the database does not answer, refuses, or was used by a newer program.
pub(crate) async fn run(config: &Config) -> anyhow::Result<()> {
    let url = config.database_url();
    let lock = lock(&url)?;
    let taken = migrations::run(&url, lock).await?;
    for step in taken {
        tracing::info!(step, "migrated");
    }
    Ok(())
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
