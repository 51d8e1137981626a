//! What can go wrong while a page is made, and how it is told. The only file that knows status codes.

use std::fmt;

use actix_web::body::BoxBody;
use actix_web::dev::ServiceResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{LOCATION, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::{HttpResponse, ResponseError};
use askama::Template;
use club::storage::{is_busy, is_full};
use lang::{Lang, Texts};
use serde::Serialize;

use crate::access::login_address;
use crate::extract::Context;
use crate::layout::{Layout, html};
use crate::routes::Policy;

/// How long to wait for a store that is busy.
const BUSY_SECONDS: u64 = 2;

/// What is wrong with a part of what a program sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Invalid {
    /// To the part (RFC 6901); empty: to the whole.
    pub(crate) pointer: String,
    /// Says what to do.
    pub(crate) detail: String,
}

/// What went wrong while a page was made.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PageError {
    /// Absent, or invisible to who asks.
    #[error("there is no such page")]
    NotFound,
    #[error("somebody has to log in first")]
    LogIn { next: String },
    /// Only where it is no secret that the thing exists.
    #[error("the viewer may not do this")]
    Forbidden,
    /// The token of the form is old; its fields may be sent again from a fresh page.
    #[error("the form is out of date")]
    StaleForm(Vec<(String, String)>),
    #[error("the form does not come from a page of ours")]
    ForeignForm,
    #[error("the request cannot be understood")]
    BadRequest,
    /// Somebody was faster, or it was done before: a key of a text that says so.
    #[error("the thing is not in the state that this deed needs")]
    Conflict(&'static str),
    #[error("nothing is there under this method")]
    MethodNotAllowed,
    /// A program sent no token, or none that is good.
    #[error("a good token is missing")]
    NoToken,
    /// The token is for other purposes.
    #[error("the token is not for this")]
    NotInScope,
    /// What a program sent cannot be used.
    #[error("what was sent cannot be used")]
    Unusable(Vec<Invalid>),
    /// A program changes something without saying which version it has seen.
    #[error("the version that was seen is missing")]
    NoVersion,
    /// Somebody changed it since the program looked.
    #[error("the version that was seen is not the newest")]
    OldVersion,
    #[error("the form is too large")]
    TooLarge,
    #[error("the form is not in a form's encoding")]
    UnsupportedType,
    /// Seconds to wait.
    #[error("too many tries")]
    TooMany(u64),
    #[error("the address is of another host")]
    Misdirected,
    /// The store is overloaded: nothing was written, another try will do.
    #[error("the store is busy")]
    Busy,
    /// The disk is full: nothing was written.
    #[error("the store is full")]
    Full,
    /// Ours: logged once, where it is answered.
    #[error("something broke")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<club::DbErr> for PageError {
    fn from(error: club::DbErr) -> Self {
        if is_busy(&error) {
            PageError::Busy
        } else if is_full(&error) {
            PageError::Full
        } else {
            PageError::Broken(Box::new(error))
        }
    }
}

impl From<askama::Error> for PageError {
    fn from(error: askama::Error) -> Self {
        PageError::Broken(Box::new(error))
    }
}

impl PageError {
    /// An error of ours, whatever it is.
    pub(crate) fn broken(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        PageError::Broken(Box::new(error))
    }

    fn status(&self) -> StatusCode {
        match self {
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::LogIn { .. } => StatusCode::SEE_OTHER,
            PageError::NoToken => StatusCode::UNAUTHORIZED,
            PageError::Forbidden
            | PageError::StaleForm(_)
            | PageError::ForeignForm
            | PageError::NotInScope => StatusCode::FORBIDDEN,
            PageError::Unusable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            PageError::NoVersion => StatusCode::PRECONDITION_REQUIRED,
            PageError::OldVersion => StatusCode::PRECONDITION_FAILED,
            PageError::BadRequest => StatusCode::BAD_REQUEST,
            PageError::Conflict(_) => StatusCode::CONFLICT,
            PageError::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            PageError::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::UnsupportedType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            PageError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
            PageError::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            PageError::Busy => StatusCode::SERVICE_UNAVAILABLE,
            PageError::Full => StatusCode::INSUFFICIENT_STORAGE,
            PageError::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The middle of the keys of its texts.
    fn word(&self) -> &'static str {
        match self {
            PageError::NotFound | PageError::LogIn { .. } | PageError::MethodNotAllowed => "not-found",
            PageError::Forbidden => "forbidden",
            PageError::NoToken => "no-token",
            PageError::NotInScope => "not-in-scope",
            PageError::Unusable(_) => "unusable",
            PageError::NoVersion => "no-version",
            PageError::OldVersion => "old-version",
            PageError::StaleForm(_) => "stale-form",
            PageError::ForeignForm => "foreign-form",
            PageError::BadRequest | PageError::UnsupportedType => "bad-request",
            PageError::Conflict(_) => "conflict",
            PageError::TooLarge => "too-large",
            PageError::TooMany(_) => "too-many",
            PageError::Misdirected => "misdirected",
            PageError::Busy => "busy",
            PageError::Full => "full",
            PageError::Broken(_) => "broken",
        }
    }
}

// Every error is explained by `explain`, which knows the reader's language; this is only what actix asks for.
impl ResponseError for PageError {
    fn status_code(&self) -> StatusCode {
        self.status()
    }
}

/// What a handler answers where there is nothing.
pub(crate) async fn nothing_here() -> Result<HttpResponse, PageError> {
    Err(PageError::NotFound)
}

/// What a handler answers where another method is meant.
pub(crate) async fn method_not_allowed() -> Result<HttpResponse, PageError> {
    Err(PageError::MethodNotAllowed)
}

/// Codes for answers that are made outside of this file.
pub(crate) mod status {
    use actix_web::http::StatusCode;

