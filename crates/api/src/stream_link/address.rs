//! The form on which an organizer mends the address of a listener, and sends the link to the new one.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::person::MendAddressError;
use club::stream_link::reach::Listener;
use lang::{Lang, Texts};

use super::one::id;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::address;
use crate::samples::data;
use crate::session::organize::{SessionWays, Way};

/// The address of a listener.
#[derive(Template)]
#[template(path = "pages/stream_link/address.html")]
struct AddressPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    ways: SessionWays,
    registration: String,
    name: String,
    field: Field,
    /// Whether e-mails to the address came back.
    has_bounced: bool,
    errors: Errors,
}

impl AddressPage {
    fn of(layout: Layout, csrf: String, listener: &Listener, (typed, errors): (&str, Errors)) -> Self {
        let t = Texts(layout.lang);
        Self {
            csrf,
            ways: SessionWays::of(&listener.session, Way::Emails, t),
            registration: listener.registration_id.to_string(),
            name: club::person::full_name(&listener.person).full(),
            field: Field::line("email", "page-reach-address", typed, &errors, t).of_kind("email"),
            has_bounced: listener.person.email_bounced_at.is_some(),
            errors,
            t,
            layout,
        }
    }
}

async fn find(context: &Context, path: &(String, String)) -> Result<Listener, PageError> {
    let (club, viewer) = (&context.club, &context.viewer);
    let found = club::stream_link::reach::listener(club, viewer, &path.0, id(&path.1)?).await?;
    found.ok_or(PageError::NotFound)
}

/// `GET /organize/{session}/links/{id}/address`
pub(crate) async fn show(
    context: Context,
    path: web::Path<(String, String)>,
) -> Result<HttpResponse, PageError> {
    let listener = find(&context, &path).await?;
    let stored = listener.person.email.clone().unwrap_or_default();
    let shown =
        AddressPage::of(Layout::of(&context), context.csrf(), &listener, (&stored, Errors::default()));
    page(&shown)
}

/// `POST /organize/{session}/links/{id}/address`
pub(crate) async fn mend(
    context: Context,
    path: web::Path<(String, String)>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let listener = find(&context, &path).await?;
    let (club, viewer, slug) = (&context.club, &context.viewer, &path.0);
    let (t, typed) = (context.t, fields.text("email")?);
    let mut errors = Errors::default();
    if address("email", &typed, &mut errors, t).is_some() {
        match club::person::mend_address(club, viewer, slug, listener.person.id, &typed).await {
            Ok(_) => {}
            Err(MendAddressError::NotFound) => return Err(PageError::NotFound),
            Err(MendAddressError::Db(error)) => return Err(error.into()),
            Err(MendAddressError::Invalid(_)) => errors.add("email", t.say("page-email-wrong")),
            Err(MendAddressError::Staff) => errors.add("email", t.say("page-reach-address-of-staff")),
            Err(MendAddressError::Twin) => errors.add("email", t.say("page-reach-address-of-twin")),
        }
    }
    if !errors.is_empty() {
        return form_again(&AddressPage::of(
            Layout::of(&context),
            context.csrf(),
            &listener,
            (&typed, errors),
        ));
    }
    let mut word = "mended";
    if fields.text("step")? == "send"
        && club::stream_link::send_again(club, viewer, slug, listener.registration_id).await.is_ok()
    {
        word = "mended-and-sent";
    }
    Ok(see_other(&format!("/organize/{slug}/links?done={word}")))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let listener = Listener {
        registration_id: data::registration(1).id,
        person: data::person(lang),
        session: data::session(lang),
    };
    let of = |typed: &str, errors| {
        AddressPage::of(Layout::sample_of_curator(lang), "sample".to_owned(), &listener, (typed, errors))
    };
    let mut errors = Errors::default();
    errors.add("email", Texts(lang).say("page-email-wrong"));
    vec![
        Sample::of("stream_link-address", &of("maria@school.example", Errors::default())),
        Sample::of("stream_link-address-wrong", &of("maria@@school", errors)),
    ]
}
