//! E-mails that are ready to leave, and whom they keep waiting: a domain that stalls takes a part of the connections, never all.

use std::collections::{BTreeSet, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use entity::OutboxEmailId;
use tokio::sync::Notify;

use crate::outbox::attempt::{Outcome, Ready};
use crate::outbox::lease::Leased;
use crate::outbox::limits::Limits;

/// So many e-mails of one domain are taken into the hand.
const CROWD: usize = 512;

/// With so few in the hand more are leased.
pub(super) const LOW: usize = 768;

/// So many of a domain that has no connection left.
const FEW: usize = 32;

/// So many time-outs one after the other leave a domain one connection, until one of its e-mails gets through.
const STALLS: u32 = 2;

/// A silent attempt that took as long kept a connection waiting; one that ended earlier was cut off, and costs nobody anything.
const STALL: Duration = Duration::from_secs(10);

/// What is ready, what is on its way, and until when all of it is ours.
pub(super) struct Queue {
    state: Mutex<State>,
    /// Something may be taken, or the end has come.
    changed: Notify,
    /// There is room for more.
    pub(super) hungry: Notify,
    connections: usize,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Ready>,
    /// By id, until when: everything leased whose outcome is not written.
    held: HashMap<OutboxEmailId, DateTime<Utc>>,
    domains: HashMap<String, Domain>,
    limits: Limits,
    is_closed: bool,
    under_way: usize,
    /// Leased, and being made ready.
    coming: usize,
}

#[derive(Clone, Copy, Default)]
struct Domain {
    waiting: usize,
    under_way: usize,
    stalls: u32,
}

impl State {
    /// How many connections a domain may have.
    fn most(&self, domain: &str, connections: usize) -> usize {
        let share = connections.saturating_sub((connections / 4).max(1)).max(1);
        let most = self.limits.of(domain).map_or(share, |rate| rate.connections.min(share));
        let is_stalled = self.domains.get(domain).is_some_and(|known| known.stalls >= STALLS);
        if is_stalled { 1 } else { most }
    }

    fn is_full(&self, domain: &str, connections: usize) -> bool {
        self.domains.get(domain).is_some_and(|known| known.under_way >= self.most(domain, connections))
    }
}

impl Queue {
    pub(super) fn new(connections: usize) -> Queue {
        Queue { state: Mutex::default(), changed: Notify::new(), hungry: Notify::new(), connections }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what was leased: from now on its leases are prolonged.
    pub(super) fn hold(&self, leased: &Leased) {
        let mut state = self.state();
        state.coming += leased.ids.len();
        state.held.extend(leased.ids.iter().map(|id| (*id, leased.until)));
    }

    /// Adds what is ready to leave of what was leased; leases of the rest are no longer prolonged.
    pub(super) fn add(&self, ready: Vec<Ready>, leased: &[OutboxEmailId]) {
        let mut state = self.state();
        state.coming = state.coming.saturating_sub(leased.len());
        if ready.len() < leased.len() {
            let ready: BTreeSet<OutboxEmailId> = ready.iter().map(|one| one.row.id).collect();
            for id in leased.iter().filter(|id| !ready.contains(id)) {
                state.held.remove(id);
            }
        }
        for one in ready {
            state.domains.entry(one.row.to_domain.clone()).or_default().waiting += 1;
            state.waiting.push_back(one);
        }
        drop(state);
        self.changed.notify_waiters();
    }

    /// The next e-mail whose domain has a connection left; waits for one. `None` when the queue is closed.
    pub(super) async fn next(&self, now: impl Fn() -> DateTime<Utc>) -> Option<Ready> {
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            {
                let mut state = self.state();
                if let Some(ready) = self.pick(&mut state, now()) {
                    // Once on the way down: the next ones are ready before these are gone.
                    if state.waiting.len() + state.coming == LOW - 1 {
                        self.hungry.notify_one();
                    }
                    return Some(ready);
                }
                if state.is_closed {
                    return None;
                }
            }
            self.hungry.notify_one();
            changed.await;
        }
    }

    fn pick(&self, state: &mut State, now: DateTime<Utc>) -> Option<Ready> {
        loop {
            let place =
                state.waiting.iter().position(|one| !state.is_full(&one.row.to_domain, self.connections))?;
            let ready = state.waiting.remove(place)?;
            let is_ours = state.held.get(&ready.row.id).is_some_and(|until| now < *until);
            if let Some(domain) = state.domains.get_mut(&ready.row.to_domain) {
                domain.waiting = domain.waiting.saturating_sub(1);
                domain.under_way += usize::from(is_ours);
            }
            if is_ours {
                state.under_way += 1;
                return Some(ready);
            }
            // The process slept longer than the lease: somebody else may have it by now.
            state.held.remove(&ready.row.id);
            tracing::warn!(email = %ready.row.id, "the lease of an e-mail ran out before it was sent");
        }
    }

    /// An attempt is over.
    pub(super) fn ended(&self, domain: &str, outcome: &Outcome, took: Duration) {
        let mut state = self.state();
        state.under_way = state.under_way.saturating_sub(1);
        let known = state.domains.entry(domain.to_owned()).or_default();
        known.under_way = known.under_way.saturating_sub(1);
        // A server that refuses is not one that stalls.
        let is_stall = took >= STALL && matches!(outcome, Outcome::Retry { code: None, .. });
        known.stalls = if is_stall { known.stalls.saturating_add(1) } else { 0 };
        let others_wait = known.waiting > 0;
        if known.waiting == 0 && known.under_way == 0 && known.stalls == 0 {
            state.domains.remove(domain);
        }
        drop(state);
        if others_wait {
            self.changed.notify_waiters();
        }
    }

    /// What came of these is written, or nobody knows: their leases are no longer prolonged.
    pub(super) fn forget(&self, ids: &[OutboxEmailId]) {
        let mut state = self.state();
        for id in ids {
            state.held.remove(id);
        }
    }

    /// Everything that is leased.
    pub(super) fn in_hand(&self) -> Vec<OutboxEmailId> {
        self.state().held.keys().copied().collect()
    }

    /// Of `asked`, these are still ours.
    pub(super) fn prolonged(&self, asked: &[OutboxEmailId], ours: &[OutboxEmailId], until: DateTime<Utc>) {
        let ours: BTreeSet<&OutboxEmailId> = ours.iter().collect();
        let mut state = self.state();
        for id in asked {
            if !ours.contains(id) {
                state.held.remove(id);
            } else if let Some(held) = state.held.get_mut(id) {
                *held = until;
            }
        }
    }

    /// Whether any lease lasts.
    pub(super) fn is_held_at(&self, now: DateTime<Utc>) -> bool {
        self.state().held.values().any(|until| now < *until)
    }

    /// Sets what limits hold.
    pub(super) fn limit(&self, limits: Limits) {
        self.state().limits = limits;
    }

    /// How many can be picked now or soon, and which domains have enough in the hand.
    pub(super) fn look(&self) -> (usize, BTreeSet<String>) {
        let state = self.state();
        let (mut pickable, mut enough) = (state.coming, BTreeSet::new());
        for (name, domain) in &state.domains {
            let is_full = domain.under_way >= state.most(name, self.connections);
            pickable += if is_full { 0 } else { domain.waiting };
            if domain.waiting >= if is_full { FEW } else { CROWD } {
                enough.insert(name.clone());
            }
        }
        (pickable, enough)
    }

    /// Whether nothing waits and nothing is on its way.
    pub(super) fn is_idle(&self) -> bool {
        let state = self.state();
        state.waiting.is_empty() && state.under_way == 0
    }

    /// Takes what waits out and lets the workers go home.
    pub(super) fn close(&self) -> Vec<OutboxEmailId> {
        let mut state = self.state();
        state.is_closed = true;
        let unused: Vec<OutboxEmailId> = state.waiting.drain(..).map(|ready| ready.row.id).collect();
        for id in &unused {
            state.held.remove(id);
        }
        drop(state);
        self.changed.notify_waiters();
        unused
    }
}