    /// The form comes back with what is wrong in it.
    pub(crate) const FORM_COMES_BACK: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;
    /// Nothing is there, and the page helps to find it.
    pub(crate) const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
    pub(crate) const FINE: StatusCode = StatusCode::OK;
    /// Somebody else changed it: both versions stand on the page.
    pub(crate) const CHANGED_MEANWHILE: StatusCode = StatusCode::CONFLICT;
    /// The store does not answer.
    pub(crate) const NOT_READY: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
}

/// Sends the browser to another page by GET.
pub(crate) fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, path)).finish()
}

/// What is wrong with a form, for a script of ours.
pub(crate) fn form_problems(problems: &serde_json::Value) -> HttpResponse {
    HttpResponse::build(status::FORM_COMES_BACK).content_type("application/json").body(problems.to_string())
}

/// A page with two versions of a thing that somebody else changed meanwhile.
///
/// # Errors
/// When the template fails.
pub(crate) fn changed_meanwhile(page: &impl Template) -> Result<HttpResponse, PageError> {
    html(status::CHANGED_MEANWHILE, page)
}

/// A page about an error: what happened, what to do, and a way on.
#[derive(Template)]
#[template(path = "pages/error/page.html")]
struct ErrorPage {
    layout: Layout,
    t: Texts,
    title: String,
    text: String,
    advice: String,
    /// Of an error of ours: what to tell who helps.
    request_id: Option<String>,
}

/// The page that lets an outdated form be sent again with all that was typed.
#[derive(Template)]
#[template(path = "pages/error/stale_form.html")]
struct StaleFormPage {
    layout: Layout,
    t: Texts,
    csrf: String,
    action: String,
    fields: Vec<(String, String)>,
}

/// Replaces the answer to an error by a page, or a problem document, that explains it.
pub(crate) fn explain(
    response: ServiceResponse<BoxBody>,
    context: &Context,
    policy: Policy,
) -> ServiceResponse<BoxBody> {
    let Some(error) = response.response().error() else { return response };
    let answer = match error.as_error::<PageError>() {
        Some(error) => answer(context, policy, error),
        None => answer(context, policy, &of_actix(error)),
    };
    let (request, _) = response.into_parts();
    ServiceResponse::new(request, answer)
}

/// An error of the library: mostly a parameter of the path that is none.
fn of_actix(error: &actix_web::Error) -> PageError {
    match error.as_response_error().status_code() {
        StatusCode::NOT_FOUND => PageError::NotFound,
        StatusCode::BAD_REQUEST => PageError::BadRequest,
        StatusCode::PAYLOAD_TOO_LARGE => PageError::TooLarge,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => PageError::UnsupportedType,
        _ => PageError::Broken(error.to_string().into()),
    }
}

/// The answer to an error.
pub(crate) fn answer(context: &Context, policy: Policy, error: &PageError) -> HttpResponse {
    match error {
        PageError::Broken(source) => {
            let causes = Causes(source.as_ref());
            tracing::error!(request_id = %context.request_id, %causes, "a request failed");
        }
        PageError::Busy | PageError::Full => {
            tracing::warn!(request_id = %context.request_id, reason = %error, "a request had to be refused");
        }
        _ => {}
    }
    if matches!(policy, Policy::Api | Policy::Token | Policy::Bearer | Policy::Operations) {
        return problem(context, error);
    }
    match error {
        PageError::LogIn { next } => see_other(&login_address(next)),
        PageError::StaleForm(fields) => {
            let (csrf, action) = (context.csrf(), context.path.clone());
            let page = StaleFormPage {
                layout: Layout::of(context),
                t: context.t,
                csrf,
                action,
                fields: fields.clone(),
            };
            html(error.status(), &page).unwrap_or_else(|_| bare(error))
        }
        _ => html(error.status(), &error_page(context, error))
            .map_or_else(|_| bare(error), |page| with_wait(page, error)),
    }
}

