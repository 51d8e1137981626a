//! The registration form and what follows it.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::{DateTime, Utc};
use club::registration::{RegisterError, Registered, Registering};
use club::session::Programme;
use club::session::stages::{Standing, of_stage, standing};
use entity::{ConsentPurpose, SessionState, Stage, WebinarId, session, session_stage};
use lang::{Lang, Texts};
use url::form_urlencoded;

use super::form::{Registration, RegistrationForm};
use super::suggestions;
use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::samples::data;
use crate::session::view::{Day, SessionHead, WebinarCard, days};
use crate::times::{instant, zone};

/// The registration form.
#[derive(Template)]
#[template(path = "pages/registration/form.html")]
struct FormPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    session: SessionHead,
    days: Vec<Day>,
    chosen: Vec<String>,
    /// Where one has to wait for a place.
    full: Vec<String>,
    /// For which the reader is registered already.
    mine: Vec<String>,
    webinars_error: Option<String>,
    /// Why nobody can register now; nothing while somebody can.
    closed: Option<String>,
    name: Vec<Field>,
    gender: Field,
    work: Vec<Field>,
    place: Vec<Field>,
    contact: Vec<Field>,
    question: Field,
    consents: Vec<ConsentChoice>,
    errors: Errors,
}

/// A consent to be given or not.
pub(crate) struct ConsentChoice {
    pub(crate) purpose: ConsentPurpose,
    pub(crate) title: String,
    pub(crate) body: String,
    pub(crate) is_required: bool,
    pub(crate) is_given: bool,
    pub(crate) error: Option<String>,
}

/// What a listener sees after the registration.
#[derive(Template)]
#[template(path = "pages/registration/done.html")]
struct DonePage {
    layout: Layout,
    t: Texts,
    session: SessionHead,
    webinars: Vec<WebinarCard>,
    /// These are full: the listener waits for a place.
    queued: Vec<WebinarCard>,
    /// Everything was chosen before: nothing has changed.
    is_repeat: bool,
}

impl FormPage {
    fn of(
        layout: Layout,
        csrf: String,
        programme: &Programme,
        form: &RegistrationForm,
        errors: Errors,
        now: DateTime<Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let mut days = days(programme, now, layout.lang);
        for day in &mut days {
            day.webinars.retain(WebinarCard::is_open);
        }
        days.retain(|day| !day.webinars.is_empty());
        Self {
            t,
            csrf,
            session: SessionHead::of(programme, layout.lang),
            days,
            chosen: form.webinars.clone(),
            full: vec![],
            mine: vec![],
            webinars_error: errors.of("webinars"),
            closed: None,
            name: name_fields(form, &errors, t),
            gender: gender_field(form, &errors, t),
            work: work_fields(form, &errors, t),
            place: place_fields(form, &errors, t, now),
            contact: contact_fields(form, &errors, t),
            question: Field::line("question", "page-register-question", &form.question, &errors, t)
                .lines()
                .optional(t),
            consents: consents(form, &errors, t),
            errors,
            layout,
        }
    }

    /// The page without webinars for which registration has ended.
    fn without(mut self, ended: &[WebinarId]) -> Self {
        let ended: Vec<String> = ended.iter().map(ToString::to_string).collect();
        for day in &mut self.days {
            day.webinars.retain(|webinar| !ended.contains(&webinar.id));
        }
        self.days.retain(|day| !day.webinars.is_empty());
        self
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let form = RegistrationForm {
            webinars: vec![data::id::<WebinarId>(21).to_string()],
            ..RegistrationForm::default()
        };
        let layout = Layout::sample(lang);
        Self::of(
            layout,
            "sample".to_owned(),
            &data::programme(lang),
            &form,
            Errors::default(),
            data::before(),
        )
    }

    /// The page as it comes back with everything wrong.
    fn wrong_sample(lang: Lang) -> Self {
        let (form, programme, t) = (RegistrationForm::default(), data::programme(lang), Texts(lang));
        let known: Vec<WebinarId> = programme.webinars.iter().map(|line| line.webinar.id).collect();
        let registration = Registration { form: &form, known: &known, origin: Default::default(), t };
        let errors = Registering::try_from(registration).err().unwrap_or_default();
        Self::of(Layout::sample(lang), "sample".to_owned(), &programme, &form, errors, data::before())
    }
}

pub(crate) fn name_fields(form: &RegistrationForm, errors: &Errors, t: Texts) -> Vec<Field> {
    vec![
        Field::line("family", "page-register-family", &form.family, errors, t).autocomplete("family-name"),
        Field::line("given", "page-register-given", &form.given, errors, t).autocomplete("given-name"),
        Field::line("patronymic", "page-register-patronymic", &form.patronymic, errors, t)
            .autocomplete("additional-name")
            .optional(t),
    ]
}

pub(crate) fn gender_field(form: &RegistrationForm, errors: &Errors, t: Texts) -> Field {
    let chosen = if form.gender.is_empty() { "unknown" } else { &form.gender };
    let choices = ["female", "male", "unknown"]
        .map(|gender| (gender.to_owned(), t.say(&format!("page-register-gender-{gender}"))));
    Field::line("gender", "page-register-gender", chosen, errors, t).radio(choices.to_vec())
}

