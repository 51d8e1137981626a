//! What surrounds every page: head, ways to go, languages, and the demonstration's clock.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use askama::Template;
use chrono_tz::Europe::Moscow;
use club::Viewer;
use lang::{Lang, Texts, Value};

use crate::assets;
use crate::error::PageError;
use crate::extract::Context;
use crate::times;

/// What surrounds every page.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) lang: Lang,
    pub(crate) network_name: String,
    pub(crate) ways: Vec<Way>,
    /// Whoever is logged in.
    pub(crate) person: Option<LoggedIn>,
    pub(crate) other_language: OtherLanguage,
    /// The demonstration's clock in a sentence.
    pub(crate) clock: Option<String>,
}

/// Somebody who is logged in.
#[derive(Clone, Debug)]
pub(crate) struct LoggedIn {
    pub(crate) name: String,
    /// Of the form that logs out.
    pub(crate) csrf: String,
}

/// A way to go.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    pub(crate) address: &'static str,
    pub(crate) label: String,
    pub(crate) is_here: bool,
}

/// The same page in the other language.
#[derive(Clone, Debug)]
pub(crate) struct OtherLanguage {
    pub(crate) address: String,
    pub(crate) lang: Lang,
    /// In that very language.
    pub(crate) label: String,
}

impl Layout {
    /// What surrounds the answer to a request.
    pub(crate) fn of(context: &Context) -> Self {
        let t = context.t;
        let other = other(context.lang);
        let person = match &context.viewer {
            Viewer::Person { name, csrf_token, .. } => {
                Some(LoggedIn { name: name.clone(), csrf: csrf_token.clone() })
            }
            Viewer::Guest | Viewer::Club => None,
        };
        Self {
            lang: context.lang,
            network_name: context.network_name.clone().unwrap_or_else(|| t.say("page-layout-club")),
            ways: ways(&context.viewer, context.is_demo, &context.path, t),
            person,
            other_language: OtherLanguage {
                address: context.address_in(other),
                lang: other,
                label: Texts(other).say("page-layout-this-language"),
            },
            clock: context.club.clock.is_simulated().then(|| clock(context)),
        }
    }

    /// What surrounds a page of nobody in particular.
    pub(crate) fn sample(lang: Lang) -> Self {
        let other = other(lang);
        let network_name = match lang {
            Lang::Ru => "Web-клуб «Интернет-наставник»",
            Lang::En => "Web-club of mentors",
        };
        Self {
            lang,
            network_name: network_name.to_owned(),
            ways: ways(&Viewer::Guest, false, "/", Texts(lang)),
            person: None,
            other_language: OtherLanguage {
                address: format!("/?lang={}", other.code()),
                lang: other,
                label: Texts(other).say("page-layout-this-language"),
            },
            clock: None,
        }
    }

    /// The same for somebody who does everything.
    pub(crate) fn sample_of_curator(lang: Lang) -> Self {
        let name = match lang {
            Lang::Ru => "Белых Тимур Рашидович",
            Lang::En => "Timothy White",
        };
        let grant = club::Grant { role: entity::Role::Curator, school_id: None, webinar_id: None };
        let viewer = Viewer::Person {
            person_id: uuid::Uuid::nil().into(),
            login_id: uuid::Uuid::nil().into(),
            csrf_token: "sample".to_owned(),
            name: name.to_owned(),
            grants: vec![grant],
        };
        let person = Some(LoggedIn { name: name.to_owned(), csrf: "sample".to_owned() });
        Self { ways: ways(&viewer, false, "/organize", Texts(lang)), person, ..Self::sample(lang) }
    }

    /// The path of the style sheet.
    pub(crate) fn style() -> String {
        assets::path("app.css")
    }

    /// The path of a script of ours.
    pub(crate) fn script(name: &str) -> String {
        assets::path(name)
    }
}

fn other(lang: Lang) -> Lang {
    match lang {
        Lang::Ru => Lang::En,
        Lang::En => Lang::Ru,
    }
}

fn ways(viewer: &Viewer, is_demo: bool, path: &str, t: Texts) -> Vec<Way> {
    let is_logged_in = viewer.person_id().is_some();
    let all = [
        ("/", "page-layout-programme", true),
        ("/verify", "page-layout-verify", true),
        ("/me", "page-layout-me", is_logged_in),
        ("/organize", "page-layout-organize", viewer.is_staff()),
        ("/network", "page-layout-network", viewer.is_curator()),
        ("/mailbox", "page-layout-mailbox", is_demo),
        ("/login", "page-layout-log-in", !is_logged_in),
    ];
    let shown = all.into_iter().filter(|(_, _, is_shown)| *is_shown);
    shown
        .map(|(address, key, _)| Way { address, label: t.say(key), is_here: leads_here(address, path) })
        .collect()
}

/// Whether a page lies under a way of the head: webinars and schedules are the programme.
fn leads_here(address: &str, path: &str) -> bool {
    match address {
        "/" => path == "/" || path.starts_with("/s/") || path.starts_with("/w/"),
        "/organize" => path.starts_with("/organize") || path.starts_with("/broadcast"),
        _ => path.starts_with(address),
    }
}

fn clock(context: &Context) -> String {
    let now = times::instant(context.club.clock.now(), Moscow, context.lang);
    let speed = context.club.clock.speed();
    let key = if speed > 1.0 { "page-layout-clock-fast" } else { "page-layout-clock" };
    // Speeds are small whole numbers; a text shows them without a fraction.
    context.t.say_with(key, &[("now", Value::from(now)), ("speed", Value::from(format!("{speed:.0}")))])
}

/// A page as an answer.
///
/// # Errors
/// When the template fails.
pub(crate) fn html(status: StatusCode, page: &impl Template) -> Result<HttpResponse, PageError> {
    Ok(HttpResponse::build(status).content_type("text/html; charset=utf-8").body(page.render()?))
}

/// A page where everything is in order.
///
/// # Errors
/// When the template fails.
pub(crate) fn page(page: &impl Template) -> Result<HttpResponse, PageError> {
    html(crate::error::status::FINE, page)
}

/// The same page again with what is wrong in its form.
///
/// # Errors
/// When the template fails.
pub(crate) fn form_again(page: &impl Template) -> Result<HttpResponse, PageError> {
    html(crate::error::status::FORM_COMES_BACK, page)
}
