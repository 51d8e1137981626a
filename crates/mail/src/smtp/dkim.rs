//! Signatures by which a receiving server knows that the e-mail is ours (DKIM, RFC 6376).

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::Message;
use lettre::message::dkim::{
    DkimCanonicalization, DkimCanonicalizationType, DkimConfig, DkimSigningAlgorithm, DkimSigningKey,
};
use lettre::message::header::HeaderName;
use pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _, LineEnding, PrivateKeyInfo};
use rsa::RsaPrivateKey;
use rsa::rand_core::{CryptoRng, RngCore};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use secrecy::{ExposeSecret as _, SecretString};

/// What the signature covers. `Content-Type` stays out: servers on the way fold it anew and the signature would break.
const SIGNED: [&str; 8] = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "MIME-Version",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
];
/// The DER of an RSA key of 1024 bits; receivers take no shorter one (RFC 8301).
const SHORTEST_RSA: usize = 600;
/// Keys that are made here: longer ones do not fit into one string of a TXT record at some hosts of domains.
const RSA_BITS: usize = 2048;
/// In PKCS #8 an Ed25519 key is 32 bytes in an octet string.
const ED25519_PREFIX: &[u8] = &[0x04, 0x20];

/// Signs e-mails with the key whose public half stands in the domain's DNS under `<selector>._domainkey`.
#[derive(Clone)]
pub struct Dkim {
    config: Arc<DkimConfig>,
    selector: String,
    domain: String,
}

/// Why a key cannot sign; never shows the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DkimError {
    /// Selector or domain is no name of the DNS.
    #[error("selector or domain is no DNS name")]
    Name,
    /// The PEM holds no private key.
    #[error("this is not a private key in PEM")]
    NotAKey,
    /// The key is neither RSA of at least 1024 bits nor Ed25519.
    #[error("the key must be RSA of at least 1024 bits or Ed25519")]
    Unsuitable,
}

impl Dkim {
    /// Reads a private key in PEM: RSA (PKCS #1 or PKCS #8) or Ed25519 (PKCS #8).
    ///
    /// # Errors
    /// What is wrong with the name or the key.
    pub fn new(selector: &str, domain: &str, private_key: &SecretString) -> Result<Dkim, DkimError> {
        let selector = dns_name(selector)?;
        let domain = dns_name(domain)?;
        let key = signing_key(private_key.expose_secret().trim())?;
        let canonicalization = DkimCanonicalization {
            header: DkimCanonicalizationType::Relaxed,
            body: DkimCanonicalizationType::Relaxed,
        };
        let headers = SIGNED.into_iter().map(HeaderName::new_from_ascii_str).collect();
        let config = DkimConfig::new(selector.clone(), domain.clone(), key, headers, canonicalization);
        Ok(Dkim { config: Arc::new(config), selector, domain })
    }

    /// Adds the signature; some milliseconds of computing with an RSA key.
    pub(super) fn sign(&self, message: &mut Message) {
        message.sign(&self.config);
    }
}

impl fmt::Debug for Dkim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Dkim")
            .field("selector", &self.selector)
            .field("domain", &self.domain)
            .finish_non_exhaustive()
    }
}

/// A private key made here, and what its public half looks like in the DNS.
#[derive(Clone)]
pub struct DkimKey {
    /// PKCS #8 in PEM.
    private: SecretString,
    /// The value of the TXT record.
    record: String,
}

impl DkimKey {
    /// Makes a key of RSA with 2048 bits, which every receiver knows; `chance` fills bytes with what nobody can foresee. Some seconds of
    /// computing.
    ///
    /// # Errors
    /// When no key comes of that chance; another try may help.
    pub fn make(chance: impl FnMut(&mut [u8])) -> Result<DkimKey, DkimError> {
        let key =
            RsaPrivateKey::new(&mut Bytes(chance), RSA_BITS).map_err(|_no_primes| DkimError::Unsuitable)?;
        let private = key.to_pkcs8_pem(LineEnding::LF).map_err(|_not_written| DkimError::NotAKey)?;
        Ok(DkimKey { private: SecretString::from(private.as_str()), record: record_of(&key)? })
    }

