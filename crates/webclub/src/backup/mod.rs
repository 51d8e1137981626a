//! The command `backup`: the whole club in one file, checked, while the club goes on.

pub(crate) mod archive;
pub(crate) mod manifest;
mod newest;
pub(crate) mod postgres;

#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail, ensure};
use club::Clock;
use club::files::Files;
use club::storage::keeping::{self, DocumentFile, Inspection, Serial};

use crate::config::Config;
use crate::migrate::sqlite_file;
use crate::{files, say};
use manifest::{FILES, FORMAT, Manifest, Store};

pub(crate) use newest::newest_beside;

/// The database at one moment: a file of it, and what is in it.
struct Database {
    file: PathBuf,
    newest_migration: String,
    rows: BTreeMap<String, u64>,
    serials: Vec<Serial>,
    documents: Vec<DocumentFile>,
}

/// Writes everything into `file`, reads it again, and only then gives it its name.
///
/// # Errors
/// One sentence on what is in the way; then there is no file.
pub(crate) async fn run(config: &Config, file: &Path) -> anyhow::Result<()> {
    ensure!(!file.exists(), "{} is there already", file.display());
    let folder = folder_of(file);
    ensure!(folder.is_dir(), "there is no folder {}", folder.display());
    let scratch = tempfile::Builder::new()
        .prefix(".backup-")
        .tempdir_in(&folder)
        .context("nothing can be written there")?;
    let url = config.database_url();
    // The database first: a document's file is stored before its row names it, so every file that the copy names is there afterwards.
    let database = take(&url, scratch.path()).await.context("the database cannot be copied")?;
    let (part, manifest) = write(config, &folder, &database).await?;
    check(part.path(), &manifest, scratch.path()).await.context("what was written is not sound")?;
    part.persist_noclobber(file).with_context(|| format!("{} cannot be given its name", file.display()))?;
    let rows: u64 = manifest.rows.values().sum();
    say(&format!(
        "{}: rows: {rows}, files: {}; read again and found whole.",
        file.display(),
        manifest.files().count()
    ));
    Ok(())
}

/// The folder that a file lies in.
pub(crate) fn folder_of(file: &Path) -> PathBuf {
    file.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Copies the database and looks at the copy.
async fn take(url: &str, scratch: &Path) -> anyhow::Result<Database> {
    let store = Store::of(url);
    let file = scratch.join(store.member());
    let inspection = match store {
        Store::Sqlite => {
            let original = sqlite_file(url).context("the database URL names no file")?;
            ensure!(original.is_file(), "there is no database {}", original.display());
            keeping::copy_sqlite(url, &file).await?;
            Inspection::open(&sqlite_url(&file)).await?
        }
        Store::Postgres => {
            let inspection = Inspection::open(url).await?;
            postgres::dump(url, &inspection.snapshot().await?, &file).await?;
            inspection
        }
    };
    let Some(newest_migration) = inspection.steps().await?.pop() else { bail!("there is nothing in it yet") };
    let database = Database {
        file,
        newest_migration,
        rows: inspection.rows().await?,
        serials: inspection.serials().await?,
        documents: inspection.document_files().await?,
    };
    inspection.close().await?;
    Ok(database)
}

/// The address of a SQLite file.
pub(crate) fn sqlite_url(file: &Path) -> String {
    format!("sqlite://{}", file.display())
}

async fn write(
    config: &Config,
    folder: &Path,
    database: &Database,
) -> anyhow::Result<(tempfile::NamedTempFile, Manifest)> {
    let store = Store::of(&config.database_url());
    let made_at = Clock::machine().now();
    let mut writer = archive::Writer::begin(folder, u64::try_from(made_at.timestamp()).unwrap_or_default())?;
    writer.add_file(store.member(), &database.file)?;
    add_files(&mut writer, &files::open(config)?).await?;
    let (part, manifest) = writer.finish(|members| Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        made_at,
        store,
        newest_migration: database.newest_migration.clone(),
        rows: database.rows.clone(),
        highest_serials: database.serials.clone(),
        members,
    })?;
    warn_of_missing(&manifest, &database.documents);
    Ok((part, manifest))
}

async fn add_files(writer: &mut archive::Writer, files: &Files) -> anyhow::Result<()> {
    for key in files.list("").await? {
        let bytes = files.get(&key).await.with_context(|| format!("the file {key} cannot be read"))?;
        writer.add(&format!("{FILES}{key}"), u64::try_from(bytes.len())?, bytes.as_ref())?;
    }
    Ok(())
}

/// A document without its file is no reason to have no backup; it is a reason to call the doctor.
fn warn_of_missing(manifest: &Manifest, documents: &[DocumentFile]) {
    let kept: std::collections::BTreeSet<&str> =
        manifest.files().map(|(_, member)| member.sha256.as_str()).collect();
    let missing = documents.iter().filter(|document| !kept.contains(document.sha256.as_str())).count();
    if missing > 0 {
        say(&format!(
            "warning: files of documents that are missing or damaged: {missing}; `webclub doctor` names them"
        ));
    }
}

/// Reads what was written as a restore would: hashes, the database's own checks, rows.
async fn check(part: &Path, said: &Manifest, scratch: &Path) -> anyhow::Result<()> {
    let manifest = archive::manifest(part)?;
    ensure!(manifest == *said, "the manifest reads otherwise than it was written");
    archive::verify(part, &manifest)?;
    let database = scratch.join(format!("again-{}", manifest.store.member()));
    archive::extract(part, manifest.store.member(), &database)?;
    check_database(&manifest, &database).await
}

/// Looks whether a database out of a backup is sound and holds the rows that the manifest names.
///
/// # Errors
/// What is wrong with it.
pub(crate) async fn check_database(manifest: &Manifest, database: &Path) -> anyhow::Result<()> {
    let rows = match manifest.store {
        Store::Postgres => postgres::rows(database).await?,
        Store::Sqlite => {
            let inspection = Inspection::open(&sqlite_url(database)).await?;
            if let Some(fault) = inspection.faults().await?.first() {
                bail!("the database in it is damaged: {fault}");
            }
            let rows = inspection.rows().await?;
            inspection.close().await?;
            rows
        }
    };
    ensure!(rows == manifest.rows, "the database in it has other rows than its manifest names");
    Ok(())
}
