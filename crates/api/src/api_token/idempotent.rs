//! `Idempotency-Key`: a program that did not get its answer asks again and gets the same one. This stands in front of every handler that
//! takes something by a token, so that none of them has to think of it.

use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{ETAG, HeaderName, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage as _, HttpResponse};
use club::api_token::{self, Answer, Claim, Holder, KeyError, LONGEST_KEY};
use entity::ApiTokenId;

use crate::error::PageError;
use crate::extract::Context;
use crate::fields::{self, Room};
use crate::json;

/// The header with the key.
pub(crate) const KEY_HEADER: &str = "idempotency-key";

/// The key of a request.
struct Key {
    token: ApiTokenId,
    key: String,
}

/// Lets a request through to its handler; one that comes with a key is done once.
///
/// # Errors
/// Never of its own.
pub(crate) async fn once(
    mut request: ServiceRequest,
    context: &Context,
    room: Room,
    next: Next<BoxBody>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let key = match key(&request) {
        Ok(None) => return next.call(request).await,
        Ok(Some(key)) => key,
        Err(error) => return Ok(request.error_response(error)),
    };
    match key.claim(&mut request, context, room).await {
        Ok(Claim::Do) => {}
        Ok(Claim::Answered(answer)) => return Ok(request.into_response(response(&answer))),
        Err(error) => return Ok(request.error_response(error)),
    }
    let (request, answer) = next.call(request).await?.into_parts();
    let answer = key.keep(context, answer).await.unwrap_or_else(HttpResponse::from_error);
    Ok(ServiceResponse::new(request, answer))
}

/// The key of a request that changes something by a token; none when the program does not ask for it.
fn key(request: &ServiceRequest) -> Result<Option<Key>, PageError> {
    let token = request.extensions().get::<Holder>().map(|holder| holder.token);
    let (Some(token), &Method::POST) = (token, request.method()) else { return Ok(None) };
    match request.headers().get(KEY_HEADER).map(|key| key.to_str()) {
        None => Ok(None),
        Some(Ok(key)) if (1..=LONGEST_KEY).contains(&key.len()) => {
            Ok(Some(Key { token, key: key.to_owned() }))
        }
        Some(_) => Err(PageError::BadRequest),
    }
}

impl Key {
    /// Takes the key for the request, whose body is read for it and put back.
    async fn claim(
        &self,
        request: &mut ServiceRequest,
        context: &Context,
        room: Room,
    ) -> Result<Claim, PageError> {
        let body = fields::body(request.take_payload(), room.text_bytes).await?;
        let mut whole = format!("{} {}\n", request.method(), request.uri()).into_bytes();
        whole.extend_from_slice(&body);
        request.set_payload(Payload::from(body));
        let claim = api_token::claim(&context.club, self.token, &self.key, &whole);
        claim.await.map_err(|error| match error {
            KeyError::OfAnother => json::wrong("", context.t.say("page-error-key-of-another")),
            KeyError::WorkedOn => PageError::Conflict("page-error-key-worked-on"),
            KeyError::Db(error) => error.into(),
        })
    }

    /// Keeps an answer to what was done; what was refused may be asked for again.
    async fn keep(&self, context: &Context, answer: HttpResponse) -> Result<HttpResponse, PageError> {
        if answer.error().is_some() || !answer.status().is_success() {
            api_token::give_up(&context.club, self.token, &self.key).await?;
            return Ok(answer);
        }
        let (answer, body) = answer.into_parts();
        let header = |name: HeaderName| answer.headers().get(name)?.to_str().ok().map(str::to_owned);
        let (location, tag) = (header(LOCATION), header(ETAG));
        let bytes = to_bytes(body).await.map_err(|error| PageError::Broken(error.to_string().into()))?;
        let body = String::from_utf8(bytes.to_vec()).map_err(PageError::broken)?;
        let kept = Answer { status: answer.status().as_u16(), location, tag, body };
        api_token::keep(&context.club, self.token, &self.key, kept).await?;
        Ok(answer.set_body(bytes).map_into_boxed_body())
    }
}

fn response(answer: &Answer) -> HttpResponse {
    let mut response = HttpResponse::build(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK));
    let headers = [(LOCATION, &answer.location), (ETAG, &answer.tag)];
    for (name, value) in headers {
        if let Some(value) = value {
            response.insert_header((name, value.as_str()));
        }
    }
    if answer.body.is_empty() {
        return response.finish();
    }
    response.content_type("application/json").body(answer.body.clone())
}
