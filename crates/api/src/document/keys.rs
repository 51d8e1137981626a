//! The public keys with which documents can be checked by anybody, for ever.

use actix_web::HttpResponse;
use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};

use crate::error::PageError;
use crate::extract::Context;

/// `GET /.well-known/webclub-keys.json`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let published = club::signing::published(&context.club).await?;
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CACHE_CONTROL, "public, max-age=3600"));
    // Pages of other hosts that check documents may read it, too.
    answer.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    answer.insert_header(("cross-origin-resource-policy", "cross-origin"));
    Ok(answer.content_type("application/jwk-set+json").body(club::signing::key_set(&published)))
}
