//! One mailing: its words, its e-mails, how far it is; sending, discarding and trying it out.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::emails::words::Words;
use club::mailing::{Count, MailingError, Shown, Texts as MailingTexts};
use entity::{MailingId, MailingState, OutboxState, outbox_email, session};
use lang::Texts;

use super::{list, telling};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::Errors;
use crate::layout::{Layout, form_again, page};
use crate::session::organize::{SessionWays, Way, find};

/// The page of a mailing.
#[derive(Template)]
#[template(path = "pages/mailing/show.html")]
pub(crate) struct MailingPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    base: String,
    title: String,
    kind: String,
    state: MailingState,
    state_text: String,
    audience: String,
    progress: String,
    revision: i32,
    is_written: bool,
    written: u64,
    expected: u64,
    /// E-mails that would go out.
    drafts: u64,
    texts: MailingTexts,
    english: Words,
    count: Count,
    search: String,
    emails: Vec<Line>,
    edited: Vec<Line>,
    failed: Vec<Line>,
    /// Of the pages before and after.
    earlier: Option<String>,
    later: Option<String>,
    errors: Errors,
    done: Option<String>,
}

/// An e-mail.
struct Line {
    id: String,
    name: String,
    address: String,
    state: OutboxState,
    state_text: String,
    problem: Option<String>,
}

impl Line {
    fn of(email: &outbox_email::Model, t: Texts) -> Self {
        let is_sent = email.state == OutboxState::Sent;
        Self {
            id: email.id.to_string(),
            name: email.to_name.clone().unwrap_or_default(),
            address: email.to_address.clone(),
            state: email.state,
            state_text: t.say(&format!("page-email-state-{}", email.state)),
            problem: email.bounce_reason.clone().or_else(|| email.last_error.clone().filter(|_| !is_sent)),
        }
    }
}

/// What the list of e-mails was asked for.
#[derive(Clone, Debug, Default)]
pub(super) struct Search {
    pub(super) name: String,
    pub(super) page: u64,
}

impl MailingPage {
    pub(super) fn of(
        (layout, csrf): (Layout, String),
        session: &session::Model,
        shown: &Shown,
        search: &Search,
        audience: String,
    ) -> Self {
        let t = Texts(layout.lang);
        let row = &shown.summary.row;
        let base = format!("/organize/{}/mailings/{}", session.slug, row.id);
        let name: String = url::form_urlencoded::byte_serialize(search.name.as_bytes()).collect();
        let address = |page: u64| format!("{base}?q={name}&page={page}#emails");
        let is_last = (search.page + 1).saturating_mul(shown.page_size) >= shown.found;
        let lines = |emails: &[outbox_email::Model]| {
            emails.iter().map(|email| Line::of(email, t)).collect::<Vec<_>>()
        };
        let none = Words { subject: String::new(), body: String::new() };
        Self {
            csrf,
            ways: SessionWays::of(session, Way::Mailings, t),
            title: shown.texts.ru.subject.clone(),
            kind: t.say(&format!("page-email-kind-{}", row.kind)),
            state: row.state,
            state_text: telling::state(row.state, t),
            audience,
            progress: list::progress(&shown.summary, t),
            revision: row.revision,
            is_written: shown.summary.is_written,
            written: shown.summary.states.values().sum(),
            expected: shown.summary.expected,
            drafts: shown.summary.of(OutboxState::Draft),
            english: shown.texts.en.clone().unwrap_or(none),
            texts: shown.texts.clone(),
            count: shown.count.clone(),
            search: search.name.clone(),
            emails: lines(&shown.emails),
            edited: lines(&shown.edited),
            failed: lines(&shown.failed),
            earlier: search.page.checked_sub(1).map(address),
            later: (!is_last).then(|| address(search.page + 1)),
            errors: Errors::default(),
            done: None,
            base,
            t,
            layout,
        }
    }

    pub(super) fn keep(&mut self, texts: MailingTexts, errors: Errors) {
        if let Some(english) = &texts.en {
            self.english.clone_from(english);
        }
        self.texts = texts;
        self.errors = errors;
    }
}

