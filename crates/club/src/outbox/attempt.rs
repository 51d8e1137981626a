//! One attempt at an e-mail: made ready off the hot path, then carried; whatever goes wrong is of this e-mail only.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use entity::outbox_email;
use futures_util::FutureExt as _;
use mail::{Address, BuiltEmail, Email, Mailbox, SendError, Trouble};

use super::content::{Content, WholeEmail};
use super::lease;
use super::ways::Lane;
use crate::Club;

/// Of real time: a server that stalls holds a worker no longer.
const LONGEST_ATTEMPT: Duration = Duration::from_secs(45);

/// What came of one attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Sent,
    Retry { code: Option<u16>, reason: String },
    Failed(String),
}

/// An e-mail in a worker's hands, ready to leave, or what keeps it from leaving.
#[derive(Debug)]
pub(super) struct Ready {
    pub(super) row: outbox_email::Model,
    pub(super) built: Result<BuiltEmail, Outcome>,
}

/// An attempt that is over.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    pub(super) row: outbox_email::Model,
    pub(super) outcome: Outcome,
    /// What it says of the account by which it went, with its revision.
    pub(super) trouble: Option<(i32, Trouble)>,
}

impl From<SendError> for Outcome {
    fn from(error: SendError) -> Outcome {
        match error {
            SendError::Temporary { reason, code } => Outcome::Retry { code, reason },
            SendError::Permanent { .. } | SendError::Unsendable(_) => Outcome::Failed(error.reason()),
        }
    }
}

/// What stands beside an e-mail on which the program itself failed.
fn panicked() -> Outcome {
    Outcome::Failed("the program failed on this e-mail".to_owned())
}

/// Makes an e-mail ready; takes computing, no waiting.
pub(super) fn ready(lane: &Lane, whole: WholeEmail) -> Ready {
    let (row, content) = whole.parted();
    let building = AssertUnwindSafe(|| {
        let email = email(lane, &row, content)?;
        lane.outlet.build(email).map_err(|error| Outcome::from(SendError::from(error)))
    });
    let built = std::panic::catch_unwind(building).unwrap_or_else(|_panic| Err(panicked()));
    Ready { row, built }
}

/// The e-mail as it leaves. Its date is the instant at which it was written: the same bytes at every attempt.
fn email(lane: &Lane, row: &outbox_email::Model, content: Content) -> Result<Email, Outcome> {
    let unreadable = |what: &str| Outcome::Failed(format!("{what} cannot be read"));
    let address = Address::parse(&row.to_address).map_err(|error| Outcome::Failed(error.to_string()))?;
    Ok(Email {
        from: lane.from.clone(),
        reply_to: None,
        to: Mailbox::new(row.to_name.as_deref(), address),
        subject: row.subject.clone(),
        text: content.text,
        html: Some(content.html).filter(|html| !html.is_empty()),
        attachments: content.attachments.ok_or_else(|| unreadable("an attachment"))?,
        message_id: row.message_id.clone(),
        date: row.created_at,
        language: row.language.parse().unwrap_or_default(),
        unsubscribe_url: row.unsubscribe_url.clone(),
    })
}

/// Carries an e-mail to its server.
pub(super) async fn carry(club: &Club, lane: &Lane, ready: Ready) -> Tried {
    let Ready { row, built } = ready;
    let outcome = match built {
        _ if row.not_after.is_some_and(|end| end <= club.clock.now()) => {
            Outcome::Failed(lease::TOO_LATE.to_owned())
        }
        Err(outcome) => outcome,
        Ok(built) => {
            let sending = AssertUnwindSafe(tokio::time::timeout(LONGEST_ATTEMPT, lane.outlet.carry(&built)));
            match sending.catch_unwind().await {
                Ok(Ok(Ok(_receipt))) => Outcome::Sent,
                Ok(Ok(Err(error))) => Outcome::from(error),
                Ok(Err(_elapsed)) => {
                    Outcome::Retry { code: None, reason: "the server did not answer in time".to_owned() }
                }
                Err(_panic) => panicked(),
            }
        }
    };
    let trouble = lane.account.and_then(|_| lane.strain.note(&outcome, club.clock.now()));
    Tried { row, outcome, trouble: trouble.map(|trouble| (lane.revision, trouble)) }
}
