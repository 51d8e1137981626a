//! The club's chance: the system's random source, or a seeded one so that a rehearsal repeats byte for byte.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use data_encoding::{BASE64URL_NOPAD, Encoding, Specification};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

/// Where ids and secrets come from. Cheap to clone; clones share their stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<ChaCha20Rng>>);

impl Chance {
    /// Chance that nobody can foresee, seeded by the system's random source.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self(Arc::new(Mutex::new(ChaCha20Rng::from_seed(seed)))))
    }

    /// Chance that repeats: for rehearsals and tests only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    fn fill<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// A new id: a UUID of version 7, whose order is the order of `now`.
    pub fn id<T: From<Uuid>>(&self, now: DateTime<Utc>) -> T {
        let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let bytes = self.fill::<10>();
        T::from(uuid::Builder::from_unix_timestamp_millis(milliseconds, &bytes).into_uuid())
    }

    /// A secret for an address that people may have to type: 130 bits as 26 letters and digits without look-alikes.
    #[must_use]
    pub fn secret(&self) -> String {
        alphabet().map_or_else(
            || BASE64URL_NOPAD.encode(&self.fill::<32>()),
            |letters| {
                let mut text = letters.encode(&self.fill::<20>());
                text.truncate(26);
                text
            },
        )
    }

    /// A secret that only machines read: 256 bits.
    #[must_use]
    pub fn token(&self) -> String {
        BASE64URL_NOPAD.encode(&self.fill::<32>())
    }
}

/// Crockford's letters in lower case: no `i`, `l`, `o`, `u`.
fn alphabet() -> Option<Encoding> {
    let mut specification = Specification::new();
    specification.symbols.push_str("0123456789abcdefghjkmnpqrstvwxyz");
    specification.encoding().ok()
}
