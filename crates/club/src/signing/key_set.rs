//! Public keys as a file that other programs read: a JSON Web Key set (RFC 7517, RFC 8037).

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use super::{KeyProblem, PublicKey, PublishedKey};

#[derive(Serialize)]
struct KeySet {
    keys: Vec<Key>,
}

#[derive(Serialize)]
struct Key {
    kty: &'static str,
    crv: &'static str,
    alg: &'static str,
    #[serde(rename = "use")]
    purpose: &'static str,
    kid: String,
    x: String,
    /// When it began to sign.
    from: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
}

/// What other programs may have written into a set; keys that are no Ed25519 keys are passed over.
#[derive(Deserialize)]
struct AnySet {
    keys: Vec<AnyKey>,
}

#[derive(Deserialize)]
struct AnyKey {
    #[serde(default)]
    crv: String,
    #[serde(default)]
    x: String,
}

/// The keys as a JSON Web Key set.
#[must_use]
pub fn key_set(published: &[PublishedKey]) -> String {
    let keys = published.iter().map(|published| Key {
        kty: "OKP",
        crv: "Ed25519",
        alg: "EdDSA",
        purpose: "sig",
        kid: published.key.id(),
        x: published.key.text(),
        from: instant(published.from),
        until: published.until.map(instant),
    });
    // Texts only: nothing can go wrong with them.
    serde_json::to_string(&KeySet { keys: keys.collect() }).unwrap_or_default()
}

/// Reads the keys that somebody trusts: a JSON Web Key set, a single JSON Web Key, or a bare public key in base64url.
///
/// # Errors
/// When it is none of them, or there is no key in it.
pub fn read_keys(text: &str) -> Result<Vec<PublicKey>, KeyProblem> {
    if !text.trim_start().starts_with('{') {
        return Ok(vec![PublicKey::parse(text)?]);
    }
    let keys = match serde_json::from_str::<AnySet>(text) {
        Ok(set) => set.keys,
        Err(_no_set) => vec![serde_json::from_str::<AnyKey>(text).map_err(|_no_key| KeyProblem::Encoding)?],
    };
    let keys: Result<Vec<PublicKey>, KeyProblem> =
        keys.iter().filter(|key| key.crv == "Ed25519").map(|key| PublicKey::parse(&key.x)).collect();
    keys.and_then(|keys| if keys.is_empty() { Err(KeyProblem::Encoding) } else { Ok(keys) })
}

fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";

    #[test]
    fn a_set_is_read_back() {
        let key = PublicKey::parse(PUBLIC).unwrap();
        let from = "2027-04-12T09:30:00Z".parse().unwrap();
        let set = key_set(&[PublishedKey { key, from, until: Some(from) }]);
        let expected = format!(
            r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"{}","x":"{PUBLIC}","from":"2027-04-12T09:30:00Z","until":"2027-04-12T09:30:00Z"}}]}}"#,
            key.id()
        );
        assert_eq!(set, expected);
        assert_eq!(read_keys(&set), Ok(vec![key]));
    }

    #[test]
    fn a_single_key_and_a_bare_one_are_read_and_others_passed_over() {
        let key = PublicKey::parse(PUBLIC).unwrap();
        assert_eq!(read_keys(&format!(" {PUBLIC}\n")), Ok(vec![key]));
        assert_eq!(read_keys(&format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{PUBLIC}"}}"#)), Ok(vec![key]));
        let mixed = format!(r#"{{"keys":[{{"kty":"RSA","n":"AQAB"}},{{"crv":"Ed25519","x":"{PUBLIC}"}}]}}"#);
        assert_eq!(read_keys(&mixed), Ok(vec![key]));
        for none in [
            "",
            "{}",
            "{\"keys\":[]}",
            "[]",
            "{\"keys\":[{\"kty\":\"RSA\"}]}",
            "{\"crv\":\"Ed25519\",\"x\":\"abc\"}",
        ] {
            assert_eq!(read_keys(none), Err(KeyProblem::Encoding), "{none}");
        }
    }
}
