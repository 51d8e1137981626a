//! Ending invitations, and undoing it. Opening the page changes nothing; mail programs send the form by themselves (RFC 8058).

use actix_web::{HttpResponse, web};
use askama::Template;
use club::person;
use club::unsubscribe::{self, Subscription, UnsubscribeError};
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::layout::{Layout, page};
use crate::samples::data;

/// Whether invitations are sent, and the button that changes it.
#[derive(Template)]
#[template(path = "pages/unsubscribe/show.html")]
struct SubscriptionPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    is_on: bool,
    done: Option<String>,
}

impl SubscriptionPage {
    fn of(layout: Layout, csrf: String, secret: &str, subscription: &Subscription) -> Self {
        let is_on = subscription.is_on;
        Self { t: Texts(layout.lang), csrf, secret: secret.to_owned(), is_on, done: None, layout }
    }

    /// The page with sample data.
    fn sample(lang: Lang, is_on: bool) -> Self {
        let subscription = Subscription { person: data::person(lang), is_on };
        Self::of(Layout::sample(lang), "sample".to_owned(), "0123456789abcdefghjkmnpqrs", &subscription)
    }
}

impl From<UnsubscribeError> for PageError {
    fn from(error: UnsubscribeError) -> Self {
        match error {
            UnsubscribeError::NotFound => PageError::NotFound,
            UnsubscribeError::Db(error) => error.into(),
        }
    }
}

/// `GET /u/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = unsubscribe::find(&context.club, &secret).await?.ok_or(PageError::NotFound)?;
    let context = context.speaking(person::language(&found.person));
    let mut shown = SubscriptionPage::of(Layout::of(&context), context.csrf(), &secret, &found);
    shown.done =
        context.query("undone").filter(|_| found.is_on).map(|_| context.t.say("page-unsubscribe-undone"));
    page(&shown)
}

/// `POST /u/{secret}`
pub(crate) async fn withdraw(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    unsubscribe::withdraw(&context.club, &secret).await?;
    Ok(see_other(&format!("/u/{secret}")))
}

/// `POST /u/{secret}/undo`
pub(crate) async fn undo(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let found = unsubscribe::find(&context.club, &secret).await?.ok_or(PageError::NotFound)?;
    let language = context.speaking(person::language(&found.person)).lang;
    unsubscribe::undo(&context.club, &secret, language, &context.origin).await?;
    Ok(see_other(&format!("/u/{secret}?undone=1")))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("unsubscribe-show", &SubscriptionPage::sample(lang, true)),
        Sample::of("unsubscribe-show-ended", &SubscriptionPage::sample(lang, false)),
    ]
}
