//! E-mails that organizers look at, mend and send together.

use sea_orm::entity::prelude::*;

use crate::{EmailKind, MailingId, MailingState, PersonId, SessionId};

/// E-mails that organizers look at, mend and send together.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mailing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MailingId,
    pub session_id: SessionId,
    pub kind: EmailKind,
    /// Whom it is for, as the club's `Audience`.
    #[sea_orm(column_type = "JsonBinary")]
    pub audience: Json,
    /// Subject and body by language: `{"ru": {"subject": "…", "body": "…"}}`.
    #[sea_orm(column_type = "JsonBinary")]
    pub texts: Json,
    pub state: MailingState,
    pub revision: i32,
    pub created_at: DateTimeUtc,
    pub created_by: Option<PersonId>,
    /// When it was sent or discarded.
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
