//! The programme in a frame of another site: it loads our style sheet and nothing else.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use lang::{Lang, Texts};

use super::feeds::programme;
use super::pages::timed;
use super::view::{Day, Phase, SessionHead, days};
use crate::Sample;
use crate::error::PageError;
use crate::extract::Context;
use crate::layout::Layout;
use crate::published::{Rendered, answer};
use crate::samples::data;

/// The programme, small.
#[derive(Template)]
#[template(path = "pages/session/widget.html")]
struct Widget {
    lang: Lang,
    t: Texts,
    session: SessionHead,
    days: Vec<Day>,
    address: String,
}

/// `GET /s/{session}/widget`
pub(crate) async fn show(
    context: Context,
    request: HttpRequest,
    slug: web::Path<String>,
) -> Result<HttpResponse, PageError> {
    let (programme, basis) = programme(&context, &slug).await?;
    let now = context.club.clock.now();
    let basis = timed(basis, &programme, now);
    answer(&context, &request, &basis, || {
        let widget = Widget {
            lang: context.lang,
            t: context.t,
            session: SessionHead::of(&programme, context.lang),
            days: days(&programme, now, context.lang),
            address: context.club.settings.address(&format!("/s/{}", programme.session.slug)),
        };
        Ok(Rendered {
            content_type: "text/html; charset=utf-8",
            file_name: None,
            body: widget.render()?.into_bytes(),
            is_framed: true,
        })
    })
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let programme = data::programme(lang);
    let widget = Widget {
        lang,
        t: Texts(lang),
        session: SessionHead::of(&programme, lang),
        days: days(&programme, data::before(), lang),
        address: "https://club.example/s/2027-spring".to_owned(),
    };
    vec![Sample::of("session-widget", &widget)]
}
