//! Leasing ahead: the connections never wait for the database, and computing is done beside them.

use std::sync::Arc;
use std::time::Duration;

use sea_orm::DbErr;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::Floor;
use crate::outbox::attempt::{Ready, ready};
use crate::outbox::content::{WholeEmail, with_contents};
use crate::outbox::limits::Limits;
use crate::outbox::{lease, queries};

/// E-mails of one lease.
const AT_ONCE: u64 = 256;

/// With so few in the hand more are leased.
const LOW: usize = 384;

/// E-mails that one thread makes ready.
const A_THREAD: usize = 64;

/// How long nothing is looked for while others are on their way, or domains are at their limits.
const PAUSE: Duration = Duration::from_millis(200);

/// Leases until nothing is due any more and everything is on its way; how many e-mails were too late.
pub(super) async fn feed(floor: &Arc<Floor>, mut stopped: watch::Receiver<bool>) -> Result<usize, DbErr> {
    let mut late = 0;
    while !*stopped.borrow() {
        let limits = Limits::read(floor.club.storage.reads(), floor.club.clock.now()).await?;
        let (pickable, skipped) = floor.queue.look(limits);
        let mut found = 0;
        if pickable < LOW {
            if queries::are_held(&floor.club).await? {
                return Ok(late);
            }
            let wanted = lease::Wanted { skipped, ..lease::Wanted::of(&floor.lane, &floor.owner, AT_ONCE) };
            let (rows, failed) = lease::take(&floor.club, wanted).await?;
            late += failed;
            found = rows.len();
            floor.queue.hold(&rows);
            let whole = with_contents(floor.club.storage.reads(), rows).await?;
            floor.queue.add(made_ready(floor, whole).await);
        }
        if found > 0 {
            continue;
        }
        if floor.queue.is_idle() {
            break;
        }
        tokio::select! {
            () = floor.queue.hungry.notified() => tokio::time::sleep(PAUSE / 20).await,
            () = tokio::time::sleep(PAUSE) => {}
            changed = stopped.changed() => if changed.is_err() { break },
        }
    }
    Ok(late)
}

/// Builds and signs, on threads where nobody waits for an answer.
async fn made_ready(floor: &Arc<Floor>, whole: Vec<WholeEmail>) -> Vec<Ready> {
    let mut whole = whole.into_iter();
    let mut threads = JoinSet::new();
    let mut place = 0_usize;
    loop {
        let part: Vec<WholeEmail> = whole.by_ref().take(A_THREAD).collect();
        if part.is_empty() {
            break;
        }
        let floor = Arc::clone(floor);
        let build = move || part.into_iter().map(|whole| ready(&floor.lane, whole)).collect::<Vec<Ready>>();
        threads.spawn_blocking(move || (place, build()));
        place += 1;
    }
    let mut parts = threads.join_all().await;
    parts.sort_by_key(|(place, _)| *place);
    parts.into_iter().flat_map(|(_, part)| part).collect()
}
