//! Outgoing e-mails: written in the transaction of their cause, sent at least once, always with the same Message-ID.

use chrono::{DateTime, Utc};
use entity::{EmailKind, OutboxEmailId, PersonId, SessionId, outbox_email, session};
use lang::Lang;
use mail::{Attachment, Outlet};
use sea_orm::{DatabaseTransaction, DbErr};

use crate::{Club, Viewer};

/// An e-mail to be written to the outbox.
#[derive(Clone, Debug)]
pub struct NewEmail {
    pub kind: EmailKind,
    /// One e-mail a cause: a second one with the same key is not written.
    pub dedup_key: String,
    pub session_id: Option<SessionId>,
    pub person_id: Option<PersonId>,
    pub to_name: Option<String>,
    pub to_address: String,
    pub language: Lang,
    pub subject: String,
    pub text: String,
    pub html: String,
    pub attachments: Vec<Attachment>,
    pub webinars: Vec<String>,
    /// Now, when `None`.
    pub due_at: Option<DateTime<Utc>>,
    /// No attempt begins later.
    pub not_after: Option<DateTime<Utc>>,
}

/// Writes an e-mail; `None` when one with its key is there already.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(tx: &DatabaseTransaction, club: &Club, email: NewEmail) -> Result<Option<OutboxEmailId>, DbErr> {
    let _ = (tx, club, email);
    todo!()
}

/// What one round of sending did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Delivered {
    pub sent: Vec<OutboxEmailId>,
    pub to_retry: usize,
    pub failed: usize,
}

/// Leases e-mails that are due, sends them and writes down what came of it; each failure is of one e-mail only. `owner` names the worker.
/// Sends nothing while e-mails are held.
///
/// # Errors
/// When the database refuses.
pub async fn deliver(club: &Club, outlet: &Outlet, owner: &str, most: u64) -> Result<Delivered, DbErr> {
    let _ = (club, outlet, owner, most);
    todo!()
}

/// When the next e-mail is due: a worker sleeps until then.
///
/// # Errors
/// When the database refuses.
pub async fn next_due_at(club: &Club) -> Result<Option<DateTime<Utc>>, DbErr> {
    let _ = club;
    todo!()
}

/// E-mails of a session, newest first, for its organizers and curators; others see none.
///
/// # Errors
/// When the database refuses.
pub async fn of_session(club: &Club, viewer: &Viewer, session: &session::Model, most: u64) -> Result<Vec<outbox_email::Model>, DbErr> {
    let _ = (club, viewer, session, most);
    todo!()
}

/// Every e-mail that went out, newest first: the demo's mailbox. Call it from the demo only.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox(club: &Club, most: u64) -> Result<Vec<outbox_email::Model>, DbErr> {
    let _ = (club, most);
    todo!()
}

/// One e-mail of the demo's mailbox.
///
/// # Errors
/// When the database refuses.
pub async fn mailbox_email(club: &Club, id: OutboxEmailId) -> Result<Option<outbox_email::Model>, DbErr> {
    let _ = (club, id);
    todo!()
}
