//! Opening a database with the settings that make its promises true.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{ConnectOptions, Database, DatabaseConnection, DbErr};

use super::Storage;
use super::gathering::Gathering;
use super::writer::Writer;

/// Connections that read side by side.
const READERS: u32 = 8;
/// Connections to PostgreSQL, for reading and for writing each.
const POSTGRES_CONNECTIONS: u32 = 16;

/// How long a caller waits for a connection or for another process that writes.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Durability {
    /// Nothing that was acknowledged.
    Kept,
    /// Everything: the file is thrown away anyway.
    Scratch,
}

/// What a connection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Use {
    /// The database itself refuses writes by it.
    Reading,
    Writing,
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
        // The writer first: it makes the file.
        let writer = Gathering::open(sqlite(url, Use::Writing, durability)).await?;
        let reads = Database::connect(sqlite(url, Use::Reading, durability)).await?;
        let writer = Writer::gathering(writer, reads.clone());
        Ok(counted(reads, writer))
    } else if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        let writes = postgres(url, Use::Writing).await?;
        let reads = postgres(url, Use::Reading).await?;
        Ok(counted(reads, Writer::side_by_side(writes, POSTGRES_CONNECTIONS)))
    } else {
        Err(OpenError::UnknownKind)
    }
}

/// A storage that counts what is read.
fn counted(mut reads: DatabaseConnection, writer: Writer) -> Storage {
    let queries = Arc::new(AtomicU64::new(0));
    let count = Arc::clone(&queries);
    reads.set_metric_callback(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
    });
    Storage { reads, queries, deeds: Arc::default(), writer, queues: Arc::default() }
}

/// WAL lets readers go on beside the writer; FULL keeps what was acknowledged through a power cut.
fn sqlite(url: &str, purpose: Use, durability: Durability) -> ConnectOptions {
    let (connections, query_only) = match purpose {
        Use::Reading => (READERS, "ON"),
        Use::Writing => (1, "OFF"),
    };
    let mut options = ConnectOptions::new(url);
    options.max_connections(connections).min_connections(1).sqlx_logging(false);
    // A file does not hang up: no need to ask whether it is still there.
    options.acquire_timeout(PATIENCE).test_before_acquire(false);
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
            .busy_timeout(PATIENCE)
            .pragma("trusted_schema", "OFF")
            .pragma("query_only", query_only)
    });
    options
}

async fn postgres(url: &str, purpose: Use) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.max_connections(POSTGRES_CONNECTIONS).min_connections(0).sqlx_logging(false);
    options.acquire_timeout(PATIENCE);
    options.map_sqlx_postgres_opts(move |options| {
        let read_only = if purpose == Use::Reading { "on" } else { "off" };
        options.options([("default_transaction_read_only", read_only), ("timezone", "UTC")])
    });
    Database::connect(options).await
}

/// One connection to a database that must be there already; nothing is made or changed by opening it.
pub(super) fn existing(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options.max_connections(1).min_connections(0).sqlx_logging(false).acquire_timeout(PATIENCE);
    options.map_sqlx_sqlite_opts(|options| {
        options
            .create_if_missing(false)
            .foreign_keys(true)
            .busy_timeout(PATIENCE)
            .pragma("trusted_schema", "OFF")
    });
    options.map_sqlx_postgres_opts(|options| options.options([("timezone", "UTC")]));
    options
}
