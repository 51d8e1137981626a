//! Running without end: several jobs side by side, e-mails beside them, until the process is told to stop.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use club::jobs::Lease;
use club::outbox::{self, Lane, Turn};
use club::{Club, DbErr, document, jobs, webhook};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::attempt::attempt_with_heartbeat;
use super::{LEASE, Runner};

/// Jobs that run side by side.
const JOBS: usize = 4;

/// How long nothing is looked at: an e-mail that is due leaves within seconds.
const PAUSE: Duration = Duration::from_millis(500);

/// How often the timetable is read; a clock that runs faster than the machine's is followed more closely.
const TIMETABLE_EVERY: Duration = Duration::from_secs(5);

/// How often the lengths of the queues are told, and old jobs are cleared away.
const UPKEEP_EVERY: Duration = Duration::from_secs(15);

/// How often files are looked for that no document names: at the start, then daily.
const SWEEP_EVERY: Duration = Duration::from_secs(24 * 60 * 60);

/// Younger files may be of documents that are being made.
const ORPHAN_KEPT: TimeDelta = TimeDelta::days(1);

/// How long running jobs may go on after the process was told to stop.
const DRAIN: Duration = Duration::from_secs(30);

/// How long a finished job can be looked up.
const KEPT: TimeDelta = TimeDelta::days(30);

/// What runs at the moment, and when something was looked at last.
struct Floor {
    jobs: JoinSet<()>,
    senders: JoinSet<()>,
    timetable_at: Option<Instant>,
    upkeep_at: Option<Instant>,
    sweep_at: Option<Instant>,
}

impl Floor {
    fn new() -> Floor {
        let (jobs, senders) = (JoinSet::new(), JoinSet::new());
        Floor { jobs, senders, timetable_at: None, upkeep_at: None, sweep_at: None }
    }
}

impl Runner {
    /// Works until `stopped` says so; then running jobs are finished, half a minute long at most. Errors are logged and outlived.
    pub async fn run(&self, mut stopped: watch::Receiver<bool>) {
        let mut floor = Floor::new();
        while !*stopped.borrow() {
            if let Err(error) = self.look(&mut floor, &stopped).await {
                tracing::error!(%error, "the scheduler cannot read what is due; it goes on");
            }
            tokio::select! {
                changed = stopped.changed() => if changed.is_err() { break },
                Some(_) = floor.jobs.join_next() => {}
                Some(_) = floor.senders.join_next() => {}
                () = tokio::time::sleep(PAUSE) => {}
            }
        }
        drain(floor).await;
    }

    async fn look(&self, floor: &mut Floor, stopped: &watch::Receiver<bool>) -> Result<(), DbErr> {
        if is_time(&mut floor.upkeep_at, UPKEEP_EVERY) {
            self.keep_house().await?;
        }
        // The age of files is told by the machine's clock.
        if !self.club.clock.is_simulated() && is_time(&mut floor.sweep_at, SWEEP_EVERY) {
            floor.jobs.spawn(sweep(self.club.clone()));
        }
        if is_time(&mut floor.timetable_at, TIMETABLE_EVERY.div_f64(self.club.clock.speed().max(1.0))) {
            self.keep_timetable().await?;
        }
        self.start_jobs(floor).await?;
        self.start_senders(floor, stopped).await
    }

    async fn start_jobs(&self, floor: &mut Floor) -> Result<(), DbErr> {
        while floor.jobs.try_join_next().is_some() {}
        let free = u64::try_from(JOBS.saturating_sub(floor.jobs.len())).unwrap_or(0);
        let is_due = jobs::next_run_at(&self.club).await?.is_some_and(|at| at <= self.club.clock.now());
        if free == 0 || !is_due {
            return Ok(());
        }
        for lease in jobs::lease(&self.club, &self.owner, free, LEASE).await? {
            floor.jobs.spawn(work(self.club.clone(), lease));
        }
        Ok(())
    }

    async fn start_senders(&self, floor: &mut Floor, stopped: &watch::Receiver<bool>) -> Result<(), DbErr> {
        while floor.senders.try_join_next().is_some() {}
        if !outbox::is_anything_due(&self.club).await? {
            return Ok(());
        }
        for (lane, turn) in self.ways.free_lanes(&self.club).await? {
            // A name of its own: the fence tells senders of one process apart, too.
            let owner = format!("{}/{}", self.owner, self.senders.fetch_add(1, Ordering::Relaxed));
            let (club, stopped) = (self.club.clone(), stopped.clone());
            floor.senders.spawn(async move { send(&club, lane, turn, &owner, stopped).await });
        }
        Ok(())
    }

    /// Clears old jobs away, and tells how much waits.
    async fn keep_house(&self) -> Result<(), DbErr> {
        let long_ago = self.club.clock.now() - KEPT;
        jobs::purge_done(&self.club, long_ago).await?;
        webhook::purge(&self.club, long_ago).await?;
        let (jobs, emails) = (jobs::backlog(&self.club).await?, outbox::backlog(&self.club).await?);
        let lengths = [
            ("webclub_jobs_ready", jobs.ready),
            ("webclub_jobs_parked", jobs.parked),
            ("webclub_emails_due", emails.due),
            ("webclub_emails_failed", emails.failed),
        ];
        for (name, length) in lengths {
            metrics::gauge!(name).set(f64::from(u32::try_from(length).unwrap_or(u32::MAX)));
        }
        outbox::warn_if_late(&self.club).await?;
        Ok(())
    }
}

fn is_time(last: &mut Option<Instant>, every: Duration) -> bool {
    let is_time = last.is_none_or(|last| last.elapsed() >= every);
    if is_time {
        *last = Some(Instant::now());
    }
    is_time
}

async fn sweep(club: Club) {
    if let Err(error) = document::sweep(&club, club.clock.now() - ORPHAN_KEPT).await {
        tracing::warn!(%error, "files that no document names were not swept away");
    }
}

async fn work(club: Club, lease: Lease) {
    if let Err(error) = attempt_with_heartbeat(&club, &lease).await {
        // Its lease runs out, and the job is run again.
        tracing::error!(job = %lease.row.id, %error, "what came of a job was not written");
    }
}

/// Sends by one lane until nothing is due any more, or the process was told to stop.
async fn send(club: &Club, lane: Lane, turn: Turn, owner: &str, stopped: watch::Receiver<bool>) {
    if let Err(error) = outbox::send_by(club, lane, turn, owner, stopped).await {
        tracing::error!(%error, "e-mails were not sent; their leases run out, and they are sent again");
    }
}

async fn drain(mut floor: Floor) {
    let all_done = async {
        while floor.jobs.join_next().await.is_some() {}
        while floor.senders.join_next().await.is_some() {}
    };
    if tokio::time::timeout(DRAIN, all_done).await.is_err() {
        tracing::warn!("jobs were still running when the process ended; others take them over");
    }
}
