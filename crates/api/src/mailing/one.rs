//! One e-mail of a mailing: as its reader sees it, words of its own, or taken out.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::emails::words::{Words, of};
use club::mailing::MailingError;
use club::outbox::WholeEmail;
use entity::{MailingId, OutboxEmailId, OutboxState, session};
use lang::Texts;

use super::show::place;
use crate::email_text::telling;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::outbox::framed::framed;
use crate::session::organize::{SessionWays, Way};

type Path = web::Path<(String, String, String)>;

/// The page of an e-mail.
#[derive(Template)]
#[template(path = "pages/mailing/one.html")]
pub(crate) struct OnePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    base: String,
    id: String,
    /// Whose other e-mails can be looked at.
    person: Option<String>,
    name: String,
    address: String,
    language: String,
    subject: String,
    text: String,
    is_draft: bool,
    state_text: String,
    words: Words,
    errors: Errors,
}

impl OnePage {
    pub(super) fn of(
        (layout, csrf): (Layout, String),
        (session, mailing): (&session::Model, MailingId),
        email: &WholeEmail,
        words: Words,
        errors: Errors,
    ) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            ways: SessionWays::of(session, Way::Mailings, t),
            base: format!("/organize/{}/mailings/{mailing}", session.slug),
            id: email.id.to_string(),
            person: email.person_id.map(|person| person.to_string()),
            name: email.to_name.clone().unwrap_or_default(),
            address: email.to_address.clone(),
            language: email.language.clone(),
            subject: email.subject.clone(),
            text: email.text.clone(),
            is_draft: email.state == OutboxState::Draft,
            state_text: t.say(&format!("page-email-state-{}", email.state)),
            words,
            errors,
            t,
            layout,
        }
    }
}

/// What an e-mail's page is about.
struct One {
    session: session::Model,
    mailing: MailingId,
    id: OutboxEmailId,
    email: WholeEmail,
    words: Words,
}

async fn one(context: &Context, path: &Path) -> Result<One, PageError> {
    let (slug, mailing, email) = path.as_ref();
    let (session, mailing) = place(context, &(slug.clone(), mailing.clone())).await?;
    let id = email.parse().map_err(|_no_id| PageError::NotFound)?;
    let found = club::mailing::email(&context.club, &context.viewer, &session, (mailing, id)).await?;
    let (email, words) = found.ok_or(PageError::NotFound)?;
    Ok(One { session, mailing, id, email, words })
}

/// `GET /organize/{session}/mailings/{id}/emails/{email}`
pub(crate) async fn show(context: Context, path: Path) -> Result<HttpResponse, PageError> {
    let One { session, mailing, email, words, .. } = one(&context, &path).await?;
    let frame = (Layout::of(&context), context.csrf());
    page(&OnePage::of(frame, (&session, mailing), &email, words, Errors::default()))
}

/// `GET /organize/{session}/mailings/{id}/emails/{email}/body`
pub(crate) async fn body(context: Context, path: Path) -> Result<HttpResponse, PageError> {
    Ok(framed(&one(&context, &path).await?.email.html))
}

/// `POST /organize/{session}/mailings/{id}/emails/{email}`
pub(crate) async fn edit(context: Context, path: Path, fields: Fields) -> Result<HttpResponse, PageError> {
    let One { session, mailing, id, email, .. } = one(&context, &path).await?;
    let (club, viewer) = (&context.club, &context.viewer);
    let body = fields.text("body")?.replace("\r\n", "\n");
    let words = Words { subject: fields.text("subject")?, body };
    match club::mailing::edit_one(club, viewer, &session, (mailing, id), words.clone()).await {
        Ok(()) => Ok(see_other(&format!("/organize/{}/mailings/{mailing}?edited=1", session.slug))),
        Err(MailingError::Unusable(problems)) => {
            let kind = of(email.kind).ok_or(PageError::NotFound)?;
            let errors = telling::errors(&problems, kind, context.t);
            let frame = (Layout::of(&context), context.csrf());
            form_again(&OnePage::of(frame, (&session, mailing), &email, words, errors))
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /organize/{session}/mailings/{id}/emails/{email}/remove`
pub(crate) async fn remove(context: Context, path: Path) -> Result<HttpResponse, PageError> {
    let One { session, mailing, id, .. } = one(&context, &path).await?;
    club::mailing::remove_one(&context.club, &context.viewer, &session, (mailing, id)).await?;
    Ok(see_other(&format!("/organize/{}/mailings/{mailing}?removed=1", session.slug)))
}
