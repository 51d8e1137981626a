//! Limits against guessing and flooding, per address of the sender: wide enough for a whole staff room behind one address.

use std::net::IpAddr;
use std::num::NonZeroU32;

use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

/// What is limited on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Limit {
    /// Asking for and using log-in links.
    Login,
    /// Registration forms.
    Register,
    /// Looking documents up.
    Verify,
}

/// One counter a limit.
pub(crate) struct Limits {
    login: DefaultKeyedRateLimiter<IpAddr>,
    register: DefaultKeyedRateLimiter<IpAddr>,
    verify: DefaultKeyedRateLimiter<IpAddr>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self { login: per_minute(20, 40), register: per_minute(60, 120), verify: per_minute(30, 60) }
    }

    /// Counts a try.
    ///
    /// # Errors
    /// Seconds to wait when there were too many.
    pub(crate) fn count(&self, limit: Limit, sender: IpAddr) -> Result<(), u64> {
        let limiter = match limit {
            Limit::Login => &self.login,
            Limit::Register => &self.register,
            Limit::Verify => &self.verify,
        };
        limiter
            .check_key(&sender)
            .map_err(|not_until| not_until.wait_time_from(DefaultClock::default().now()).as_secs() + 1)
    }
}

fn per_minute(steadily: u32, at_once: u32) -> DefaultKeyedRateLimiter<IpAddr> {
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
            assert_eq!(limits.count(Limit::Login, sender), Ok(()));
        }
        assert!(limits.count(Limit::Login, sender).is_err_and(|seconds| (1..=4).contains(&seconds)));
        assert_eq!(limits.count(Limit::Verify, sender), Ok(()));
        assert_eq!(limits.count(Limit::Login, IpAddr::from([192, 0, 2, 2])), Ok(()));
    }
}
