//! A domain that asked for less: its server refused for the moment because too much came.

use sea_orm::entity::prelude::*;

/// A domain that asked for less: its server refused for the moment because too much came.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "domain_slowdown")]
pub struct Model {
    /// In ASCII.
    #[sea_orm(primary_key, auto_increment = false)]
    pub domain: String,
    /// What is tried until then.
    pub per_minute: i32,
    pub since: DateTimeUtc,
    pub until: DateTimeUtc,
    /// What the server said.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

impl ActiveModelBehavior for ActiveModel {}
