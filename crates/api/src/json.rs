//! What programs send and are answered: JSON with a tag by which they know it again, and a link to the page that follows.

use actix_web::http::header::{ETAG, IF_MATCH, IF_NONE_MATCH, LINK};
use actix_web::http::{Method, StatusCode};
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse, web};
use data_encoding::HEXLOWER;
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};

use crate::error::{Invalid, PageError};
use crate::fields;
use crate::form::Errors;

/// The longest request, in bytes.
const MOST_BYTES: usize = 64 * 1024;

/// Of a hash so many characters are enough to tell two answers apart.
const TAG_LENGTH: usize = 32;

/// Answers with JSON; whoever has the same answer already is told so (304). `next` is the address of the page that follows.
///
/// # Errors
/// When the value is none of JSON.
pub(crate) fn answer(
    request: &HttpRequest,
    body: &impl Serialize,
    next: Option<String>,
) -> Result<HttpResponse, PageError> {
    let body = serde_json::to_vec(body).map_err(PageError::broken)?;
    let tag = format!("\"{}\"", tag_of(&body));
    let is_known = knows(request, &tag);
    let mut answer = if is_known { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header((ETAG, tag));
    if let Some(next) = next {
        answer.insert_header((LINK, format!("<{next}>; rel=\"next\"")));
    }
    Ok(if is_known { answer.finish() } else { answer.content_type("application/json").body(body) })
}

fn tag_of(body: &[u8]) -> String {
    let hash = HEXLOWER.encode(&Sha256::digest(body));
    hash.get(..TAG_LENGTH).unwrap_or(&hash).to_owned()
}

/// Checks that a program has seen this answer, which it is about to change: for what is known by its whole content alone.
///
/// # Errors
/// When it does not say, or somebody was faster.
pub(crate) fn check_seen(request: &HttpRequest, body: &impl Serialize) -> Result<(), PageError> {
    let body = serde_json::to_vec(body).map_err(PageError::broken)?;
    if seen(request)? == tag_of(&body) { Ok(()) } else { Err(PageError::OldVersion) }
}

/// Answers with what a deed has led to.
///
/// # Errors
/// When the value is none of JSON.
pub(crate) fn plain(status: StatusCode, body: &impl Serialize) -> Result<HttpResponse, PageError> {
    let body = serde_json::to_vec(body).map_err(PageError::broken)?;
    Ok(HttpResponse::build(status).content_type("application/json").body(body))
}

/// Answers with a thing that has a version of its own, by which it is changed.
///
/// # Errors
/// When the value is none of JSON.
pub(crate) fn versioned(
    request: &HttpRequest,
    status: StatusCode,
    version: &str,
    body: &impl Serialize,
) -> Result<HttpResponse, PageError> {
    let tag = format!("\"{version}\"");
    let mut answer = match *request.method() {
        Method::GET if knows(request, &tag) => HttpResponse::NotModified().finish(),
        _ => plain(status, body)?,
    };
    answer.headers_mut().insert(ETAG, tag.parse().map_err(PageError::broken)?);
    Ok(answer)
}

/// Whether whoever asks has the answer with this tag already.
fn knows(request: &HttpRequest, tag: &str) -> bool {
    let known = request.headers().get(IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    known.is_some_and(|tags| tags.split(',').map(str::trim).any(|one| one == tag || one == "*"))
}

/// The version that a program has seen of what it is about to change.
///
/// # Errors
/// When it does not say.
pub(crate) fn seen(request: &HttpRequest) -> Result<String, PageError> {
    let tag = request.headers().get(IF_MATCH).and_then(|tag| tag.to_str().ok());
    let tag = tag.and_then(|tag| tag.trim().strip_prefix('"')?.strip_suffix('"'));
    tag.map(str::to_owned).ok_or(PageError::NoVersion)
}

/// The same where versions are counted.
///
/// # Errors
/// When it does not say, or says what was never counted.
pub(crate) fn seen_revision(request: &HttpRequest) -> Result<i32, PageError> {
    seen(request)?.parse().map_err(|_no_number| PageError::OldVersion)
}

/// One thing that is wrong with a field, or with the whole when none is named.
pub(crate) fn wrong(field: &str, detail: String) -> PageError {
    let pointer = if field.is_empty() { String::new() } else { format!("/{field}") };
    PageError::Unusable(vec![Invalid { pointer, detail }])
}

/// Reads the value in the body of a request.
///
/// # Errors
/// When it is too large, no JSON, or not what is asked for.
pub(crate) async fn read<T: DeserializeOwned>(
    request: &HttpRequest,
    payload: web::Payload,
) -> Result<T, PageError> {
    if request.content_type() != "application/json" {
        return Err(PageError::UnsupportedType);
    }
    let body = fields::body(payload.into_inner(), MOST_BYTES).await?;
    serde_json::from_slice(&body).map_err(|error| wrong("", error.to_string()))
}

/// What is wrong with the fields of a request, each by its pointer (RFC 6901).
pub(crate) fn unusable(errors: &Errors) -> PageError {
    unusable_as(errors, &[])
}

/// The same where fields of the form are called otherwise in JSON.
pub(crate) fn unusable_as(errors: &Errors, names: &[(&str, &str)]) -> PageError {
    let invalid = |error: &crate::form::FieldError| {
        let field = error.field.trim_start_matches("consent_");
        let named = names.iter().find(|(of_form, _)| *of_form == field).map_or(field, |(_, name)| name);
        Invalid { pointer: format!("/{named}"), detail: error.text.clone() }
    };
    PageError::Unusable(errors.list().iter().map(invalid).collect())
}
