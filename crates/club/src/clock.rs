//! The club's time: the machine's, or a simulated one that can be set and can run faster.
#![expect(clippy::disallowed_methods, reason = "this is the one place that reads the machine's clock")]

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use tokio::sync::Notify;

/// Where the club takes its time from. Cheap to clone; clones share their time.
#[derive(Clone, Debug)]
pub struct Clock(Source);

#[derive(Clone, Debug)]
enum Source {
    Machine,
    Simulated(Arc<Simulated>),
}

#[derive(Debug)]
struct Simulated {
    state: Mutex<State>,
    moved: Notify,
}

/// Since `real`, the club's time has run from `at`, `speed` times as fast as the machine's.
#[derive(Clone, Copy, Debug)]
struct State {
    at: DateTime<Utc>,
    real: Instant,
    speed: f64,
}

impl State {
    fn now(self) -> DateTime<Utc> {
        let passed = self.real.elapsed().as_secs_f64() * self.speed;
        self.at + TimeDelta::from_std(Duration::from_secs_f64(passed)).unwrap_or(TimeDelta::MAX)
    }
}

impl Clock {
    /// The machine's clock.
    #[must_use]
    pub fn machine() -> Self {
        Self(Source::Machine)
    }

    /// A clock that shows `at` and runs `speed` times as fast as the machine's; 0 stands still.
    #[must_use]
    pub fn simulated(at: DateTime<Utc>, speed: f64) -> Self {
        let state = State { at, real: Instant::now(), speed: speed.max(0.0) };
        Self(Source::Simulated(Arc::new(Simulated { state: Mutex::new(state), moved: Notify::new() })))
    }

    /// Now, in whole microseconds: the precision that both stores keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = match &self.0 {
            Source::Machine => Utc::now(),
            Source::Simulated(simulated) => simulated.read().now(),
        };
        now.trunc_subsecs(6)
    }

    /// How many times faster than the machine's clock this one runs: 1 for the machine's own.
    #[must_use]
    pub fn speed(&self) -> f64 {
        match &self.0 {
            Source::Machine => 1.0,
            Source::Simulated(simulated) => simulated.read().speed,
        }
    }

    /// Whether this is a simulated clock: pages say so.
    #[must_use]
    pub fn is_simulated(&self) -> bool {
        matches!(self.0, Source::Simulated(_))
    }

    /// Sets a simulated clock and wakes whoever waits for a time; the machine's clock stays as it is.
    pub fn set(&self, at: DateTime<Utc>) {
        self.change(|state| state.at = at);
    }

    /// Changes how fast a simulated clock runs from now on.
    pub fn set_speed(&self, speed: f64) {
        self.change(|state| {
            state.at = state.now();
            state.speed = speed.max(0.0);
        });
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        if let Source::Simulated(simulated) = &self.0 {
            let mut state = simulated.state.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut state);
            state.real = Instant::now();
            drop(state);
            simulated.moved.notify_waiters();
        }
    }

    /// Returns once the clock shows `at` or later.
    pub async fn wait_until(&self, at: DateTime<Utc>) {
        loop {
            let Ok(left) = (at - self.now()).to_std() else { return };
            if left.is_zero() {
                return;
            }
            match &self.0 {
                // In steps, so that a machine's clock that is set forward is noticed.
                Source::Machine => tokio::time::sleep(left.min(Duration::from_secs(30))).await,
                Source::Simulated(simulated) => simulated.wait(left).await,
            }
        }
    }
}

impl Simulated {
    fn read(&self) -> State {
        *self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until `left` of the club's time has passed or the clock was moved.
    async fn wait(&self, left: Duration) {
        let moved = self.moved.notified();
        let speed = self.read().speed;
        if speed == 0.0 {
            moved.await;
            return;
        }
        let real =
            Duration::from_secs_f64((left.as_secs_f64() / speed).min(3600.0)).max(Duration::from_millis(1));
        tokio::select! {
            () = moved => {}
            () = tokio::time::sleep(real) => {}
        }
    }
}
