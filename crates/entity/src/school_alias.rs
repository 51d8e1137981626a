//! A former or other name of a school: imports and searches find the school by it.

use sea_orm::entity::prelude::*;

use crate::{SchoolAliasId, SchoolId};

/// A former or other name of a school: imports and searches find the school by it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school_alias")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SchoolAliasId,
    pub school_id: SchoolId,
    pub short_name: String,
    pub city: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