pub(crate) fn work_fields(form: &RegistrationForm, errors: &Errors, t: Texts) -> Vec<Field> {
    vec![
        Field::line("position", "page-register-position", &form.position, errors, t)
            .suggesting(suggestions::positions(t.lang()))
            .autocomplete("organization-title"),
        Field::line("school", "page-register-school", &form.school, errors, t)
            .autocomplete("organization")
            .finding_schools(),
        Field::line("experience", "page-register-experience", &form.experience, errors, t)
            .of_kind("number")
            .optional(t),
    ]
}

pub(crate) fn place_fields(
    form: &RegistrationForm,
    errors: &Errors,
    t: Texts,
    now: DateTime<Utc>,
) -> Vec<Field> {
    vec![
        Field::line("city", "page-register-city", &form.city, errors, t).autocomplete("address-level2"),
        Field::line("region", "page-register-region", &form.region, errors, t)
            .suggesting(suggestions::regions(t.lang()))
            .autocomplete("address-level1"),
        Field::line("zone", "page-register-zone", &form.zone, errors, t)
            .select(suggestions::zones(now, t), true),
    ]
}

fn contact_fields(form: &RegistrationForm, errors: &Errors, t: Texts) -> Vec<Field> {
    vec![
        Field::line("email", "page-register-email", &form.email, errors, t)
            .of_kind("email")
            .autocomplete("email"),
        Field::line("phone", "page-register-phone", &form.phone, errors, t)
            .of_kind("tel")
            .autocomplete("tel")
            .optional(t),
    ]
}

pub(crate) fn consents(form: &RegistrationForm, errors: &Errors, t: Texts) -> Vec<ConsentChoice> {
    let texts = club::consent::texts(t.lang()).into_iter();
    let choices = texts.map(|text| ConsentChoice {
        title: t.say(&format!("page-consent-{}", text.purpose)),
        body: text.body,
        is_required: text.purpose == ConsentPurpose::Participation,
        is_given: form.consents.contains(&text.purpose),
        error: errors.of(&format!("consent_{}", text.purpose)),
        purpose: text.purpose,
    });
    choices.collect()
}

impl DonePage {
    fn of(
        layout: Layout,
        programme: &Programme,
        (codes, queued): (&[String], &[String]),
        is_repeat: bool,
        now: DateTime<Utc>,
    ) -> Self {
        let cards = |codes: &[String]| {
            let chosen = programme.webinars.iter().filter(|webinar| codes.contains(&webinar.webinar.code));
            chosen.map(|webinar| WebinarCard::of(webinar, now, layout.lang)).collect()
        };
        Self {
            t: Texts(layout.lang),
            session: SessionHead::of(programme, layout.lang),
            webinars: cards(codes),
            queued: cards(queued),
            is_repeat,
            layout,
        }
    }

    /// The page with sample data.
    fn sample(lang: Lang) -> Self {
        let codes = ["S01".to_owned(), "S03".to_owned()];
        Self::of(Layout::sample(lang), &data::programme(lang), (&codes, &[]), false, data::before())
    }

    /// The page of somebody who has to wait for one of the webinars.
    fn queued_sample(lang: Lang) -> Self {
        let (codes, queued) = (["S01".to_owned()], ["S03".to_owned()]);
        Self::of(Layout::sample(lang), &data::programme(lang), (&codes, &queued), false, data::before())
    }
}

/// The programme of a session that is open to everybody.
async fn programme(context: &Context, slug: &str) -> Result<Programme, PageError> {
    let programme = club::session::programme(&context.club, &context.viewer, slug).await?;
    programme.filter(|programme| programme.session.state != SessionState::Draft).ok_or(PageError::NotFound)
}

/// `GET /s/{session}/register`
pub(crate) async fn form(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let programme = programme(&context, &slug).await?;
    let webinars = ids_of(&programme, &context.query_all("w"));
    let own = club::person::of_viewer(&context.club, &context.viewer).await?;
    let form = own.map(|own| RegistrationForm::of(&own)).unwrap_or_default();
    let form = RegistrationForm { webinars, ..form };
    page(&form_page(&context, &programme, &form, Errors::default()).await?)
}

async fn form_page(
    context: &Context,
    programme: &Programme,
    form: &RegistrationForm,
    errors: Errors,
) -> Result<FormPage, PageError> {
    let webinars: Vec<_> = programme.webinars.iter().map(|line| line.webinar.id).collect();
    let full = club::waiting::full(&context.club, &webinars).await?;
    let now = context.club.clock.now();
    let stages = club::session::stages::of_session(&context.club, programme.session.id).await?;
    // Whoever has typed something sees it again, with the reason beside it.
    let closed = closed(&stages, &programme.session, (now, context.t)).filter(|_| errors.is_empty());
    let page = FormPage::of(Layout::of(context), context.csrf(), programme, form, errors, now);
    let ended = club::registration::ended(&context.club, &webinars).await?;
    let own = club::registration::of_viewer(&context.club, &context.viewer).await?;
    let mine = own.iter().map(|own| own.registration.webinar_id.to_string()).collect();
    let full = full.iter().map(ToString::to_string).collect();
    Ok(FormPage { closed, full, mine, ..page }.without(&ended))
}

