//! Talks that were handed in, for reviewers and organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::review::ReviewLine;
use entity::{TalkState, session};
use lang::Texts;

use super::{state_text, tenths, ways};
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::session::organize::SessionWays;

/// Talks that were handed in.
#[derive(Template)]
#[template(path = "pages/review/list.html")]
pub(super) struct ListPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    may_decide: bool,
    lines: Vec<Line>,
    drafts: u64,
    pending: usize,
    unconfirmed: usize,
    /// A state to show alone.
    filter: Option<String>,
    filters: Vec<(String, String, usize)>,
    done: Option<String>,
}

/// A talk in the list.
struct Line {
    id: String,
    topic: String,
    speakers: String,
    state: String,
    is_unconfirmed: bool,
    decision: Option<String>,
    reviews: usize,
    mean: Option<String>,
    is_reviewed: bool,
    is_own: bool,
}

impl Line {
    fn of(line: &ReviewLine, t: Texts) -> Self {
        let names = line.speakers.iter().map(|person| club::person::full_name(person).initials());
        let decision = line.talk.decision.filter(|_| club::review::is_pending(&line.talk));
        Self {
            id: line.talk.id.to_string(),
            topic: lang::typeset(&line.talk.topic),
            speakers: names.collect::<Vec<_>>().join(", "),
            state: state_text(line.talk.state, t),
            is_unconfirmed: club::review::is_unconfirmed(&line.talk),
            decision: decision.map(|decision| t.say(&format!("page-review-decision-{decision}"))),
            reviews: line.reviews,
            mean: line.mean.map(|mean| tenths(mean, t)),
            is_reviewed: line.is_reviewed,
            is_own: line.is_own,
        }
    }
}

impl ListPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        (session, lines, drafts): (&session::Model, &[ReviewLine], u64),
        (may_decide, filter, done): (bool, Option<TalkState>, Option<String>),
    ) -> Self {
        let t = Texts(layout.lang);
        let count = |state: TalkState| lines.iter().filter(|line| line.talk.state == state).count();
        let filters =
            TalkState::ALL.iter().map(|state| (state.to_string(), state_text(*state, t), count(*state)));
        let shown = lines.iter().filter(|line| filter.is_none_or(|state| line.talk.state == state));
        Self {
            t,
            csrf,
            ways: ways(session, may_decide, t),
            may_decide,
            lines: shown.map(|line| Line::of(line, t)).collect(),
            drafts,
            pending: lines.iter().filter(|line| club::review::is_pending(&line.talk)).count(),
            unconfirmed: lines.iter().filter(|line| club::review::is_unconfirmed(&line.talk)).count(),
            filter: filter.map(|state| state.to_string()),
            filters: filters.filter(|(_, _, number)| *number > 0).collect(),
            done,
            layout,
        }
    }
}

/// `GET /organize/{session}/talks`
pub(crate) async fn list(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::review::list(&context.club, &context.viewer, &slug).await?;
    let (session, lines, drafts) = found.ok_or(PageError::NotFound)?;
    let may_decide = context.viewer.organizes(session.host_school_id);
    let filter = context.query("state").and_then(|state| state.parse().ok());
    let done = context.query("done").map(|done| format!("page-review-done-{done}"));
    let done = done.filter(|key| context.t.has(key)).map(|key| context.t.say(&key));
    page(&ListPage::of(
        Layout::of(&context),
        context.csrf(),
        (&session, &lines, drafts),
        (may_decide, filter, done),
    ))
}
