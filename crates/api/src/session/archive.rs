//! The archive: past sessions for everybody.

use actix_web::HttpResponse;
use askama::Template;
use club::session::PastSession;
use lang::{Lang, Texts};

use super::view::title;
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;

/// Past sessions.
#[derive(Template)]
#[template(path = "pages/session/archive.html")]
struct ArchivePage {
    layout: Layout,
    t: Texts,
    sessions: Vec<Line>,
}

/// A past session.
struct Line {
    slug: String,
    title: String,
    dates: String,
    host: String,
    webinars: String,
}

impl ArchivePage {
    fn of(layout: Layout, sessions: &[PastSession]) -> Self {
        let t = Texts(layout.lang);
        let line = |past: &PastSession| Line {
            slug: past.session.slug.clone(),
            title: title(&past.session),
            dates: past.days.map(|(first, last)| lang::date_range(first, last, t.lang())).unwrap_or_default(),
            host: lang::typeset(&past.host_school.short_name),
            webinars: lang::count(
                lang::Counted::Webinar,
                i64::try_from(past.webinars).unwrap_or(i64::MAX),
                t.lang(),
            ),
        };
        Self { sessions: sessions.iter().map(line).collect(), t, layout }
    }
}

/// `GET /archive`
pub(crate) async fn list(context: Context) -> Result<HttpResponse, PageError> {
    let sessions = club::session::archived(&context.club).await?;
    page(&ArchivePage::of(Layout::of(&context), &sessions))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let day = |day| chrono::NaiveDate::from_ymd_opt(2026, 12, day).unwrap_or_default();
    let past = PastSession {
        session: data::earlier_session(lang),
        host_school: data::school(lang),
        days: Some((day(14), day(18))),
        webinars: 12,
    };
    vec![
        Sample::of("session-archive", &ArchivePage::of(Layout::sample(lang), &[past])),
        Sample::of("session-archive-empty", &ArchivePage::of(Layout::sample(lang), &[])),
    ]
}
