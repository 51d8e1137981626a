//! When an account has failed so often that its e-mails go another way.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use mail::Trouble;

use super::attempt::Outcome;
use crate::smtp_account::fault_of;

/// A server that does not answer may answer in a moment.
const PATIENCE: TimeDelta = TimeDelta::seconds(45);

/// Since when nothing got through to the server of an account. Clones share it.
#[derive(Clone, Debug, Default)]
pub(super) struct Strain(Arc<Mutex<Option<DateTime<Utc>>>>);

impl Strain {
    /// Notes what came of an attempt; the trouble, when the account is not to be used any more. A refused log-in is enough; a line that
    /// cannot be had must fail for a while, and any answer of the server ends that.
    pub(super) fn note(&self, outcome: &Outcome, now: DateTime<Utc>) -> Option<Trouble> {
        let mut since = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Outcome::Retry { code, reason } = outcome else {
            *since = None;
            return None;
        };
        if code.is_some() {
            *since = None;
            return fault_of(*code, reason);
        }
        let began = *since.get_or_insert(now);
        fault_of(*code, reason).filter(|_| now - began >= PATIENCE)
    }
}

#[cfg(test)]
mod tests {
    use mail::Fault;

    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    fn retry(code: Option<u16>, reason: &str) -> Outcome {
        Outcome::Retry { code, reason: reason.to_owned() }
    }

    #[test]
    fn a_refused_log_in_is_enough() {
        let found = Strain::default().note(&retry(Some(535), "the log-in: 535 5.7.8 no"), at(0));
        assert_eq!(found.map(|trouble| trouble.fault), Some(Fault::LogIn));
    }

    #[test]
    fn a_line_that_cannot_be_had_must_fail_for_a_while_and_any_answer_ends_that() {
        let (strain, cut) = (Strain::default(), retry(None, "the connection: refused"));
        assert_eq!(strain.note(&cut, at(0)), None);
        assert_eq!(strain.note(&cut, at(44)), None);
        assert_eq!(strain.note(&retry(Some(450), "450 greylisted"), at(45)), None);
        assert_eq!(strain.note(&cut, at(46)), None);
        let found = strain.note(&cut, at(91)).map(|trouble| trouble.fault);
        assert_eq!(found, Some(Fault::Unreachable));
    }
}
