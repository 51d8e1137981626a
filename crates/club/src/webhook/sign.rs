//! Signatures of tellings.

use data_encoding::BASE64;
use ring::hmac;
use secrecy::{ExposeSecret as _, SecretString};

/// The value of `webhook-signature`: HMAC-SHA256 over `id.time.body`, time in seconds since 1970.
pub(super) fn signature(secret: &SecretString, id: &str, seconds: i64, body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.expose_secret().as_bytes());
    let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(tag.as_ref()))
}
