//! How fast a domain takes e-mails.

use sea_orm::entity::prelude::*;

use crate::DomainLimitId;

/// How fast a domain takes e-mails.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_limit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DomainLimitId,
    /// In ASCII.
    #[sea_orm(unique)]
    pub domain: String,
    pub per_minute: i32,
    /// Side by side.
    pub connections: i32,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
