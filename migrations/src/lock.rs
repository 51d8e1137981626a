//! One process at a time changes the shape of a database.

use std::fs::File;
use std::io;
use std::path::PathBuf;

use sea_orm_migration::sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _,
};

use crate::MigrateError;

/// A number of ours among PostgreSQL's advisory locks.
const ADVISORY: i64 = 7_283_475;

/// How processes that start together take turns.
#[derive(Clone, Debug)]
pub enum Lock {
    /// Nobody else knows the database: a test's own.
    None,
    /// A lock of PostgreSQL, held by a transaction of its own.
    Postgres,
    /// A file beside the SQLite file, locked as long as its handle lives.
    File(PathBuf),
}

/// A lock that is held.
pub(crate) enum Held {
    Nothing,
    Transaction(DatabaseTransaction),
    File(File),
}

impl Lock {
    pub(crate) async fn take(self, db: &DatabaseConnection) -> Result<Held, MigrateError> {
        match self {
            Lock::None => Ok(Held::Nothing),
            Lock::Postgres => {
                let tx = begin(db).await?;
                tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({ADVISORY})")).await?;
                Ok(Held::Transaction(tx))
            }
            Lock::File(path) => {
                let waiting = tokio::task::spawn_blocking(move || {
                    let file = File::create(path)?;
                    file.lock().map(|()| file)
                });
                let file = waiting.await.map_err(io::Error::other).and_then(|opened| opened);
                file.map(Held::File).map_err(MigrateError::Lock)
            }
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "it holds a lock and writes nothing")]
async fn begin(db: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    db.begin().await
}

impl Held {
    pub(crate) async fn release(self) -> Result<(), DbErr> {
        match self {
            Held::Nothing => Ok(()),
            Held::Transaction(tx) => tx.commit().await,
            Held::File(file) => {
                drop(file);
                Ok(())
            }
        }
    }
}
