//! Signatures of tellings.

use data_encoding::BASE64;
use ring::hmac;
use secrecy::{ExposeSecret as _, SecretString};

use crate::Club;

/// Before the secret of every webhook, as the libraries of Standard Webhooks expect it.
const PREFIX: &str = "whsec_";

/// The length of secrets, in bytes.
const SECRET_BYTES: usize = 32;

/// A secret as it is handed over: its bytes in Base64 after a prefix.
pub(super) fn new_secret(club: &Club) -> SecretString {
    SecretString::from(format!("{PREFIX}{}", BASE64.encode(&club.chance.bytes::<SECRET_BYTES>())))
}

/// The value of `webhook-signature`: HMAC-SHA256 over `id.time.body`, time in seconds since 1970.
pub(super) fn signature(secret: &SecretString, id: &str, seconds: i64, body: &str) -> String {
    let text = secret.expose_secret().trim_start_matches(PREFIX);
    // What was sealed comes back whole: it was made here.
    let bytes = BASE64.decode(text.as_bytes()).unwrap_or_default();
    let key = hmac::Key::new(hmac::HMAC_SHA256, &bytes);
    let tag = hmac::sign(&key, format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64.encode(tag.as_ref()))
}
