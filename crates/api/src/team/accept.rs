//! The page behind an invitation's link: what is offered, who accepts, and the button.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::TimeDelta;
use chrono_tz::Europe::Moscow;
use club::team::{AcceptError, Accepted, Offer, Team, WhoAccepts};
use entity::Role;
use lang::{Lang, Texts};

use super::pages::role_name;
use super::place::Place;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, html, page};
use crate::registration::form::full_name;
use crate::samples::data;
use crate::times::instant;

/// How long the link lives that logs in whoever accepted.
const LINK_LIVES: TimeDelta = TimeDelta::minutes(30);

/// What stands in the choice for somebody whom the club does not know.
const NEW: &str = "new";

/// What an invitation offers.
#[derive(Template)]
#[template(path = "pages/team/invitation.html")]
struct InvitationPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    role: String,
    place: String,
    about_role: String,
    inviter: String,
    note: Option<String>,
    until: String,
    email: String,
    /// Nobody to choose from: the viewer, or the only one who reads at the address and nobody new.
    only: Option<String>,
    who: Option<Field>,
    fields: Vec<Field>,
    errors: Errors,
}

/// Behind a link that does not work any more.
#[derive(Template)]
#[template(path = "pages/team/expired.html")]
struct ExpiredPage {
    layout: Layout,
    t: Texts,
}

/// Who accepts, as typed.
#[derive(Clone, Debug, Default)]
struct AcceptForm {
    who: String,
    family: String,
    given: String,
    patronymic: String,
    position: String,
}

impl AcceptForm {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            who: fields.text("who")?,
            family: fields.text("family")?,
            given: fields.text("given")?,
            patronymic: fields.text("patronymic")?,
            position: fields.text("position")?,
        })
    }

    /// The checked value.
    fn who(&self, offer: &Offer, t: Texts) -> Result<WhoAccepts, Errors> {
        let mut errors = Errors::default();
        let is_new = self.who == NEW || offer.candidates.is_empty();
        if is_new && offer.is_open_to_new {
            let name = full_name(&self.family, &self.given, &self.patronymic, &mut errors, t);
            let position = errors.optional_line("position", &self.position, 200, t).unwrap_or_default();
            return match name {
                Some(name) if errors.is_empty() => Ok(WhoAccepts::New { name, position }),
                _ => Err(errors),
            };
        }
        let chosen = match offer.candidates.as_slice() {
            [only] if !offer.is_open_to_new => Some(only),
            all => all.iter().find(|candidate| candidate.person_id.to_string() == self.who),
        };
        match chosen {
            Some(candidate) => Ok(WhoAccepts::Known(candidate.person_id)),
            None => {
                errors.add("who", t.say("team-choose-who"));
                Err(errors)
            }
        }
    }
}

impl InvitationPage {
    fn of(
        (layout, csrf): (Layout, String),
        (secret, offer): (&str, &Offer),
        (form, errors): (&AcceptForm, Errors),
    ) -> Self {
        let t = Texts(layout.lang);
        let role = offer.invitation.role;
        let only = match offer.candidates.as_slice() {
            [only] if !offer.is_open_to_new => Some(only.name.clone()),
            _ => None,
        };
        let mut choices: Vec<(String, String)> = offer
            .candidates
            .iter()
            .map(|candidate| (candidate.person_id.to_string(), candidate.name.clone()))
            .collect();
        let asks_who = only.is_none() && !choices.is_empty();
        if offer.is_open_to_new {
            choices.push((NEW.to_owned(), t.say("team-somebody-new")));
        }
        let line = |name, key, value: &str| Field::line(name, key, value, &errors, t);
        let fields = if offer.is_open_to_new {
            vec![
                line("family", "page-register-family", &form.family).autocomplete("family-name"),
                line("given", "page-register-given", &form.given).autocomplete("given-name"),
                line("patronymic", "page-register-patronymic", &form.patronymic)
                    .autocomplete("additional-name")
                    .optional(t),
                line("position", "page-register-position", &form.position).optional(t),
            ]
        } else {
            vec![]
        };
        Self {
            csrf,
            secret: secret.to_owned(),
            role: role_name(role, t),
            place: Place::new(offer.team.clone()).name(t),
            about_role: t.say(&format!("team-about-{role}")),
            inviter: offer.inviter.clone(),
            note: offer.invitation.note.clone(),
            until: instant(offer.invitation.expires_at, Moscow, t.lang()),
            email: offer.invitation.email.clone(),
            only,
            who: asks_who.then(|| line("who", "team-who", &form.who).radio(choices)),
            fields,
            errors,
            t,
            layout,
        }
    }
}