    /// Reads a private key of RSA as [`DkimKey::private`] gives it.
    ///
    /// # Errors
    /// When it is none.
    pub fn read(private: SecretString) -> Result<DkimKey, DkimError> {
        let der = PrivatePkcs8KeyDer::from_pem_slice(private.expose_secret().as_bytes())
            .map_err(|_invalid| DkimError::NotAKey)?;
        let key =
            RsaPrivateKey::from_pkcs8_der(der.secret_pkcs8_der()).map_err(|_invalid| DkimError::NotAKey)?;
        Ok(DkimKey { record: record_of(&key)?, private })
    }

    /// The secret half.
    #[must_use]
    pub fn private(&self) -> &SecretString {
        &self.private
    }

    /// The value of the TXT record under `<selector>._domainkey.<domain>`.
    #[must_use]
    pub fn record(&self) -> &str {
        &self.record
    }
}

impl fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DkimKey").field("record", &self.record).finish_non_exhaustive()
    }
}

fn record_of(key: &RsaPrivateKey) -> Result<String, DkimError> {
    let public = key.to_public_key().to_public_key_der().map_err(|_not_written| DkimError::NotAKey)?;
    Ok(format!("v=DKIM1; k=rsa; p={}", STANDARD.encode(public.as_bytes())))
}

/// A source of bytes as the library of RSA wants it.
struct Bytes<F>(F);

impl<F: FnMut(&mut [u8])> RngCore for Bytes<F> {
    fn next_u32(&mut self) -> u32 {
        let mut bytes = [0; 4];
        (self.0)(&mut bytes);
        u32::from_le_bytes(bytes)
    }

    fn next_u64(&mut self) -> u64 {
        let mut bytes = [0; 8];
        (self.0)(&mut bytes);
        u64::from_le_bytes(bytes)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        (self.0)(bytes);
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rsa::rand_core::Error> {
        (self.0)(bytes);
        Ok(())
    }
}

impl<F: FnMut(&mut [u8])> CryptoRng for Bytes<F> {}

fn dns_name(name: &str) -> Result<String, DkimError> {
    match idna::domain_to_ascii_strict(name.trim()) {
        Ok(name) if !name.is_empty() => Ok(name),
        _ => Err(DkimError::Name),
    }
}

fn signing_key(pem: &str) -> Result<DkimSigningKey, DkimError> {
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_invalid| DkimError::NotAKey)?;
    let document = match &key {
        PrivateKeyDer::Pkcs1(document) => return rsa(document.secret_pkcs1_der()),
        PrivateKeyDer::Pkcs8(document) => document.secret_pkcs8_der(),
        _ => return Err(DkimError::Unsuitable),
    };
    let info = PrivateKeyInfo::try_from(document).map_err(|_invalid| DkimError::NotAKey)?;
    match info.algorithm.oid.to_string().as_str() {
        "1.2.840.113549.1.1.1" => rsa(info.private_key),
        "1.3.101.112" => {
            let seed = info.private_key.strip_prefix(ED25519_PREFIX).ok_or(DkimError::Unsuitable)?;
            DkimSigningKey::new(&STANDARD.encode(seed), DkimSigningAlgorithm::Ed25519)
                .map_err(|_invalid| DkimError::Unsuitable)
        }
        _ => Err(DkimError::Unsuitable),
    }
}

fn rsa(pkcs1: &[u8]) -> Result<DkimSigningKey, DkimError> {
    if pkcs1.len() < SHORTEST_RSA {
        return Err(DkimError::Unsuitable);
    }
    let body = STANDARD.encode(pkcs1);
    let mut pem = String::from("-----BEGIN RSA PRIVATE KEY-----\n");
    for (index, character) in body.chars().enumerate() {
        pem.push(character);
        if index % 64 == 63 {
            pem.push('\n');
        }
    }
    pem.push_str("\n-----END RSA PRIVATE KEY-----\n");
    DkimSigningKey::new(&pem, DkimSigningAlgorithm::Rsa).map_err(|_invalid| DkimError::Unsuitable)
}
