//! The databases that tests of storage run on: SQLite always, PostgreSQL where a server is named.

use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;

use super::Storage;

/// An empty database of a test's own.
pub(super) struct TestStore {
    pub(super) url: String,
    pub(super) storage: Storage,
    /// Of the SQLite file; its random name makes the name of the PostgreSQL database.
    pub(super) folder: TempDir,
}

/// One of each kind that is to be had.
pub(super) async fn stores() -> Vec<TestStore> {
    let mut stores = vec![sqlite().await];
    if let Ok(server) = std::env::var("WEBCLUB_TEST_POSTGRES") {
        stores.push(postgres(&server).await);
    }
    stores
}

pub(super) async fn sqlite() -> TestStore {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("club.sqlite").display());
    TestStore { storage: Storage::open(&url).await.unwrap(), url, folder }
}

async fn postgres(server: &str) -> TestStore {
    let folder = tempfile::tempdir().unwrap();
    let letters = folder.path().to_string_lossy().to_lowercase();
    let name: String =
        letters.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '_' }).collect();
    let name = format!("webclub_storage{name}");
    let connection = Database::connect(server).await.unwrap();
    connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
    connection.close().await.unwrap();
    let (head, _) = server.rsplit_once('/').unwrap();
    let url = format!("{head}/{name}");
    TestStore { storage: Storage::open(&url).await.unwrap(), url, folder }
}
