//! Writing down, in the transaction of its cause, that programs are to be told.

use entity::{DeliveryState, SchoolId, WebhookEvent, WebhookId, webhook_delivery};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::{events, queries};
use crate::Club;
use crate::jobs::{self, Job, NewJob};

/// Tells the webhooks of a school and of the network of what happened, as often as it did; `about` names things and nobody. Returns how many
/// tellings there are.
pub(crate) async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    school: SchoolId,
    event: WebhookEvent,
    about: Vec<serde_json::Value>,
) -> Result<usize, DbErr> {
    let mut told = 0;
    for webhook in queries::told_of(tx, school).await? {
        if events(&webhook).contains(&event) {
            for one in &about {
                write(tx, club, (webhook.id, event), one).await?;
            }
            told += about.len();
        }
    }
    Ok(told)
}

/// Writes one telling and the job that sends it.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    (webhook, event): (WebhookId, WebhookEvent),
    about: &serde_json::Value,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let body = serde_json::json!({ "type": event.as_str(), "timestamp": now, "data": about });
    let row = webhook_delivery::Model {
        id: club.chance.id(now),
        webhook_id: webhook,
        event,
        body: body.to_string(),
        state: DeliveryState::Due,
        attempts: 0,
        status: None,
        error: None,
        created_at: now,
        tried_at: None,
    };
    let job = Job::DeliverWebhook { delivery: row.id };
    webhook_delivery::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    jobs::enqueue(tx, club, NewJob { job, run_at: now, unique_key: None }).await?;
    Ok(())
}
