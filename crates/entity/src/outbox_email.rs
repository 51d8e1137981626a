//! An e-mail on its way out, written in the transaction of its cause.

use sea_orm::entity::prelude::*;

use crate::{EmailKind, MailingId, OutboxEmailId, OutboxState, PersonId, SessionId, SmtpAccountId};

/// An e-mail on its way out, written in the transaction of its cause; its texts and attachments stand in
/// [`outbox_content`](crate::outbox_content).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_email")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OutboxEmailId,
    /// One e-mail a cause.
    #[sea_orm(unique)]
    pub dedup_key: String,
    pub kind: EmailKind,
    pub session_id: Option<SessionId>,
    pub person_id: Option<PersonId>,
    pub to_name: Option<String>,
    pub to_address: String,
    pub language: String,
    pub subject: String,
    /// Codes of the webinars it is about, separated by spaces.
    pub webinars: String,
    #[sea_orm(unique)]
    pub message_id: String,
    pub unsubscribe_url: Option<String>,
    pub state: OutboxState,
    pub due_at: DateTimeUtc,
    /// No attempt begins later: the webinar has started.
    pub not_after: Option<DateTimeUtc>,
    pub attempts: i32,
    pub lease_owner: Option<String>,
    pub lease_until: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub last_error: Option<String>,
    pub sent_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
    /// Of the mailing it belongs to.
    pub mailing_id: Option<MailingId>,
    /// The account it goes through; the installation's own when `None`.
    pub account_id: Option<SmtpAccountId>,
    /// Of the address, in ASCII: limits are a domain's.
    pub to_domain: String,
    /// Small numbers go first: 0 log-in links, 2 what a webinar of the day needs, 5 everything else, 8 invitations.
    pub urgency: i32,
    /// Of words, attachments and reader: the same e-mail is not written twice to one person.
    pub content_sha256: Option<String>,
    pub last_tried_at: Option<DateTimeUtc>,
    /// When a server reported, after it was sent, that it did not arrive.
    pub bounced_at: Option<DateTimeUtc>,
    #[sea_orm(column_type = "Text", nullable)]
    pub bounce_reason: Option<String>,
    /// Whether it goes to organizers in place of its reader.
    pub is_rehearsal: bool,
}

impl ActiveModelBehavior for ActiveModel {}
