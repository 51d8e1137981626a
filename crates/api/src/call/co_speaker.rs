//! The invitation to speak along: who invites, to what, and the form of whoever accepts. Opening it changes nothing.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::call::{Accepting, Invitation};
use lang::Texts;

use super::form::{person_form, read, ticked};
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::{RegistrationForm, profile};
use crate::registration::pages::{
    ConsentChoice, consents, gender_field, name_fields, place_fields, work_fields,
};
use crate::session::view::title;

/// An invitation to speak along.
#[derive(Template)]
#[template(path = "pages/call/invitation.html")]
pub(super) struct InvitationPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    title: String,
    topic: String,
    speakers: Vec<String>,
    is_open: bool,
    said: String,
    person: Vec<Field>,
    asks_consents: bool,
    consents: Vec<ConsentChoice>,
    errors: Errors,
}

impl InvitationPage {
    pub(super) fn of(
        layout: Layout,
        csrf: String,
        invitation: &Invitation,
        (form, errors): (&RegistrationForm, Errors),
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let row = &invitation.row;
        let mut person = name_fields(form, &errors, t);
        person.push(gender_field(form, &errors, t));
        person.extend(work_fields(form, &errors, t));
        person.extend(place_fields(form, &errors, t, now));
        let word = if row.accepted_at.is_some() {
            "accepted"
        } else if row.declined_at.is_some() {
            "declined"
        } else {
            "over"
        };
        let names = invitation.speakers.iter().map(|person| club::person::full_name(person).full());
        Self {
            t,
            csrf,
            secret: row.secret.clone(),
            title: title(&invitation.session),
            topic: lang::typeset(&invitation.talk.topic),
            speakers: names.collect(),
            is_open: invitation.is_open,
            said: t.say(&format!("page-call-invitation-{word}")),
            person,
            asks_consents: true,
            consents: consents(form, &errors, t),
            errors,
            layout,
        }
    }
}

fn invitation_page(
    context: &Context,
    invitation: &Invitation,
    form: &RegistrationForm,
    errors: Errors,
) -> InvitationPage {
    let now = context.club.clock.now();
    InvitationPage::of(Layout::of(context), context.csrf(), invitation, (form, errors), now)
}

async fn find(context: &Context, secret: &str) -> Result<Invitation, PageError> {
    club::call::invitation(&context.club, secret).await?.ok_or(PageError::NotFound)
}

/// `GET /co/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let invitation = find(&context, &secret).await?;
    page(&invitation_page(&context, &invitation, &RegistrationForm::default(), Errors::default()))
}

/// `POST /co/{secret}`
pub(crate) async fn accept(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let invitation = find(&context, &secret).await?;
    let (typed, consents) = (read(&fields, &[])?, ticked(&fields));
    let form = person_form(&typed, &consents);
    let mut errors = Errors::default();
    let speaker = profile(&form, &mut errors, context.t);
    if !consents.contains(&entity::ConsentPurpose::Participation) {
        errors.add("consent_participation", context.t.say("page-call-consent-needed"));
    }
    match speaker {
        Some(profile) if errors.is_empty() => {
            let accepting =
                Accepting { profile, consents, origin: context.origin.clone(), language: context.lang };
            club::call::accept(&context.club, &secret, accepting).await?;
            Ok(see_other(&format!("/co/{secret}")))
        }
        _ => form_again(&invitation_page(&context, &invitation, &form, errors)),
    }
}

/// `POST /co/{secret}/decline`
pub(crate) async fn decline(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    club::call::decline_invitation(&context.club, &secret).await?;
    Ok(see_other(&format!("/co/{secret}")))
}
