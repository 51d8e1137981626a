//! The check of the token that a program sends along.

use actix_web::HttpRequest;
use actix_web::http::header::AUTHORIZATION;
use club::Club;
use club::api_token::{self, Holder};

use crate::error::PageError;

/// Who sends a request with a token.
///
/// # Errors
/// When there is no token or no good one, or the database refuses.
pub(crate) async fn holder(request: &HttpRequest, club: &Club) -> Result<Holder, PageError> {
    let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = sent.and_then(|value| value.strip_prefix("Bearer ")).ok_or(PageError::NoToken)?;
    api_token::holder(club, token.trim()).await?.ok_or(PageError::NoToken)
}
