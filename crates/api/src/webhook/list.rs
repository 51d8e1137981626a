//! The page of webhooks: those there are, a form for another one, and the secret of the new one, shown once.

use std::collections::BTreeSet;

use actix_web::{HttpResponse, web};
use askama::Template;
use club::secrecy::ExposeSecret as _;
use club::webhook::{self, AddError, LONGEST_URL, NewWebhook, Webhook};
use entity::{WebhookEvent, WebhookId};
use lang::Texts;
use serde::Deserialize;

use crate::error::PageError;
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::school::place::Place;

/// The end of these addresses.
pub(super) const LEAF: &str = "webhooks";

/// What organizers may choose; a trial is sent by a button alone.
const EVENTS: [WebhookEvent; 5] = [
    WebhookEvent::RegistrationMade,
    WebhookEvent::RegistrationCancelled,
    WebhookEvent::TalkSubmitted,
    WebhookEvent::ReleasePublished,
    WebhookEvent::DocumentsIssued,
];

/// The parameters of the paths.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Parts {
    /// Absent on the pages of the network.
    pub(super) school: Option<String>,
    pub(super) id: Option<WebhookId>,
}

/// The page of webhooks.
#[derive(Template)]
#[template(path = "pages/webhook/list.html")]
pub(super) struct WebhooksPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    above: (String, String),
    base: String,
    /// The secret of the webhook that was added by this very request.
    pub(super) secret: Option<String>,
    lines: Vec<Line>,
    url: Field,
    events: Vec<EventChoice>,
    events_error: Option<String>,
    done: Option<String>,
    errors: Errors,
}

/// A webhook in the list.
struct Line {
    id: String,
    url: String,
    events: Vec<String>,
    state: String,
    is_on: bool,
}

/// Something to be told of, to tick.
struct EventChoice {
    word: &'static str,
    label: String,
    is_ticked: bool,
}

/// The form, as typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Typed {
    pub(super) url: String,
    pub(super) events: BTreeSet<WebhookEvent>,
}

impl Typed {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        let chosen: Vec<WebhookEvent> =
            fields.all("event").iter().filter_map(|word| word.parse().ok()).collect();
        let events = chosen.into_iter().filter(|event| EVENTS.contains(event)).collect();
        Ok(Self { url: fields.text("url")?, events })
    }

    /// The checked value.
    pub(super) fn check(&self, t: Texts) -> Result<NewWebhook, Errors> {
        let mut errors = Errors::default();
        let url = errors.line("url", &self.url, LONGEST_URL, t);
        if self.events.is_empty() {
            errors.add("events", t.say("webhook-problem-events"));
        }
        if errors.is_empty() { Ok(NewWebhook { url, events: self.events.clone() }) } else { Err(errors) }
    }
}

/// What surrounds the list.
pub(super) struct Frame {
    pub(super) layout: Layout,
    pub(super) csrf: String,
    pub(super) place: Place,
}

impl WebhooksPage {
    pub(super) fn of(frame: Frame, webhooks: &[Webhook], typed: &Typed, errors: Errors) -> Self {
        let Frame { layout, csrf, place } = frame;
        let t = Texts(layout.lang);
        let choice = |event: WebhookEvent| EventChoice {
            word: event.as_str(),
            label: event_label(event, t),
            is_ticked: typed.events.contains(&event),
        };
        Self {
            csrf,
            above: place.above,
            base: place.base,
            secret: None,
            lines: webhooks.iter().map(|webhook| Line::of(webhook, t)).collect(),
            url: Field::line("url", "webhook-url", &typed.url, &errors, t).of_kind("url"),
            events: EVENTS.into_iter().map(choice).collect(),
            events_error: errors.of("events"),
            done: None,
            errors,
            t,
            layout,
        }
    }
}

impl Line {
    fn of(webhook: &Webhook, t: Texts) -> Self {
        Self {
            id: webhook.row.id.to_string(),
            url: webhook.row.url.clone(),
            events: webhook.events.iter().map(|event| event_label(*event, t)).collect(),
            state: state(&webhook.row, t),
            is_on: webhook.row.is_on,
        }
    }
}

/// What an event is called.
pub(super) fn event_label(event: WebhookEvent, t: Texts) -> String {
    t.say(&format!("webhook-event-{event}"))
}

/// Whether a webhook is told, in words.
pub(super) fn state(row: &entity::webhook::Model, t: Texts) -> String {
    t.say(match (row.is_on, row.failures) {
        (true, 0) => "webhook-is-on",
        (true, _) => "webhook-fails",
        (false, 0) => "webhook-is-off",
        (false, _) => "webhook-was-switched-off",
    })
}

async fn webhooks_page(
    context: &Context,
    place: Place,
    (typed, errors): (&Typed, Errors),
) -> Result<WebhooksPage, PageError> {
    let webhooks = webhook::list(&context.club, &context.viewer, place.owner).await?;
    let webhooks = webhooks.ok_or(PageError::NotFound)?;
    let frame = Frame { layout: Layout::of(context), csrf: context.csrf(), place };
    Ok(WebhooksPage::of(frame, &webhooks, typed, errors))
}

/// `GET …/webhooks`
pub(crate) async fn list(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let mut list = webhooks_page(&context, place, (&Typed::default(), Errors::default())).await?;
    list.done =
        context.query("done").filter(|done| done == "removed").map(|_| context.t.say("webhook-removed"));
    page(&list)
}

/// `POST …/webhooks`: the answer to it is the only page that shows the secret.
pub(crate) async fn add(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let (typed, t) = (Typed::read(&fields)?, context.t);
    let errors = match typed.check(t) {
        Ok(new) => match webhook::add(&context.club, &context.viewer, place.owner, new).await {
            Ok((secret, _row)) => {
                let fresh = (&Typed::default(), Errors::default());
                let mut list = webhooks_page(&context, place, fresh).await?;
                list.secret = Some(secret.expose_secret().to_owned());
                return page(&list);
            }
            Err(error) => refusal(error, t)?,
        },
        Err(errors) => errors,
    };
    form_again(&webhooks_page(&context, place, (&typed, errors)).await?)
}

fn refusal(error: AddError, t: Texts) -> Result<Errors, PageError> {
    let key = match error {
        AddError::Url => "webhook-problem-url",
        AddError::Inside => "webhook-problem-inside",
        AddError::TooMany => "webhook-problem-too-many",
        AddError::SameUrl => "webhook-problem-same-url",
        AddError::Seal(_) => "webhook-problem-seal",
        AddError::NotFound => return Err(PageError::NotFound),
        AddError::NoEvent => return Err(PageError::BadRequest),
        AddError::Db(error) => return Err(error.into()),
    };
    let mut errors = Errors::default();
    errors.add("url", t.say(key));
    Ok(errors)
}
