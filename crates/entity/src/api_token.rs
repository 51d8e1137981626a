//! A token by which a program acts for a school or for the network.

use sea_orm::entity::prelude::*;

use crate::{ApiTokenId, PersonId, SchoolId};

/// A token by which a program acts for a school or for the network.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ApiTokenId,
    /// `None`: the network.
    pub school_id: Option<SchoolId>,
    /// As its people call it.
    pub name: String,
    /// The token itself was shown once and is not stored.
    #[sea_orm(unique)]
    pub secret_sha256: String,
    /// Words of [`ApiScope`](crate::ApiScope) with spaces between them.
    pub scopes: String,
    /// The token can do no more than this person may.
    pub issued_by: PersonId,
    pub issued_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub revoked_at: Option<DateTimeUtc>,
    /// To the nearest ten minutes.
    pub last_used_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "issued_by", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
