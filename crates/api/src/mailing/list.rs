//! The mailings of a session.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::mailing::Summary;
use entity::{MailingState, OutboxState, session};
use lang::Texts;

use super::telling;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// The mailings of a session.
#[derive(Template)]
#[template(path = "pages/mailing/list.html")]
pub(crate) struct ListPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    mailings: Vec<Line>,
    done: Option<String>,
}

/// A mailing.
struct Line {
    id: String,
    subject: String,
    kind: String,
    state: MailingState,
    state_text: String,
    at: String,
    progress: String,
}

/// «отправлено 12, ждут 3, не доставлено 1»
pub(super) fn progress(summary: &Summary, t: Texts) -> String {
    let n = |state| summary.of(state);
    let waiting = n(OutboxState::Due) + n(OutboxState::Leased);
    if summary.row.state == MailingState::Draft {
        return t.say_with("mailing-drafts", &[("n", n(OutboxState::Draft).into())]);
    }
    t.say_with(
        "mailing-progress",
        &[
            ("sent", n(OutboxState::Sent).into()),
            ("waiting", waiting.into()),
            ("failed", n(OutboxState::Failed).into()),
        ],
    )
}

impl ListPage {
    pub(super) fn of(layout: Layout, session: &session::Model, all: &[Summary]) -> Self {
        let t = Texts(layout.lang);
        let line = |summary: &Summary| {
            let row = &summary.row;
            let subject = row.texts.pointer("/ru/subject").and_then(|subject| subject.as_str());
            Line {
                id: row.id.to_string(),
                subject: subject.unwrap_or_default().to_owned(),
                kind: t.say(&format!("page-email-kind-{}", row.kind)),
                state: row.state,
                state_text: telling::state(row.state, t),
                at: instant(row.closed_at.unwrap_or(row.created_at), zone(&session.time_zone), t.lang()),
                progress: progress(summary, t),
            }
        };
        let ways = SessionWays::of(session, Way::Mailings, t);
        Self { t, ways, mailings: all.iter().map(line).collect(), done: None, layout }
    }
}

/// `GET /organize/{session}/mailings`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let all = club::mailing::all(&context.club, &context.viewer, &session).await?;
    let mut list = ListPage::of(Layout::of(&context), &session, &all);
    list.done = context.query("discarded").map(|_| context.t.say("mailing-done-discarded"));
    page(&list)
}