fn error_page(context: &Context, error: &PageError) -> ErrorPage {
    let word = error.word();
    let text = match error {
        PageError::Conflict(key) => context.t.say(key),
        _ => context.t.say(&format!("page-error-{word}-text")),
    };
    ErrorPage {
        layout: Layout::of(context),
        t: context.t,
        title: context.t.say(&format!("page-error-{word}-title")),
        text,
        advice: advice(context.t, error),
        request_id: matches!(error, PageError::Broken(_)).then(|| context.request_id.clone()),
    }
}

/// What to do.
fn advice(t: Texts, error: &PageError) -> String {
    match error {
        PageError::TooMany(seconds) => {
            t.say_with("page-error-too-many-advice", &[("seconds", (*seconds).into())])
        }
        _ => t.say(&format!("page-error-{}-advice", error.word())),
    }
}

fn with_wait(mut page: HttpResponse, error: &PageError) -> HttpResponse {
    let wait = match error {
        PageError::TooMany(seconds) => Some(*seconds),
        PageError::Busy => Some(BUSY_SECONDS),
        _ => None,
    };
    if let Some(seconds) = wait {
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    page
}

/// When even the page cannot be made.
fn bare(error: &PageError) -> HttpResponse {
    HttpResponse::build(error.status()).content_type("text/plain; charset=utf-8").body(error.to_string())
}

/// An error for programs (RFC 9457).
fn problem(context: &Context, error: &PageError) -> HttpResponse {
    let status =
        if matches!(error, PageError::LogIn { .. }) { StatusCode::UNAUTHORIZED } else { error.status() };
    let detail = match error {
        PageError::Conflict(key) => context.t.say(key),
        _ => context.t.say(&format!("page-error-{}-text", error.word())),
    };
    let mut body = serde_json::json!({
        "type": "about:blank",
        "title": status.canonical_reason().unwrap_or("Error"),
        "status": status.as_u16(),
        "detail": detail,
        "instance": context.path,
    });
    if let (PageError::Unusable(invalid), Some(members)) = (error, body.as_object_mut()) {
        members.insert("errors".to_owned(), serde_json::json!(invalid));
    }
    let mut answer = HttpResponse::build(status);
    if matches!(error, PageError::NoToken) {
        answer.insert_header((WWW_AUTHENTICATE, "Bearer realm=\"api\""));
    }
    answer.content_type("application/problem+json");
    with_wait(answer.body(body.to_string()), error)
}

/// An error with everything that caused it, in one line.
struct Causes<'a>(&'a dyn std::error::Error);

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)?;
        let mut cause = self.0.source();
        while let Some(error) = cause {
            write!(f, ": {error}")?;
            cause = error.source();
        }
        Ok(())
    }
}

/// Samples of the pages about errors, for the test that looks at every page.
pub(crate) fn samples(lang: Lang) -> Vec<crate::Sample> {
    let context_free = |error: &PageError, request_id: Option<String>| {
        let t = Texts(lang);
        let word = error.word();
        let say = |part: &str| t.say(&format!("page-error-{word}-{part}"));
        let (title, text, advice) = (say("title"), say("text"), advice(t, error));
        ErrorPage { layout: Layout::sample(lang), t, title, text, advice, request_id }
    };
    let stale = StaleFormPage {
        layout: Layout::sample(lang),
        t: Texts(lang),
        csrf: "sample".to_owned(),
        action: "/login".to_owned(),
        fields: vec![("email".to_owned(), "anna@school.example".to_owned())],
    };
    let errors = [
        PageError::NotFound,
        PageError::Forbidden,
        PageError::ForeignForm,
        PageError::BadRequest,
        PageError::TooLarge,
        PageError::TooMany(30),
        PageError::Misdirected,
        PageError::Busy,
        PageError::Full,
    ];
    let mut samples = vec![crate::Sample::of("error-stale-form", &stale)];
    for error in &errors {
        samples.push(crate::Sample::of(&format!("error-page-{}", error.word()), &context_free(error, None)));
    }
    let broken = PageError::Broken("sample".into());
    samples.push(crate::Sample::of("error-page-broken", &context_free(&broken, Some("01890a5d".to_owned()))));
    samples
}
