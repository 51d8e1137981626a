//! What an outgoing e-mail says: kept apart, because its row beside it is written several times on the way out.

use sea_orm::entity::prelude::*;

use crate::OutboxEmailId;

/// What an outgoing e-mail says: kept apart, because its row beside it is written several times on the way out.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_content")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub outbox_email_id: OutboxEmailId,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "Text")]
    pub html: String,
    /// A list of `mail::Attachment`.
    #[sea_orm(column_type = "JsonBinary")]
    pub attachments: Json,
}

impl ActiveModelBehavior for ActiveModel {}
