//! Leasing ahead: the connections never wait for the database, and computing is done beside them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use entity::OutboxEmailId;
use sea_orm::DbErr;
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::Floor;
use crate::outbox::attempt::{Ready, ready};
use crate::outbox::content::{WholeEmail, with_contents};
use crate::outbox::limits::Limits;
use crate::outbox::settle::Delivered;
use crate::outbox::ways::Turn;
use crate::outbox::{lease, queries};

/// E-mails of one lease.
const AT_ONCE: u64 = 512;

/// E-mails of the first lease: the connections wait for it.
const FIRST: u64 = 64;

/// With so few in the hand more are leased.
const LOW: usize = 768;

/// E-mails that one thread makes ready.
const A_THREAD: usize = 64;

/// How long nothing is looked for while others are on their way, or domains are at their limits.
const PAUSE: Duration = Duration::from_millis(200);

/// How long limits that were read are believed, and how often what is late or lost is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// Leases until nothing is due any more and everything is on its way; how many e-mails were too late.
pub(super) async fn feed(
    floor: &Arc<Floor>,
    turn: &Turn,
    mut stopped: watch::Receiver<bool>,
) -> Result<usize, DbErr> {
    let (mut late, mut looked_at, mut at_once) = (0, None::<Instant>, FIRST);
    // Making ready goes on beside the next lease.
    let mut making = JoinSet::new();
    while !*stopped.borrow() {
        while let Some(made) = making.try_join_next() {
            made.unwrap_or(Ok(()))?;
        }
        if looked_at.is_none_or(|at| at.elapsed() >= LOOK_EVERY) {
            if queries::are_held(&floor.club).await? || !turn.stands(&floor.club, &floor.lane).await? {
                break;
            }
            late += tidied(floor).await?;
            floor.queue.limit(Limits::read(floor.club.storage.reads(), floor.club.clock.now()).await?);
            looked_at = Some(Instant::now());
        }
        if lease_more(floor, at_once, &mut making).await? {
            at_once = AT_ONCE;
            continue;
        }
        if making.is_empty() && floor.queue.is_idle() {
            break;
        }
        tokio::select! {
            () = floor.queue.hungry.notified() => tokio::time::sleep(PAUSE / 40).await,
            Some(made) = making.join_next() => made.unwrap_or(Ok(()))?,
            () = tokio::time::sleep(PAUSE) => {}
            changed = stopped.changed() => if changed.is_err() { break },
        }
    }
    while let Some(made) = making.join_next().await {
        made.unwrap_or(Ok(()))?;
    }
    Ok(late)
}

async fn tidied(floor: &Floor) -> Result<usize, DbErr> {
    let failed = lease::tidy(&floor.club).await?;
    Delivered { failed, ..Delivered::default() }.count();
    Ok(failed)
}

/// Leases when there is little in the hand; whether something came.
async fn lease_more(
    floor: &Arc<Floor>,
    at_once: u64,
    making: &mut JoinSet<Result<(), DbErr>>,
) -> Result<bool, DbErr> {
    let (pickable, skipped) = floor.queue.look();
    if pickable >= LOW {
        return Ok(false);
    }
    let wanted = lease::Wanted { skipped, ..lease::Wanted::of(&floor.lane, &floor.owner, at_once) };
    let leased = lease::take(&floor.club, wanted).await?;
    if leased.ids.is_empty() {
        return Ok(false);
    }
    floor.queue.hold(&leased);
    let floor = Arc::clone(floor);
    making.spawn(async move {
        match read(&floor, &leased.ids).await {
            Ok(whole) => {
                let ready = made_ready(&floor, whole).await;
                floor.queue.add(ready, &leased.ids);
                Ok(())
            }
            Err(error) => {
                floor.queue.add(vec![], &leased.ids);
                Err(error)
            }
        }
    });
    Ok(true)
}

/// What was leased, with what it says: read while the next ones are leased.
async fn read(floor: &Floor, ids: &[OutboxEmailId]) -> Result<Vec<WholeEmail>, DbErr> {
    let reads = floor.club.storage.reads();
    let rows = queries::leased_by(reads, &floor.owner, ids).await?;
    with_contents(reads, rows).await
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
