//! A place in the queue: where one stands, taking the place that is offered, leaving. Opening the page changes nothing.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::person;
use club::waiting::{AnswerError, WaitingPhase, WaitingView};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::view::title;
use crate::times::{WebinarTime, instant, zone};

/// A place in the queue.
#[derive(Template)]
#[template(path = "pages/waiting/show.html")]
struct WaitingPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    title: String,
    session_slug: String,
    session_title: String,
    day: String,
    times: String,
    /// What stands about the place, in a sentence or two.
    said: String,
    may_take: bool,
    may_leave: bool,
}

impl WaitingPage {
    fn of(layout: Layout, csrf: String, view: &WaitingView) -> Self {
        let t = Texts(layout.lang);
        let row = &view.webinar;
        let event_zone = zone(&row.time_zone);
        let reader_zone = person::zone(&view.person, event_zone);
        let city = (!view.person.city.is_empty()).then_some(view.person.city.as_str());
        let said = match view.phase {
            WaitingPhase::Waits { ahead } => {
                let ahead = i64::try_from(ahead).unwrap_or(i64::MAX);
                t.say_with("page-queue-waits", &[("ahead", ahead.into())])
            }
            WaitingPhase::Kept { until } => {
                let until = instant(until, reader_zone, layout.lang);
                t.say_with("page-queue-kept", &[("until", until.into())])
            }
            WaitingPhase::Open => t.say("page-queue-open"),
            WaitingPhase::Taken => t.say("page-queue-taken"),
            WaitingPhase::Left => t.say("page-queue-left"),
            WaitingPhase::Over => t.say("page-queue-over"),
        };
        Self {
            t,
            csrf,
            secret: view.place.secret.clone(),
            title: lang::typeset(&row.title),
            session_slug: view.session.slug.clone(),
            session_title: title(&view.session),
            day: WebinarTime::of(row, "", layout.lang).day,
            times: lang::times(row.starts_at, event_zone, None, reader_zone, city, layout.lang),
            said,
            may_take: matches!(view.phase, WaitingPhase::Kept { .. } | WaitingPhase::Open),
            may_leave: matches!(
                view.phase,
                WaitingPhase::Waits { .. } | WaitingPhase::Kept { .. } | WaitingPhase::Open
            ),
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang, phase: WaitingPhase) -> Self {
        let view = WaitingView { phase, ..data::waiting_view(lang) };
        Self::of(Layout::sample(lang), "sample".to_owned(), &view)
    }
}

impl From<AnswerError> for PageError {
    fn from(error: AnswerError) -> Self {
        match error {
            AnswerError::NotFound => PageError::NotFound,
            AnswerError::NoPlace => PageError::Conflict("page-queue-no-place"),
            AnswerError::Over => PageError::Conflict("page-queue-over"),
            AnswerError::Db(error) => error.into(),
        }
    }
}

/// `GET /q/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let view = club::waiting::view(&context.club, &secret).await?.ok_or(PageError::NotFound)?;
    let context = context.speaking(person::language(&view.person));
    page(&WaitingPage::of(Layout::of(&context), context.csrf(), &view))
}

/// `POST /q/{secret}`
pub(crate) async fn take(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::waiting::take(&context.club, &secret).await {
        Ok(join_secret) => Ok(see_other(&format!("/j/{join_secret}"))),
        // The page itself says where one stands now.
        Err(AnswerError::NoPlace | AnswerError::Over) => Ok(see_other(&format!("/q/{secret}"))),
        Err(error) => Err(error.into()),
    }
}

/// `POST /q/{secret}/leave`
pub(crate) async fn leave(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    club::waiting::leave(&context.club, &secret).await?;
    Ok(see_other(&format!("/q/{secret}")))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let until: DateTime<Utc> = data::before() + chrono::TimeDelta::days(1);
    vec![
        Sample::of("waiting-show", &WaitingPage::sample(lang, WaitingPhase::Waits { ahead: 3 })),
        Sample::of("waiting-show-kept", &WaitingPage::sample(lang, WaitingPhase::Kept { until })),
        Sample::of("waiting-show-open", &WaitingPage::sample(lang, WaitingPhase::Open)),
        Sample::of("waiting-show-left", &WaitingPage::sample(lang, WaitingPhase::Left)),
        Sample::of("waiting-show-over", &WaitingPage::sample(lang, WaitingPhase::Over)),
    ]
}
