//! A key with which documents are signed.

use sea_orm::entity::prelude::*;

/// A key with which documents are signed; its public part is kept for ever, so that old documents can be checked.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "signing_key")]
pub struct Model {
    /// What documents call it: the beginning of the SHA-256 of the public key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Ed25519, 32 bytes in base64url.
    pub public_key: String,
    /// The 32 secret bytes in base64url, never to be logged; absent where the configuration holds them.
    pub secret_key: Option<String>,
    pub created_at: DateTimeUtc,
    pub retired_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
