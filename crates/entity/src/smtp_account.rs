//! An account on an SMTP server, of a school or of the whole network.

use sea_orm::entity::prelude::*;

use crate::{SchoolId, SmtpAccountId, SmtpEncryption};

/// An account on an SMTP server, of a school or of the whole network.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "smtp_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SmtpAccountId,
    /// `None`: of the network.
    pub school_id: Option<SchoolId>,
    /// As organizers call it.
    pub name: String,
    pub host: String,
    pub port: i32,
    pub encryption: SmtpEncryption,
    pub username: Option<String>,
    /// Sealed with a key that is not in the database.
    #[sea_orm(column_type = "Text", nullable)]
    pub password_sealed: Option<String>,
    pub from_name: String,
    pub from_address: String,
    pub connections: i32,
    /// Of the whole account; no limit when `None`.
    pub per_minute: Option<i32>,
    pub dkim_domain: Option<String>,
    pub dkim_selector: Option<String>,
    /// Sealed like the password.
    #[sea_orm(column_type = "Text", nullable)]
    pub dkim_key_sealed: Option<String>,
    /// Whether e-mails of its school, or of the network, go through it.
    pub is_used: bool,
    pub revision: i32,
    pub checked_at: Option<DateTimeUtc>,
    /// What the last check found wrong.
    #[sea_orm(column_type = "Text", nullable)]
    pub check_error: Option<String>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
