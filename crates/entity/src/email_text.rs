//! What organizers wrote for a kind of e-mails, in one language, on one level.

use sea_orm::entity::prelude::*;

use crate::{EmailKind, EmailTextId, PersonId, SchoolId, SessionId, TextLevel};

/// What organizers wrote for a kind of e-mails, in one language, on one level.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmailTextId,
    pub level: TextLevel,
    /// Of a text of a school.
    pub school_id: Option<SchoolId>,
    /// Of a text of a session.
    pub session_id: Option<SessionId>,
    pub kind: EmailKind,
    /// `ru` or `en`.
    pub language: String,
    pub subject: String,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Grows with every change: whoever saves names the one that was opened.
    pub revision: i32,
    pub updated_at: DateTimeUtc,
    pub updated_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
