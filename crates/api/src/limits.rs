//! Limits against guessing and flooding, per address of the sender: wide enough for a whole staff room behind one address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use entity::ApiTokenId;
use governor::clock::{Clock as _, DefaultClock, Reference as _};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// What is limited on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Asking for and using log-in links.
    Login,
    /// Registration forms.
    Register,
    /// Connecting to mail servers that somebody named.
    TryOut,
    /// Names of schools while somebody types one.
    Suggest,
    /// Looking documents up: only what is not found counts, so that a pile of genuine documents is checked without a pause.
    Verify,
    /// Programs: only what comes without a good token counts.
    Token,
}

/// One counter a limit.
pub(crate) struct Limits {
    clock: DefaultClock,
    started: <DefaultClock as governor::clock::Clock>::Instant,
    login: DefaultKeyedRateLimiter<IpAddr>,
    register: DefaultKeyedRateLimiter<IpAddr>,
    try_out: DefaultKeyedRateLimiter<IpAddr>,
    suggest: DefaultKeyedRateLimiter<IpAddr>,
    token: DefaultKeyedRateLimiter<ApiTokenId>,
    verify_misses: Mutex<Misses>,
    token_misses: Mutex<Misses>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        let clock = DefaultClock::default();
        Self {
            started: clock.now(),
            clock,
            login: per_minute(20, 40),
            register: per_minute(60, 120),
            try_out: per_minute(4, 8),
            suggest: per_minute(600, 600),
            token: per_minute(600, 600),
            verify_misses: Mutex::default(),
            token_misses: Mutex::default(),
        }
    }

    /// Counts a try; where misses are what counts, looks whether there were too many.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub(crate) fn admit(&self, limit: Limit, sender: IpAddr) -> Result<(), u64> {
        let limiter = match limit {
            Limit::Login => &self.login,
            Limit::Register => &self.register,
            Limit::TryOut => &self.try_out,
            Limit::Suggest => &self.suggest,
            Limit::Verify => return self.wait(&self.verify_misses, sender),
            Limit::Token => return self.wait(&self.token_misses, sender),
        };
        let now = self.clock.now();
        limiter.check_key(&house(sender)).map_err(|not_until| not_until.wait_time_from(now).as_secs() + 1)
    }

    /// Counts a request with a token, whatever address it comes from.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub(crate) fn admit_token(&self, token: ApiTokenId) -> Result<(), u64> {
        let now = self.clock.now();
        self.token.check_key(&token).map_err(|not_until| not_until.wait_time_from(now).as_secs() + 1)
    }

    /// Counts a try that found nothing.
    pub(crate) fn missed(&self, limit: Limit, sender: IpAddr) {
        let misses = match limit {
            Limit::Verify => &self.verify_misses,
            Limit::Token => &self.token_misses,
            Limit::Login | Limit::Register | Limit::TryOut | Limit::Suggest => return,
        };
        misses.lock().unwrap_or_else(PoisonError::into_inner).count(house(sender), self.running());
    }

    fn wait(&self, misses: &Mutex<Misses>, sender: IpAddr) -> Result<(), u64> {
        misses.lock().unwrap_or_else(PoisonError::into_inner).wait(house(sender), self.running())
    }

    fn running(&self) -> Duration {
        self.clock.now().duration_since(self.started).into()
    }
}

/// Misses of each sender: so many at once, one more with each interval that passes.
#[derive(Default)]
struct Misses {
    /// When all misses of a sender will be forgotten, since the start.
    forgotten_at: HashMap<IpAddr, Duration>,
}

impl Misses {
    const AT_ONCE: u32 = 20;
    const INTERVAL: Duration = Duration::from_secs(6);
    /// More senders than this are looked through for those whose misses are forgotten.
    const MANY: usize = 10_000;

