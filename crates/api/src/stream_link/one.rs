//! What an organizer does for one listener whom the link does not reach: sending it again, passing it on by another way.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::stream_link::{AgainError, ShownLink};
use entity::RegistrationId;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};
use crate::times::WebinarTime;

/// The personal link of a listener.
#[derive(Template)]
#[template(path = "pages/stream_link/link.html")]
struct LinkPage {
    layout: Layout,
    t: Texts,
    ways: SessionWays,
    name: String,
    title: String,
    time: WebinarTime,
    address: String,
}

impl LinkPage {
    fn of(layout: Layout, link: &ShownLink) -> Self {
        let t = Texts(layout.lang);
        Self {
            ways: SessionWays::of(&link.session, Way::Emails, t),
            name: link.name.clone(),
            title: lang::typeset(&link.webinar.title),
            time: WebinarTime::of(&link.webinar, "", layout.lang),
            address: link.address.clone(),
            t,
            layout,
        }
    }
}

/// What a refusal is called in the address of the page that says it; `None` for what is no matter of the listener.
pub(super) fn word(error: &AgainError) -> Option<&'static str> {
    match error {
        AgainError::TooLate => Some("late"),
        AgainError::OnItsWay => Some("on-its-way"),
        AgainError::TooSoon => Some("soon"),
        AgainError::NoAddress => Some("no-address"),
        AgainError::Undeliverable => Some("undeliverable"),
        AgainError::NotFound | AgainError::Db(_) => None,
    }
}

impl From<AgainError> for PageError {
    fn from(error: AgainError) -> Self {
        match error {
            AgainError::NotFound => PageError::NotFound,
            AgainError::Db(error) => error.into(),
            _ => PageError::Conflict("page-reach-refused-late"),
        }
    }
}

pub(super) fn id(text: &str) -> Result<RegistrationId, PageError> {
    text.parse().map_err(|_no_id| PageError::NotFound)
}

/// `POST /organize/{session}/links/{id}/again`
pub(crate) async fn send_again(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let (slug, registration) = (&path.0, id(&path.1)?);
    match club::stream_link::send_again(&context.club, &context.viewer, slug, registration).await {
        Ok(_) => Ok(see_other(&format!("/organize/{slug}/links?done=sent"))),
        Err(error) => match word(&error) {
            Some(word) => Ok(see_other(&format!("/organize/{slug}/links?refused={word}"))),
            None => Err(error.into()),
        },
    }
}

/// `POST /organize/{session}/links/{id}/show`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let link = club::stream_link::show_link(&context.club, &context.viewer, &path.0, id(&path.1)?).await?;
    page(&LinkPage::of(Layout::of(&context), &link))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let link = ShownLink {
        address: "https://club.example/j/7k2qm2xhd4t9c8v1n5b3w6y0za".to_owned(),
        name: club::person::full_name(&data::person(lang)).full(),
        webinar: data::webinar(lang, 1),
        session: data::session(lang),
    };
    vec![Sample::of("stream_link-link", &LinkPage::of(Layout::sample_of_curator(lang), &link))]
}
