//! Writing to many people portion by portion: no transaction holds the others up for long.

use futures_util::future::BoxFuture;
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use crate::Club;

/// Readers of one transaction.
pub(crate) const AT_ONCE: u64 = 200;

/// What one transaction wrote.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Portion {
    pub(crate) written: usize,
    /// Where the next portion goes on; `None` when there is nobody left.
    pub(crate) last: Option<Uuid>,
}

impl Portion {
    /// A portion of rows in the order of their ids: a full one is not the last.
    pub(crate) fn of(written: usize, ids: &[Uuid]) -> Portion {
        let is_full = u64::try_from(ids.len()).is_ok_and(|length| length >= AT_ONCE);
        Portion { written, last: ids.last().copied().filter(|_| is_full) }
    }
}

/// Writes portion after portion, each in a transaction of its own that begins after the id it is given. Returns how many e-mails were
/// written.
pub(crate) async fn in_portions<F>(club: &Club, write: F) -> Result<usize, DbErr>
where
    F: for<'t> Fn(&'t DatabaseTransaction, Club, Option<Uuid>) -> BoxFuture<'t, Result<Portion, DbErr>>
        + Clone
        + Send
        + 'static,
{
    let (mut written, mut after) = (0, None);
    loop {
        let (inside, write) = (club.clone(), write.clone());
        let portion = club.storage.write(move |tx| write(tx, inside, after)).await?;
        written += portion.written;
        match portion.last {
            Some(last) => after = Some(last),
            None => return Ok(written),
        }
    }
}
