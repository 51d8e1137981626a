//! Applications that organizers begin for a teacher, and links for whoever is late.

use actix_web::{HttpResponse, web};
use askama::Template;
use entity::session;
use lang::Texts;

use super::one::late_until;
use super::ways;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::address;
use crate::session::organize::{SessionWays, find};

/// An application for a teacher.
#[derive(Template)]
#[template(path = "pages/review/enter.html")]
pub(super) struct EnterPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    email: Field,
    late: Field,
    errors: Errors,
}

impl EnterPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        session: &session::Model,
        (email, late, errors): (&str, &str, Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        Self {
            t,
            csrf,
            ways: ways(session, true, t),
            email: Field::line("email", "page-review-enter-email", email, &errors, t)
                .of_kind("email")
                .optional(t),
            late: Field::line("late", "page-review-enter-late", late, &errors, t)
                .of_kind("datetime-local")
                .optional(t),
            errors,
            layout,
        }
    }
}

/// `GET /organize/{session}/talks/new`
pub(crate) async fn form(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    page(&EnterPage::of(Layout::of(&context), context.csrf(), &session, ("", "", Errors::default())))
}

/// `POST /organize/{session}/talks/new`
pub(crate) async fn enter(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let session = find(&context, &slug).await?;
    let (email, late) = (fields.text("email")?, fields.text("late")?);
    let (mut errors, t) = (Errors::default(), context.t);
    let teacher = if email.trim().is_empty() { None } else { address("email", &email, &mut errors, t) };
    let until = if late.trim().is_empty() {
        None
    } else {
        let until = late_until(&late, &session.time_zone).filter(|until| *until > context.club.clock.now());
        if until.is_none() {
            errors.add("late", t.say("page-call-late-past"));
        }
        until
    };
    if until.is_some() && email.trim().is_empty() {
        errors.add("email", t.say("page-email-empty"));
    }
    if !errors.is_empty() {
        let layout = Layout::of(&context);
        return form_again(&EnterPage::of(layout, context.csrf(), &session, (&email, &late, errors)));
    }
    let to = (teacher, context.lang);
    let talk = club::call::enter(&context.club, &context.viewer, &slug, to, until).await?;
    match until {
        Some(_) => Ok(see_other(&format!("/organize/{slug}/talks?done=late"))),
        None => Ok(see_other(&format!("/organize/{slug}/talks/{}/edit", talk.id))),
    }
}
