//! One telling of a program, and what came of it.

use sea_orm::entity::prelude::*;

use crate::{DeliveryProblem, DeliveryState, WebhookDeliveryId, WebhookEvent, WebhookId};

/// One telling of a program, and what came of it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: WebhookDeliveryId,
    pub webhook_id: WebhookId,
    pub event: WebhookEvent,
    /// JSON without anybody's name: who wants to know more asks with a token.
    #[sea_orm(column_type = "Text")]
    pub body: String,
    pub state: DeliveryState,
    pub attempts: i32,
    /// What the program answered last.
    pub status: Option<i32>,
    /// Why nobody answered.
    pub problem: Option<DeliveryProblem>,
    pub created_at: DateTimeUtc,
    pub tried_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
