//! Secrets that the database keeps and cannot tell: sealed with a key that is not in it (ChaCha20-Poly1305, RFC 8439).

use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use ring::hkdf;
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::Chance;

/// Stands at the beginning of everything that is sealed in this way.
const VERSION: &str = "1";

/// What the key is derived for: the same secret could serve for other things.
const PURPOSE: &[u8] = b"webclub: secrets in the database";

/// So many bytes of the SHA-256 of the derived key are its name.
const ID_BYTES: usize = 4;

/// The key of the installation. Cheap to clone; never shown.
#[derive(Clone)]
pub struct SealingKey {
    key: [u8; 32],
    id: String,
}

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a key is 32 bytes in base64url: 43 letters, digits, hyphens and underscores")]
pub struct NoKey;

/// Why something cannot be sealed or opened; the sentences tell operators what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    #[error(
        "this program has no key for secrets in the database: set WEBCLUB_SECRET_KEY or put the file secret.key back"
    )]
    NoKey,
    #[error(
        "it was sealed with the key {0}, which is not the one of this program: set WEBCLUB_SECRET_KEY to that key or put its file secret.key back"
    )]
    OtherKey(String),
    #[error("what stands in the database is damaged: type the secret anew")]
    Damaged,
}

/// The length of a derived key.
struct Length;

impl hkdf::KeyType for Length {
    fn len(&self) -> usize {
        32
    }
}

impl SealingKey {
    /// Reads 32 secret bytes in base64url.
    ///
    /// # Errors
    /// When they are none. The sentence does not repeat them.
    pub fn parse(text: &str) -> Result<SealingKey, NoKey> {
        let bytes = BASE64URL_NOPAD.decode(text.trim().trim_end_matches('=').as_bytes());
        let bytes: [u8; 32] =
            bytes.map_err(|_other_letters| NoKey)?.try_into().map_err(|_other_length| NoKey)?;
        let mut key = [0; 32];
        let source = hkdf::Salt::new(hkdf::HKDF_SHA256, &[]).extract(&bytes);
        let derived = source.expand(&[PURPOSE], Length).and_then(|derived| derived.fill(&mut key));
        derived.map_err(|_wrong_length| NoKey)?;
        let hash = Sha256::digest(key);
        Ok(SealingKey { key, id: HEXLOWER.encode(hash.get(..ID_BYTES).unwrap_or(&hash)) })
    }

    /// What sealed texts call the key.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Seals a secret for one place; nowhere else can it be opened.
    ///
    /// # Errors
    /// When it is longer than any secret.
    pub fn seal(&self, chance: &Chance, place: &str, secret: &SecretString) -> Result<String, SealError> {
        let nonce: [u8; NONCE_LEN] = chance.bytes();
        let mut bytes = secret.expose_secret().as_bytes().to_vec();
        self.cipher()?
            .seal_in_place_append_tag(
                Nonce::assume_unique_for_key(nonce),
                Aad::from(place.as_bytes()),
                &mut bytes,
            )
            .map_err(|_too_long| SealError::Damaged)?;
        let sealed = BASE64URL_NOPAD.encode(&[nonce.as_slice(), &bytes].concat());
        Ok(format!("{VERSION}.{}.{sealed}", self.id))
    }

    /// Opens what was sealed for a place.
    ///
    /// # Errors
    /// When another key sealed it, or it is not what was sealed there.
    pub fn open(&self, place: &str, sealed: &str) -> Result<SecretString, SealError> {
        let mut parts = sealed.splitn(3, '.');
        let (Some(VERSION), Some(id), Some(text)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(SealError::Damaged);
        };
        if id != self.id {
            return Err(SealError::OtherKey(
                id.chars().filter(char::is_ascii_alphanumeric).take(16).collect(),
            ));
        }
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_damaged| SealError::Damaged)?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN).ok_or(SealError::Damaged)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_damaged| SealError::Damaged)?;
        let mut rest = rest.to_vec();
        let opened = self.cipher()?.open_in_place(nonce, Aad::from(place.as_bytes()), &mut rest);
        let opened = opened.map_err(|_damaged| SealError::Damaged)?.to_vec();
        String::from_utf8(opened).map(SecretString::from).map_err(|_damaged| SealError::Damaged)
    }

    fn cipher(&self) -> Result<LessSafeKey, SealError> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.key).map_err(|_wrong_length| SealError::NoKey)?;
        Ok(LessSafeKey::new(key))
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SealingKey").field(&self.id).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";

    fn key() -> SealingKey {
        SealingKey::parse(SECRET).unwrap()
    }

    #[test]
    fn what_is_sealed_is_opened_in_its_place_only() {
        let (chance, secret) = (Chance::seeded(1), SecretString::from("pass word"));
        let sealed = key().seal(&chance, "account 1", &secret).unwrap();
        assert!(!sealed.contains("pass"), "{sealed}");
        assert_eq!(key().open("account 1", &sealed).unwrap().expose_secret(), "pass word");
        assert_eq!(key().open("account 2", &sealed).unwrap_err(), SealError::Damaged);
        assert_ne!(key().seal(&chance, "account 1", &secret).unwrap(), sealed, "every sealing is another");
    }

    #[test]
    fn every_touched_byte_is_noticed() {
        let sealed = key().seal(&Chance::seeded(1), "place", &SecretString::from("secret")).unwrap();
        for place in 0..sealed.len() {
            let mut touched = sealed.clone().into_bytes();
            touched[place] = if touched[place] == b'A' { b'B' } else { b'A' };
            let touched = String::from_utf8(touched).unwrap();
            assert!(key().open("place", &touched).is_err(), "{touched}");
        }
        for broken in ["", "1", "1.2", "1.2.3", "2.", "1..", &format!("1.{}.", key().id())] {
            assert!(key().open("place", broken).is_err(), "{broken}");
        }
    }

    #[test]
    fn another_key_is_named_and_none_is_shown() {
        let sealed = key().seal(&Chance::seeded(1), "place", &SecretString::from("secret")).unwrap();
        let other = SealingKey::parse(&"A".repeat(43)).unwrap();
        assert_eq!(other.open("place", &sealed).unwrap_err(), SealError::OtherKey(key().id().to_owned()));
        let shown = format!("{:?}", key());
        assert!(!shown.contains("nWGx") && shown.len() < 40, "{shown}");
        assert_eq!(SealingKey::parse("short").unwrap_err(), NoKey);
    }
}
