//! Writing down, in the transaction of its cause, that programs are to be told.

use entity::{DeliveryState, SchoolId, WebhookEvent, WebhookId, webhook_delivery};
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::{events, queries};
use crate::Club;
use crate::jobs::{self, Job, NewJob};

/// Tellings of one statement: a database takes some ten thousand values in it.
const AT_ONCE: usize = 500;

/// Something that happened.
#[derive(Clone, Debug)]
pub(crate) struct Happening {
    /// The schools whose programs are told; those of the network are in any case.
    pub(crate) schools: Vec<SchoolId>,
    /// Names things and nobody.
    pub(crate) about: serde_json::Value,
}

/// Tells programs of what happened; returns how many tellings there are.
pub(crate) async fn announce(
    tx: &DatabaseTransaction,
    club: &Club,
    event: WebhookEvent,
    happenings: Vec<Happening>,
) -> Result<usize, DbErr> {
    if happenings.is_empty() {
        return Ok(0);
    }
    let mut tellings = vec![];
    for webhook in queries::switched_on(tx).await? {
        if !events(&webhook).contains(&event) {
            continue;
        }
        let is_told = |happening: &&Happening| {
            webhook.school_id.is_none_or(|school| happening.schools.contains(&school))
        };
        let told = happenings.iter().filter(is_told);
        tellings.extend(told.map(|happening| telling(club, (webhook.id, event), &happening.about)));
    }
    write(tx, club, &tellings).await?;
    Ok(tellings.len())
}

/// A telling that is not written yet.
pub(super) fn telling(
    club: &Club,
    (webhook, event): (WebhookId, WebhookEvent),
    about: &serde_json::Value,
) -> webhook_delivery::Model {
    let now = club.clock.now();
    let body = serde_json::json!({ "type": event.as_str(), "timestamp": now, "data": about });
    webhook_delivery::Model {
        id: club.chance.id(now),
        webhook_id: webhook,
        event,
        body: body.to_string(),
        state: DeliveryState::Due,
        attempts: 0,
        status: None,
        problem: None,
        created_at: now,
        tried_at: None,
    }
}

/// Writes tellings and the jobs that send them.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    tellings: &[webhook_delivery::Model],
) -> Result<(), DbErr> {
    for some in tellings.chunks(AT_ONCE) {
        let rows = some.iter().cloned().map(webhook_delivery::Model::into_active_model);
        webhook_delivery::Entity::insert_many(rows).exec_without_returning(tx).await?;
        let job = |telling: &webhook_delivery::Model| NewJob {
            job: Job::DeliverWebhook { delivery: telling.id },
            run_at: telling.created_at,
            unique_key: None,
        };
        jobs::enqueue_together(tx, club, some.iter().map(job).collect()).await?;
    }
    Ok(())
}
