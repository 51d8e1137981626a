//! The one place where write transactions begin.
//!
//! SQLite has one writer at a time, so a task of ours is it and gathers what waits. PostgreSQL writes side by side: there each piece of work is a
//! transaction of its own.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures_util::future::BoxFuture;
use sea_orm::{
    ConnectOptions, ConnectionTrait as _, DatabaseConnection, DatabaseTransaction, DbErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait as _,
};
use tokio::sync::{Semaphore, mpsc, oneshot};

use super::gathering::Gathering;
use super::trouble::OVERLOADED;
use super::work::{Waiting, Work, guarded};

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
    Gathering { queue: mpsc::Sender<Box<dyn Work>>, ended: Arc<Ended> },
    SideBySide { connection: DatabaseConnection, waiting_room: Arc<Semaphore>, places: Arc<Semaphore> },
}

/// Whether the gathering task is through, and a way to tell it to come to an end.
struct Ended {
    stop: std::sync::Mutex<Option<oneshot::Sender<()>>>,
    task: tokio::sync::Mutex<Option<tokio::task::JoinHandle<()>>>,
}
