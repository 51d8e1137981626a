//! The queue in one line: how many wait, what failed, whether it is paused, and what will come too late.

use askama::Template;
use askama::filters::HtmlSafe;
use club::email_queue::{QueueState, QueueSummary};
use lang::Texts;

use crate::times::{instant, zone};

/// The states of which the line speaks: what is sent needs nobody.
const STATES: [QueueState; 5] =
    [QueueState::Due, QueueState::InFlight, QueueState::Retrying, QueueState::Failed, QueueState::Bounced];

/// The queue in one line.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/email_queue_line.html")]
pub(crate) struct QueueLine {
    t: Texts,
    base: String,
    /// Word, label, number, whether somebody has to see to it.
    states: Vec<(&'static str, String, u64, bool)>,
    paused: Option<String>,
    late: Option<Late>,
}

/// What cannot go out in time.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/email_late.html")]
pub(crate) struct Late {
    headline: String,
    /// A sentence for each domain.
    domains: Vec<String>,
    why: String,
    /// The page on which more can be seen, and what the link says.
    link: Option<(String, String)>,
}

impl HtmlSafe for QueueLine {}
impl HtmlSafe for Late {}

impl QueueLine {
    pub(crate) fn of(summary: &QueueSummary, t: Texts) -> Self {
        let base = match &summary.session {
            Some(session) => format!("/organize/{}/queue", session.slug),
            None => "/network/queue".to_owned(),
        };
        let zone = zone(summary.session.as_ref().map_or("Europe/Moscow", |session| &session.time_zone));
        let state = |state: QueueState| {
            let number = summary.number_of(state);
            let is_bad = number > 0 && matches!(state, QueueState::Failed | QueueState::Bounced);
            (state.as_str(), t.say(&format!("page-email-queue-{}", state.as_str())), number, is_bad)
        };
        let key = if summary.is_network_paused {
            "page-email-queue-network-paused"
        } else {
            "page-email-queue-paused"
        };
        let paused = summary.paused_at.map(|at| instant(at, zone, t.lang()));
        Self {
            states: STATES.map(state).to_vec(),
            paused: paused.map(|at| t.say_with(key, &[("at", at.into())])),
            late: Late::of(summary, Some((base.clone(), t.say("page-email-queue-title"))), t),
            base,
            t,
        }
    }
}

impl Late {
    /// `None` when everything comes in time.
    pub(crate) fn of(summary: &QueueSummary, link: Option<(String, String)>, t: Texts) -> Option<Self> {
        let emails = summary.late_emails();
        let domain = |domain: &club::outbox::limits::Forecast| {
            let about = [
                ("domain", domain.domain.as_str().into()),
                ("late", domain.late.into()),
                ("count", domain.count.into()),
                ("rate", domain.per_minute.into()),
            ];
            t.say_with("page-email-queue-forecast-domain", &about)
        };
        (emails > 0).then(|| Self {
            headline: t.say_with("page-email-queue-forecast", &[("n", emails.into())]),
            domains: summary.late.iter().map(domain).collect(),
            why: t.say("page-email-queue-forecast-text"),
            link,
        })
    }
}
