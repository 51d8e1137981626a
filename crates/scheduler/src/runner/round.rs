//! One round, everything one after the other: the same again gives the same again.

use chrono::{DateTime, Utc};
use club::{DbErr, jobs, outbox};

use super::attempt::{Outcome, attempt};
use super::{LEASE, Runner};

/// Jobs and e-mails of one lease.
const AT_ONCE: u64 = 16;

/// Something that the scheduler did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    pub at: DateTime<Utc>,
    /// The kind of the job, or `send_email`.
    pub what: &'static str,
    /// Without personal data: `2027-spring Europe/Moscow 2027-04-12`, `S01`, a Message-ID.
    pub subject: String,
}

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// In the order in which it happened.
    pub deeds: Vec<Deed>,
    pub jobs_done: usize,
    /// Parked, or to be tried again.
    pub jobs_failed: usize,
    pub emails_sent: usize,
    pub emails_to_retry: usize,
    pub emails_failed: usize,
}

impl Runner {
    /// Does everything that is due now, in a fixed order and without haste: the timetable, then jobs, then e-mails, until nothing is left.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn round(&self) -> Result<Round, DbErr> {
        let mut round = Round::default();
        loop {
            self.keep_timetable().await?;
            let did_jobs = self.do_jobs(&mut round).await?;
            let did_emails = self.send_emails(&mut round).await?;
            if !did_jobs && !did_emails {
                return Ok(round);
            }
        }
    }

    async fn do_jobs(&self, round: &mut Round) -> Result<bool, DbErr> {
        if jobs::next_run_at(&self.club).await?.is_none_or(|at| at > self.club.clock.now()) {
            return Ok(false);
        }
        let leases = jobs::lease(&self.club, &self.owner, AT_ONCE, LEASE).await?;
        for lease in &leases {
            let outcome = attempt(&self.club, lease).await?;
            match outcome {
                Outcome::Done => round.jobs_done += 1,
                Outcome::ToRetry | Outcome::Parked => round.jobs_failed += 1,
                Outcome::Lost => continue,
            }
            let subject = jobs::subject(&self.club, &lease.job).await?;
            round.deeds.push(Deed { at: self.club.clock.now(), what: lease.job.kind(), subject });
        }
        Ok(!leases.is_empty())
    }

    async fn send_emails(&self, round: &mut Round) -> Result<bool, DbErr> {
        if outbox::next_due_at(&self.club).await?.is_none_or(|at| at > self.club.clock.now()) {
            return Ok(false);
        }
        let delivered = outbox::deliver(&self.club, &self.ways, &self.owner, AT_ONCE).await?;
        round.emails_sent += delivered.sent.len();
        round.emails_to_retry += delivered.to_retry;
        round.emails_failed += delivered.failed;
        let at = self.club.clock.now();
        round.deeds.extend(delivered.sent.iter().map(|id| Deed {
            at,
            what: "send_email",
            subject: outbox::message_id(&self.club, *id),
        }));
        Ok(!delivered.is_empty())
    }
}
