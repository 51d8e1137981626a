//! The page of the queue: how many wait, what is on its way, what failed and why.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use club::email_queue::{Queue, QueueFilter, QueueScope, QueueState, QueueSummary};
use entity::{EmailKind, outbox_email};
use lang::{Lang, Texts};
use url::form_urlencoded::Serializer;

use super::line::Late;
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::outbox::reason;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::{instant, zone};

/// The queue of a session, or of all.
#[derive(Template)]
#[template(path = "pages/email_queue/show.html")]
struct QueuePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    /// `None`: of the network.
    ways: Option<SessionWays>,
    /// `/network/queue`
    base: String,
    /// The page itself, with its filter.
    refresh: String,
    paused: Option<String>,
    is_network_paused: bool,
    /// Somebody who may only see that the network is paused cannot let it go on.
    may_pause: bool,
    is_moving: bool,
    states: Vec<Choice>,
    kinds: Vec<Choice>,
    domains: Vec<Choice>,
    search: String,
    has_filter: bool,
    emails: Vec<Line>,
    next: Option<String>,
    done: Option<String>,
    late: Option<Late>,
}

/// A way to narrow the list down.
struct Choice {
    address: String,
    label: String,
    number: u64,
    is_chosen: bool,
}

/// An e-mail in the queue.
struct Line {
    id: String,
    to: String,
    address: String,
    subject: String,
    kind: String,
    state: QueueState,
    state_text: String,
    at: String,
    /// What the server's answer means.
    meaning: Option<String>,
    /// In its own words.
    answer: Option<String>,
    may_try: bool,
    may_discard: bool,
}

impl QueuePage {
    fn of(layout: Layout, csrf: String, queue: &Queue, filter: &QueueFilter, now: DateTime<Utc>) -> Self {
        let t = Texts(layout.lang);
        let base = match &queue.summary.session {
            Some(session) => format!("/organize/{}/queue", session.slug),
            None => "/network/queue".to_owned(),
        };
        let zone = zone(queue.summary.session.as_ref().map_or("Europe/Moscow", |session| &session.time_zone));
        let last = queue.emails.last().filter(|_| queue.has_more);
        let next = last.map(|email| address(&base, &QueueFilter { after: Some(email.id), ..filter.clone() }));
        let plain = QueueFilter { after: None, ..filter.clone() };
        Self {
            csrf,
            ways: queue.summary.session.as_ref().map(|session| SessionWays::of(session, Way::Emails, t)),
            paused: queue.summary.paused_at.map(|at| instant(at, zone, t.lang())),
            is_network_paused: queue.summary.is_network_paused,
            may_pause: queue.summary.session.is_none() || !queue.summary.is_network_paused,
            is_moving: queue.is_moving(now),
            states: states(queue, &plain, &base, t),
            kinds: kinds(queue, &plain, &base, t),
            domains: domains(queue, &plain, &base),
            search: filter.search.clone(),
            has_filter: *filter != QueueFilter::default(),
            emails: queue.emails.iter().filter_map(|email| Line::of(email, zone, now, t)).collect(),
            next,
            done: None,
            late: Late::of(&queue.summary, None, t),
            refresh: address(&base, filter),
            base,
            t,
            layout,
        }
    }
}

/// The page with a filter.
fn address(base: &str, filter: &QueueFilter) -> String {
    let mut query = Serializer::new(String::new());
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            query.append_pair(name, value);
        }
    };
    add("state", filter.state.map(QueueState::as_str));
    add("kind", filter.kind.map(EmailKind::as_str));
    add("domain", filter.domain.as_deref());
    add("q", Some(&filter.search));
    add("after", filter.after.map(|id| id.to_string()).as_deref());
    let query = query.finish();
    if query.is_empty() { format!("{base}#emails") } else { format!("{base}?{query}#emails") }
}

fn states(queue: &Queue, filter: &QueueFilter, base: &str, t: Texts) -> Vec<Choice> {
    let choice = |state: QueueState| {
        let is_chosen = filter.state == Some(state);
        let to = QueueFilter { state: (!is_chosen).then_some(state), ..filter.clone() };
        Choice {
            address: address(base, &to),
            label: t.say(&format!("page-email-queue-{}", state.as_str())),
            number: queue.summary.number_of(state),
            is_chosen,
        }
    };
    QueueState::ALL.into_iter().map(choice).collect()
}

