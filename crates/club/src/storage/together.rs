//! Writing together: callers who want the same kind of thing written at the same moment share statements, not only a commit.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::future::{BoxFuture, join_all};
use sea_orm::{DatabaseTransaction, DbErr};
use tokio::sync::oneshot;

use super::trouble::{OVERLOADED, is_full};
use super::{Storage, writer};

/// What is written by one set of statements at most: a database takes some ten thousand values in a statement.
const MOST: usize = 256;

/// What waits of one kind at most; beyond it callers are told to come again.
const QUEUE: usize = 4096;

/// The queues of a storage, one for each kind of thing.
#[derive(Default)]
pub(super) struct Queues(Mutex<HashMap<TypeId, Arc<dyn Any + Send + Sync>>>);

impl Queues {
    fn of<I: Send + 'static, T: Send + 'static, E: Send + 'static>(&self) -> Option<Arc<Queue<I, T, E>>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(TypeId::of::<Queue<I, T, E>>());
        let queue = queue.or_insert_with(|| Arc::new(Queue::<I, T, E>::default()));
        queue.clone().downcast().ok()
    }
}

/// Callers who wait for things of one kind.
struct Queue<I, T, E>(Mutex<Waiting<I, T, E>>);

struct Waiting<I, T, E> {
    callers: Vec<Caller<I, T, E>>,
    /// Somebody is on the way to the writer and takes along whoever comes meanwhile.
    is_led: bool,
}

struct Caller<I, T, E> {
    item: I,
    answer: oneshot::Sender<Result<T, E>>,
}

/// Callers whose things are being written, and whether others are left.
type Taken<I, T, E> = Arc<Mutex<(Vec<Caller<I, T, E>>, bool)>>;

impl<I, T, E> Default for Queue<I, T, E> {
    fn default() -> Self {
        Queue(Mutex::new(Waiting { callers: vec![], is_led: false }))
    }
}

impl<I, T, E> Queue<I, T, E> {
    fn waiting(&self) -> MutexGuard<'_, Waiting<I, T, E>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts a caller in; whether it has to lead the way.
    fn join(&self, caller: Caller<I, T, E>) -> Result<bool, DbErr> {
        let mut waiting = self.waiting();
        if waiting.callers.len() >= QUEUE {
            return Err(DbErr::Custom(OVERLOADED.to_owned()));
        }
        waiting.callers.push(caller);
        Ok(!std::mem::replace(&mut waiting.is_led, true))
    }

    /// Takes the first who wait; whether others are left.
    fn take(&self, most: usize) -> (Vec<Caller<I, T, E>>, bool) {
        let mut waiting = self.waiting();
        let most = most.min(waiting.callers.len());
        let taken = waiting.callers.drain(..most).collect();
        waiting.is_led = !waiting.callers.is_empty();
        (taken, waiting.is_led)
    }
}

impl Storage {
    /// Writes a thing together with those of its kind that wait at the same moment: `work` gets all of them and a transaction, and says for each
    /// what came of it. When it fails as a whole, everything it wrote is undone and each thing is tried alone, so that a bad one fails alone.
    /// The answer comes after the commit. A lone thing waits for nobody.
    ///
    /// # Errors
    /// What the work says of this thing; a [`DbErr`] as in [`Storage::write`].
    pub(crate) async fn write_together<I, T, E, F>(&self, item: I, work: F) -> Result<T, E>
    where
        F: for<'t> Fn(&'t DatabaseTransaction, Vec<I>) -> BoxFuture<'t, Result<Vec<Result<T, E>>, DbErr>>,
        F: Clone + Send + Sync + 'static,
        I: Clone + Send + 'static,
        T: Send + 'static,
        E: From<DbErr> + Send + 'static,
    {
        let queue = self.queues.of::<I, T, E>().ok_or_else(writer::ended)?;
        let (answer, answered) = oneshot::channel();
        if queue.join(Caller { item, answer })? {
            // A task of its own: a caller who hangs up takes nobody down.
            tokio::spawn(lead(self.clone(), queue, work));
        }
        answered.await.map_err(|_gone| writer::ended())?
    }
}

async fn lead<I, T, E, F>(storage: Storage, queue: Arc<Queue<I, T, E>>, work: F)
where
    F: for<'t> Fn(&'t DatabaseTransaction, Vec<I>) -> BoxFuture<'t, Result<Vec<Result<T, E>>, DbErr>>,
    F: Clone + Send + Sync + 'static,
    I: Clone + Send + 'static,
    T: Send + 'static,
    E: From<DbErr> + Send + 'static,
{
    loop {
        let taken: Taken<I, T, E> = Arc::default();
        let (source, inside, doing) = (queue.clone(), taken.clone(), work.clone());
        let done = storage
            .write(move |tx| {
                Box::pin(async move {
                    // Now, not when the way began: whoever came meanwhile comes along.
                    let (callers, are_left) = source.take(MOST);
                    let items = callers.iter().map(|caller| caller.item.clone()).collect();
                    *inside.lock().unwrap_or_else(PoisonError::into_inner) = (callers, are_left);
                    doing(tx, items).await
                })
            })
            .await;
        let (callers, are_left) = std::mem::take(&mut *taken.lock().unwrap_or_else(PoisonError::into_inner));
        match done {
            Ok(results) => answer(callers, results),
            // The writer has not even begun.
            Err(error) if callers.is_empty() => return refuse(queue.take(usize::MAX).0, &error),
            Err(error) if callers.len() == 1 || is_full(&error) => refuse(callers, &error),
            Err(_spoilt) => {
                drop(join_all(callers.into_iter().map(|caller| alone(&storage, caller, work.clone()))).await);
            }
        }
        if !are_left {
            return;
        }
    }
}

// Whoever asked may have gone: what was committed stays.
fn answer<I, T, E: From<DbErr>>(callers: Vec<Caller<I, T, E>>, results: Vec<Result<T, E>>) {
    let mut results = results.into_iter();
    for caller in callers {
        let result = results.next().unwrap_or_else(|| Err(writer::ended().into()));
        drop(caller.answer.send(result));
    }
}

fn refuse<I, T, E: From<DbErr>>(callers: Vec<Caller<I, T, E>>, error: &DbErr) {
    for caller in callers {
        drop(caller.answer.send(Err(error.clone().into())));
    }
}

async fn alone<I, T, E, F>(storage: &Storage, caller: Caller<I, T, E>, work: F)
where
    F: for<'t> Fn(&'t DatabaseTransaction, Vec<I>) -> BoxFuture<'t, Result<Vec<Result<T, E>>, DbErr>>,
    F: Send + Sync + 'static,
    I: Send + 'static,
    T: Send + 'static,
    E: From<DbErr> + Send + 'static,
{
    let item = caller.item;
    let done = storage
        .write(move |tx| {
            Box::pin(async move {
                let mut results = work(tx, vec![item]).await?;
                results.pop().unwrap_or_else(|| Err(writer::ended().into()))
            })
        })
        .await;
    drop(caller.answer.send(done));
}
