//! Decisions that wait: their e-mails as speakers will read them, and one button that sends them all.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::review::{Pending, ReleaseError};
use entity::session;
use lang::Texts;

use super::ways;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::layout::{Layout, page};
use crate::session::organize::SessionWays;

/// Decisions that wait.
#[derive(Template)]
#[template(path = "pages/review/decisions.html")]
pub(super) struct DecisionsPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    lines: Vec<Line>,
    /// Stands for what is shown.
    seen: String,
}

/// A decision with its e-mail.
struct Line {
    id: String,
    topic: String,
    decision: String,
    speakers: String,
    subject: Option<String>,
    text: Option<String>,
}

impl DecisionsPage {
    pub(super) fn of(layout: Layout, csrf: String, session: &session::Model, pending: &[Pending]) -> Self {
        let t = Texts(layout.lang);
        let line = |one: &Pending| {
            let names = one.speakers.iter().map(|person| club::person::full_name(person).full());
            Line {
                id: one.talk.id.to_string(),
                topic: lang::typeset(&one.talk.topic),
                decision: t.say(&format!("page-review-decision-{}", one.decision)),
                speakers: names.collect::<Vec<_>>().join(", "),
                subject: one.email.as_ref().map(|email| email.subject.clone()),
                text: one.email.as_ref().map(|email| email.text.clone()),
            }
        };
        Self {
            t,
            csrf,
            ways: ways(session, true, t),
            lines: pending.iter().map(line).collect(),
            seen: club::review::seen_mark(pending),
            layout,
        }
    }
}

/// `GET /organize/{session}/talks/decisions`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::review::pending(&context.club, &context.viewer, &slug).await?;
    let (session, pending) = found.ok_or(PageError::NotFound)?;
    page(&DecisionsPage::of(Layout::of(&context), context.csrf(), &session, &pending))
}

/// `POST /organize/{session}/talks/decisions`
pub(crate) async fn release(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let seen = fields.text("seen")?;
    match club::review::release(&context.club, &context.viewer, &slug, &seen).await {
        Ok(_) => Ok(see_other(&format!("/organize/{slug}/talks?done=released"))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /organize/{session}/talks/remind`
pub(crate) async fn remind(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    club::review::remind(&context.club, &context.viewer, &slug).await?;
    Ok(see_other(&format!("/organize/{slug}/talks?done=reminded")))
}

impl From<ReleaseError> for PageError {
    fn from(error: ReleaseError) -> Self {
        match error {
            ReleaseError::NotFound => PageError::NotFound,
            ReleaseError::Changed => PageError::Conflict("page-review-decisions-changed"),
            ReleaseError::Db(error) => error.into(),
        }
    }
}
