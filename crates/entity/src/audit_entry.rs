//! One deed in the audit trail: who did what to what, and when.

use sea_orm::entity::prelude::*;

use crate::{AuditEntryId, PersonId, SchoolId, SessionId};

/// One deed in the audit trail: who did what to what, and when.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audit_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AuditEntryId,
    pub at: DateTimeUtc,
    /// Nobody: the scheduler or the command line.
    pub person_id: Option<PersonId>,
    pub school_id: Option<SchoolId>,
    pub session_id: Option<SessionId>,
    /// `session.publish`
    pub action: String,
    /// Kind and id of what it was done to: `webinar 0190…`.
    pub subject: String,
    /// Without personal data.
    #[sea_orm(column_type = "JsonBinary")]
    pub details: Json,
}

impl ActiveModelBehavior for ActiveModel {}
