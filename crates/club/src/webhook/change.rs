//! Switching a webhook, trying it out, and forgetting it.

use entity::{DeliveryProblem, DeliveryState, WebhookEvent, WebhookId, webhook, webhook_delivery};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _, Set,
};

use super::{announce, deed, queries};
use crate::Owner;
use crate::{Club, Viewer, audit};

/// Why a webhook stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    #[error("there is no such webhook")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Lets a webhook be told, or no longer. Who may change the owner's layouts may.
///
/// # Errors
/// See [`ChangeError`].
pub async fn set_on(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    (id, is_on): (WebhookId, bool),
) -> Result<(), ChangeError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(ChangeError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut row =
                queries::by_id(tx, owner, id).await?.ok_or(ChangeError::NotFound)?.into_active_model();
            row.is_on = Set(is_on);
            row.failures = Set(0);
            let row: webhook::Model = row.update(tx).await?;
            if !is_on {
                drop_waiting(tx, id).await?;
            }
            let action = if is_on { "webhook.switch_on" } else { "webhook.switch_off" };
            Ok(audit::record(tx, &inside, &viewer, deed(action, &row)).await?)
        })
    });
    work.await
}

/// Gives up what a webhook that was switched off has not been told yet.
pub(super) async fn drop_waiting(tx: &DatabaseTransaction, id: WebhookId) -> Result<(), DbErr> {
    webhook_delivery::Entity::update_many()
        .col_expr(webhook_delivery::Column::State, Expr::value(DeliveryState::Failed))
        .col_expr(webhook_delivery::Column::Problem, Expr::value(DeliveryProblem::SwitchedOff))
        .filter(webhook_delivery::Column::WebhookId.eq(id))
        .filter(webhook_delivery::Column::State.eq(DeliveryState::Due))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sends a telling that means nothing, whether the webhook is on or not. Who may change the owner's layouts may.
///
/// # Errors
/// See [`ChangeError`].
pub async fn try_out(club: &Club, viewer: &Viewer, owner: Owner, id: WebhookId) -> Result<(), ChangeError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(ChangeError::NotFound);
    }
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(ChangeError::NotFound)?;
            let about = serde_json::json!({});
            let telling = announce::telling(&inside, (row.id, WebhookEvent::Trial), &about);
            Ok(announce::write(tx, &inside, &[telling]).await?)
        })
    });
    work.await
}

/// Removes a webhook with its log. Who may change the owner's layouts may.
///
/// # Errors
/// See [`ChangeError`].
pub async fn remove(club: &Club, viewer: &Viewer, owner: Owner, id: WebhookId) -> Result<(), ChangeError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(ChangeError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = queries::by_id(tx, owner, id).await?.ok_or(ChangeError::NotFound)?;
            webhook::Entity::delete_by_id(id).exec(tx).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("webhook.remove", &row)).await?)
        })
    });
    work.await
}