fn kinds(queue: &Queue, filter: &QueueFilter, base: &str, t: Texts) -> Vec<Choice> {
    let choice = |(kind, number): &(EmailKind, u64)| {
        let is_chosen = filter.kind == Some(*kind);
        let to = QueueFilter { kind: (!is_chosen).then_some(*kind), ..filter.clone() };
        let label = t.say(&format!("page-email-kind-{kind}"));
        Choice { address: address(base, &to), label, number: *number, is_chosen }
    };
    queue.kinds.iter().map(choice).collect()
}

fn domains(queue: &Queue, filter: &QueueFilter, base: &str) -> Vec<Choice> {
    let choice = |(domain, number): &(String, u64)| {
        let is_chosen = filter.domain.as_ref() == Some(domain);
        let to = QueueFilter { domain: (!is_chosen).then(|| domain.clone()), ..filter.clone() };
        Choice { address: address(base, &to), label: domain.clone(), number: *number, is_chosen }
    };
    queue.domains.iter().map(choice).collect()
}

impl Line {
    fn of(email: &outbox_email::Model, zone: Tz, now: DateTime<Utc>, t: Texts) -> Option<Self> {
        let state = QueueState::of(email)?;
        let at = match state {
            QueueState::Bounced => email.bounced_at,
            QueueState::Sent => email.sent_at,
            QueueState::Failed => email.last_tried_at,
            QueueState::Due | QueueState::InFlight | QueueState::Retrying => Some(email.due_at),
        };
        let answer = match state {
            QueueState::Bounced => email.bounce_reason.clone(),
            QueueState::Sent => None,
            _ => email.last_error.clone(),
        };
        let is_in_time = email.not_after.is_none_or(|end| now < end);
        Some(Self {
            id: email.id.to_string(),
            to: email.to_name.clone().unwrap_or_default(),
            address: email.to_address.clone(),
            subject: lang::typeset(&email.subject),
            kind: t.say(&format!("page-email-kind-{}", email.kind)),
            state,
            state_text: t.say(&format!("page-email-queue-{}-one", state.as_str())),
            at: at.map_or(String::new(), |at| instant(at, zone, t.lang())),
            meaning: answer.as_deref().map(|answer| reason::plain(answer, t)),
            answer,
            may_try: matches!(state, QueueState::Failed | QueueState::Retrying) && is_in_time,
            may_discard: matches!(state, QueueState::Failed | QueueState::Retrying | QueueState::Due),
        })
    }
}

fn filter(context: &Context) -> QueueFilter {
    let word = |name: &str| context.query(name).filter(|word| !word.is_empty());
    let state = word("state");
    QueueFilter {
        state: QueueState::ALL.into_iter().find(|one| state.as_deref() == Some(one.as_str())),
        kind: word("kind").and_then(|kind| kind.parse().ok()),
        domain: word("domain"),
        search: word("q").unwrap_or_default(),
        after: word("after").and_then(|id| id.parse().ok()),
    }
}

async fn show(context: &Context, scope: QueueScope<'_>) -> Result<HttpResponse, PageError> {
    let (club, filter) = (&context.club, filter(context));
    let queue = club::email_queue::queue(club, &context.viewer, scope, &filter).await?;
    let queue = queue.ok_or(PageError::NotFound)?;
    let mut shown = QueuePage::of(Layout::of(context), context.csrf(), &queue, &filter, club.clock.now());
    shown.done = match context.query("done").as_deref() {
        Some("again") => Some(context.t.say("page-email-queue-done-again")),
        Some("discarded") => Some(context.t.say("page-email-queue-done-discarded")),
        _ => None,
    };
    page(&shown)
}

/// `GET /organize/{session}/queue`
pub(crate) async fn of_session(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    show(&context, QueueScope::Session(&slug)).await
}

/// `GET /network/queue`
pub(crate) async fn of_network(context: Context) -> Result<HttpResponse, PageError> {
    show(&context, QueueScope::Network).await
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let of = |queue: &Queue| {
        let layout = Layout::sample_of_curator(lang);
        QueuePage::of(layout, "sample".to_owned(), queue, &QueueFilter::default(), data::before())
    };
    let queue = data::queue(lang);
    let with = |summary: QueueSummary| Queue { summary, ..queue.clone() };
    let summary = || queue.summary.clone();
    let paused = with(QueueSummary { paused_at: Some(data::before()), ..summary() });
    let of_network = with(QueueSummary { session: None, ..summary() });
    let session = queue.summary.session.clone();
    let empty = Queue { summary: QueueSummary { session, ..QueueSummary::default() }, ..Queue::default() };
    vec![
        Sample::of("email_queue-show", &of(&queue)),
        Sample::of("email_queue-show-paused", &of(&paused)),
        Sample::of("email_queue-show-empty", &of(&empty)),
        Sample::of("email_queue-show-network", &of(&of_network)),
    ]
}
