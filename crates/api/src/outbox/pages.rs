//! A session's e-mails for its organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use entity::{OutboxState, outbox_email, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// How many e-mails the page shows.
const SHOWN: u64 = 500;

/// A session's e-mails.
#[derive(Template)]
#[template(path = "pages/outbox/of_session.html")]
struct EmailsPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    emails: Vec<Line>,
}

/// An e-mail in the list.
struct Line {
    to: String,
    address: String,
    subject: String,
    kind: String,
    state: OutboxState,
    state_text: String,
    /// When it was sent, or will be.
    at: String,
    /// What the receiving server said.
    problem: Option<String>,
}

impl EmailsPage {
    fn of(layout: Layout, session: &session::Model, emails: &[outbox_email::Model]) -> Self {
        let t = Texts(layout.lang);
        Self {
            t,
            ways: SessionWays::of(session, Way::Emails, t),
            emails: emails.iter().map(|email| Line::of(email, session, t)).collect(),
            layout,
        }
    }
}

impl Line {
    fn of(email: &outbox_email::Model, session: &session::Model, t: Texts) -> Self {
        Self {
            to: email.to_name.clone().unwrap_or_default(),
            address: email.to_address.clone(),
            subject: email.subject.clone(),
            kind: t.say(&format!("page-email-kind-{}", email.kind)),
            state: email.state,
            state_text: t.say(&format!("page-email-state-{}", email.state)),
            at: instant(email.sent_at.unwrap_or(email.due_at), zone(&session.time_zone), t.lang()),
            problem: email.last_error.clone().filter(|_| email.state != OutboxState::Sent),
        }
    }
}

/// `GET /organize/{session}/emails`
pub(crate) async fn of_session(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let emails = club::outbox::of_session(&context.club, &context.viewer, &session, SHOWN).await?;
    page(&EmailsPage::of(Layout::of(&context), &session, &emails))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let page = |emails: &[outbox_email::Model]| {
        EmailsPage::of(Layout::sample_of_curator(lang), &data::session(lang), emails)
    };
    vec![
        Sample::of("outbox-of-session", &page(&data::emails(lang))),
        Sample::of("outbox-of-session-empty", &page(&[])),
    ]
}
