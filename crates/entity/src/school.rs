//! A school (образовательная организация) of the network.

use sea_orm::entity::prelude::*;

use crate::SchoolId;

/// A school (образовательная организация) of the network.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SchoolId,
    pub full_name: String,
    /// As documents print it.
    pub short_name: String,
    /// `lang::search_key` of both names: SQLite cannot lower Cyrillic letters.
    pub search_name: String,
    pub city: String,
    pub region: String,
    /// IANA name.
    pub time_zone: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
