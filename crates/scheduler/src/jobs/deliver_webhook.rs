//! Telling a program what happened: one signed request, to an address on the internet, followed nowhere else.

use std::time::Duration;

use club::Club;
use club::entity::{DeliveryState, WebhookDeliveryId};
use club::webhook::{DeliverError, Outcome, Outgoing, outgoing, settle};
use mail::Reach;
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use super::JobError;

/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Sends a telling and writes down what came of it.
///
/// # Errors
/// To be tried again when the program did not take it.
pub(super) async fn run(club: &Club, id: WebhookDeliveryId) -> Result<(), JobError> {
    let telling = match outgoing(club, id).await {
        Ok(Some(telling)) => telling,
        Ok(None) => return Ok(()),
        Err(error @ DeliverError::Seal(_)) => return give_up(club, id, &error.to_string()).await,
        Err(error @ DeliverError::Db(_)) => return Err(JobError::retry(&error)),
    };
    let outcome = send(club, &telling).await;
    let state = settle(club, id, outcome.clone()).await.map_err(|error| JobError::retry(&error))?;
    match (state, outcome) {
        (DeliveryState::Due, Outcome::Retry(_, error)) => Err(JobError::Retry(error)),
        // What was given up stands in the log of the webhook, where its people look: operators can do nothing about it.
        _ => Ok(()),
    }
}

async fn give_up(club: &Club, id: WebhookDeliveryId, reason: &str) -> Result<(), JobError> {
    let outcome = Outcome::GivenUp(None, reason.to_owned());
    settle(club, id, outcome).await.map(|_| ()).map_err(|error| JobError::retry(&error))
}

async fn send(club: &Club, telling: &Outgoing) -> Outcome {
    match request(club, telling).await {
        Ok(status) if status.is_success() => Outcome::Delivered(status.as_u16()),
        // Gone, by the program's own word.
        Ok(StatusCode::GONE) => Outcome::GivenUp(Some(410), "410".to_owned()),
        Ok(status) => Outcome::Retry(Some(status.as_u16()), status.to_string()),
        Err(reason) => Outcome::Retry(None, reason),
    }
}

/// What the program answered; the address is looked up here and nowhere else, so that nobody is led inside the network in between.
async fn request(club: &Club, telling: &Outgoing) -> Result<StatusCode, String> {
    let url: Url = telling.url.parse().map_err(|_no_url| "the address is none".to_owned())?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let port = url.port_or_known_default().unwrap_or(443);
    let reach = Reach::Outside(club.settings.account_rules().inside.clone());
    let name = mail::plain_host(&host).unwrap_or_default();
    let addresses = reach.addresses(&name, port).await.map_err(|error| error.to_string())?;
    let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE);
    let client = client.resolve_to_addrs(&host, &addresses).build().map_err(|error| error.to_string())?;
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &telling.id)
        .header("webhook-timestamp", telling.seconds)
        .header("webhook-signature", &telling.signature)
        .body(telling.body.clone());
    let answer = request.send().await.map_err(|error| error.without_url().to_string())?;
    Ok(answer.status())
}
