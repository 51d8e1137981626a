//! The club's chance: the system's random source, or a seeded one so that a rehearsal repeats byte for byte.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use data_encoding::{BASE64URL_NOPAD, Encoding, Specification};
use rand::{Rng as _, SeedableRng as _};
use rand_chacha::ChaCha20Rng;
use uuid::Uuid;

/// Where ids and secrets come from. Cheap to clone; clones share their stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<Source>>);

struct Source {
    random: ChaCha20Rng,
    /// The millisecond of the newest id, and how many ids it had before.
    newest: (u64, u16),
}

impl Source {
    fn new(random: ChaCha20Rng) -> Arc<Mutex<Source>> {
        Arc::new(Mutex::new(Source { random, newest: (0, 0) }))
    }

    /// How many ids this millisecond had before; beyond twelve bits order is lost, never uniqueness.
    fn place(&mut self, milliseconds: u64) -> u16 {
        let place =
            if self.newest.0 == milliseconds { self.newest.1.saturating_add(1).min(0xfff) } else { 0 };
        self.newest = (milliseconds, place);
        place
    }
}

impl Chance {
    /// Chance that nobody can foresee, seeded by the system's random source.
    ///
    /// # Errors
    /// When the system has no random source.
    pub fn system() -> Result<Self, getrandom::Error> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed)?;
        Ok(Self(Source::new(ChaCha20Rng::from_seed(seed))))
    }

    /// Chance that repeats: for rehearsals and tests only.
    #[must_use]
    pub fn seeded(seed: u64) -> Self {
        Self(Source::new(ChaCha20Rng::seed_from_u64(seed)))
    }

    fn source(&self) -> MutexGuard<'_, Source> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn fill<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.source().random.fill_bytes(&mut bytes);
        bytes
    }

    /// Bytes that nobody can foresee.
    #[must_use]
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        self.fill()
    }

    /// Fills a stretch of any length in the same way.
    pub(crate) fn fill_all(&self, bytes: &mut [u8]) {
        self.source().random.fill_bytes(bytes);
    }

    /// A new id: a UUID of version 7, whose order is the order of `now` and, within a millisecond, the order of asking.
    pub fn id<T: From<Uuid>>(&self, now: DateTime<Utc>) -> T {
        let milliseconds = u64::try_from(now.timestamp_millis()).unwrap_or(0);
        let [high, low] = self.source().place(milliseconds).to_be_bytes();
        let mut bytes = self.fill::<10>();
        // RFC 9562, section 6.2, method 1: a counter where the version leaves twelve bits.
        bytes[0] = high;
        bytes[1] = low;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_in_the_order_of_asking_and_differ() {
        let (chance, now) = (Chance::seeded(1), DateTime::UNIX_EPOCH + chrono::TimeDelta::days(20_000));
        let ids: Vec<Uuid> = (0..4000).map(|_| chance.id(now)).collect();
        assert!(ids.is_sorted());
        let mut more: Vec<Uuid> = (0..1000).map(|_| chance.id(now)).chain(ids).collect();
        more.sort_unstable();
        more.dedup();
        assert_eq!(more.len(), 5000);
        let later: Uuid = chance.id(now + chrono::TimeDelta::milliseconds(1));
        assert!(more.last().is_some_and(|last| *last < later));
        assert_eq!(later.get_version_num(), 7);
    }
}
