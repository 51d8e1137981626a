//! What is sent of a telling, and what came of it. The request itself is the scheduler's.

use chrono::{DateTime, Utc};
use entity::{DeliveryProblem, DeliveryState, WebhookDeliveryId, webhook, webhook_delivery};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    Set,
};

use super::sign::signature;
use super::{change, queries, secret_place};
use crate::Club;
use crate::jobs::MOST_TELLINGS;
use crate::sealing::SealError;

/// So many tellings given up one after the other switch a webhook off.
const MOST_FAILURES: i32 = 20;

/// A telling as it goes over the line.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub url: String,
    pub body: String,
    /// `webhook-id`, the same with each try.
    pub id: String,
    /// `webhook-timestamp`
    pub seconds: i64,
    /// `webhook-signature`
    pub signature: String,
}

/// Why a telling cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum DeliverError {
    #[error("its secret cannot be opened")]
    Seal(#[from] SealError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What came of a try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The program answered that it has it.
    Delivered(u16),
    /// It answered something else.
    Refused(u16),
    /// It answered that it is gone for good.
    Gone(u16),
    /// It did not answer.
    Unanswered(DeliveryProblem),
}

/// A telling to be sent; nothing when it was sent already, or its webhook is gone or was switched off meanwhile.
///
/// # Errors
/// See [`DeliverError`].
pub async fn outgoing(club: &Club, id: WebhookDeliveryId) -> Result<Option<Outgoing>, DeliverError> {
    let Some((delivery, webhook)) = queries::delivery(club.storage.reads(), id).await? else {
        return Ok(None);
    };
    let is_trial = delivery.event == entity::WebhookEvent::Trial;
    if delivery.state != DeliveryState::Due || !(webhook.is_on || is_trial) {
        return Ok(None);
    }
    let secret = club.settings.sealing_key()?.open(&secret_place(webhook.id), &webhook.secret_sealed)?;
    let (id, seconds) = (delivery.id.to_string(), club.clock.now().timestamp());
    let signature = signature(&secret, &id, seconds, &delivery.body);
    Ok(Some(Outgoing { url: webhook.url, body: delivery.body, id, seconds, signature }))
}

/// Forgets what was told before an instant, unless it still waits. Returns how much went.
///
/// # Errors
/// When the database refuses.
pub async fn purge(club: &Club, before: DateTime<Utc>) -> Result<u64, DbErr> {
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let old = webhook_delivery::Entity::delete_many()
                .filter(webhook_delivery::Column::CreatedAt.lt(before))
                .filter(webhook_delivery::Column::State.ne(DeliveryState::Due));
            Ok(old.exec(tx).await?.rows_affected)
        })
    });
    work.await
}

/// Writes down what came of a try, and says how the telling stands now; a webhook that never answers is switched off at last.
///
/// # Errors
/// When the database refuses.
pub async fn settle(club: &Club, id: WebhookDeliveryId, outcome: Outcome) -> Result<DeliveryState, DbErr> {
    let now = club.clock.now();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let Some((delivery, webhook)) = queries::delivery(tx, id).await? else {
                return Ok(DeliveryState::Failed);
            };
            let attempts = delivery.attempts + 1;
            let (status, problem) = match outcome {
                Outcome::Delivered(status) | Outcome::Refused(status) | Outcome::Gone(status) => {
                    (Some(status), None)
                }
                Outcome::Unanswered(problem) => (None, Some(problem)),
            };
            let state = match outcome {
                Outcome::Delivered(_) => DeliveryState::Delivered,
                Outcome::Gone(_) | Outcome::Unanswered(DeliveryProblem::Secret) => DeliveryState::Failed,
                Outcome::Refused(_) | Outcome::Unanswered(_) if attempts < MOST_TELLINGS => {
                    DeliveryState::Due
                }
                Outcome::Refused(_) | Outcome::Unanswered(_) => DeliveryState::Failed,
            };
            let mut row: webhook_delivery::ActiveModel = delivery.into_active_model();
            row.state = Set(state);
            row.attempts = Set(attempts);
            row.status = Set(status.map(i32::from));
            row.problem = Set(problem);
            row.tried_at = Set(Some(now));
            row.update(tx).await?;
            let failures = match state {
                DeliveryState::Delivered => Expr::value(0),
                DeliveryState::Failed => Expr::col(webhook::Column::Failures).add(1),
                DeliveryState::Due => return Ok(state),
            };
            let is_on =
                webhook.is_on && (state == DeliveryState::Delivered || webhook.failures + 1 < MOST_FAILURES);
            webhook::Entity::update_many()
                .col_expr(webhook::Column::Failures, failures)
                .col_expr(webhook::Column::IsOn, Expr::value(is_on))
                .filter(webhook::Column::Id.eq(webhook.id))
                .exec(tx)
                .await?;
            if !is_on {
                change::drop_waiting(tx, webhook.id).await?;
            }
            Ok(state)
        })
    });
    work.await
}
