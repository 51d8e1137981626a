//! The public page of a webinar.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::Viewer;
use club::session::ProgrammeWebinar;
use entity::session;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::feeds::{calendar_file, entry};
use crate::session::view::{Phase, WebinarCard, title};

/// A webinar.
#[derive(Template)]
#[template(path = "pages/webinar/show.html")]
struct WebinarPage {
    layout: Layout,
    t: Texts,
    webinar: WebinarCard,
    session_slug: String,
    session_title: String,
    is_open: bool,
    /// Whether the way to the staff's page is shown.
    is_staff: bool,
}

impl WebinarPage {
    fn of(
        layout: Layout,
        session: &session::Model,
        webinar: &ProgrammeWebinar,
        viewer: &Viewer,
        now: DateTime<Utc>,
    ) -> Self {
        let card = WebinarCard::of(webinar, now, layout.lang);
        let row = &webinar.webinar;
        Self {
            t: Texts(layout.lang),
            is_open: session.state == entity::SessionState::Published && card.is_open(),
            webinar: card,
            session_slug: session.slug.clone(),
            session_title: title(session),
            is_staff: viewer.moderates(row.id)
                || viewer.organizes(row.host_school_id)
                || viewer.organizes(session.host_school_id),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let webinar = data::programme_webinar(lang, 1);
        Self::of(Layout::sample(lang), &data::session(lang), &webinar, &Viewer::Guest, data::before())
    }
}

/// `GET /w/{webinar}`
pub(crate) async fn show(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::webinar::find_public(&context.club, &context.viewer, &slug).await?;
    let (session, webinar) = found.ok_or(PageError::NotFound)?;
    page(&WebinarPage::of(
        Layout::of(&context),
        &session,
        &webinar,
        &context.viewer,
        context.club.clock.now(),
    ))
}

/// `GET /w/{webinar}/webinar.ics`
pub(crate) async fn calendar(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::webinar::find_public(&context.club, &context.viewer, &slug).await?;
    let (session, webinar) = found.ok_or(PageError::NotFound)?;
    Ok(calendar_file(&context, &[entry(&context, &session.title, &webinar)], &webinar.webinar.slug))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![Sample::of("webinar-show", &WebinarPage::sample(lang))]
}
