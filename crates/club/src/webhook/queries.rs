//! Finders of webhooks and of what they were told.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::webhook::{Column, Entity, Model};
use entity::{WebhookDeliveryId, WebhookId, webhook_delivery};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

use crate::Owner;

pub(super) async fn of_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(owner.rows(Column::SchoolId)).order_by_desc(Column::Id).all(db).await
}

pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: WebhookId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(owner.rows(Column::SchoolId)).one(db).await
}

/// Those that are told of anything, oldest first: a handful.
pub(super) async fn switched_on(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::IsOn.eq(true)).order_by_asc(Column::Id).all(db).await
}

/// The newest tellings of a webhook.
pub(super) async fn newest_deliveries(
    db: &impl ConnectionTrait,
    webhook: WebhookId,
    most: u64,
) -> Result<Vec<webhook_delivery::Model>, DbErr> {
    webhook_delivery::Entity::find()
        .filter(webhook_delivery::Column::WebhookId.eq(webhook))
        .order_by_desc(webhook_delivery::Column::Id)
        .limit(most)
        .all(db)
        .await
}

/// A telling with its webhook.
pub(super) async fn delivery(
    db: &impl ConnectionTrait,
    id: WebhookDeliveryId,
) -> Result<Option<(webhook_delivery::Model, Model)>, DbErr> {
    let Some(delivery) = webhook_delivery::Entity::find_by_id(id).one(db).await? else { return Ok(None) };
    let webhook = Entity::find_by_id(delivery.webhook_id).one(db).await?;
    Ok(webhook.map(|webhook| (delivery, webhook)))
}