    fn wait(&self, sender: IpAddr, now: Duration) -> Result<(), u64> {
        let debt =
            self.forgotten_at.get(&sender).map_or(Duration::ZERO, |at| Duration::saturating_sub(*at, now));
        // There must be room for one more.
        match debt.checked_sub(Self::INTERVAL * (Self::AT_ONCE - 1)) {
            Some(wait) if !wait.is_zero() => Err(wait.as_secs() + 1),
            _ => Ok(()),
        }
    }

    fn count(&mut self, sender: IpAddr, now: Duration) {
        if self.forgotten_at.len() > Self::MANY {
            self.forgotten_at.retain(|_, at| *at > now);
        }
        let at = self.forgotten_at.entry(sender).or_default();
        *at = (*at).max(now) + Self::INTERVAL;
    }
}

/// Whoever has one IPv6 address has a whole network of them.
fn house(sender: IpAddr) -> IpAddr {
    match sender {
        IpAddr::V4(_) => sender,
        IpAddr::V6(address) => match address.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        },
    }
}

fn per_minute<Sender: Clone + Eq + std::hash::Hash>(
    steadily: u32,
    at_once: u32,
) -> DefaultKeyedRateLimiter<Sender> {
    let steadily = NonZeroU32::new(steadily).unwrap_or(NonZeroU32::MIN);
    let at_once = NonZeroU32::new(at_once).unwrap_or(NonZeroU32::MIN);
    RateLimiter::keyed(Quota::per_minute(steadily).allow_burst(at_once))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_tries_too_often_waits_and_others_do_not() {
        let limits = Limits::new();
        let sender = IpAddr::from([192, 0, 2, 1]);
        for _ in 0..40 {
            assert_eq!(limits.admit(Limit::Login, sender), Ok(()));
        }
        assert!(limits.admit(Limit::Login, sender).is_err_and(|seconds| (1..=4).contains(&seconds)));
        assert_eq!(limits.admit(Limit::Verify, sender), Ok(()));
        assert_eq!(limits.admit(Limit::Login, IpAddr::from([192, 0, 2, 2])), Ok(()));
    }

    #[test]
    fn only_misses_count_where_documents_are_looked_up() {
        let limits = Limits::new();
        let sender = IpAddr::from([192, 0, 2, 1]);
        for _ in 0..1000 {
            assert_eq!(limits.admit(Limit::Verify, sender), Ok(()));
        }
        for _ in 0..Misses::AT_ONCE {
            assert_eq!(limits.admit(Limit::Verify, sender), Ok(()));
            limits.missed(Limit::Verify, sender);
        }
        assert!(limits.admit(Limit::Verify, sender).is_err_and(|seconds| (1..=7).contains(&seconds)));
        assert_eq!(limits.admit(Limit::Verify, IpAddr::from([192, 0, 2, 2])), Ok(()));
    }

    #[test]
    fn misses_are_forgotten_one_by_one() {
        let (mut misses, sender) = (Misses::default(), IpAddr::from([192, 0, 2, 1]));
        let at = Duration::from_secs;
        for _ in 0..Misses::AT_ONCE {
            misses.count(sender, at(100));
        }
        assert_eq!(misses.wait(sender, at(100)), Err(7));
        assert_eq!(misses.wait(sender, at(105)), Err(2));
        assert_eq!(misses.wait(sender, at(106)), Ok(()));
        misses.count(sender, at(106));
        assert_eq!(misses.wait(sender, at(106)), Err(7));
        assert_eq!(misses.wait(sender, at(106 + 120)), Ok(()));
    }

    #[test]
    fn a_network_of_addresses_counts_as_one_sender() {
        let address = |text: &str| house(text.parse().unwrap());
        assert_eq!(address("2001:db8::1"), address("2001:db8::ffff:1"));
        assert_ne!(address("2001:db8::1"), address("2001:db8:0:1::1"));
        assert_eq!(address("::ffff:192.0.2.1"), IpAddr::from([192, 0, 2, 1]));
    }
}
