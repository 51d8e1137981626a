//! How an e-mail of a kind reads, in the words that hold for the session and with an invented reader.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::emails::Content;
use entity::{EmailKind, session};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way, find};

/// An e-mail as its readers see it.
#[derive(Template)]
#[template(path = "pages/timeline/preview.html")]
struct PreviewPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    kind: String,
    subject: String,
    text: String,
}

impl PreviewPage {
    fn of(layout: Layout, session: &session::Model, kind: EmailKind, content: Content) -> Self {
        let t = Texts(layout.lang);
        Self {
            ways: SessionWays::of(session, Way::Emails, t),
            kind: t.say(&format!("page-email-kind-{kind}")),
            subject: content.subject,
            text: content.text,
            t,
            layout,
        }
    }
}

/// `GET /organize/{session}/timeline/{email_kind}`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &path.0).await?;
    let kind = path.1.parse().map_err(|_no_kind| PageError::NotFound)?;
    let preview = club::timeline::preview(&context.club, &session, kind, context.lang).await?;
    let preview = preview.ok_or(PageError::NotFound)?;
    page(&PreviewPage::of(Layout::of(&context), &session, kind, preview))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let content = Content {
        subject: data::say(lang, "Сегодня Ваш вебинар", "Your webinar is today").to_owned(),
        text: data::say(lang, "Здравствуйте!", "Good morning!").to_owned(),
        html: String::new(),
    };
    let layout = Layout::sample_of_curator(lang);
    let preview = PreviewPage::of(layout, &data::session(lang), EmailKind::StreamLink, content);
    vec![Sample::of("timeline-preview", &preview)]
}
