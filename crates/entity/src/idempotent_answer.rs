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
    /// 0 while the request is being worked on.
    pub status: i32,
    /// Where the thing stands that was made.
    pub location: Option<String>,
    /// The version of what was made.
    pub tag: Option<String>,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// When the key was taken, and then when the answer was given.
    pub answered_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
