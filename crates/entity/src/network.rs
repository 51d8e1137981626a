//! The network of schools that this installation serves: one row.

use sea_orm::entity::prelude::*;

use crate::NetworkId;

/// The network of schools that this installation serves: one row.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "network")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: NetworkId,
    /// As documents and pages name it.
    pub name: String,
    /// Since when no e-mail leaves, after a restore; an operator lets them go.
    pub emails_held_at: Option<DateTimeUtc>,
    /// Since when no e-mail leaves, because a curator says so.
    pub emails_paused_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
