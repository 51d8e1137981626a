//! Every e-mail to one person, with what became of it: for the person, for organizers, for curators.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::outbox::{Shelf, WholeEmail};
use entity::{OutboxEmailId, OutboxState, PersonId, outbox_email, person};
use lang::{Lang, Texts};

use super::mailbox::{Piece, pieces};
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::find;
use crate::times::instant;

/// The e-mails to a person.
#[derive(Template)]
#[template(path = "pages/outbox/history.html")]
struct HistoryPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    /// `/me/emails`
    base: String,
    /// The page above: address and name.
    back: (String, String),
    /// None: the reader's own.
    name: Option<String>,
    emails: Vec<Line>,
    shown: Option<Shown>,
}

/// An e-mail.
struct Line {
    id: String,
    subject: String,
    kind: String,
    state: OutboxState,
    state_text: String,
    at: String,
    problem: Option<String>,
    is_shown: bool,
}

/// What it says.
struct Shown {
    subject: String,
    language: String,
    text: Vec<Piece>,
}

impl Line {
    fn of(email: &outbox_email::Model, shown: Option<OutboxEmailId>, t: Texts) -> Self {
        let has_bounced = email.bounced_at.is_some();
        let state_text = if has_bounced {
            t.say("email-history-bounced")
        } else {
            t.say(&format!("page-email-state-{}", email.state))
        };
        let is_sent = email.state == OutboxState::Sent;
        Self {
            id: email.id.to_string(),
            subject: lang::typeset(&email.subject),
            kind: t.say(&format!("page-email-kind-{}", email.kind)),
            state: if has_bounced { OutboxState::Failed } else { email.state },
            state_text,
            at: instant(email.sent_at.unwrap_or(email.due_at), Moscow, t.lang()),
            problem: email.bounce_reason.clone().or_else(|| email.last_error.clone().filter(|_| !is_sent)),
            is_shown: shown == Some(email.id),
        }
    }
}

/// Where a history is looked at.
struct Place {
    base: String,
    back: (String, String),
    is_own: bool,
}

impl HistoryPage {
    fn of(
        (layout, csrf): (Layout, String),
        place: Place,
        person: &person::Model,
        emails: &[outbox_email::Model],
        shown: Option<&WholeEmail>,
    ) -> Self {
        let t = Texts(layout.lang);
        let name = [&person.family, &person.given].map(String::as_str).join(" ");
        let name = person.patronymic.as_ref().map_or(name.clone(), |last| format!("{name} {last}"));
        Self {
            csrf,
            base: place.base,
            back: place.back,
            name: (!place.is_own).then_some(name),
            emails: emails.iter().map(|email| Line::of(email, shown.map(|one| one.id), t)).collect(),
            shown: shown.map(|email| Shown {
                subject: lang::typeset(&email.subject),
                language: email.language.clone(),
                text: pieces(&email.text),
            }),
            t,
            layout,
        }
    }
}

async fn answer(
    context: &Context,
    shelf: Shelf<'_>,
    place: Place,
    id: Option<&str>,
) -> Result<HttpResponse, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let found = club::outbox::history(club, viewer, shelf).await?;
    let (person, emails) = found.ok_or(PageError::NotFound)?;
    let shown = match id {
        Some(id) => {
            let id = id.parse().map_err(|_no_id| PageError::NotFound)?;
            let read = club::outbox::read(club, viewer, shelf, id).await?;
            Some(read.ok_or(PageError::NotFound)?)
        }
        None => None,
    };
    let frame = (Layout::of(context), context.csrf());
    page(&HistoryPage::of(frame, place, &person, &emails, shown.as_ref()))
}

fn own_place(t: Texts) -> Place {
    let back = ("/me".to_owned(), t.say("page-layout-me"));
    Place { base: "/me/emails".to_owned(), back, is_own: true }
}

/// `GET /me/emails`
pub(crate) async fn own(context: Context) -> Result<HttpResponse, PageError> {
    answer(&context, Shelf::Own, own_place(context.t), None).await
}

/// `GET /me/emails/{id}`
pub(crate) async fn own_email(context: Context, id: web::Path<String>) -> Result<HttpResponse, PageError> {
    answer(&context, Shelf::Own, own_place(context.t), Some(&id)).await
}

fn person_id(id: &str) -> Result<PersonId, PageError> {
    id.parse().map_err(|_no_id| PageError::NotFound)
}

async fn in_session(
    context: &Context,
    (slug, person): (&str, &str),
    id: Option<&str>,
) -> Result<HttpResponse, PageError> {
    let session = find(context, slug).await?;
    let back = (format!("/organize/{slug}/emails"), session.title.clone());
    let place = Place { base: format!("/organize/{slug}/people/{person}/emails"), back, is_own: false };
    answer(context, Shelf::OfSession(&session, person_id(person)?), place, id).await
}

/// `GET /organize/{session}/people/{person}/emails`
pub(crate) async fn of_session(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    in_session(&context, (&path.0, &path.1), None).await
}

/// `POST /organize/{session}/people/{person}/emails/{id}`: a POST, because the audit trail keeps who read it.
pub(crate) async fn read_of_session(
    context: Context,
    path: web::Path<(String, String, String)>,
) -> Result<HttpResponse, PageError> {
    in_session(&context, (&path.0, &path.1), Some(&path.2)).await
}

async fn in_network(context: &Context, person: &str, id: Option<&str>) -> Result<HttpResponse, PageError> {
    let back = ("/network".to_owned(), context.t.say("page-network-title"));
    let place = Place { base: format!("/network/people/{person}/emails"), back, is_own: false };
    answer(context, Shelf::OfNetwork(person_id(person)?), place, id).await
}

/// `GET /network/people/{person}/emails`
pub(crate) async fn of_network(
    context: Context,
    person: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    in_network(&context, &person, None).await
}

/// `POST /network/people/{person}/emails/{id}`: a POST, because the audit trail keeps who read it.
pub(crate) async fn read_of_network(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    in_network(&context, &path.0, Some(&path.1)).await
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (emails, person, t) = (data::emails(lang), data::person(lang), Texts(lang));
    let frame = || (Layout::sample_of_curator(lang), "sample".to_owned());
    let shown = emails.first().map(|email| data::whole_email(email.clone()));
    let other = || Place { is_own: false, ..own_place(t) };
    let page = |place, emails, shown| HistoryPage::of(frame(), place, &person, emails, shown);
    vec![
        Sample::of("outbox-history", &page(other(), &emails, shown.as_ref())),
        Sample::of("outbox-history-own", &page(own_place(t), &emails, None)),
        Sample::of("outbox-history-empty", &page(own_place(t), &[], None)),
    ]
}
