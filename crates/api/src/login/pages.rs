//! The pages of the log-in: address, «look into your mail», and the button that uses the link up.

use actix_web::{HttpResponse, web};
use askama::Template;
use club::login::RedeemError;
use lang::{Lang, Texts};

use crate::Sample;
use crate::cookies::ClubCookie;
use crate::error::{PageError, see_other};
use crate::extract::{Context, path_of_ours};
use crate::fields::Fields;
use crate::form::{Errors, Field};
use crate::layout::{Layout, form_again, html, page};
use crate::registration::form::address;

/// Where a log-in link is asked for.
#[derive(Template)]
#[template(path = "pages/login/form.html")]
struct FormPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    email: Field,
    next: String,
    errors: Errors,
}

/// After a log-in link was asked for: the same whether anybody has the address or not.
#[derive(Template)]
#[template(path = "pages/login/sent.html")]
struct SentPage {
    layout: Layout,
    t: Texts,
    email: String,
}

/// Behind a log-in link.
#[derive(Template)]
#[template(path = "pages/login/greet.html")]
struct GreetPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    secret: String,
    given: String,
}

/// Behind a log-in link that does not work any more.
#[derive(Template)]
#[template(path = "pages/login/expired.html")]
struct ExpiredPage {
    layout: Layout,
    t: Texts,
}

impl FormPage {
    fn of(layout: Layout, csrf: String, typed: &str, next: String, errors: Errors) -> Self {
        let t = Texts(layout.lang);
        let email = Field::line("email", "page-login-email", typed, &errors, t)
            .of_kind("email")
            .autocomplete("email");
        Self { layout, t, csrf, email, next, errors }
    }
}

/// `GET /login`
pub(crate) async fn form(context: Context) -> Result<HttpResponse, PageError> {
    if context.viewer.person_id().is_some() {
        return Ok(see_other("/me"));
    }
    let next = context.query("next").and_then(|next| path_of_ours(&next)).unwrap_or_default();
    page(&FormPage::of(Layout::of(&context), context.csrf(), "", next, Errors::default()))
}

/// `POST /login`
pub(crate) async fn send(context: Context, fields: Fields) -> Result<HttpResponse, PageError> {
    let typed = fields.text("email")?;
    let next = path_of_ours(&fields.text("next")?);
    let mut errors = Errors::default();
    let Some(address) = address("email", &typed, &mut errors, context.t) else {
        return form_again(&FormPage::of(
            Layout::of(&context),
            context.csrf(),
            &typed,
            next.unwrap_or_default(),
            errors,
        ));
    };
    club::login::send_link(&context.club, &address, next, context.lang).await?;
    page(&SentPage { layout: Layout::of(&context), t: context.t, email: address.as_str().to_owned() })
}

/// `GET /login/{secret}`
pub(crate) async fn greet(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    match club::login::greet(&context.club, &secret).await {
        Ok(given) => {
            let (layout, csrf) = (Layout::of(&context), context.csrf());
            page(&GreetPage { layout, t: context.t, csrf, secret: secret.into_inner(), given })
        }
        Err(RedeemError::Link) => expired(&context),
        Err(RedeemError::Db(error)) => Err(error.into()),
    }
}

/// `POST /login/{secret}`
pub(crate) async fn redeem(context: Context, secret: web::Path<String>) -> Result<HttpResponse, PageError> {
    let login = match club::login::redeem(&context.club, &secret, context.origin.user_agent.clone()).await {
        Ok(login) => login,
        Err(RedeemError::Link) => return expired(&context),
        Err(RedeemError::Db(error)) => return Err(error.into()),
    };
    let next = login.next.as_deref().and_then(path_of_ours).unwrap_or_else(|| "/me".to_owned());
    let mut answer = see_other(&next);
    answer.add_cookie(&ClubCookie::Login.set(&login.cookie, context.is_https)).map_err(PageError::broken)?;
    Ok(answer)
}

fn expired(context: &Context) -> Result<HttpResponse, PageError> {
    html(crate::error::status::NOT_FOUND, &ExpiredPage { layout: Layout::of(context), t: context.t })
}

/// `POST /logout`
pub(crate) async fn log_out(context: Context) -> Result<HttpResponse, PageError> {
    club::login::end(&context.club, &context.viewer, None).await?;
    let mut answer = see_other("/");
    answer.add_cookie(&ClubCookie::Login.forget(context.is_https)).map_err(PageError::broken)?;
    Ok(answer)
}

/// Samples of these pages.
pub(crate) fn samples(lang: Lang) -> Vec<Sample> {
    let (layout, t, csrf) = (|| Layout::sample(lang), Texts(lang), || "sample".to_owned());
    let given = crate::samples::data::person(lang).given;
    let mut errors = Errors::default();
    errors.add("email", t.say("page-email-wrong"));
    vec![
        Sample::of("login-form", &FormPage::of(layout(), csrf(), "", String::new(), Errors::default())),
        Sample::of("login-form-wrong", &FormPage::of(layout(), csrf(), "anna@", String::new(), errors)),
        Sample::of("login-sent", &SentPage { layout: layout(), t, email: "anna@school.example".to_owned() }),
        Sample::of(
            "login-greet",
            &GreetPage { layout: layout(), t, csrf: csrf(), secret: "0123".to_owned(), given },
        ),
        Sample::of("login-expired", &ExpiredPage { layout: layout(), t }),
    ]
}
