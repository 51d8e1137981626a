//! An address that nothing is sent to until somebody takes it from the list.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SuppressionId, SuppressionReason};

/// An address that nothing is sent to until somebody takes it from the list.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "suppression")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SuppressionId,
    /// Normalised.
    #[sea_orm(unique)]
    pub address: String,
    pub reason: SuppressionReason,
    #[sea_orm(column_type = "Text")]
    pub note: String,
    pub since: DateTimeUtc,
    pub added_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
