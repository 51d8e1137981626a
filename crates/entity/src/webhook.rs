//! Where a program wants to be told what happens.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SchoolId, WebhookId};

/// Where a program wants to be told what happens.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookId,
    /// `None`: the network.
    pub school_id: Option<SchoolId>,
    /// `https://…`
    pub url: String,
    /// Words of [`WebhookEvent`](crate::WebhookEvent) with spaces between them.
    pub events: String,
    /// What deliveries are signed with; sealed with a key that is not in the database.
    #[sea_orm(column_type = "Text")]
    pub secret_sealed: String,
    pub is_on: bool,
    /// Deliveries that were given up since the last one that arrived.
    pub failures: i32,
    pub added_by: Option<PersonId>,
    pub added_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
