//! The check in front of every handler: policy, limits, and that a form was sent from a page of ours.

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{CACHE_CONTROL, HOST, HeaderValue, ORIGIN};
use actix_web::http::{Method, header};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpRequest, web};
use club::Viewer;
use club::api_token::Holder;
use entity::ApiScope;
use subtle::ConstantTimeEq as _;
use url::{Url, form_urlencoded};

use crate::api_token::{check, idempotent};
use crate::cookies::ClubCookie;
use crate::error::{self, PageError};
use crate::extract::{Context, sender};
use crate::fields::{Fields, Room};
use crate::limits::Limit;
use crate::routes::{Policy, Route};
use crate::state::State;

/// The field of every form that carries the token.
pub(crate) const TOKEN_FIELD: &str = "csrf";

/// The field of RFC 8058 by which a mail program ends a subscription.
const ONE_CLICK_FIELD: &str = "List-Unsubscribe";

/// Lets a request through to its handler, or answers it; turns what the handler says went wrong into a page.
///
/// # Errors
/// Never of its own.
pub(crate) async fn access(
    mut request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let Some(state) = request.app_data::<web::Data<State>>().cloned() else {
        return Err(actix_web::error::ErrorInternalServerError("the server has no state"));
    };
    let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let pattern = request.match_pattern().unwrap_or_default();
    let route = state.route(&method, &pattern).cloned();
    let limit = route.as_ref().and_then(|route| route.limit);
    let room = route.as_ref().map_or(Room::USUAL, |route| route.room);
    let policy = route.as_ref().map_or(Policy::Public, |route| route.policy);
    let context = match context(request.request(), &state, policy).await {
        Ok(context) => context,
        Err(refusal) => {
            if matches!(refusal, PageError::NoToken) {
                missed(request.request(), &state, Limit::Token);
            }
            let context = Context::of_guest(request.request(), &state);
            return Ok(request.into_response(error::answer(&context, policy, &refusal)));
        }
    };
    if let Some(route) = route
        && let Err(refusal) = admit(&mut request, &state, &context, &route).await
    {
        return Ok(finish(
            request.into_response(error::answer(&context, policy, &refusal)),
            &context,
            policy,
        ));
    }
    request.extensions_mut().insert(context.clone());
    let response = idempotent::once(request, &context, room, next).await?;
    let response = finish(error::explain(response, &context, policy), &context, policy);
    if let Some(limit) = limit
        && response.status() == error::status::NOT_FOUND
    {
        missed(response.request(), &state, limit);
    }
    Ok(response)
}

/// Counts a try that led nowhere.
fn missed(request: &HttpRequest, state: &State, limit: Limit) {
    if let Some(ip) = sender(request, state.options.trusted_proxies) {
        state.limits.missed(limit, ip);
    }
}

/// Programs are nobody in particular, or whoever their token says: no cookie of theirs is read.
async fn context(request: &HttpRequest, state: &State, policy: Policy) -> Result<Context, PageError> {
    match policy {
        Policy::Token => {
            check_limit(request, state, Limit::Token)?;
            let holder = check::holder(request, &state.club).await?;
            let context = Context::of_program(request, state, holder.viewer.clone());
            request.extensions_mut().insert(holder);
            Ok(context)
        }
        Policy::Api | Policy::Bearer | Policy::Operations => Ok(Context::of_guest(request, state)),
        _ => Context::of(request, state).await,
    }
}

async fn admit(
    request: &mut ServiceRequest,
    state: &State,
    context: &Context,
    route: &Route,
) -> Result<(), PageError> {
    if has_control_characters(request.uri()) {
        return Err(PageError::NotFound);
    }
    check_policy(request.request(), state, context, route.policy)?;
    check_program(request.request(), state, route.scope)?;
    if let Some(limit) = route.limit {
        check_limit(request.request(), state, limit)?;
    }
    if request.method() == Method::POST && !matches!(route.policy, Policy::Bearer | Policy::Token) {
        let fields = check_form(request, context, route).await?;
        request.extensions_mut().insert(fields);
    }
    Ok(())
}

fn check_limit(request: &HttpRequest, state: &State, limit: Limit) -> Result<(), PageError> {
    match sender(request, state.options.trusted_proxies) {
        Some(ip) if state.options.has_limits => state.limits.admit(limit, ip).map_err(PageError::TooMany),
        _ => Ok(()),
    }
}

