//! Telling a program what happened: one signed request, to an address on the internet, followed nowhere else.

use std::time::Duration;

use club::Club;
use club::entity::{DeliveryProblem, DeliveryState, WebhookDeliveryId};
use club::webhook::{DeliverError, Outcome, Outgoing, outgoing, settle};
use mail::{Reach, ReachError};
use reqwest::redirect::Policy;
use reqwest::{Client, StatusCode, Url};

use super::JobError;

/// Where safe connections go when an address names no port.
const HTTPS: u16 = 443;

/// How long a program may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

/// Sends a telling and writes down what came of it.
///
/// # Errors
/// To be tried again when the program did not take it.
pub(super) async fn run(club: &Club, id: WebhookDeliveryId) -> Result<(), JobError> {
    let outcome = match outgoing(club, id).await {
        Ok(Some(telling)) => send(club, &telling).await,
        Ok(None) => return Ok(()),
        Err(DeliverError::Seal(error)) => {
            tracing::error!(%error, "the secret of a webhook cannot be opened");
            Outcome::Unanswered(DeliveryProblem::Secret)
        }
        Err(error @ DeliverError::Db(_)) => return Err(JobError::retry(&error)),
    };
    match settle(club, id, outcome).await.map_err(|error| JobError::retry(&error))? {
        DeliveryState::Due => Err(JobError::Retry(format!("a program was not told: {outcome:?}"))),
        // What was given up stands in the log of the webhook, where its people look: operators can do nothing about it.
        DeliveryState::Delivered | DeliveryState::Failed => Ok(()),
    }
}

async fn send(club: &Club, telling: &Outgoing) -> Outcome {
    match request(club, telling).await {
        Ok(status) if status.is_success() => Outcome::Delivered(status.as_u16()),
        Ok(StatusCode::GONE) => Outcome::Gone(StatusCode::GONE.as_u16()),
        Ok(status) => Outcome::Refused(status.as_u16()),
        Err(problem) => Outcome::Unanswered(problem),
    }
}

/// What the program answered; the address is looked up here and nowhere else, so that nobody is led inside the network in between.
async fn request(club: &Club, telling: &Outgoing) -> Result<StatusCode, DeliveryProblem> {
    let url: Url = telling.url.parse().map_err(|_no_url| DeliveryProblem::NoSuchHost)?;
    let host = url.host_str().unwrap_or_default().to_owned();
    let port = url.port_or_known_default().unwrap_or(HTTPS);
    let reach = Reach::Outside(club.settings.webhook_hosts().clone());
    let name = mail::plain_host(&host).unwrap_or_default();
    let addresses = reach.addresses(&name, port).await.map_err(|error| match error {
        ReachError::NoSuchHost => DeliveryProblem::NoSuchHost,
        ReachError::Inside => DeliveryProblem::Inside,
    })?;
    let client = Client::builder().redirect(Policy::none()).no_proxy().timeout(PATIENCE);
    let client = client.resolve_to_addrs(&host, &addresses).build().map_err(|error| unanswered(&error))?;
    let request = client
        .post(url)
        .header("content-type", "application/json")
        .header("webhook-id", &telling.id)
        .header("webhook-timestamp", telling.seconds)
        .header("webhook-signature", &telling.signature)
        .body(telling.body.clone());
    let answer = request.send().await.map_err(|error| unanswered(&error))?;
    Ok(answer.status())
}

fn unanswered(error: &reqwest::Error) -> DeliveryProblem {
    tracing::debug!(%error, "a program did not answer");
    if error.is_timeout() { DeliveryProblem::Silence } else { DeliveryProblem::NoConnection }
}
