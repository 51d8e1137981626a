//! A browser that is logged in.

use sea_orm::entity::prelude::*;

use crate::{LoginId, PersonId};

/// A browser that is logged in.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: LoginId,
    /// Of the cookie: the cookie itself is not stored.
    #[sea_orm(unique)]
    pub token_sha256: String,
    pub person_id: PersonId,
    pub csrf_token: String,
    pub user_agent: Option<String>,
    pub created_at: DateTimeUtc,
    pub last_seen_at: DateTimeUtc,
    pub ended_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