/// Of a program that acts by a token: what the token is for, and how often it is used.
fn check_program(request: &HttpRequest, state: &State, scope: Option<ApiScope>) -> Result<(), PageError> {
    let extensions = request.extensions();
    let Some(holder) = extensions.get::<Holder>() else { return Ok(()) };
    if scope.is_some_and(|scope| !holder.scopes.contains(&scope)) {
        return Err(PageError::NotInScope);
    }
    if state.options.has_limits {
        state.limits.admit_token(holder.token).map_err(PageError::TooMany)?;
    }
    Ok(())
}

/// No address of ours holds a control character; PostgreSQL would refuse a text with a NUL in it.
fn has_control_characters(uri: &actix_web::http::Uri) -> bool {
    let address = uri.path_and_query().map_or("", |address| address.as_str()).to_ascii_lowercase();
    let escapes = address.split('%').skip(1);
    escapes.filter_map(|rest| rest.get(..2)).any(|code| code < "20" || code == "7f")
}

fn check_policy(
    request: &HttpRequest,
    state: &State,
    context: &Context,
    policy: Policy,
) -> Result<(), PageError> {
    let viewer = &context.viewer;
    if policy.asks_for_login() && matches!(viewer, Viewer::Guest) {
        // Who was interrupted in a form comes back to the page that had it.
        let came_from = if request.method() == Method::GET { request.uri().path_and_query() } else { None };
        let next = came_from.map_or(String::new(), ToString::to_string);
        return Err(PageError::LogIn { next });
    }
    let may = match policy {
        Policy::Public
        | Policy::PublicPost
        | Policy::Secret
        | Policy::SelfOnly
        | Policy::Api
        | Policy::Token => true,
        Policy::Staff | Policy::Organizer => viewer.is_staff(),
        Policy::Curator => viewer.is_curator(),
        Policy::Demo => state.options.is_demo,
        Policy::Bearer => has_secret(request, state),
        Policy::Operations => {
            state.options.has_public_metrics
                || sender(request, state.options.trusted_proxies).is_some_and(|ip| ip.is_loopback())
        }
    };
    if may { Ok(()) } else { Err(PageError::NotFound) }
}

/// Whether a program sends the secret of the installation along; compared in a time that does not tell how much of it is right.
fn has_secret(request: &HttpRequest, state: &State) -> bool {
    let sent = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let sent = sent.and_then(|value| value.strip_prefix("Bearer "));
    match (&state.options.report_secret, sent) {
        (Some(secret), Some(sent)) => secret.as_bytes().ct_eq(sent.trim().as_bytes()).into(),
        _ => false,
    }
}

/// Reads the form and checks where it comes from.
async fn check_form(
    request: &mut ServiceRequest,
    context: &Context,
    route: &Route,
) -> Result<Fields, PageError> {
    let came_from = came_from(request.request(), context.club.settings.base_url());
    if came_from == CameFrom::Elsewhere {
        return Err(PageError::ForeignForm);
    }
    let payload = request.take_payload();
    let fields = Fields::read(request.request(), payload, route.room).await?;
    let is_by_mail_program = route.is_one_click && came_from == CameFrom::Unknown;
    if is_by_mail_program && fields.text(ONE_CLICK_FIELD)? == "One-Click" {
        return Ok(fields);
    }
    check_token(context, route, came_from, fields)
}

fn check_token(
    context: &Context,
    route: &Route,
    came_from: CameFrom,
    fields: Fields,
) -> Result<Fields, PageError> {
    let token = fields.text(TOKEN_FIELD)?;
    let is_right =
        context.expected_csrf().is_some_and(|expected| expected.as_bytes().ct_eq(token.as_bytes()).into());
    // Whoever has the secret in the address and a browser that vouches for the page needs no cookie: some mail programs keep none.
    let is_vouched_for = route.policy == Policy::Secret && came_from == CameFrom::Here && token.is_empty();
    if is_right || is_vouched_for {
        return Ok(fields);
    }
    match came_from {
        CameFrom::Here => Err(PageError::StaleForm(fields.without(TOKEN_FIELD))),
        CameFrom::Unknown | CameFrom::Elsewhere => Err(PageError::ForeignForm),
    }
}

