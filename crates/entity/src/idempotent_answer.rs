//! What a program was answered, kept for when it asks again with the same key.

use sea_orm::entity::prelude::*;

use crate::{ApiTokenId, IdempotentAnswerId};

/// What a program was answered, kept for when it asks again with the same key.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotent_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: IdempotentAnswerId,
    pub token_id: ApiTokenId,
    /// As the program sent it; its own for each request.
    pub key: String,
    /// Of method, path and body: another request with the same key is refused.
    pub request_sha256: String,
    pub status: i32,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub answered_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
