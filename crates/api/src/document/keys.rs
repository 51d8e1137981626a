//! The public keys with which documents can be checked by anybody, for ever.

use actix_web::HttpResponse;
use actix_web::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL};
use club::signing::PublishedKey;
use serde::Serialize;

use crate::error::PageError;
use crate::extract::Context;
use crate::times::machine;

/// A JSON Web Key set (RFC 7517).
#[derive(Serialize)]
struct KeySet {
    keys: Vec<Key>,
}

/// An Ed25519 key (RFC 8037) with the time in which it signed.
#[derive(Serialize)]
struct Key {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
    kid: String,
    x: String,
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

impl From<PublishedKey> for Key {
    fn from(published: PublishedKey) -> Self {
        Self {
            kty: "OKP",
            crv: "Ed25519",
            alg: "EdDSA",
            purpose: "sig",
            kid: published.key.id(),
            x: published.key.text(),
            from: machine(published.from),
            until: published.until.map(machine),
        }
    }
}

/// `GET /.well-known/webclub-keys.json`
pub(crate) async fn show(context: Context) -> Result<HttpResponse, PageError> {
    let published = club::signing::published(&context.club).await?;
    let set = KeySet { keys: published.into_iter().map(Key::from).collect() };
    let mut answer = HttpResponse::Ok();
    // Public, and asked for by pages of other hosts that check documents, too.
    answer.insert_header((CACHE_CONTROL, "public, max-age=3600"));
    answer.insert_header((ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    answer.insert_header(("cross-origin-resource-policy", "cross-origin"));
    let body = serde_json::to_string(&set).map_err(PageError::broken)?;
    Ok(answer.content_type("application/jwk-set+json").body(body))
}
