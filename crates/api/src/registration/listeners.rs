//! Who is registered for a webinar, for organizers.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::registration::Listeners;
use entity::{person, registration, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};
use crate::times::{instant, zone};

/// The listeners of a webinar.
#[derive(Template)]
#[template(path = "pages/registration/listeners.html")]
struct ListenersPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    /// Code, title, whether its listeners are shown.
    webinars: Vec<(String, String, bool)>,
    code: String,
    lines: Vec<Line>,
    next: Option<String>,
}

/// A listener.
struct Line {
    name: String,
    work: String,
    address: Option<String>,
    question: Option<String>,
    registered: String,
}

impl ListenersPage {
    fn of(layout: Layout, session: &session::Model, listeners: &Listeners) -> Self {
        let t = Texts(layout.lang);
        let choice = |webinar: &entity::webinar::Model| {
            let title = format!("{} · {}", webinar.code, lang::typeset(&webinar.title));
            (webinar.code.clone(), title, webinar.code == listeners.code)
        };
        Self {
            t,
            ways: SessionWays::of(session, Way::Dashboard, t),
            webinars: listeners.webinars.iter().map(choice).collect(),
            code: listeners.code.clone(),
            lines: listeners.lines.iter().map(|line| Line::of(line, session, t)).collect(),
            next: listeners.next.map(|next| next.to_string()),
            layout,
        }
    }
}

impl Line {
    fn of((row, person): &(registration::Model, person::Model), session: &session::Model, t: Texts) -> Self {
        let work = [person.position.as_str(), person.school_name.as_str(), person.city.as_str()];
        let work: Vec<&str> = work.into_iter().filter(|text| !text.is_empty()).collect();
        Self {
            name: club::person::full_name(person).full(),
            work: work.join(", "),
            address: person.email.clone(),
            question: row.question.clone(),
            registered: instant(row.registered_at, zone(&session.time_zone), t.lang()),
        }
    }
}

/// `GET /organize/{session}/listeners`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let code = context.query("webinar");
    let before = context.query("before").and_then(|id| id.parse().ok());
    let which = (code.as_deref(), before);
    let listeners = club::registration::listeners(&context.club, &context.viewer, &session, which).await?;
    let listeners = listeners.ok_or(PageError::NotFound)?;
    page(&ListenersPage::of(Layout::of(&context), &session, &listeners))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let session = data::session(lang);
    let lines = vec![(data::registration(1), data::person(lang))];
    let webinars: Vec<_> = [1, 2, 3].map(|number| data::webinar(lang, number)).to_vec();
    let code = webinars.first().map(|webinar| webinar.code.clone()).unwrap_or_default();
    let full = Listeners { webinars, code, lines, next: Some(data::id(31)) };
    let empty = Listeners { lines: vec![], next: None, ..full.clone() };
    let of = |listeners| ListenersPage::of(Layout::sample_of_curator(lang), &session, listeners);
    vec![
        Sample::of("registration-listeners", &of(&full)),
        Sample::of("registration-listeners-none", &of(&empty)),
    ]
}
