//! Connections that wait for the next e-mail.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{AcquireError, Semaphore, SemaphorePermit};

use super::connection::Connection;

/// Servers close a silent connection after some minutes; ours are closed before.
const KEPT_FOR: Duration = Duration::from_secs(45);
/// Many servers take a hundred e-mails over one connection and no more.
const EMAILS_A_CONNECTION: u32 = 100;

/// The connections of one account.
pub(super) struct Pool {
    turns: Semaphore,
    kept: Mutex<Vec<Connection>>,
}

impl Pool {
    /// A pool that opens at most so many connections at a time.
    pub(super) fn new(connections: usize) -> Pool {
        Pool { turns: Semaphore::new(connections), kept: Mutex::new(Vec::new()) }
    }

    /// Waits until a connection may be used.
    pub(super) async fn turn(&self) -> Result<SemaphorePermit<'_>, AcquireError> {
        self.turns.acquire().await
    }

    /// The connection that was used last; those that waited too long are closed.
    pub(super) fn take(&self) -> Option<Connection> {
        let (old, taken) = {
            let mut kept = self.kept();
            let (old, mut young): (Vec<_>, Vec<_>) =
                kept.drain(..).partition(|connection| connection.used_at.elapsed() > KEPT_FOR);
            let taken = young.pop();
            *kept = young;
            (old, taken)
        };
        for connection in old {
            tokio::spawn(connection.quit());
        }
        taken
    }

    /// Keeps a connection for the next e-mail, or closes it when it has carried its share.
    pub(super) fn keep(&self, connection: Connection) {
        if connection.emails >= EMAILS_A_CONNECTION {
            tokio::spawn(connection.quit());
        } else {
            self.kept().push(connection);
        }
    }

    /// Closes every connection that waits.
    pub(super) async fn close(&self) {
        let kept = std::mem::take(&mut *self.kept());
        for connection in kept {
            connection.quit().await;
        }
    }

    /// A panic elsewhere leaves the list whole, so a poisoned lock is no reason to lose it.
    fn kept(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
