//! Adding a webhook; its secret is shown once.

use std::collections::BTreeSet;

use entity::{WebhookEvent, webhook};
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _};
use secrecy::SecretString;
use url::Url;

use super::{deed, queries, secret_place, sign};
use crate::Owner;
use crate::sealing::SealError;
use crate::{Club, Viewer, audit};

/// More webhooks than this nobody keeps an eye on.
const MOST_WEBHOOKS: usize = 20;

/// The longest address, in bytes.
pub const LONGEST_URL: usize = 500;

/// What a webhook is to be.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    pub url: String,
    pub events: BTreeSet<WebhookEvent>,
}

/// Why no webhook was added.
#[derive(Debug, thiserror::Error)]
pub enum AddError {
    #[error("there is no such place for webhooks")]
    NotFound,
    #[error("the address is none that begins with https")]
    Url,
    #[error("the address is inside the network of the server")]
    Inside,
    #[error("the webhook is told of nothing")]
    NoEvent,
    #[error("there are too many webhooks")]
    TooMany,
    /// A page that is loaded anew sends its form again; that adds nothing.
    #[error("there is a webhook with this address")]
    SameUrl,
    #[error("the secret cannot be sealed")]
    Seal(#[from] SealError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Adds a webhook and returns the secret of its signatures; it cannot be seen again. Who may change the owner's layouts may.
///
/// # Errors
/// See [`AddError`].
pub async fn add(
    club: &Club,
    viewer: &Viewer,
    owner: Owner,
    new: NewWebhook,
) -> Result<(SecretString, webhook::Model), AddError> {
    if !owner.may_be_changed_by(viewer) {
        return Err(AddError::NotFound);
    }
    let url = check(club, &new)?;
    let now = club.clock.now();
    let id = club.chance.id(now);
    let secret = sign::new_secret(club);
    let row = webhook::Model {
        id,
        school_id: owner.school(),
        url: url.to_string(),
        events: new.events.iter().map(|event| event.as_str()).collect::<Vec<_>>().join(" "),
        secret_sealed: club.settings.sealing_key()?.seal(&club.chance, &secret_place(id), &secret)?,
        is_on: true,
        failures: 0,
        added_by: viewer.person_id(),
        added_at: now,
    };
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let others = queries::of_owner(tx, owner).await?;
            if others.len() >= MOST_WEBHOOKS {
                return Err(AddError::TooMany);
            }
            if others.iter().any(|other| other.url == row.url) {
                return Err(AddError::SameUrl);
            }
            let row: webhook::Model = row.into_active_model().insert(tx).await?;
            audit::record(tx, &inside, &viewer, deed("webhook.add", &row)).await?;
            Ok(row)
        })
    });
    Ok((secret, work.await?))
}

/// The address, when everything fits; what a name leads to is looked at again when something is sent.
fn check(club: &Club, new: &NewWebhook) -> Result<Url, AddError> {
    let url: Url = new.url.trim().parse().map_err(|_no_url| AddError::Url)?;
    let is_allowed = club.settings.webhook_hosts().names_host(url.host_str().unwrap_or_default());
    let is_secure = url.scheme() == "https" || (is_allowed && url.scheme() == "http");
    if !is_secure
        || url.as_str().len() > LONGEST_URL
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(AddError::Url);
    }
    let is_inside = match url.host() {
        Some(url::Host::Ipv4(address)) => mail::is_inside(address.into()),
        Some(url::Host::Ipv6(address)) => mail::is_inside(address.into()),
        Some(url::Host::Domain(name)) => name == "localhost" || !name.contains('.'),
        None => return Err(AddError::Url),
    };
    if is_inside && !is_allowed {
        return Err(AddError::Inside);
    }
    if new.events.is_empty() {
        return Err(AddError::NoEvent);
    }
    Ok(url)
}
