//! Beginning an application: whoever is logged in goes on at once, others get a link by e-mail.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::call::{StartError, Started};
use entity::session;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::address;
use crate::samples::data;
use crate::session::view::title;
use crate::times::{instant, zone};

/// Where an application begins.
#[derive(Template)]
#[template(path = "pages/call/apply.html")]
struct ApplyPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    slug: String,
    title: String,
    /// Until when, in a sentence.
    deadline: String,
    is_open: bool,
    is_logged_in: bool,
    email: Field,
    errors: Errors,
}

/// What a guest sees after having given an address.
#[derive(Template)]
#[template(path = "pages/call/sent.html")]
struct SentPage {
    layout: Layout,
    t: Texts,
    slug: String,
    title: String,
}

impl ApplyPage {
    fn of(
        layout: Layout,
        csrf: String,
        session: &session::Model,
        (typed, errors): (&str, Errors),
        (is_open, is_logged_in): (bool, bool),
    ) -> Self {
        let t = Texts(layout.lang);
        Self {
            t,
            csrf,
            slug: session.slug.clone(),
            title: title(session),
            deadline: deadline(session, t),
            is_open,
            is_logged_in,
            email: Field::line("email", "page-call-email", typed, &errors, t)
                .of_kind("email")
                .autocomplete("email"),
            errors,
            layout,
        }
    }
}

/// «Заявки принимаются до 28 марта 2027 г., 23:59 (МСК+2)»
pub(super) fn deadline(session: &session::Model, t: Texts) -> String {
    let Some(until) = session.talks_until.filter(|until| *until < club::call::NO_END) else {
        return t.say("page-call-deadline-none");
    };
    let zone = zone(&session.time_zone);
    let at =
        format!("{} ({})", instant(until, zone, t.lang()), lang::zone_label(None, zone, until, t.lang()));
    t.say_with("page-call-deadline", &[("at", at.into())])
}

async fn called(context: &Context, slug: &str) -> Result<session::Model, PageError> {
    club::call::called(&context.club, slug).await?.ok_or(PageError::NotFound)
}

fn apply_page(context: &Context, session: &session::Model, typed: &str, errors: Errors) -> ApplyPage {
    let is_open = club::call::is_open(session, context.club.clock.now());
    let is_logged_in = context.viewer.person_id().is_some();
    ApplyPage::of(Layout::of(context), context.csrf(), session, (typed, errors), (is_open, is_logged_in))
}

/// `GET /s/{session}/apply`
pub(crate) async fn form(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = called(&context, &slug).await?;
    page(&apply_page(&context, &session, "", Errors::default()))
}

/// `POST /s/{session}/apply`
pub(crate) async fn start(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = called(&context, &slug).await?;
    let (club, viewer) = (&context.club, &context.viewer);
    let typed = fields.text("email")?;
    let mut errors = Errors::default();
    let is_guest = viewer.person_id().is_none();
    let address = if is_guest { address("email", &typed, &mut errors, context.t) } else { None };
    if !errors.is_empty() {
        return form_again(&apply_page(&context, &session, &typed, errors));
    }
    match club::call::start(club, viewer, &slug, address.as_ref(), context.lang).await {
        Ok(Started::LinkSent) => Ok(see_other(&format!("/s/{slug}/apply/sent"))),
        Ok(Started::At(secret)) => Ok(see_other(&format!("/a/{secret}"))),
        Err(StartError::NotFound) => Err(PageError::NotFound),
        Err(StartError::Closed) => Err(PageError::Conflict("page-call-closed")),
        Err(StartError::NoAddress) => Err(PageError::BadRequest),
        Err(StartError::Db(error)) => Err(error.into()),
    }
}

/// `GET /s/{session}/apply/sent`
pub(crate) async fn sent(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = called(&context, &slug).await?;
    let layout = Layout::of(&context);
    page(&SentPage { layout, t: context.t, slug: session.slug.clone(), title: title(&session) })
}

/// Samples of these pages.
pub(super) fn samples(lang: Lang) -> Vec<Sample> {
    let t = Texts(lang);
    let session = session::Model {
        talks_until: Some(data::before() + chrono::TimeDelta::days(3)),
        ..data::session(lang)
    };
    let of = |typed: &str, errors, is_open, is_logged_in| {
        let layout = Layout::sample(lang);
        ApplyPage::of(layout, "sample".to_owned(), &session, (typed, errors), (is_open, is_logged_in))
    };
    let mut wrong = Errors::default();
    wrong.add("email", t.say("page-email-wrong"));
    let sent =
        SentPage { layout: Layout::sample(lang), t, slug: session.slug.clone(), title: title(&session) };
    vec![
        Sample::of("call-apply", &of("", Errors::default(), true, false)),
        Sample::of("call-apply-wrong", &of("anna@", wrong, true, false)),
        Sample::of("call-apply-logged-in", &of("", Errors::default(), true, true)),
        Sample::of("call-apply-closed", &of("", Errors::default(), false, false)),
        Sample::of("call-sent", &sent),
    ]
}
