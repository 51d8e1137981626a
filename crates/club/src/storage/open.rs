//! Opening a database with the settings that make its promises true.

use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use super::Storage;
use super::writer::Writer;

/// Connections that read side by side.
const READERS: u32 = 8;
/// Connections to PostgreSQL, for reading and for writing each.
const POSTGRES_CONNECTIONS: u32 = 16;

/// What a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// Nothing that was acknowledged.
    Kept,
    /// Everything: the file is thrown away anyway.
    Scratch,
}

/// Why a database was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("the address of a database begins with sqlite:// or postgres://")]
    UnknownKind,
    #[error("the database does not answer")]
    Db(#[from] DbErr),
}

pub(super) async fn open(url: &str, durability: Durability) -> Result<Storage, OpenError> {
    if url.starts_with("sqlite:") {
        let reads = Database::connect(sqlite(url, READERS, durability)).await?;
        let writes = Database::connect(sqlite(url, 1, durability)).await?;
        Ok(Storage { reads, writer: Writer::gathering(writes) })
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let reads = postgres(url).await?;
        let writes = postgres(url).await?;
        Ok(Storage { reads, writer: Writer::one_by_one(writes, POSTGRES_CONNECTIONS) })
    } else {
        Err(OpenError::UnknownKind)
    }
}

/// WAL lets readers go on beside the writer; FULL keeps what was acknowledged through a power cut.
fn sqlite(url: &str, connections: u32, durability: Durability) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    options.acquire_timeout(Duration::from_secs(10));
    options.map_sqlx_sqlite_opts(move |options| {
        let synchronous = match durability {
            Durability::Kept => SqliteSynchronous::Full,
            Durability::Scratch => SqliteSynchronous::Off,
        };
        options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .busy_timeout(Duration::from_secs(5))
            .pragma("trusted_schema", "OFF")
    });
    options
}

async fn postgres(url: &str) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(POSTGRES_CONNECTIONS).min_connections(0).sqlx_logging(false);
    options.acquire_timeout(Duration::from_secs(10));
    Database::connect(options).await
}
