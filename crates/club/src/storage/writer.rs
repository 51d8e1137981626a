//! The one place where write transactions begin.
//!
//! SQLite has one writer at a time, so a task of ours is it and gathers what waits. PostgreSQL writes side by side: there each piece of work is a
//! transaction of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::gathering::{Gathering, Request};
use super::trouble::OVERLOADED;
use super::work::{Waiting, guarded};

/// What waits to be written at most; beyond it callers are told to come again.
const QUEUE: usize = 4096;

/// A way to write. Cheap to clone; it ends with its last clone.
#[derive(Clone)]
pub(super) struct Writer {
    way: Way,
    commits: Arc<Commits>,
}

#[derive(Clone)]
enum Way {
    Gathering(mpsc::Sender<Request>),
    SideBySide { connection: DatabaseConnection, waiting_room: Arc<Semaphore>, places: Arc<Semaphore> },
}

/// Counts what was written, here and as metrics.
#[derive(Default)]
pub(super) struct Commits(AtomicU64);

impl Commits {
    /// A commit that keeps so many pieces of work.
    pub(super) fn add(&self, pieces: usize) {
        self.0.fetch_add(1, Ordering::Relaxed);
        metrics::counter!("webclub_commits_total").increment(1);
        metrics::counter!("webclub_writes_total").increment(u64::try_from(pieces).unwrap_or(u64::MAX));
    }
}

impl Writer {
    /// For SQLite: a task that gathers what waits. At its end it closes the readers, then itself.
    pub(super) fn gathering(gathering: Gathering, readers: DatabaseConnection) -> Writer {
        let commits = gathering.commits();
        let (sender, queue) = mpsc::channel(QUEUE);
        tokio::spawn(gathering.run(queue, readers));
        Writer { way: Way::Gathering(sender), commits }
    }

    /// For PostgreSQL: a transaction for each piece of work, so many at a time.
    pub(super) fn side_by_side(connection: DatabaseConnection, places: u32) -> Writer {
        let places = usize::try_from(places).unwrap_or(1);
        let (waiting_room, places) = (Semaphore::new(QUEUE + places), Semaphore::new(places));
        let way =
            Way::SideBySide { connection, waiting_room: Arc::new(waiting_room), places: Arc::new(places) };
        Writer { way, commits: Arc::default() }
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.0.load(Ordering::Relaxed)
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbErr> + Send + 'static,
    {
        match &self.way {
            Way::Gathering(queue) => {
                let (waiting, answer) = Waiting::new(work);
                queue.try_send(Request::Write(Box::new(waiting))).map_err(|refused| refusal(&refused))?;
                answer.await.map_err(|_gone| ended())?
            }
            Way::SideBySide { connection, waiting_room, places } => {
                let _room =
                    waiting_room.try_acquire().map_err(|_full| DbErr::Custom(OVERLOADED.to_owned()))?;
                let _place = places.acquire().await.map_err(|_closed| ended())?;
                let value = alone(connection, work).await?;
                self.commits.add(1);
                Ok(value)
            }
        }
    }

    /// Finishes what waits and closes the connections.
    pub(super) async fn close(self) -> Result<(), DbErr> {
        match self.way {
            Way::Gathering(queue) => {
                let (until, closed) = oneshot::channel();
                // Where the task is gone already, its connection is closed.
                if queue.send(Request::End(until)).await.is_ok() {
                    closed.await.unwrap_or_default();
                }
                Ok(())
            }
            Way::SideBySide { connection, .. } => connection.close().await,
        }
    }
}

fn refusal(refused: &mpsc::error::TrySendError<Request>) -> DbErr {
    match refused {
        mpsc::error::TrySendError::Full(_) => DbErr::Custom(OVERLOADED.to_owned()),
        mpsc::error::TrySendError::Closed(_) => ended(),
    }
}

pub(super) fn ended() -> DbErr {
    DbErr::Custom("the storage was closed".to_owned())
}

/// One piece of work in a transaction of its own.
async fn alone<T, E, F>(connection: &DatabaseConnection, work: F) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: From<DbErr>,
{
    let tx = begin(connection).await?;
    match guarded(work, &tx).await {
        Ok(value) => {
            // After a statement that failed PostgreSQL answers a commit with a silent rollback, but refuses this question.
            tx.execute_unprepared("SELECT 1").await?;
            tx.commit().await?;
            Ok(value)
        }
        Err(error) => {
            if let Err(error) = tx.rollback().await {
                tracing::warn!(%error, "a rollback was not confirmed");
            }
            Err(error)
        }
    }
}

/// Immediate on SQLite: a deferred transaction that reads first fails at once when another has written.
pub(super) async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    connection
        .begin_with_options(TransactionOptions {
            sqlite_transaction_mode: mode,
            ..TransactionOptions::default()
        })
        .await
}