/// The reader's language, or that of the invitation for a browser that never chose one.
fn speaking(context: &Context, offer: &Offer) -> Context {
    context.speaking(offer.invitation.language.parse().unwrap_or_default())
}

/// `GET /invite/{secret}`
pub(crate) async fn show(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let offer = match club::team::offer(&context.club, &context.viewer, &secret).await {
        Ok(offer) => offer,
        Err(error) => return refused(&context, error),
    };
    let context = speaking(&context, &offer);
    let surroundings = (Layout::of(&context), context.csrf());
    page(&InvitationPage::of(surroundings, (&secret, &offer), (&AcceptForm::default(), Errors::default())))
}

/// `POST /invite/{secret}`
pub(crate) async fn accept(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let offer = match club::team::offer(&context.club, &context.viewer, &secret).await {
        Ok(offer) => offer,
        Err(error) => return refused(&context, error),
    };
    let context = speaking(&context, &offer);
    let form = AcceptForm::read(&fields)?;
    let errors = match form.who(&offer, context.t) {
        Ok(who) => match club::team::accept(&context.club, &secret, who).await {
            Ok(accepted) => return welcome(&context, &offer, accepted).await,
            Err(AcceptError::NotFound) => {
                let mut errors = Errors::default();
                errors.add("who", context.t.say("team-choose-who"));
                errors
            }
            Err(error) => return refused(&context, error),
        },
        Err(errors) => errors,
    };
    let surroundings = (Layout::of(&context), context.csrf());
    form_again(&InvitationPage::of(surroundings, (&secret, &offer), (&form, errors)))
}

/// Whoever accepted goes to work; who is not logged in gets a link that does it.
async fn welcome(context: &Context, offer: &Offer, accepted: Accepted) -> Result<HttpResponse, PageError> {
    let next = match (accepted.role, &offer.team) {
        (Role::Organizer, team) => format!("{}?joined=1", Place::new(team.clone()).base),
        (Role::Moderator, Team::Webinar { webinar, .. }) => format!("/broadcast/{}", webinar.slug),
        (Role::Curator, _) => "/network".to_owned(),
        _ => "/me/roles?joined=1".to_owned(),
    };
    if context.viewer.person_id() == Some(accepted.person_id) {
        return Ok(see_other(&next));
    }
    let link = club::login::link_for(&context.club, accepted.person_id, Some(next), LINK_LIVES).await?;
    Ok(see_other(&link))
}

fn refused(context: &Context, error: AcceptError) -> Result<HttpResponse, PageError> {
    match error {
        AcceptError::Link | AcceptError::NotFound => {
            html(crate::error::status::NOT_FOUND, &ExpiredPage { layout: Layout::of(context), t: context.t })
        }
        AcceptError::Db(error) => Err(error.into()),
    }
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let team = Team::at(data::school(lang));
    let mut view = super::own::sample_view(lang, &team);
    let candidate =
        |number, name: &str| club::team::Candidate { person_id: data::id(number), name: name.to_owned() };
    let both = vec![
        candidate(1, data::say(lang, "Ким Олег", "Oleg Kim")),
        candidate(2, data::say(lang, "Ким Анна", "Anna Kim")),
    ];
    let offer = |invitation, candidates, is_open_to_new| Offer {
        invitation,
        team: team.clone(),
        inviter: data::say(lang, "Воронцова Галина Андреевна", "Galina Vorontsova").to_owned(),
        candidates,
        is_open_to_new,
    };
    let of = |offer: &Offer, wrong: bool| {
        let form = AcceptForm::default();
        let errors =
            if wrong { form.who(offer, Texts(lang)).err().unwrap_or_default() } else { Errors::default() };
        let surroundings = (Layout::sample(lang), "sample".to_owned());
        InvitationPage::of(surroundings, ("0123456789abcdefghjkmnpqrs", offer), (&form, errors))
    };
    let mut invitation = view.pending.remove(0);
    invitation.note =
        Some(data::say(lang, "Будем рады работать вместе!", "We would be glad to work together!").to_owned());
    let unknown = offer(invitation.clone(), vec![], true);
    let shared = offer(invitation.clone(), both, true);
    let own = offer(invitation, vec![candidate(1, data::say(lang, "Ким Олег", "Oleg Kim"))], false);
    vec![
        Sample::of("team-invitation-new", &of(&unknown, false)),
        Sample::of("team-invitation-new-wrong", &of(&unknown, true)),
        Sample::of("team-invitation-shared", &of(&shared, false)),
        Sample::of("team-invitation-shared-wrong", &of(&shared, true)),
        Sample::of("team-invitation-own", &of(&own, false)),
        Sample::of("team-expired", &ExpiredPage { layout: Layout::sample(lang), t: Texts(lang) }),
    ]
}
