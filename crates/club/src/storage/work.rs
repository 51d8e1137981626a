//! One piece of work that somebody waits for.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use sea_orm::{DatabaseTransaction, DbErr};
use tokio::sync::oneshot;

/// A piece of work whose types are forgotten, so that pieces of different actions wait in one queue.
pub(super) trait Work: Send {
    /// Does it; whether what it wrote is to be kept.
    fn run<'t>(&'t mut self, tx: &'t DatabaseTransaction) -> BoxFuture<'t, bool>;

    /// Tells whoever waits what came of it, once it is known whether the transaction was committed.
    fn answer(self: Box<Self>, commit: Result<(), &DbErr>);
}

/// Work beside the caller who waits for it.
pub(super) struct Waiting<T, E, F> {
    work: Option<F>,
    result: Option<Result<T, E>>,
    caller: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Waiting<T, E, F> {
    pub(super) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (caller, answer) = oneshot::channel();
        (Waiting { work: Some(work), result: None, caller }, answer)
    }
}

impl<T, E, F> Work for Waiting<T, E, F>
where
    F: for<'t> FnOnce(&'t DatabaseTransaction) -> BoxFuture<'t, Result<T, E>> + Send + 'static,
    T: Send + 'static,
    E: From<DbErr> + Send + 'static,
{
    fn run<'t>(&'t mut self, tx: &'t DatabaseTransaction) -> BoxFuture<'t, bool> {
        // Taken out: it cannot be done twice.
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
            (Some(Err(error)), _) => Err(error),
            (_, Err(error)) => Err(E::from(error.clone())),
            (None, Ok(())) => Err(E::from(DbErr::Custom("the work was not done".to_owned()))),
        };
        // Whoever asked may have gone: what was committed stays.
        drop(self.caller.send(result));
    }
}

/// Runs work so that its panic is its own error and nobody else's.
pub(super) async fn guarded<T, E, F>(work: F, tx: &DatabaseTransaction) -> Result<T, E>
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
