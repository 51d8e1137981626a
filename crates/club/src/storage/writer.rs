//! The one place where write transactions begin.
//!
//! SQLite has one writer at a time, so a task of ours is it: it takes whatever waits, does each piece of work behind a savepoint of one immediate
//! transaction, commits once, and only then answers. PostgreSQL writes side by side: there each piece of work is a transaction.

use std::any::Any;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sea_orm::{DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode, TransactionOptions, TransactionTrait as _};
use tokio::sync::{Semaphore, mpsc, oneshot};

/// What waits to be written at most; beyond it callers are told to come again.
const QUEUE: usize = 4096;
/// Pieces of work that share a commit at most.
const BATCH: usize = 512;
/// How an overloaded writer answers.
pub(super) const BUSY: &str = "too much waits to be written";

/// A way to write. Cheap to clone; it ends with its last clone.
#[derive(Clone)]
pub(super) struct Writer {
    way: Way,
    commits: Arc<AtomicU64>,
}

#[derive(Clone)]
enum Way {
    Gathering(mpsc::Sender<Box<dyn Work>>),
    OneByOne { connection: DatabaseConnection, places: Arc<Semaphore> },
}

/// A piece of work that somebody waits for.
trait Work: Send {
    /// Does it; whether the savepoint is to be kept.
    fn run<'t>(&'t mut self, tx: &'t DatabaseTransaction) -> BoxFuture<'t, bool>;
    /// Tells whoever waits: what came of it, or that the commit failed.
    fn answer(self: Box<Self>, commit: Result<(), &DbErr>);
}

struct Waiting<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Work for Waiting<T, E, F>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<DbErr> + Send + 'static,
{
    fn run<'t>(&'t mut self, tx: &'t DatabaseTransaction) -> BoxFuture<'t, bool> {
        let Some(work) = self.work.take() else { return Box::pin(async { false }) };
        Box::pin(async move {
            let result = guarded(work, tx).await;
            let is_kept = result.is_ok();
            self.result = Some(result);
            is_kept
        })
    }

    fn answer(self: Box<Self>, commit: Result<(), &DbErr>) {
        let result = match (self.result, commit) {
            (Some(Ok(value)), Ok(())) => Ok(value),
            (Some(Ok(_)), Err(error)) => Err(E::from(copy(error))),
            (Some(Err(error)), _) => Err(error),
            (None, Err(error)) => Err(E::from(copy(error))),
            (None, Ok(())) => Err(E::from(DbErr::Custom("the work was not done".to_owned()))),
        };
        // Whoever asked may have gone: what was committed stays.
        drop(self.caller.send(result));
    }
}

/// Runs work so that its panic is its own error and nobody else's.
async fn guarded<T, E, F>(work: F, tx: &DatabaseTransaction) -> Result<T, E>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>>,
    E: From<DbErr>,
{
    let run = AssertUnwindSafe(async move { work(tx).await });
    run.catch_unwind().await.unwrap_or_else(|panic| Err(E::from(DbErr::Custom(words(&*panic)))))
}

fn words(panic: &(dyn Any + Send)) -> String {
    let words = panic.downcast_ref::<&str>().map(|words| (*words).to_owned());
    let words = words.or_else(|| panic.downcast_ref::<String>().cloned());
    format!("a write panicked: {}", words.unwrap_or_default())
}

/// `DbErr` cannot be cloned: everybody who shared the commit learns its words.
fn copy(error: &DbErr) -> DbErr {
    DbErr::Custom(error.to_string())
}

impl Writer {
    pub(super) fn gathering(connection: DatabaseConnection) -> Writer {
        let (sender, receiver) = mpsc::channel(QUEUE);
        let commits = Arc::new(AtomicU64::new(0));
        tokio::spawn(gather(connection, receiver, Arc::clone(&commits)));
        Writer { way: Way::Gathering(sender), commits }
    }

    pub(super) fn one_by_one(connection: DatabaseConnection, places: u32) -> Writer {
        let places = Arc::new(Semaphore::new(usize::try_from(places).unwrap_or(1)));
        Writer { way: Way::OneByOne { connection, places }, commits: Arc::default() }
    }

    pub(super) fn commits(&self) -> u64 {
        self.commits.load(Ordering::Relaxed)
    }

    pub(super) async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
        T: Send + 'static,
        E: From<DbErr> + Send + 'static,
    {
        match &self.way {
            Way::Gathering(sender) => {
                let (caller, answer) = oneshot::channel();
                let waiting = Waiting { work: Some(work), result: None, caller };
                sender.try_send(Box::new(waiting)).map_err(|_refused| DbErr::Custom(BUSY.to_owned()))?;
                answer.await.map_err(|_gone| DbErr::Custom("the writer has ended".to_owned()))?
            }
            Way::OneByOne { connection, places } => {
                let _place = places.acquire().await.map_err(|_closed| DbErr::Custom(BUSY.to_owned()))?;
                let tx = begin(connection).await?;
                match guarded(work, &tx).await {
                    Ok(value) => {
                        tx.commit().await?;
                        self.commits.fetch_add(1, Ordering::Relaxed);
                        Ok(value)
                    }
                    Err(error) => {
                        tx.rollback().await?;
                        Err(error)
                    }
                }
            }
        }
    }
}

/// Takes what waits until nobody can ask any more, then closes the connection.
async fn gather(connection: DatabaseConnection, mut receiver: mpsc::Receiver<Box<dyn Work>>, commits: Arc<AtomicU64>) {
    let mut batch = Vec::with_capacity(BATCH);
    while receiver.recv_many(&mut batch, BATCH).await > 0 {
        let commit = together(&connection, &mut batch).await;
        if commit.is_ok() {
            commits.fetch_add(1, Ordering::Relaxed);
        }
        for work in batch.drain(..) {
            work.answer(commit.as_ref().map(|()| ()));
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the writing connection did not close");
    }
}

/// One immediate transaction around a batch, each piece of work behind a savepoint of its own.
async fn together(connection: &DatabaseConnection, batch: &mut [Box<dyn Work>]) -> Result<(), DbErr> {
    let tx = begin(connection).await?;
    for work in batch {
        let savepoint = savepoint(&tx).await?;
        if work.run(&savepoint).await {
            savepoint.commit().await?;
        } else {
            savepoint.rollback().await?;
        }
    }
    tx.commit().await
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where write transactions begin")]
async fn savepoint(tx: &DatabaseTransaction) -> Result<DatabaseTransaction, DbErr> {
    tx.begin().await
}

/// Immediate on SQLite: a deferred transaction that reads first fails at once when another has written.
async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    connection.begin_with_options(TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() }).await
}
