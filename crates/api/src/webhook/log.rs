//! The page of a webhook: what it was told lately, and the buttons that try it out, switch and remove it.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::webhook::{self, ChangeError};
use entity::{DeliveryState, webhook_delivery};
use lang::Texts;

use super::list::{Frame, LEAF, Parts, event_label, state};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, page};
use crate::school::place::Place;
use crate::times::instant;

/// The page of a webhook.
#[derive(Template)]
#[template(path = "pages/webhook/show.html")]
pub(super) struct WebhookPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    /// `/network/webhooks`
    base: String,
    id: String,
    url: String,
    events: Vec<String>,
    is_on: bool,
    state: String,
    done: Option<String>,
    tellings: Vec<Telling>,
}

/// One telling in the log.
struct Telling {
    event: String,
    at: String,
    outcome: String,
    tries: String,
    is_bad: bool,
    body: String,
}

impl WebhookPage {
    pub(super) fn of(
        frame: Frame,
        row: &entity::webhook::Model,
        tellings: &[webhook_delivery::Model],
        done: Option<String>,
    ) -> Self {
        let Frame { layout, csrf, place } = frame;
        let t = Texts(layout.lang);
        let events = row.events.split(' ').filter_map(|word| word.parse().ok());
        Self {
            csrf,
            base: place.base,
            id: row.id.to_string(),
            url: row.url.clone(),
            events: events.map(|event| event_label(event, t)).collect(),
            is_on: row.is_on,
            state: state(row, t),
            done,
            tellings: tellings.iter().map(|telling| Telling::of(telling, t)).collect(),
            t,
            layout,
        }
    }
}

impl Telling {
    fn of(telling: &webhook_delivery::Model, t: Texts) -> Self {
        let answer = match (telling.status, telling.problem) {
            (Some(status), _) => t.say_with("webhook-answered", &[("status", status.to_string().into())]),
            (None, Some(problem)) => t.say(&format!("webhook-unanswered-{problem}")),
            (None, None) => String::new(),
        };
        let is_once_more = telling.state == DeliveryState::Due && telling.attempts > 0;
        let state = if is_once_more { "again".to_owned() } else { telling.state.to_string() };
        let state = t.say(&format!("webhook-telling-{state}"));
        Self {
            event: event_label(telling.event, t),
            at: instant(telling.created_at, Moscow, t.lang()),
            outcome: if answer.is_empty() { state } else { format!("{state}: {answer}") },
            tries: t.say_with("webhook-tries", &[("tries", i64::from(telling.attempts).into())]),
            is_bad: telling.state == DeliveryState::Failed,
            body: telling.body.clone(),
        }
    }
}

/// `GET …/webhooks/{id}`
pub(crate) async fn show(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let id = parts.id.ok_or(PageError::NotFound)?;
    let found = webhook::log(&context.club, &context.viewer, place.owner, id).await?;
    let (row, tellings) = found.ok_or(PageError::NotFound)?;
    let done = match context.query("done").as_deref() {
        Some("tried") => Some(context.t.say("webhook-tried")),
        Some("switched") => Some(context.t.say("webhook-switched")),
        _ => None,
    };
    let frame = Frame { layout: Layout::of(&context), csrf: context.csrf(), place };
    page(&WebhookPage::of(frame, &row, &tellings, done))
}

/// `POST …/webhooks/{id}/try`
pub(crate) async fn try_out(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let id = parts.id.ok_or(PageError::NotFound)?;
    webhook::try_out(&context.club, &context.viewer, place.owner, id).await.map_err(refusal)?;
    Ok(see_other(&format!("{}/{id}?done=tried", place.base)))
}

/// `POST …/webhooks/{id}/switch`
pub(crate) async fn switch(
    context: Context,
    parts: web::Path<Parts>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let id = parts.id.ok_or(PageError::NotFound)?;
    let is_on = fields.text("on")? == "true";
    webhook::set_on(&context.club, &context.viewer, place.owner, (id, is_on)).await.map_err(refusal)?;
    Ok(see_other(&format!("{}/{id}?done=switched", place.base)))
}

/// `POST …/webhooks/{id}/remove`
pub(crate) async fn remove(context: Context, parts: web::Path<Parts>) -> Result<HttpResponse, PageError> {
    let place = Place::of(&context, parts.school.as_ref(), LEAF).await?;
    let id = parts.id.ok_or(PageError::NotFound)?;
    webhook::remove(&context.club, &context.viewer, place.owner, id).await.map_err(refusal)?;
    Ok(see_other(&format!("{}?done=removed", place.base)))
}

fn refusal(error: ChangeError) -> PageError {
    match error {
        ChangeError::NotFound => PageError::NotFound,
        ChangeError::Db(error) => error.into(),
    }
}
