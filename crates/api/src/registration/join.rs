//! The page behind a personal join link. Opening it changes nothing: programs that check e-mails open every link.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::person;
use club::registration::{JoinError, JoinPhase, JoinView};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::view::title;
use crate::times::{WebinarTime, zone};

/// The page behind a join link.
#[derive(Template)]
#[template(path = "pages/registration/join.html")]
struct JoinPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    webinar: JoinedWebinar,
    phase: JoinPhase,
    /// Whether the club knows that a person has seen this page.
    is_opened: bool,
    may_cancel: bool,
}

/// The webinar behind a join link.
pub(super) struct JoinedWebinar {
    pub(super) title: String,
    pub(super) slug: String,
    pub(super) session_title: String,
    pub(super) given: String,
    pub(super) day: String,
    /// In the webinar's zone, in Moscow and at the listener's.
    pub(super) times: String,
}

/// After the registration was cancelled.
#[derive(Template)]
#[template(path = "pages/registration/cancelled.html")]
struct CancelledPage {
    layout: Layout,
    t: Texts,
}

/// Behind the join links of a rehearsal.
#[derive(Template)]
#[template(path = "pages/registration/rehearsal.html")]
struct RehearsalPage {
    layout: Layout,
    t: Texts,
}

impl JoinedWebinar {
    pub(super) fn of(view: &JoinView, lang: Lang) -> Self {
        let row = &view.webinar;
        let event_zone = zone(&row.time_zone);
        let reader_zone = person::zone(&view.person, event_zone);
        let city = (!view.person.city.is_empty()).then_some(view.person.city.as_str());
        Self {
            title: lang::typeset(&row.title),
            slug: row.slug.clone(),
            session_title: title(&view.session),
            given: view.person.given.clone(),
            day: WebinarTime::of(row, "", lang).day,
            times: lang::times(row.starts_at, event_zone, None, reader_zone, city, lang),
        }
    }
}

impl JoinPage {
    fn of(layout: Layout, csrf: String, secret: &str, view: &JoinView) -> Self {
        let webinar = JoinedWebinar::of(view, layout.lang);
        let may_cancel = !matches!(view.phase, JoinPhase::Over | JoinPhase::Cancelled);
        Self {
            t: Texts(layout.lang),
            csrf,
            secret: secret.to_owned(),
            webinar,
            phase: view.phase,
            is_opened: view.registration.opened_at.is_some(),
            may_cancel,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang, phase: JoinPhase) -> Self {
        let view = JoinView { phase, ..data::join_view(lang) };
        Self::of(Layout::sample(lang), "sample".to_owned(), "0123456789abcdefghjkmnpqrs", &view)
    }
}

impl From<JoinError> for PageError {
    fn from(error: JoinError) -> Self {
        match error {
            JoinError::NotFound => PageError::NotFound,
            JoinError::NotOpen(_) => PageError::Conflict("page-join-not-open"),
            JoinError::Db(error) => error.into(),
        }
    }
}

/// `GET /j/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = club::registration::join_view(&context.club, &secret).await?;
    let context = context.speaking(person::language(&view.person));
    page(&JoinPage::of(Layout::of(&context), context.csrf(), &secret, &view))
}

/// `POST /j/{secret}`
pub(crate) async fn join(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::registration::join(&context.club, &secret).await {
        Ok(_) => Ok(see_other(&format!("/j/{secret}/watch"))),
        // The page itself says when the way will be open.
        Err(JoinError::NotOpen(_)) => Ok(see_other(&format!("/j/{secret}"))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /j/{secret}/opened`
pub(crate) async fn opened(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    club::registration::open(&context.club, &secret).await?;
    Ok(see_other(&format!("/j/{secret}")))
}

/// `POST /j/{secret}/cancel`
pub(crate) async fn cancel(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::registration::cancel(&context.club, &secret).await {
        // Pressed twice, the second press finds nothing, and the listener wants to read that it is done.
        Ok(()) | Err(JoinError::NotFound) => Ok(see_other(&format!("/j/{secret}/cancelled"))),
        Err(error) => Err(error.into()),
    }
}

/// `GET /j/{secret}/cancelled`
pub(crate) async fn cancelled(context: Context) -> Result<HttpResponse, PageError> {
    page(&CancelledPage { layout: Layout::of(&context), t: context.t })
}

/// `GET /j/rehearsal`
pub(crate) async fn rehearsal(context: Context) -> Result<HttpResponse, PageError> {
    page(&RehearsalPage { layout: Layout::of(&context), t: context.t })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("registration-join-early", &JoinPage::sample(lang, JoinPhase::Early)),
        Sample::of("registration-join-open", &JoinPage::sample(lang, JoinPhase::Open)),
        Sample::of("registration-join-over", &JoinPage::sample(lang, JoinPhase::Over)),
        Sample::of("registration-join-cancelled", &JoinPage::sample(lang, JoinPhase::Cancelled)),
        Sample::of("registration-rehearsal", &RehearsalPage { layout: Layout::sample(lang), t: Texts(lang) }),
        Sample::of("registration-cancelled", &CancelledPage { layout: Layout::sample(lang), t: Texts(lang) }),
    ]
}
