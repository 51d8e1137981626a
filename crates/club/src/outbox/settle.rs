//! Writing down what came of attempts: all that were sent in a moment by one statement, with the fence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::{OutboxEmailId, outbox_email};
use sea_orm::{DatabaseTransaction, DbErr};

use super::attempt::{Outcome, Tried};
use super::limits::{is_of_rate, slow_down};
use super::{lease, retry, twins};
use crate::{Club, email_report, smtp_account};

/// What one round of sending did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: Vec<OutboxEmailId>,
    pub to_retry: usize,
    pub failed: usize,
}

impl Delivered {
    /// Whether there was nothing to do.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Delivered::default()
    }

    /// Adds what another part of the round did.
    pub(super) fn add(&mut self, other: Delivered) {
        self.sent.extend(other.sent);
        self.to_retry += other.to_retry;
        self.failed += other.failed;
    }

    /// For whoever watches the club.
    pub(super) fn count(&self) {
        let of = |outcome: &'static str| metrics::counter!("webclub_emails_total", "outcome" => outcome);
        of("sent").increment(whole(self.sent.len()));
        of("retry").increment(whole(self.to_retry));
        of("failed").increment(whole(self.failed));
    }
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

/// Writes what came of attempts, in one transaction. What is somebody else's by now is left as it is.
pub(super) async fn settle(club: &Club, tried: Arc<Vec<Tried>>) -> Result<Delivered, DbErr> {
    if tried.is_empty() {
        return Ok(Delivered::default());
    }
    let now = club.clock.now();
    let inside = club.clone();
    let work = club.storage.write(move |tx| Box::pin(async move { write(tx, &inside, &tried, now).await }));
    let delivered = work.await?;
    delivered.count();
    Ok(delivered)
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    tried: &[Tried],
    now: DateTime<Utc>,
) -> Result<Delivered, DbErr> {
    let mut delivered = Delivered::default();
    let mut sent: BTreeMap<(&str, i32), Vec<OutboxEmailId>> = BTreeMap::new();
    let mut complaints: BTreeMap<&str, &str> = BTreeMap::new();
    for one in tried {
        let row = &one.row;
        let owner = row.lease_owner.as_deref().unwrap_or_default();
        let (new, is_final) = match &one.outcome {
            Outcome::Sent => {
                sent.entry((owner, row.attempts)).or_default().push(row.id);
                delivered.sent.push(row.id);
                continue;
            }
            Outcome::Failed(reason) => (lease::failed(reason), true),
            Outcome::Retry { code, reason } => {
                if is_of_rate(*code, reason) {
                    complaints.insert(&row.to_domain, reason);
                }
                match retry::next_attempt(row.attempts, now, row.created_at, row.not_after) {
                    Some(at) => (lease::due_again(at, reason), false),
                    None => (lease::failed(&format!("{}: {reason}", lease::TOO_LATE)), true),
                }
            }
        };
        let changed = lease::fenced(owner, row.attempts, vec![row.id]).set(new).exec(tx).await?;
        told_if_lost(row.id, changed.rows_affected == 1);
        if let Outcome::Failed(said) = &one.outcome {
            // A server that knows no such mailbox says so for good.
            email_report::answered(tx, club, row, said).await?;
        }
        if is_final {
            delivered.failed += 1;
            tracing::warn!(email = %row.id, kind = %row.kind, "an e-mail will not be sent");
        } else {
            delivered.to_retry += 1;
        }
    }
    mark_accounts(tx, club, tried).await?;
    for ((owner, attempts), ids) in sent {
        write_sent(tx, owner, attempts, ids, now).await?;
    }
    let told: Vec<&outbox_email::Model> =
        tried.iter().filter(|one| one.outcome == Outcome::Sent).map(|one| &one.row).collect();
    twins::told_with(tx, &told, now).await?;
    for (domain, reason) in complaints {
        slow_down(tx, domain, reason, now).await?;
    }
    Ok(delivered)
}

/// Accounts that cannot be used are marked, each once: their e-mails go another way with the next attempt.
async fn mark_accounts(tx: &DatabaseTransaction, club: &Club, tried: &[Tried]) -> Result<(), DbErr> {
    let troubled = tried.iter().filter_map(|one| {
        let (revision, trouble) = one.trouble.as_ref()?;
        Some(((one.row.account_id?, *revision), trouble))
    });
    for (account, trouble) in troubled.collect::<BTreeMap<_, _>>() {
        smtp_account::mark(tx, club, account, trouble).await?;
    }
    Ok(())
}

async fn write_sent(
    tx: &DatabaseTransaction,
    owner: &str,
    attempts: i32,
    ids: Vec<OutboxEmailId>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let all: BTreeSet<OutboxEmailId> = ids.iter().copied().collect();
    let update = lease::fenced(owner, attempts, ids.clone()).set(lease::sent(now));
    let changed = update.exec(tx).await?;
    if changed.rows_affected == whole(all.len()) {
        return Ok(());
    }
    let ours: BTreeSet<OutboxEmailId> = super::queries::sent_at(tx, ids, now).await?.into_iter().collect();
    for id in all.difference(&ours) {
        told_if_lost(*id, false);
    }
    Ok(())
}

fn told_if_lost(id: OutboxEmailId, is_ours: bool) {
    if !is_ours {
        tracing::warn!(email = %id, "an e-mail was leased by another worker meanwhile; it may go out twice");
    }
}