/// Session and mailing of a path.
pub(super) async fn place(
    context: &Context,
    path: &(String, String),
) -> Result<(session::Model, MailingId), PageError> {
    let session = find(context, &path.0).await?;
    Ok((session, path.1.parse().map_err(|_no_id| PageError::NotFound)?))
}

async fn shown_page(
    context: &Context,
    (session, id): (&session::Model, MailingId),
) -> Result<MailingPage, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let page = context.query("page").and_then(|page| page.parse().ok()).unwrap_or(0);
    let search = Search { name: context.query("q").unwrap_or_default(), page };
    let found = club::mailing::find(club, viewer, session, id, (&search.name, page)).await?;
    let found = found.ok_or(PageError::NotFound)?;
    let programme = club::session::programme(club, viewer, &session.slug).await?;
    let webinars = programme.map(|programme| programme.webinars).unwrap_or_default();
    let webinars: Vec<_> = webinars.into_iter().map(|line| line.webinar).collect();
    let audience = telling::audience(&found.audience, &webinars, context.t);
    Ok(MailingPage::of((Layout::of(context), context.csrf()), session, &found, &search, audience))
}

/// `GET /organize/{session}/mailings/{id}`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (session, id) = place(&context, &path).await?;
    let mut shown = shown_page(&context, (&session, id)).await?;
    let done = ["sent", "reworded", "edited", "removed", "tried"];
    let done = done.into_iter().find(|done| context.query(done).is_some());
    shown.done = done.map(|done| context.t.say(&format!("mailing-done-{done}")));
    page(&shown)
}

fn back((session, id): (&session::Model, MailingId), deed: &str) -> HttpResponse {
    see_other(&format!("/organize/{}/mailings/{id}?{deed}=1", session.slug))
}

/// `POST /organize/{session}/mailings/{id}/words`
pub(crate) async fn reword(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (session, id) = place(&context, &path).await?;
    let (club, viewer) = (&context.club, &context.viewer);
    let texts = telling::read_texts(&fields)?;
    let revision = fields.text("revision")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    match club::mailing::reword(club, viewer, &session, id, (revision, texts.clone())).await {
        Ok(()) => Ok(back((&session, id), "reworded")),
        Err(MailingError::Unusable(_)) => {
            let found = club::mailing::draft(club, viewer, &session, id).await?;
            let (row, _) = found.ok_or(PageError::NotFound)?;
            let errors = telling::text_errors(row.kind, &texts, context.t);
            let mut again = shown_page(&context, (&session, id)).await?;
            again.keep(texts, errors);
            form_again(&again)
        }
        Err(MailingError::Changed) => {
            let mut errors = Errors::default();
            errors.add("words", context.t.say("mailing-problem-reworded"));
            let mut again = shown_page(&context, (&session, id)).await?;
            again.keep(texts, errors);
            crate::error::changed_meanwhile(&again)
        }
        Err(error) => Err(error.into()),
    }
}

/// `POST /organize/{session}/mailings/{id}/send`
pub(crate) async fn send(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let (session, id) = place(&context, &path).await?;
    let n = fields.text("emails")?.parse().map_err(|_no_number| PageError::BadRequest)?;
    club::mailing::send(&context.club, &context.viewer, &session, (id, n)).await?;
    Ok(back((&session, id), "sent"))
}

/// `POST /organize/{session}/mailings/{id}/discard`
pub(crate) async fn discard(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (session, id) = place(&context, &path).await?;
    club::mailing::discard(&context.club, &context.viewer, &session, id).await?;
    Ok(see_other(&format!("/organize/{}/mailings?discarded=1", session.slug)))
}

/// `POST /organize/{session}/mailings/{id}/try`
pub(crate) async fn try_out(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (session, id) = place(&context, &path).await?;
    club::mailing::try_out(&context.club, &context.viewer, &session, id).await?;
    Ok(back((&session, id), "tried"))
}
