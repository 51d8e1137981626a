//! Sending: outside of any transaction, and what came of it is written with the fence.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use entity::{OutboxEmailId, outbox_email};
use futures_util::FutureExt as _;
use mail::{Address, Email, Mailbox, Outlet, SendError};
use sea_orm::DbErr;

use super::content::{WholeEmail, with_contents};
use super::{lease, queries, retry};
use crate::Club;

/// Of real time: a server that stalls holds a worker no longer.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(45);

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
}

/// What came of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Outcome {
    Sent,
    Retry(String),
    Failed(String),
}

/// Leases e-mails that are due, sends them one after the other and writes down what came of it; each failure is of one e-mail only. `owner`
/// names the worker; several may deliver at once. Sends nothing while e-mails are held.
///
/// # Errors
/// When the database refuses.
pub async fn deliver(club: &Club, outlet: &Outlet, owner: &str, most: u64) -> Result<Delivered, DbErr> {
    if queries::are_held(club).await? {
        return Ok(Delivered::default());
    }
    let (rows, failed) = lease::take(club, owner, most).await?;
    let mut delivered = Delivered { failed, ..Delivered::default() };
    for row in with_contents(club.storage.reads(), rows).await? {
        if !lease::hold(club, &row, LONGEST_ATTEMPT).await? {
            tracing::warn!(email = %row.id, "an e-mail was leased by another worker meanwhile");
            continue;
        }
        let outcome = attempt(club, outlet, &row).await;
        settle(club, &row, outcome, &mut delivered).await?;
    }
    Ok(delivered)
}

async fn attempt(club: &Club, outlet: &Outlet, row: &WholeEmail) -> Outcome {
    if row.not_after.is_some_and(|end| end <= club.clock.now()) {
        return Outcome::Failed(lease::TOO_LATE.to_owned());
    }
    // An e-mail that cannot even be built must not stop the others: neither by an error nor by a panic.
    let sending = AssertUnwindSafe(async {
        let email = build(club, row)?;
        match tokio::time::timeout(LONGEST_ATTEMPT, outlet.send(&email)).await {
            Ok(result) => result.map(drop).map_err(Outcome::from),
            Err(_elapsed) => Err(Outcome::Retry("the server did not answer in time".to_owned())),
        }
    });
    match sending.catch_unwind().await {
        Ok(Ok(())) => Outcome::Sent,
        Ok(Err(outcome)) => outcome,
        Err(_panic) => Outcome::Failed("the program failed on this e-mail".to_owned()),
    }
}

impl From<SendError> for Outcome {
    fn from(error: SendError) -> Outcome {
        match error {
            SendError::Temporary { reason, .. } => Outcome::Retry(reason),
            SendError::Permanent { .. } | SendError::Unsendable(_) => Outcome::Failed(error.reason()),
        }
    }
}

/// The e-mail as it leaves. Its date is the instant at which it was written: the same bytes at every attempt.
fn build(club: &Club, row: &WholeEmail) -> Result<Email, Outcome> {
    let unreadable = |what: &str| Outcome::Failed(format!("{what} cannot be read"));
    let address = Address::parse(&row.to_address).map_err(|error| Outcome::Failed(error.to_string()))?;
    Ok(Email {
        from: club.settings.sender().clone(),
        reply_to: None,
        to: Mailbox::new(row.to_name.as_deref(), address),
        subject: row.subject.clone(),
        text: row.text.clone(),
        html: Some(row.html.clone()).filter(|html| !html.is_empty()),
        attachments: row.files().ok_or_else(|| unreadable("an attachment"))?,
        message_id: row.message_id.clone(),
        date: row.created_at,
        language: row.language.parse().unwrap_or_default(),
        unsubscribe_url: row.unsubscribe_url.clone(),
    })
}

async fn settle(
    club: &Club,
    row: &outbox_email::Model,
    outcome: Outcome,
    delivered: &mut Delivered,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let (new, is_final) = match &outcome {
        Outcome::Sent => (lease::sent(now), true),
        Outcome::Failed(reason) => (lease::failed(reason), true),
        Outcome::Retry(reason) => match retry::next_attempt(row.attempts, now, row.created_at, row.not_after)
        {
            Some(at) => (lease::due_again(at, reason), false),
            None => (lease::failed(&format!("{}: {reason}", lease::TOO_LATE)), true),
        },
    };
    if !lease::settle(club, row, new).await? {
        tracing::warn!(email = %row.id, "an e-mail was leased by another worker meanwhile; it may go out twice");
    }
    match outcome {
        Outcome::Sent => delivered.sent.push(row.id),
        Outcome::Failed(_) | Outcome::Retry(_) if is_final => {
            delivered.failed += 1;
            tracing::warn!(email = %row.id, kind = %row.kind, "an e-mail will not be sent");
        }
        Outcome::Failed(_) | Outcome::Retry(_) => delivered.to_retry += 1,
    }
    Ok(())
}
