//! SQLite's one writer: a task that takes whatever waits, does each piece of work behind a savepoint of one immediate transaction, commits once,
//! and only then answers.

use std::sync::Arc;

use sea_orm::{
    ConnectOptions, Database, DatabaseConnection, DatabaseTransaction, DbErr, TransactionTrait as _,
};
use tokio::sync::{mpsc, oneshot};

use super::trouble::UNDONE;
use super::work::Work;
use super::writer::{Commits, begin};

/// Pieces of work that share a commit at most.
const BATCH: usize = 512;

/// What is asked of the task.
pub(super) enum Request {
    Write(Box<dyn Work>),
    /// Come to an end, and drop this when everything is closed.
    End(oneshot::Sender<()>),
}

/// The task's own: a connection, and how to get another one.
pub(super) struct Gathering {
    options: ConnectOptions,
    connection: DatabaseConnection,
    commits: Arc<Commits>,
}

impl Gathering {
    pub(super) async fn open(mut options: ConnectOptions) -> Result<Self, DbErr> {
        let connection = Database::connect(options.clone()).await?;
        // The ones that replace it connect when they are needed.
        options.connect_lazy(true).min_connections(0);
        Ok(Gathering { options, connection, commits: Arc::default() })
    }

    /// What it counts.
    pub(super) fn commits(&self) -> Arc<Commits> {
        Arc::clone(&self.commits)
    }

    /// Works until it is told to end or nobody can ask any more, then closes the connections: the readers' first, because SQLite puts its
    /// write-ahead log into the file only for a connection that closes alone, and two that close at the same moment both see the other.
    pub(super) async fn run(mut self, mut queue: mpsc::Receiver<Request>, readers: DatabaseConnection) {
        let mut requests = Vec::with_capacity(BATCH);
        let mut batch = Vec::with_capacity(BATCH);
        let mut waiting_for_the_end = Vec::new();
        while queue.recv_many(&mut requests, BATCH).await > 0 {
            for request in requests.drain(..) {
                match request {
                    Request::Write(work) => batch.push(work),
                    Request::End(told) => {
                        queue.close();
                        waiting_for_the_end.push(told);
                    }
                }
            }
            self.write(&mut batch).await;
        }
        for connection in [readers, self.connection] {
            if let Err(error) = connection.close().await {
                tracing::warn!(%error, "a connection did not close");
            }
        }
        drop(waiting_for_the_end);
    }

    /// Does a batch and answers everybody in it.
    async fn write(&mut self, batch: &mut Vec<Box<dyn Work>>) {
        if batch.is_empty() {
            return;
        }
        let commit = self.together(batch).await;
        if commit.is_err() {
            self.connect_anew().await;
        }
        for work in batch.drain(..) {
            work.answer(commit.as_ref().copied());
        }
    }

    /// One immediate transaction around a batch, each piece of work behind a savepoint of its own. A lone piece needs none.
    async fn together(&self, batch: &mut [Box<dyn Work>]) -> Result<(), DbErr> {
        let tx = begin(&self.connection).await?;
        let mut kept = 0;
        if let [alone] = batch {
            if !alone.run(&tx).await {
                return tx.rollback().await;
            }
            kept = 1;
        } else {
            for work in batch {
                let savepoint = savepoint(&tx).await?;
                let is_kept = work.run(&savepoint).await;
                let ended = if is_kept { savepoint.commit().await } else { savepoint.rollback().await };
                // SQLite undoes a whole transaction by itself when the disk is full: then the savepoint is gone, and what ran before it.
                ended.map_err(|error| undone(&error))?;
                kept += usize::from(is_kept);
            }
        }
        tx.commit().await?;
        self.commits.add(kept);
        Ok(())
    }

    /// After a transaction that SQLite undid by itself the driver still counts it as open: only a new connection helps.
    async fn connect_anew(&mut self) {
        match Database::connect(self.options.clone()).await {
            Ok(fresh) => {
                let broken = std::mem::replace(&mut self.connection, fresh);
                if let Err(error) = broken.close().await {
                    tracing::warn!(%error, "a broken connection did not close");
                }
            }
            Err(error) => tracing::error!(%error, "the writer could not connect anew"),
        }
    }
}

fn undone(error: &DbErr) -> DbErr {
    tracing::warn!(%error, "a savepoint did not end");
    DbErr::Custom(UNDONE.to_owned())
}

#[expect(clippy::disallowed_methods, reason = "this is the one place where write transactions begin")]
async fn savepoint(tx: &DatabaseTransaction) -> Result<DatabaseTransaction, DbErr> {
    tx.begin().await
}
