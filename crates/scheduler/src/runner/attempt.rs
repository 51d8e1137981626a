//! One attempt at a job: what comes of it is written, whatever it is.

use std::any::Any;
use std::panic::AssertUnwindSafe;

use club::jobs::{self, Lease};
use club::{Club, DbErr};
use futures_util::FutureExt as _;

use super::LEASE;
use crate::jobs::{JobError, run};
use crate::retry;

/// What came of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Done,
    ToRetry,
    Parked,
    /// Somebody else has the job by now.
    Lost,
}

impl Outcome {
    fn word(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::ToRetry => "retry",
            Outcome::Parked => "parked",
            Outcome::Lost => "lost",
        }
    }
}

/// Runs a leased job and writes what came of it.
pub(super) async fn attempt(club: &Club, lease: &Lease) -> Result<Outcome, DbErr> {
    let result = without_panic(run(club, &lease.job)).await;
    let outcome = settle(club, lease, result).await?;
    metrics::counter!("webclub_jobs_total", "kind" => lease.job.kind(), "outcome" => outcome.word())
        .increment(1);
    Ok(outcome)
}

/// The same, while the lease is prolonged in time; a job whose lease was lost is dropped where it stands.
pub(super) async fn attempt_with_heartbeat(club: &Club, lease: &Lease) -> Result<Outcome, DbErr> {
    let work = attempt(club, lease);
    tokio::pin!(work);
    loop {
        tokio::select! {
            outcome = &mut work => return outcome,
            () = tokio::time::sleep(LEASE / 3) => {}
        }
        match jobs::heartbeat(club, lease, LEASE).await {
            Ok(true) => {}
            Ok(false) => {
                tracing::warn!(job = %lease.row.id, kind = lease.job.kind(), "a job was leased by another worker meanwhile");
                return Ok(Outcome::Lost);
            }
            // The lease lasts for two more heartbeats.
            Err(error) => tracing::warn!(job = %lease.row.id, %error, "a heartbeat was not written"),
        }
    }
}

async fn settle(club: &Club, lease: &Lease, result: Result<(), JobError>) -> Result<Outcome, DbErr> {
    let (is_ours, outcome) = match result {
        Ok(()) => (jobs::complete(club, lease).await?, Outcome::Done),
        Err(JobError::Retry(reason)) => {
            tracing::warn!(job = %lease.row.id, kind = lease.job.kind(), reason, "a job failed");
            let at = retry::next_attempt(lease.row.attempts, club.clock.now());
            let is_last = lease.row.attempts >= lease.row.max_attempts;
            let outcome = if is_last { Outcome::Parked } else { Outcome::ToRetry };
            (jobs::fail(club, lease, &reason, Some(at)).await?, outcome)
        }
        Err(JobError::GiveUp(reason)) => {
            tracing::error!(job = %lease.row.id, kind = lease.job.kind(), reason, "a job is parked");
            (jobs::fail(club, lease, &reason, None).await?, Outcome::Parked)
        }
    };
    Ok(if is_ours { outcome } else { Outcome::Lost })
}

/// A panic is of this job only: it is parked with its reason, the others go on.
async fn without_panic(job: impl Future<Output = Result<(), JobError>>) -> Result<(), JobError> {
    let result = AssertUnwindSafe(job).catch_unwind().await;
    result.unwrap_or_else(|panic| Err(JobError::GiveUp(format!("it panicked: {}", text_of(&*panic)))))
}

fn text_of(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no reason given")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_panic_is_a_reason_to_give_up() {
        let panics = |number: usize| async move {
            let names: [&str; 0] = [];
            assert!(number == 0, "no name {}", names.len());
            panic!("plain")
        };
        let reason = |text: &str| Err(JobError::GiveUp(format!("it panicked: {text}")));
        assert_eq!(without_panic(panics(1)).await, reason("no name 0"));
        assert_eq!(without_panic(panics(0)).await, reason("plain"));
        assert_eq!(without_panic(async { Ok(()) }).await, Ok(()));
    }
}
