//! A person's own calendar: its address, and the file that calendar programs ask for.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, web};
use askama::Template;
use club::calendar_feed::CalendarFeedError;
use club::webinar::{Feed, calendar_feed};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};

/// The address of the own calendar.
#[derive(Template)]
#[template(path = "pages/calendar/show.html")]
struct CalendarPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    address: Option<String>,
}

/// `GET /me/calendar`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let secret = club::calendar_feed::secret(&context.club, &context.viewer).await?;
    let address = |secret: String| context.club.settings.address(&format!("/c/{secret}/webinars.ics"));
    let (layout, csrf) = (Layout::of(&context), context.csrf());
    page(&CalendarPage { layout, t: context.t, csrf, address: secret.map(address) })
}

/// `POST /me/calendar`
pub(crate) async fn renew(context: Context) -> Result<HttpResponse, PageError> {
    match club::calendar_feed::renew(&context.club, &context.viewer).await {
        Ok(_) => Ok(see_other("/me/calendar")),
        Err(CalendarFeedError::NotLoggedIn) => Err(PageError::NotFound),
        Err(CalendarFeedError::Db(error)) => Err(error.into()),
    }
}

/// `GET /c/{secret}/webinars.ics`
pub(crate) async fn file(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = club::calendar_feed::entries(&context.club, &secret).await?;
    let (entries, stamp) = found.ok_or(PageError::NotFound)?;
    let feed = Feed {
        name: context.t.say("page-calendar-title"),
        address: context.club.settings.address(&context.path),
        stamp,
    };
    let body = calendar_feed(&context.club, &feed, &entries);
    Ok(HttpResponse::Ok()
        .content_type("text/calendar; charset=utf-8")
        .insert_header((CACHE_CONTROL, "private, no-cache"))
        .body(body))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let page = |address| CalendarPage {
        layout: Layout::sample(lang),
        t: Texts(lang),
        csrf: "sample".to_owned(),
        address,
    };
    let address = "https://club.example/c/7k2qm2xhd4t9c8v1n5b3w6y0za/webinars.ics".to_owned();
    vec![Sample::of("calendar-show", &page(Some(address))), Sample::of("calendar-show-none", &page(None))]
}
