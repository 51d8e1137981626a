//! Sending without end, as a server does it: one task leases and makes ready, as many as there are connections carry, one writes down what came
//! of it, and one prolongs the leases of everything that is in our hands.

mod feeder;
mod queue;

#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::DbErr;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;

use super::attempt::{Tried, carry};
use super::lease;
use super::settle::{Delivered, settle};
use super::ways::{Lane, Turn};
use crate::Club;
use queue::Queue;

/// Attempts that are over and not written down: so many more than the connections may be sent twice after a crash.
const UNWRITTEN: usize = 256;

/// How often leases are prolonged: two times may fail.
const HEARTBEAT: Duration = Duration::from_secs(lease::LEASE.as_secs() / 3);

/// With so many that are over, what came of them is written at once.
const MANY: usize = 128;

/// How long fewer wait for others: one commit is for all of them.
const GATHERING: Duration = Duration::from_millis(4);

/// How often it is tried again to write down what came of attempts.
const AGAIN: Duration = Duration::from_millis(500);

/// Everything that the tasks of one lane share.
struct Floor {
    club: Club,
    lane: Lane,
    owner: String,
    queue: Queue,
}

/// Sends what is due by one lane until nothing is due any more, its account is changed or the process is told to stop; then what is on its way is finished and the
/// rest is given back. `owner` is unique among all workers, and never used again.
///
/// # Errors
/// When the database refuses to say what is due; what was leased meanwhile is sent or given back all the same.
pub async fn send_by(
    club: &Club,
    lane: Lane,
    turn: Turn,
    owner: &str,
    stopped: watch::Receiver<bool>,
) -> Result<Delivered, DbErr> {
    let queue = Queue::new(lane.connections);
    let floor = Arc::new(Floor { club: club.clone(), lane, owner: owner.to_owned(), queue });
    let (results, written) = mpsc::channel(UNWRITTEN);
    let mut workers = JoinSet::new();
    for _ in 0..floor.lane.connections {
        workers.spawn(work(Arc::clone(&floor), results.clone()));
    }
    drop(results);
    let heartbeat = tokio::spawn(beat(Arc::clone(&floor)));
    let writer = tokio::spawn(write_down(Arc::clone(&floor), written));
    let fed = feeder::feed(&floor, &turn, stopped).await;
    let unused = floor.queue.close();
    let given_back = lease::give_back(club, owner, unused).await;
    while workers.join_next().await.is_some() {}
    let mut delivered = writer.await.unwrap_or_default();
    heartbeat.abort();
    delivered.add(Delivered { failed: fed?, ..Delivered::default() });
    given_back.map(|()| delivered)
}

/// Carries one e-mail after the other, as long as there are any.
async fn work(floor: Arc<Floor>, results: mpsc::Sender<Tried>) {
    while let Some(ready) = floor.queue.next(|| floor.club.clock.now()).await {
        let domain = ready.row.to_domain.clone();
        let begun = Instant::now();
        let tried = carry(&floor.club, &floor.lane, ready).await;
        floor.queue.ended(&domain, &tried.outcome, begun.elapsed());
        if results.send(tried).await.is_err() {
            return;
        }
    }
}

/// Writes down whatever is over, soon and together: what waits while one transaction is written goes into the next one.
async fn write_down(floor: Arc<Floor>, mut over: mpsc::Receiver<Tried>) -> Delivered {
    let mut delivered = Delivered::default();
    let mut received = Vec::with_capacity(UNWRITTEN);
    while over.recv_many(&mut received, UNWRITTEN).await > 0 {
        if received.len() < MANY {
            tokio::time::sleep(GATHERING).await;
            while received.len() < UNWRITTEN
                && let Ok(tried) = over.try_recv()
            {
                received.push(tried);
            }
        }
        let tried = Arc::new(std::mem::take(&mut received));
        let ids: Vec<_> = tried.iter().map(|one| one.row.id).collect();
        // As long as we hold the leases nobody else sends them; a full disk may be emptied meanwhile.
        loop {
            match settle(&floor.club, Arc::clone(&tried)).await {
                Ok(new) => {
                    delivered.add(new);
                    break;
                }
                Err(error) if floor.queue.is_held_at(floor.club.clock.now()) => {
                    tracing::error!(%error, "what came of e-mails was not written; it is tried again");
                    tokio::time::sleep(AGAIN).await;
                }
                Err(error) => {
                    tracing::error!(%error, "what came of e-mails was not written; they may go out twice");
                    break;
                }
            }
        }
        floor.queue.forget(&ids);
    }
    delivered
}

/// Prolongs the leases of everything that is in our hands.
async fn beat(floor: Arc<Floor>) {
    loop {
        tokio::time::sleep(HEARTBEAT).await;
        let ids = floor.queue.in_hand();
        if ids.is_empty() {
            continue;
        }
        match lease::prolong(&floor.club, &floor.owner, ids.clone()).await {
            Ok((ours, until)) => floor.queue.prolonged(&ids, &ours, until),
            Err(error) => tracing::warn!(%error, "leases of e-mails were not prolonged"),
        }
    }
}
