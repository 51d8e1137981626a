//! The short way: a guest's request for what is kept is answered before anything else of the program is asked.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ACCEPT_LANGUAGE, COOKIE};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, web};
use lang::Lang;

use crate::cookies::ClubCookie;
use crate::extract::guests_language;
use crate::headers;
use crate::state::State;

/// Answers with what is kept, else goes the usual way.
///
/// # Errors
/// Those of the usual way.
pub(crate) async fn first(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    match kept(&request) {
        Some(answer) => Ok(request.into_response(answer)),
        None => Ok(next.call(request).await?.map_into_boxed_body()),
    }
}

fn kept(request: &ServiceRequest) -> Option<HttpResponse> {
    if request.method() != Method::GET || request.uri().query().is_some() {
        return None;
    }
    let state = request.app_data::<web::Data<State>>()?;
    let lang = language(request, state)?;
    let kept = state.published.find(request.path(), lang)?;
    let is_ours = !state.options.checks_host || headers::is_ours(request, state.club.settings.base_url());
    if !is_ours || !kept.holds(&state.club) {
        return None;
    }
    let mut answer = kept.answer(request.headers());
    if state.is_https() {
        headers::add_transport(answer.headers_mut());
    }
    match answer.status() {
        StatusCode::NOT_MODIFIED => kept.not_modified.increment(1),
        _ => kept.count.increment(1),
    }
    Some(answer)
}

/// In which language a guest reads; nothing for whoever is logged in.
fn language(request: &ServiceRequest, state: &State) -> Option<Lang> {
    let headers = request.headers();
    if headers.contains_key(COOKIE) {
        let is_https = state.is_https();
        if ClubCookie::Login.read(request.request(), is_https).is_some() {
            return None;
        }
        return Some(guests_language(request.request(), is_https));
    }
    match headers.get(ACCEPT_LANGUAGE) {
        Some(_) => Some(guests_language(request.request(), false)),
        None => Some(Lang::default()),
    }
}
