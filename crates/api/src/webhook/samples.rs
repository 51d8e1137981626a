//! Samples of the pages of webhooks.

use club::webhook::Webhook;
use entity::{DeliveryProblem, DeliveryState, WebhookEvent, webhook, webhook_delivery};
use lang::{Lang, Texts};

use super::list::{Frame, LEAF, Typed, WebhooksPage};
use super::log::WebhookPage;
use crate::Sample;
use crate::form::Errors;
use crate::layout::Layout;
use crate::samples::data;
use crate::school::place::Place;

fn row(number: u128, is_on: bool) -> webhook::Model {
    webhook::Model {
        id: data::id(number),
        school_id: None,
        url: format!("https://school{number}.example/club/what-happens"),
        events: "registration_made release_published".to_owned(),
        secret_sealed: String::new(),
        is_on,
        failures: if is_on { 0 } else { 20 },
        added_by: None,
        added_at: data::before(),
    }
}

fn webhook(number: u128, is_on: bool) -> Webhook {
    let events = [WebhookEvent::RegistrationMade, WebhookEvent::ReleasePublished].into();
    Webhook { row: row(number, is_on), events }
}

fn telling(
    number: u128,
    state: DeliveryState,
    (status, problem): (Option<i32>, Option<DeliveryProblem>),
) -> webhook_delivery::Model {
    webhook_delivery::Model {
        id: data::id(number),
        webhook_id: data::id(1),
        event: if number == 3 { WebhookEvent::Trial } else { WebhookEvent::RegistrationMade },
        body: r#"{"type":"registration_made","timestamp":"2027-04-12T07:30:00Z","data":{"session":"2027-spring","webinar":"S01"}}"#.to_owned(),
        state,
        attempts: 1,
        status,
        problem,
        created_at: data::before(),
        tried_at: Some(data::before()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let t = Texts(lang);
    let frame = || Frame {
        layout: Layout::sample_of_curator(lang),
        csrf: "sample".to_owned(),
        place: Place::of_network(LEAF, t),
    };
    let list =
        |webhooks: &[Webhook], typed: &Typed, errors| WebhooksPage::of(frame(), webhooks, typed, errors);
    let nothing = Typed::default();
    let mut added = list(&[webhook(1, true), webhook(2, false)], &nothing, Errors::default());
    added.secret = Some("whsec_0123456789abcdefghjkmnpqrs".to_owned());
    let wrong = nothing.check(t).err().unwrap_or_default();
    let tellings = [
        telling(1, DeliveryState::Delivered, (Some(204), None)),
        telling(2, DeliveryState::Failed, (None, Some(DeliveryProblem::NoConnection))),
        telling(3, DeliveryState::Due, (None, None)),
    ];
    let shown = WebhookPage::of(frame(), &row(1, true), &tellings, None);
    let off = WebhookPage::of(frame(), &row(2, false), &[], Some(t.say("webhook-switched")));
    vec![
        Sample::of("webhook-list", &added),
        Sample::of("webhook-list-empty", &list(&[], &nothing, Errors::default())),
        Sample::of("webhook-list-wrong", &list(&[], &nothing, wrong)),
        Sample::of("webhook-show", &shown),
        Sample::of("webhook-show-off", &off),
    ]
}
