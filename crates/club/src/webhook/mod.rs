//! Webhooks: programs are told that something happened, by a signed request that names things and nobody. Who wants to know more asks with a token.
//!
//! A telling is written in the transaction of its cause; a job sends it and tries again. The signature is that of Standard Webhooks: HMAC-SHA256
//! over id, time and body, so that an old telling cannot be sent anew by somebody else.

mod add;
mod announce;
mod change;
mod deliver;
mod queries;
mod sign;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use entity::{WebhookEvent, WebhookId, webhook, webhook_delivery};
use sea_orm::DbErr;

use crate::Owner;
use crate::audit::Deed;
use crate::{Club, Viewer};

pub use add::{AddError, LONGEST_URL, NewWebhook, add};
pub(crate) use announce::{Happening, announce};
pub use change::{ChangeError, remove, set_on, try_out};
pub use deliver::{DeliverError, Outcome, Outgoing, outgoing, purge, settle};

/// How many tellings the log shows.
const SHOWN: u64 = 50;

/// A webhook as those who may add it see it.
#[derive(Clone, Debug)]
pub struct Webhook {
    pub row: webhook::Model,
    pub events: BTreeSet<WebhookEvent>,
}

/// The webhooks of a school or of the network, newest first; nothing for a viewer who may not add them: curators all, organizers those of their
/// school.
///
/// # Errors
/// When the database refuses.
pub async fn list(club: &Club, viewer: &Viewer, owner: Owner) -> Result<Option<Vec<Webhook>>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let rows = queries::of_owner(club.storage.reads(), owner).await?;
    Ok(Some(rows.into_iter().map(|row| Webhook { events: events(&row), row }).collect()))
}

/// What a webhook was told lately, newest first; nothing for a viewer who may not change it.
///
/// # Errors
/// When the database refuses.
pub async fn log(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    id: WebhookId,
) -> Result<Option<(webhook::Model, Vec<webhook_delivery::Model>)>, DbErr> {
    if !owner.may_be_changed_by(viewer) {
        return Ok(None);
    }
    let db = club.storage.reads();
    let Some(row) = queries::by_id(db, owner, id).await? else { return Ok(None) };
    let tellings = queries::newest_deliveries(db, row.id, SHOWN).await?;
    Ok(Some((row, tellings)))
}

/// What a webhook is told of; a word that this program does not know is nothing.
fn events(row: &webhook::Model) -> BTreeSet<WebhookEvent> {
    row.events.split(' ').filter_map(|word| word.parse().ok()).collect()
}

/// The place of a webhook's secret, for which alone it is sealed.
fn secret_place(id: WebhookId) -> String {
    format!("webhook {id} secret")
}

fn deed(action: &'static str, row: &webhook::Model) -> Deed {
    Deed {
        action,
        subject: format!("webhook {}", row.id),
        school_id: row.school_id,
        session_id: None,
        details: serde_json::json!({ "events": row.events, "is_on": row.is_on }),
    }
}