/// When registration opens, or that it is over; nothing while it is open.
fn closed(
    stages: &[session_stage::Model],
    session: &session::Model,
    (now, t): (DateTime<Utc>, Texts),
) -> Option<String> {
    let opens = of_stage(stages, Stage::Registration).and_then(|stage| stage.opens_at);
    match standing(stages, Stage::Registration, now) {
        Standing::Open => None,
        Standing::Over => Some(t.say("page-register-closed")),
        Standing::Ahead | Standing::Undated => Some(match opens {
            Some(opens) if opens > now => {
                let at = instant(opens, zone(&session.time_zone), t.lang());
                t.say_with("page-register-opens", &[("at", at.into())])
            }
            _ => t.say("page-register-later"),
        }),
    }
}

/// Ids of the webinars that an address names by their codes.
fn ids_of(programme: &Programme, codes: &[String]) -> Vec<String> {
    let named = programme.webinars.iter().filter(|webinar| codes.contains(&webinar.webinar.code));
    named.map(|webinar| webinar.webinar.id.to_string()).collect()
}

/// `POST /s/{session}/register`
pub(crate) async fn register(
    context: Context,
    slug: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    let codes = club::registration::codes(&context.club, &slug).await?;
    let form = RegistrationForm::read(&fields)?;
    let known: Vec<WebinarId> = codes.iter().map(|(id, _)| *id).collect();
    let registration =
        Registration { form: &form, known: &known, origin: context.origin.clone(), t: context.t };
    let refused = match Registering::try_from(registration) {
        Ok(registering) => {
            let profile = registering.profile.clone();
            match club::registration::register(&context.club, registering).await {
                Ok(registered) => {
                    club::person::bring_up_to_date(&context.club, &context.viewer, &profile).await?;
                    return Ok(see_other(&done_address(&slug, &codes, &registered)));
                }
                Err(error) => Err(error),
            }
        }
        Err(errors) => Ok(errors),
    };
    // The whole programme is read for a form that comes back only.
    let programme = programme(&context, &slug).await?;
    let errors = refused.or_else(|error| of_club(error, &programme, context.t))?;
    form_again(&form_page(&context, &programme, &form, errors).await?)
}

/// What the club says about the whole form, at the field that it is about.
fn of_club(error: RegisterError, programme: &Programme, t: Texts) -> Result<Errors, PageError> {
    let mut errors = Errors::default();
    match error {
        RegisterError::NoWebinar => errors.add("webinars", t.say("page-register-choose-webinar")),
        RegisterError::NoConsent => {
            errors.add("consent_participation", t.say("page-register-consent-needed"));
        }
        RegisterError::Closed => errors.add("webinars", t.say("page-register-closed-now")),
        RegisterError::NotOpen(id) => {
            errors.add("webinars", about_webinar("page-register-not-open", id, programme, t));
        }
        RegisterError::Over(id) => {
            errors.add("webinars", about_webinar("page-register-over", id, programme, t));
        }
        RegisterError::Ended(id) => {
            errors.add("webinars", about_webinar("page-register-ended", id, programme, t));
        }
        RegisterError::Db(error) => return Err(error.into()),
    }
    Ok(errors)
}

fn about_webinar(key: &str, id: WebinarId, programme: &Programme, t: Texts) -> String {
    let webinar = programme.webinars.iter().find(|webinar| webinar.webinar.id == id);
    let title = webinar.map(|webinar| webinar.webinar.title.clone()).unwrap_or_default();
    t.say_with(key, &[("title", title.into())])
}

/// The page after the registration names webinars and nobody.
fn done_address(slug: &str, codes: &[(WebinarId, String)], registered: &Registered) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let mut add = |name, id| {
        let code = codes.iter().find(|(of, _)| *of == id);
        query.extend_pairs(code.map(|(_, code)| (name, code)));
    };
    for registration in registered.new.iter().chain(&registered.before) {
        add("w", registration.webinar_id);
    }
    for place in registered.queued.iter().chain(&registered.waiting) {
        add("q", place.webinar_id);
    }
    if registered.new.is_empty() && registered.queued.is_empty() {
        query.append_pair("again", "1");
    }
    format!("/s/{slug}/registered?{}", query.finish())
}

/// `GET /s/{session}/registered`
pub(crate) async fn registered(context: Context, slug: web::Path<String>) -> Result<HttpResponse, PageError> {
    let programme = programme(&context, &slug).await?;
    let is_repeat = context.query("again").is_some();
    page(&DonePage::of(
        Layout::of(&context),
        &programme,
        (&context.query_all("w"), &context.query_all("q")),
        is_repeat,
        context.club.clock.now(),
    ))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    vec![
        Sample::of("registration-form", &FormPage::sample(lang)),
        Sample::of("registration-form-wrong", &FormPage::wrong_sample(lang)),
        Sample::of("registration-done", &DonePage::sample(lang)),
        Sample::of("registration-queued", &DonePage::queued_sample(lang)),
    ]
}
