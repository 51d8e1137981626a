//! Storage: readers beside one place through which every write goes.

mod gathering;
pub mod keeping;
mod open;
mod together;
mod trouble;
mod work;
mod writer;

#[cfg(test)]
mod test_stores;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr};

pub use futures_util::future::BoxFuture;
pub use open::OpenError;
pub use trouble::{is_busy, is_damaged, is_full};
use writer::Writer;

/// The database: many readers, one way to write. Cheap to clone.
#[derive(Clone)]
pub struct Storage {
    reads: DatabaseConnection,
    queries: Arc<AtomicU64>,
    deeds: Arc<AtomicU64>,
    writer: Writer,
    queues: Arc<together::Queues>,
}

impl Storage {
    /// Opens the database at `sqlite://FILE` or `postgres://…`.
    ///
    /// # Errors
    /// When it is not there or refuses.
    pub async fn open(url: &str) -> Result<Storage, OpenError> {
        open::open(url, open::Durability::Kept).await
    }

    /// Opens a SQLite file that is thrown away afterwards: nothing waits for the disk.
    ///
    /// # Errors
    /// When it is not there or refuses.
    pub async fn open_scratch(url: &str) -> Result<Storage, OpenError> {
        open::open(url, open::Durability::Scratch).await
    }

    /// A connection to read by; it refuses to write. What is being written inside [`Storage::write`] is not seen here before its commit.
    #[must_use]
    pub fn reads(&self) -> &DatabaseConnection {
        &self.reads
    }

    /// Does a piece of work in a write transaction: all of it or, when it returns an error, nothing of it. The answer comes after the commit.
    /// On SQLite what waits at the same moment shares one commit, each piece behind a savepoint of its own. Work is never done twice.
    ///
    /// # Errors
    /// What the work returns; a [`DbErr`] when the commit fails, also for a full disk ([`is_full`]) or an overloaded writer ([`is_busy`]):
    /// then nothing was written.
    pub async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbErr> + Send + 'static,
    {
        self.writer.write(work).await
    }

    /// How many deeds of people this process has written down: pages that are kept look again when it has grown.
    #[must_use]
    pub fn deeds(&self) -> u64 {
        self.deeds.load(Ordering::Relaxed)
    }

    /// Counts a deed.
    pub(crate) fn count_deed(&self) {
        self.deeds.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether this is PostgreSQL, which several processes may use.
    #[must_use]
    pub fn is_postgres(&self) -> bool {
        self.reads.get_database_backend() == sea_orm::DbBackend::Postgres
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// When there is none.
    pub async fn check(&self) -> Result<(), DbErr> {
        self.reads.ping().await
    }

    /// How many transactions were committed so far: fewer than pieces of work when they were gathered. Also the metric `webclub_commits_total`,
    /// beside `webclub_writes_total`.
    #[must_use]
    pub fn commits(&self) -> u64 {
        self.writer.commits()
    }

    /// How many queries were read by so far in this process: a page asks as many for three rows as for one.
    #[must_use]
    pub fn queries(&self) -> u64 {
        self.queries.load(Ordering::Relaxed)
    }

    /// Finishes what waits to be written and closes every connection; SQLite's write-ahead log goes into the file. Clones of this storage are
    /// of no use afterwards.
    ///
    /// # Errors
    /// When a connection does not close.
    pub async fn close(self) -> Result<(), DbErr> {
        self.writer.close().await?;
        self.reads.close().await
    }
}