/// Which page sent a form, as far as the browser says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CameFrom {
    Here,
    Elsewhere,
    /// Old browsers and programs say nothing; `Origin: null` is what a page without referrers says.
    Unknown,
}

fn came_from(request: &HttpRequest, base: &Url) -> CameFrom {
    let text = |name: header::HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let fetch_site = request.headers().get("sec-fetch-site").and_then(|value| value.to_str().ok());
    match (fetch_site, text(ORIGIN)) {
        (Some("same-origin"), _) => CameFrom::Here,
        (Some("none"), _) | (None, None | Some("null")) => CameFrom::Unknown,
        (Some(_), _) => CameFrom::Elsewhere,
        (None, Some(origin)) => {
            let is_base = Url::parse(origin).is_ok_and(|origin| origin.origin() == base.origin());
            let is_host =
                text(HOST).is_some_and(|host| origin.split_once("://").is_some_and(|(_, rest)| rest == host));
            if is_base || is_host { CameFrom::Here } else { CameFrom::Elsewhere }
        }
    }
}

/// Adds cookies and says who may keep a copy of the answer.
fn finish(
    mut response: ServiceResponse<BoxBody>,
    context: &Context,
    policy: Policy,
) -> ServiceResponse<BoxBody> {
    let answer = response.response_mut();
    let mut cookies = Vec::new();
    if let Some(token) = context.new_form_token() {
        cookies.push(ClubCookie::Form.set(token, context.is_https));
    }
    if context.has_chosen_language {
        cookies.push(ClubCookie::Language.set(context.lang.code(), context.is_https));
    }
    for cookie in &cookies {
        if let Err(error) = answer.add_cookie(cookie) {
            tracing::error!(%error, "a cookie could not be set");
        }
    }
    if !answer.headers().contains_key(CACHE_CONTROL) {
        // A form that somebody comes back to keeps what was typed; what is personal stays in no cache at all.
        let keep = match policy {
            Policy::Public | Policy::PublicPost | Policy::Api | Policy::Demo => "private, no-cache",
            _ => "no-store",
        };
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(keep));
    }
    response
}

/// The address of the log-in page that leads back to `next`.
pub(crate) fn login_address(next: &str) -> String {
    if next.is_empty() {
        return "/login".to_owned();
    }
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("next", next).finish();
    format!("/login?{query}")
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn from(headers: &[(&'static str, &'static str)]) -> CameFrom {
        let mut request = TestRequest::post();
        for header in headers {
            request = request.insert_header(*header);
        }
        came_from(&request.to_http_request(), &Url::parse("https://club.example/").unwrap())
    }

    #[test]
    fn a_form_of_another_site_is_known_by_what_the_browser_says() {
        assert_eq!(from(&[("sec-fetch-site", "same-origin")]), CameFrom::Here);
        assert_eq!(
            from(&[("sec-fetch-site", "cross-site"), ("origin", "https://club.example")]),
            CameFrom::Elsewhere
        );
        assert_eq!(from(&[("sec-fetch-site", "same-site")]), CameFrom::Elsewhere);
        assert_eq!(from(&[("origin", "https://club.example")]), CameFrom::Here);
        assert_eq!(from(&[("origin", "http://localhost:8080"), ("host", "localhost:8080")]), CameFrom::Here);
        assert_eq!(
            from(&[("origin", "https://evil.example"), ("host", "club.example")]),
            CameFrom::Elsewhere
        );
        assert_eq!(from(&[("origin", "null")]), CameFrom::Unknown);
        assert_eq!(from(&[]), CameFrom::Unknown);
    }

    #[test]
    fn no_address_holds_a_control_character() {
        let has = |address: &str| has_control_characters(&address.parse().unwrap());
        assert!(has("/s/%00") && has("/w/a%1fb") && has("/verify?number=%00") && has("/j/%7F"));
        assert!(!has("/s/2027-spring") && !has("/verify?number=%D0%92%D0%9A%20%2F1") && !has("/s/%"));
    }

    #[test]
    fn the_log_in_page_knows_where_to_go_back() {
        assert_eq!(login_address("/s/2027-spring?a=b&c"), "/login?next=%2Fs%2F2027-spring%3Fa%3Db%26c");
        assert_eq!(login_address(""), "/login");
    }
}
