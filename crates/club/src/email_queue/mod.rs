//! The queue of e-mails as people see it: what waits, what is on its way, what failed and why; holding it up and letting it go on.

mod act;
mod pause;
mod queries;
mod summary;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};
use entity::{EmailKind, OutboxEmailId, outbox_email};
use sea_orm::DbErr;

use crate::outbox::named;
use crate::{Club, Viewer};

pub use act::{QueueError, discard, try_again};
pub use pause::{pause, resume};
pub use summary::{QueueSummary, summary};

/// E-mails of a page.
pub const PAGE_EMAILS: u64 = 50;

/// Whose e-mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueScope<'a> {
    /// Of the session with this address: its organizers and curators.
    Session(&'a str),
    /// All: curators.
    Network,
}

/// Where an e-mail is, as people tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueueState {
    /// Nobody has tried to send it yet.
    Due,
    /// A worker holds it.
    InFlight,
    /// It was refused for the moment and is tried again.
    Retrying,
    /// It will not be sent.
    Failed,
    /// It was sent and came back.
    Bounced,
    /// A server took it.
    Sent,
}

impl QueueState {
    /// Every state, in the order of the way.
    pub const ALL: [QueueState; 6] = [
        QueueState::Due,
        QueueState::InFlight,
        QueueState::Retrying,
        QueueState::Failed,
        QueueState::Bounced,
        QueueState::Sent,
    ];

    /// Its word in addresses and keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            QueueState::Due => "due",
            QueueState::InFlight => "in-flight",
            QueueState::Retrying => "retrying",
            QueueState::Failed => "failed",
            QueueState::Bounced => "bounced",
            QueueState::Sent => "sent",
        }
    }

    /// Where an e-mail is; `None` for drafts and what was discarded.
    #[must_use]
    pub fn of(email: &outbox_email::Model) -> Option<QueueState> {
        use entity::OutboxState;
        Some(match email.state {
            OutboxState::Due if email.attempts > 0 => QueueState::Retrying,
            OutboxState::Due => QueueState::Due,
            OutboxState::Leased => QueueState::InFlight,
            OutboxState::Failed => QueueState::Failed,
            OutboxState::Sent if email.bounced_at.is_some() => QueueState::Bounced,
            OutboxState::Sent => QueueState::Sent,
            OutboxState::Draft | OutboxState::Discarded => return None,
        })
    }
}

/// What to look at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QueueFilter {
    /// All but what was sent, when `None` and nothing is searched for.
    pub state: Option<QueueState>,
    pub kind: Option<EmailKind>,
    pub domain: Option<String>,
    /// Words of a name or address.
    pub search: String,
    /// The last e-mail of the page before.
    pub after: Option<OutboxEmailId>,
}

/// The queue of a session or of all.
#[derive(Clone, Debug, Default)]
pub struct Queue {
    pub summary: QueueSummary,
    /// Of what is not sent, the most first.
    pub kinds: Vec<(EmailKind, u64)>,
    /// Of what is not sent, the most first; ten at most.
    pub domains: Vec<(String, u64)>,
    /// Newest first.
    pub emails: Vec<outbox_email::Model>,
    /// There are more after these.
    pub has_more: bool,
}

impl Queue {
    /// Whether something moves, so that a page is worth being looked at again.
    #[must_use]
    pub fn is_moving(&self, now: DateTime<Utc>) -> bool {
        let is_due = |email: &outbox_email::Model| {
            QueueState::of(email) == Some(QueueState::Due) && email.due_at <= now
        };
        self.summary.paused_at.is_none()
            && (self.summary.number_of(QueueState::InFlight) > 0 || self.emails.iter().any(is_due))
    }
}

/// The queue; `None` for whoever may not see it.
///
/// # Errors
/// When the database refuses.
pub async fn queue(
    club: &Club,
    viewer: &Viewer,
    scope: QueueScope<'_>,
    filter: &QueueFilter,
) -> Result<Option<Queue>, DbErr> {
    let Some(summary) = summary(club, viewer, scope).await? else { return Ok(None) };
    let (db, id) = (club.storage.reads(), summary.session.as_ref().map(|session| session.id));
    let (kinds, domains) = queries::not_sent(db, id).await?;
    let mut emails = queries::page(db, id, filter).await?;
    let has_more = emails.len() > usize::try_from(PAGE_EMAILS).unwrap_or(usize::MAX);
    emails.truncate(usize::try_from(PAGE_EMAILS).unwrap_or(usize::MAX));
    let emails = named(db, emails).await?;
    Ok(Some(Queue { summary, kinds, domains, emails, has_more }))
}
