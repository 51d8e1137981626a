//! The runner: one round at a time for rehearsals and tests, or without end for a server.

mod attempt;
mod round;
mod serve;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::atomic::AtomicU64;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use club::jobs::{self, NewJob};
use club::outbox::{self, Ways};
use club::session::{self, SessionCalendar};
use club::{Club, DbErr, timetable};

pub use round::{Deed, Round};

/// Of real time: how long a job stays in the hands of a worker that does not say it lives.
const LEASE: Duration = Duration::from_secs(60);

/// Runs jobs and sends e-mails of one club.
pub struct Runner {
    club: Club,
    ways: Ways,
    owner: String,
    /// Senders that were started: no two of them share a name.
    senders: AtomicU64,
    /// Keys of the timetable's jobs that are known to be written.
    written: Mutex<BTreeSet<(&'static str, String)>>,
}

impl Runner {
    /// A runner that sends by `ways`, such as an outlet; `owner` is unique among all workers of the club.
    #[must_use]
    pub fn new(club: Club, ways: impl Into<Ways>, owner: String) -> Runner {
        Runner { club, ways: ways.into(), owner, senders: AtomicU64::new(0), written: Mutex::default() }
    }

    fn written(&self) -> MutexGuard<'_, BTreeSet<(&'static str, String)>> {
        self.written.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What the timetable says is due and this runner has not seen written yet.
    fn unwritten(&self, calendars: &[SessionCalendar]) -> Vec<NewJob> {
        let now = self.club.clock.now();
        let mut due: Vec<NewJob> =
            calendars.iter().flat_map(|calendar| timetable::due(now, calendar)).collect();
        let written = self.written();
        due.retain(|new| key(new).is_none_or(|key| !written.contains(&key)));
        due
    }

    /// Writes what the timetable says is due.
    async fn keep_timetable(&self) -> Result<(), DbErr> {
        let due = self.unwritten(&session::calendars(&self.club).await?);
        let keys: Vec<_> = due.iter().filter_map(key).collect();
        jobs::enqueue_all(&self.club, due).await?;
        self.written().extend(keys);
        Ok(())
    }

    /// When there is something to do next: a job, an e-mail, or a line of the timetable. May be past.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn next_wake(&self) -> Result<Option<DateTime<Utc>>, DbErr> {
        let (now, calendars) = (self.club.clock.now(), session::calendars(&self.club).await?);
        let mut wakes = vec![jobs::next_run_at(&self.club).await?, outbox::next_due_at(&self.club).await?];
        wakes.push(self.unwritten(&calendars).iter().map(|new| new.run_at).min());
        wakes.extend(calendars.iter().map(|calendar| timetable::next_after(now, calendar)));
        Ok(wakes.into_iter().flatten().min())
    }
}

fn key(new: &NewJob) -> Option<(&'static str, String)> {
    Some((new.job.kind(), new.unique_key.clone()?))
}
