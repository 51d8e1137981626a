//! Ed25519 keys as texts, and what they can do.

use std::fmt;

use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};
use sha2::{Digest as _, Sha256};

/// So many bytes of the SHA-256 of a public key are its name.
const ID_BYTES: usize = 8;

/// Why a text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    #[error("a key is 32 bytes in base64url: 43 letters, digits, hyphens and underscores")]
    Encoding,
    /// Anything would be valid under such a key.
    #[error("these 32 bytes are no Ed25519 key that can be relied on")]
    Weak,
}

/// The secret half: whoever has it can sign documents. Never logged, wiped from memory when it goes.
#[derive(Clone)]
pub struct SecretKey(SigningKey);

impl SecretKey {
    /// Reads 32 secret bytes in base64url; other spellings of base64 will do.
    ///
    /// # Errors
    /// See [`KeyProblem`].
    pub fn parse(text: &str) -> Result<SecretKey, KeyProblem> {
        let key = SigningKey::from_bytes(&bytes(text)?);
        if key.verifying_key().is_weak() { Err(KeyProblem::Weak) } else { Ok(SecretKey(key)) }
    }

    /// The half that everybody may know.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// The signature of a message; the same every time.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("SecretKey").field(&self.public().id()).finish()
    }
}

/// The public half: whoever has it can check what was signed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Reads 32 bytes in base64url, the member `x` of a JSON Web Key.
    ///
    /// # Errors
    /// See [`KeyProblem`].
    pub fn parse(text: &str) -> Result<PublicKey, KeyProblem> {
        let key = VerifyingKey::from_bytes(&bytes(text)?).map_err(|_no_point| KeyProblem::Weak)?;
        if key.is_weak() { Err(KeyProblem::Weak) } else { Ok(PublicKey(key)) }
    }

    /// What documents call the key: the first 16 hexadecimal figures of the SHA-256 of its 32 bytes.
    #[must_use]
    pub fn id(&self) -> String {
        let hash = Sha256::digest(self.0.as_bytes());
        HEXLOWER.encode(hash.get(..ID_BYTES).unwrap_or(&hash))
    }

    /// The 32 bytes in base64url.
    #[must_use]
    pub fn text(&self) -> String {
        BASE64URL_NOPAD.encode(self.0.as_bytes())
    }

    /// Whether the secret half signed this very message.
    #[must_use]
    pub fn has_signed(&self, message: &[u8], signature: &[u8; 64]) -> bool {
        self.0.verify_strict(message, &Signature::from_bytes(signature)).is_ok()
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("PublicKey").field(&self.text()).finish()
    }
}

fn bytes(text: &str) -> Result<[u8; 32], KeyProblem> {
    let text = text.trim().trim_end_matches('=').replace('+', "-").replace('/', "_");
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).map_err(|_other_letters| KeyProblem::Encoding)?;
    bytes.try_into().map_err(|_other_length| KeyProblem::Encoding)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 8037, appendix A: a secret key, its public half and a signature by it.
    const SECRET: &str = "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A";
    const PUBLIC: &str = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
    const MESSAGE: &str = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    const SIGNED: &str =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    #[test]
    fn a_key_signs_as_the_standard_says() {
        let (secret, public) = (SecretKey::parse(SECRET).unwrap(), PublicKey::parse(PUBLIC).unwrap());
        assert_eq!(secret.public(), public);
        assert_eq!(public.text(), PUBLIC);
        let signature = secret.sign(MESSAGE.as_bytes());
        assert_eq!(BASE64URL_NOPAD.encode(&signature), SIGNED);
        assert!(public.has_signed(MESSAGE.as_bytes(), &signature));
        assert!(!public.has_signed(b"another message", &signature));
    }

    #[test]
    fn a_key_is_named_by_its_hash() {
        let id = PublicKey::parse(PUBLIC).unwrap().id();
        assert_eq!(id.len(), 16);
        assert!(HEXLOWER.encode(&Sha256::digest(bytes(PUBLIC).unwrap())).starts_with(&id), "{id}");
    }

    #[test]
    fn a_secret_is_never_shown() {
        let shown = format!("{:?}", SecretKey::parse(SECRET).unwrap());
        assert!(!shown.contains("nWGx") && shown.len() < 40, "{shown}");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in [
            "",
            "abc",
            "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2",
            "ключ ключ ключ ключ ключ ключ ключ ключ ключ",
        ] {
            assert_eq!(PublicKey::parse(text), Err(KeyProblem::Encoding), "{text}");
            assert!(SecretKey::parse(text).is_err(), "{text}");
        }
        // The point of order one: every signature that is small enough would pass.
        let weak = BASE64URL_NOPAD.encode(&[&[1_u8][..], &[0; 31]].concat());
        assert_eq!(PublicKey::parse(&weak), Err(KeyProblem::Weak));
    }

    #[test]
    fn other_spellings_of_base64_are_read() {
        let standard = SECRET.replace('-', "+").replace('_', "/") + "=\n";
        assert_eq!(SecretKey::parse(&standard).unwrap().public().text(), PUBLIC);
    }
}
