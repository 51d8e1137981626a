//! What every answer carries, whoever made it: the rules for the browser, the request's number, and a count for the operators.

use std::time::Instant;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HOST, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::uri::Authority;
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, web};
use tracing_actix_web::RequestId;
use url::Url;

use crate::error::{self, PageError};
use crate::extract::Context;
use crate::routes::Policy;
use crate::state::State;

/// Nothing inline, nothing from elsewhere, no frame around us.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'";

const FIXED: [(&str, &str); 7] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Adds the headers and refuses hosts that are not ours.
///
/// # Errors
/// Those of what lies behind it.
pub(crate) async fn headers(
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let begun = Instant::now();
    let state = request.app_data::<web::Data<State>>().cloned();
    let request_id = request.extensions().get::<RequestId>().map(ToString::to_string);
    let method = request.method().to_string();
    let route = request.match_pattern().unwrap_or_else(|| "-".to_owned());
    let foreign = state
        .as_ref()
        .filter(|state| state.options.checks_host && !is_ours(&request, state.club.settings.base_url()));
    let mut response = match foreign {
        Some(state) => {
            let context = Context::of_guest(request.request(), state);
            request.into_response(error::answer(&context, Policy::Public, &PageError::Misdirected))
        }
        None => next.call(request).await?,
    };
    let is_https = state.is_some_and(|state| state.is_https());
    add(response.headers_mut(), request_id.as_deref(), is_https);
    count(method, route, response.status().as_u16(), begun);
    Ok(response)
}

fn add(headers: &mut HeaderMap, request_id: Option<&str>, is_https: bool) {
    let is_framed = headers
        .get("content-security-policy")
        .and_then(|policy| policy.to_str().ok())
        .is_some_and(|policy| policy.ends_with("frame-ancestors *"));
    add_fixed(headers);
    if is_framed {
        headers.remove("x-frame-options");
    }
    if is_https {
        add_transport(headers);
    }
    if let Some(Ok(value)) = request_id.map(HeaderValue::from_str) {
        headers.insert(HeaderName::from_static("x-request-id"), value);
    }
}

/// What every answer carries.
pub(crate) fn add_fixed(headers: &mut HeaderMap) {
    for (name, value) in FIXED {
        // A page may bring a rule of its own: the demonstration's e-mails, the documentation for programmers.
        if !headers.contains_key(name) {
            headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
    }
}

/// Browsers come by https from now on.
pub(crate) fn add_transport(headers: &mut HeaderMap) {
    let value = HeaderValue::from_static("max-age=31536000");
    headers.insert(HeaderName::from_static("strict-transport-security"), value);
}

/// Whether the request names our public host. Programs on this machine ask for the state of health under any name.
pub(crate) fn is_ours(request: &ServiceRequest, base: &Url) -> bool {
    if matches!(request.path(), "/healthz" | "/readyz" | "/metrics") {
        return true;
    }
    let host = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| request.uri().authority().map(Authority::as_str));
    let Some(host) = host else { return false };
    let expected = base.host_str().map(|name| match base.port() {
        Some(port) => format!("{name}:{port}"),
        None => name.to_owned(),
    });
    expected.is_some_and(|expected| expected.eq_ignore_ascii_case(host))
}

fn count(method: String, route: String, status: u16, begun: Instant) {
    metrics::histogram!("http_request_seconds", "route" => route.clone())
        .record(begun.elapsed().as_secs_f64());
    metrics::counter!("http_requests_total", "method" => method, "route" => route, "status" => status.to_string()).increment(1);
}
