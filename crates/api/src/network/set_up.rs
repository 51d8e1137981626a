//! The set-up of a new installation: network, first school, first curator.

use actix_web::{HttpResponse, web};
use askama::Template;
use chrono::TimeDelta;
use club::network::{SetUp, SetUpError};
use club::school::SchoolProfile;
use lang::{Lang, Texts};

use crate::Sample;
use crate::error::{PageError, see_other};
use crate::extract::Context;
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, page};
use crate::registration::form::{address, full_name};
use crate::registration::suggestions;
use crate::samples::data;

/// How long the link lives that logs the new curator in.
const LINK_LIVES: TimeDelta = TimeDelta::minutes(30);

/// The set-up form.
#[derive(Template)]
#[template(path = "pages/network/set_up.html")]
struct SetUpPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    network: Field,
    school: Vec<Field>,
    curator: Vec<Field>,
    errors: Errors,
}

/// The form as typed.
#[derive(Clone, Debug, Default)]
struct SetUpForm {
    network: String,
    full_name: String,
    short_name: String,
    city: String,
    region: String,
    zone: String,
    family: String,
    given: String,
    patronymic: String,
    email: String,
}

impl SetUpForm {
    fn read(fields: &Fields) -> Result<Self, PageError> {
        Ok(Self {
            network: fields.text("network")?,
            full_name: fields.text("full_name")?,
            short_name: fields.text("short_name")?,
            city: fields.text("city")?,
            region: fields.text("region")?,
            zone: fields.text("zone")?,
            family: fields.text("family")?,
            given: fields.text("given")?,
            patronymic: fields.text("patronymic")?,
            email: fields.text("email")?,
        })
    }
}

/// The form with the language in which its errors are told.
struct TypedSetUp<'a> {
    form: &'a SetUpForm,
    t: Texts,
}

impl TryFrom<TypedSetUp<'_>> for SetUp {
    type Error = Errors;

    fn try_from(TypedSetUp { form, t }: TypedSetUp<'_>) -> Result<Self, Errors> {
        let mut errors = Errors::default();
        let network_name = errors.line("network", &form.network, 200, t);
        let full_school_name = errors.line("full_name", &form.full_name, 300, t);
        let short_name = errors.line("short_name", &form.short_name, 120, t);
        let city = errors.line("city", &form.city, 100, t);
        let region = errors.line("region", &form.region, 100, t);
        let zone = form.zone.parse().ok();
        if zone.is_none() {
            errors.add("zone", t.say("page-register-choose-zone"));
        }
        let curator = full_name(&form.family, &form.given, &form.patronymic, &mut errors, t);
        let email = address("email", &form.email, &mut errors, t);
        match (zone, curator, email) {
            (Some(zone), Some(curator), Some(email)) if errors.is_empty() => {
                let school = SchoolProfile { full_name: full_school_name, short_name, city, region, zone };
                Ok(SetUp { network_name, school, curator, email })
            }
            _ => Err(errors),
        }
    }
}

impl SetUpPage {
    fn of(
        layout: Layout,
        csrf: String,
        secret: &str,
        form: &SetUpForm,
        errors: Errors,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Self {
        let t = Texts(layout.lang);
        let line = |name, key, value: &str| Field::line(name, key, value, &errors, t);
        let school = vec![
            line("full_name", "page-setup-full-name", &form.full_name),
            line("short_name", "page-setup-short-name", &form.short_name),
            line("city", "page-register-city", &form.city),
            line("region", "page-register-region", &form.region).suggesting(suggestions::regions(t.lang())),
            line("zone", "page-register-zone-of-school", &form.zone).select(suggestions::zones(now, t), true),
        ];
        let curator = vec![
            line("family", "page-register-family", &form.family).autocomplete("family-name"),
            line("given", "page-register-given", &form.given).autocomplete("given-name"),
            line("patronymic", "page-register-patronymic", &form.patronymic)
                .autocomplete("additional-name")
                .optional(t),
            line("email", "page-setup-email", &form.email).of_kind("email").autocomplete("email"),
        ];
        let network = line("network", "page-setup-network", &form.network);
        Self { t, csrf, secret: secret.to_owned(), network, school, curator, errors, layout }
    }
}

async fn check_open(context: &Context, secret: &str) -> Result<(), PageError> {
    if club::network::set_up_is_open(&context.club, secret).await? {
        Ok(())
    } else {
        Err(PageError::NotFound)
    }
}

/// `GET /setup/{secret}`
pub(crate) async fn form(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    check_open(&context, &secret).await?;
    let (form, now) = (SetUpForm::default(), context.club.clock.now());
    page(&SetUpPage::of(Layout::of(&context), context.csrf(), &secret, &form, Errors::default(), now))
}

/// `POST /setup/{secret}`
pub(crate) async fn set_up(
    context: Context,
    secret: web::Path<String>,
    fields: Fields,
) -> Result<HttpResponse, PageError> {
    check_open(&context, &secret).await?;
    let form = SetUpForm::read(&fields)?;
    let set_up = match SetUp::try_from(TypedSetUp { form: &form, t: context.t }) {
        Ok(set_up) => set_up,
        Err(errors) => {
            let now = context.club.clock.now();
            return form_again(&SetUpPage::of(
                Layout::of(&context),
                context.csrf(),
                &secret,
                &form,
                errors,
                now,
            ));
        }
    };
    let curator = match club::network::set_up(&context.club, &secret, set_up).await {
        Ok(curator) => curator,
        Err(SetUpError::Link) => return Err(PageError::NotFound),
        Err(SetUpError::Db(error)) => return Err(error.into()),
    };
    let link = club::login::link_for(&context.club, curator, Some("/network".to_owned()), LINK_LIVES).await?;
    Ok(see_other(&link))
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let page = |form: &SetUpForm, errors| {
        SetUpPage::of(Layout::sample(lang), "sample".to_owned(), "0123", form, errors, data::before())
    };
    let form = SetUpForm::default();
    let errors = SetUp::try_from(TypedSetUp { form: &form, t: Texts(lang) }).err().unwrap_or_default();
    vec![
        Sample::of("network-set-up", &page(&form, Errors::default())),
        Sample::of("network-set-up-wrong", &page(&form, errors)),
    ]
}
