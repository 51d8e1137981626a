//! The state of the network for its curators.

use actix_web::HttpResponse;
use askama::Template;
use club::email_queue::{QueueScope, QueueSummary};
use club::network::Health;
use entity::session;
use lang::{Lang, Texts};

use crate::Sample;
use crate::email_queue::line::QueueLine;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::view::title;

/// The state of the network.
#[derive(Template)]
#[template(path = "pages/network/curator.html")]
struct NetworkPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    emails_held: bool,
    queue: QueueLine,
    jobs_parked: u64,
    numbers: Vec<(String, u64)>,
    /// Slug, title, state.
    sessions: Vec<(String, String, String)>,
}

impl NetworkPage {
    fn of(
        (layout, csrf): (Layout, String),
        (health, queue): (&Health, &QueueSummary),
        sessions: &[session::Model],
    ) -> Self {
        let t = Texts(layout.lang);
        let numbers = [
            ("page-network-people", health.people),
            ("page-network-schools", health.schools),
            ("page-network-sessions", health.sessions),
            ("page-network-emails-due", health.emails_due),
            ("page-network-jobs", health.jobs_ready),
        ];
        let state = |session: &session::Model| t.say(&format!("page-session-state-{}", session.state));
        Self {
            t,
            csrf,
            emails_held: health.emails_held,
            queue: QueueLine::of(queue, t),
            jobs_parked: health.jobs_parked,
            numbers: numbers.map(|(key, number)| (t.say(key), number)).to_vec(),
            sessions: sessions
                .iter()
                .map(|session| (session.slug.clone(), title(session), state(session)))
                .collect(),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let health = Health {
            emails_held: true,
            emails_due: 12,
            emails_failed: 1,
            people: 74,
            schools: 3,
            sessions: 2,
            ..Health::default()
        };
        let around = (Layout::sample_of_curator(lang), "sample".to_owned());
        let queue = QueueSummary { session: None, ..data::queue_summary(lang) };
        Self::of(around, (&health, &queue), &[data::session(lang)])
    }
}

/// `GET /network`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let health = club::network::health(club, viewer).await?.ok_or(PageError::NotFound)?;
    let sessions = club::session::organized(club, viewer).await?;
    let queue = club::email_queue::summary(club, viewer, QueueScope::Network).await?;
    let queue = queue.ok_or(PageError::NotFound)?;
    page(&NetworkPage::of((Layout::of(&context), context.csrf()), (&health, &queue), &sessions))
}

/// `POST /network/emails/release`
pub(crate) async fn release_emails(context: Context) -> Result<HttpResponse, PageError> {
    club::network::release_emails(&context.club, &context.viewer).await?;
    Ok(see_other("/network"))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("network-curator", &NetworkPage::sample(lang))]
}
