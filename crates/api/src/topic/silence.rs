//! Ending e-mails about topics, and undoing it. Opening the page changes nothing; mail programs send the form by themselves (RFC 8058).

use actix_web::{HttpResponse, web};
use askama::Template;
use club::person;
use club::topic;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};

/// Whether e-mails about topics are sent, and the button that changes it.
#[derive(Template)]
#[template(path = "pages/topic/silence.html")]
struct SilencePage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    is_on: bool,
}

/// `GET /topics/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = topic::silence(&context.club, &secret).await?.ok_or(PageError::NotFound)?;
    let context = context.speaking(person::language(&found.person));
    page(&SilencePage {
        t: context.t,
        csrf: context.csrf(),
        secret: secret.into_inner(),
        is_on: found.is_on,
        layout: Layout::of(&context),
    })
}

/// `POST /topics/{secret}`
pub(crate) async fn end(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let is_known = topic::end(&context.club, &secret).await?;
    if is_known { Ok(see_other(&format!("/topics/{secret}"))) } else { Err(PageError::NotFound) }
}

/// `POST /topics/{secret}/undo`
pub(crate) async fn undo(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let is_known = topic::undo(&context.club, &secret).await?;
    if is_known { Ok(see_other(&format!("/topics/{secret}"))) } else { Err(PageError::NotFound) }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let of = |is_on| SilencePage {
        layout: Layout::sample(lang),
        t: Texts(lang),
        csrf: "sample".to_owned(),
        secret: "0123456789abcdefghjkmnpqrs".to_owned(),
        is_on,
    };
    vec![Sample::of("topic-silence", &of(true)), Sample::of("topic-silence-ended", &of(false))]
}
