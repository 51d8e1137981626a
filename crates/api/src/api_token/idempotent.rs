//! `Idempotency-Key`: a program that did not get its answer asks again and gets the same one.

use actix_web::http::StatusCode;
use actix_web::{HttpMessage as _, HttpRequest, HttpResponse};
use club::Club;
use club::api_token::{self, Answer, Holder, KeyError, LONGEST_KEY};
use serde::Serialize;

use crate::error::{Invalid, PageError};

/// The header with the key.
pub(crate) const KEY_HEADER: &str = "idempotency-key";

/// A request that may have been answered before.
pub(crate) struct Repeatable {
    holder: Holder,
    /// None: the program does not ask for it.
    key: Option<String>,
    /// Method, path and body.
    request: Vec<u8>,
}

impl Repeatable {
    /// Of a request with this body.
    ///
    /// # Errors
    /// When the key is none, or the request came in by no token.
    pub(crate) fn of(request: &HttpRequest, body: &[u8]) -> Result<Self, PageError> {
        let holder = request.extensions().get::<Holder>().cloned().ok_or(PageError::NoToken)?;
        let key = match request.headers().get(KEY_HEADER).map(|key| key.to_str()) {
            None => None,
            Some(Ok(key)) if (1..=LONGEST_KEY).contains(&key.len()) => Some(key.to_owned()),
            Some(_) => return Err(PageError::BadRequest),
        };
        let mut whole = format!("{} {}\n", request.method(), request.path()).into_bytes();
        whole.extend_from_slice(body);
        Ok(Self { holder, key, request: whole })
    }

    /// The answer that was given before.
    ///
    /// # Errors
    /// When the key was sent with another request, or the database refuses.
    pub(crate) async fn before(&self, club: &Club, said: &str) -> Result<Option<HttpResponse>, PageError> {
        let Some(key) = &self.key else { return Ok(None) };
        match api_token::kept(club, self.holder.token, key, &self.request).await {
            Ok(answer) => Ok(answer.map(|answer| response(&answer))),
            Err(KeyError::OfAnother) => {
                Err(PageError::Unusable(vec![Invalid { pointer: String::new(), detail: said.to_owned() }]))
            }
            Err(KeyError::Db(error)) => Err(error.into()),
        }
    }

    /// Answers, and keeps the answer for the same request.
    ///
    /// # Errors
    /// When the value is none of JSON, or the database refuses.
    pub(crate) async fn answer(
        &self,
        club: &Club,
        status: StatusCode,
        body: &impl Serialize,
    ) -> Result<HttpResponse, PageError> {
        let body = serde_json::to_string(body).map_err(PageError::broken)?;
        let answer = Answer { status: status.as_u16(), body };
        if let Some(key) = &self.key {
            api_token::keep(club, self.holder.token, (key, &self.request), &answer).await?;
        }
        Ok(response(&answer))
    }
}

fn response(answer: &Answer) -> HttpResponse {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    HttpResponse::build(status).content_type("application/json").body(answer.body.clone())
}
