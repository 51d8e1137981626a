//! Whether a session sends a kind of e-mails by itself; kinds without a row are sent as the kind itself says.

use sea_orm::entity::prelude::*;

use crate::{EmailKind, EmailSwitchId, PersonId, SessionId};

/// Whether a session sends a kind of e-mails by itself; kinds without a row are sent as the kind itself says.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "email_switch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EmailSwitchId,
    pub session_id: SessionId,
    pub kind: EmailKind,
    pub is_on: bool,
    pub changed_at: DateTimeUtc,
    pub changed_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
