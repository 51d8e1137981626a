//! By what the talks of a session are judged.

use sea_orm::entity::prelude::*;

use crate::{CriterionId, SessionId};

/// By what the talks of a session are judged.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "criterion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CriterionId,
    pub session_id: SessionId,
    /// Order on the page, from 1.
    pub place: i32,
    pub name: String,
    /// How much it counts beside the others.
    pub weight: i32,
    pub removed_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
