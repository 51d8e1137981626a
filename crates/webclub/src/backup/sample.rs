//! A small club for tests of backup, restore and doctor: the sample rows of the migrations and one document's file.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use club::storage::Storage;
use club::storage::keeping::Inspection;
use sea_orm::{ConnectionTrait as _, Database, DbErr};
use tempfile::TempDir;

use super::sqlite_url;
use crate::cli::CommonOptions;
use crate::config::Config;
use crate::{files, migrate};

/// What the document's file holds.
pub(crate) const PDF: &[u8] = b"%PDF-1.7 a sample";

/// A club in a folder of its own, and in a database of its own on PostgreSQL.
pub(crate) struct SampleClub {
    pub(crate) config: Config,
    pub(crate) folder: TempDir,
}

/// A club with rows and an empty place, on each store that is to be had.
pub(crate) async fn stores() -> Vec<(SampleClub, SampleClub)> {
    let mut stores = vec![(SampleClub::sqlite(), SampleClub::sqlite())];
    if let Ok(server) = std::env::var("WEBCLUB_TEST_POSTGRES") {
        stores.push((SampleClub::postgres(&server).await, SampleClub::postgres(&server).await));
    }
    for (club, _) in &stores {
        club.fill().await;
    }
    stores
}

impl SampleClub {
    /// An empty place.
    pub(crate) fn sqlite() -> SampleClub {
        let folder = tempfile::tempdir().unwrap();
        let url = sqlite_url(&folder.path().join("data/webclub.sqlite"));
        SampleClub { config: config(&folder, url), folder }
    }

    /// A club with rows.
    pub(crate) async fn filled() -> SampleClub {
        let club = SampleClub::sqlite();
        club.fill().await;
        club
    }

    async fn postgres(server: &str) -> SampleClub {
        let folder = tempfile::tempdir().unwrap();
        let letters = folder.path().to_string_lossy().to_lowercase();
        let name: String =
            letters.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
        let name = format!("webclub_backup{name}");
        let connection = Database::connect(server).await.unwrap();
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        connection.close().await.unwrap();
        let (head, _) = server.rsplit_once('/').unwrap();
        SampleClub { config: config(&folder, format!("{head}/{name}")), folder }
    }

    async fn fill(&self) {
        migrate::run(&self.config).await.unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sample");
        for step in migrations::known() {
            let sql = std::fs::read_to_string(samples.join(format!("{step}.sql"))).unwrap();
            self.write(&if self.is_postgres() { sql } else { with_bytes_for_ids(&sql) }).await;
        }
        let sha256 = files::open(&self.config)
            .unwrap()
            .put_content("documents", Bytes::from_static(PDF))
            .await
            .unwrap();
        self.write(&format!("UPDATE document SET sha256 = '{sha256}'")).await;
    }

    pub(crate) fn is_postgres(&self) -> bool {
        self.config.database_url().starts_with("postgres")
    }

    /// The file of the SQLite database.
    pub(crate) fn database(&self) -> PathBuf {
        self.folder.path().join("data/webclub.sqlite")
    }

    pub(crate) fn backup(&self) -> PathBuf {
        self.folder.path().join("club.tar")
    }

    pub(crate) async fn storage(&self) -> Storage {
        Storage::open(&self.config.database_url()).await.unwrap()
    }

    pub(crate) async fn inspection(&self) -> Inspection {
        Inspection::open(&self.config.database_url()).await.unwrap()
    }

    /// Changes the rows and closes the database again.
    pub(crate) async fn write(&self, sql: &str) {
        let (storage, sql) = (self.storage().await, sql.to_owned());
        let work = storage.write::<_, DbErr, _>(move |tx| {
            Box::pin(async move { tx.execute_unprepared(&sql).await.map(drop) })
        });
        work.await.unwrap();
        storage.close().await.unwrap();
    }
}

fn config(folder: &TempDir, url: String) -> Config {
    let options = CommonOptions {
        data_dir: Some(folder.path().join("data")),
        database_url: Some(url),
        ..CommonOptions::default()
    };
    Config::load(&options).unwrap()
}

/// Sample rows write ids as text; SQLite keeps them as sixteen bytes.
fn with_bytes_for_ids(sql: &str) -> String {
    let is_id = |text: &str| text.len() == 36 && text.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
    let parts = sql.split('\'').map(|part| match is_id(part) {
        true => format!("\u{0}{}", part.replace('-', "")),
        false => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("'").replace("'\u{0}", "X'")
}
