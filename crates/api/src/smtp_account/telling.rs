//! How an account stands, in plain words.

use chrono::{DateTime, Utc};
use chrono_tz::Europe::Moscow;
use club::sealing::SealError;
use club::smtp_account::{Account, Check, trouble_of};
use entity::SmtpEncryption;
use lang::Texts;

use crate::times::instant;

/// How an account stands.
pub(super) struct Standing {
    /// `good`, `warn`, `bad` or nothing: the colour of the badge.
    pub(super) tone: &'static str,
    pub(super) badge: String,
    /// What is wrong and what to do.
    pub(super) problem: Option<String>,
    /// In the server's words.
    pub(super) said: Option<String>,
    /// When it was tried last.
    pub(super) tried: Option<String>,
    /// E-mails go another way although it is switched on.
    pub(super) is_left_out: bool,
}

impl Standing {
    pub(super) fn of(account: &Account, now: DateTime<Utc>, t: Texts) -> Self {
        let row = &account.row;
        let check = row.check_error.as_deref().map(Check::read);
        let is_bad = account.seal.is_some() || trouble_of(row, now).is_some();
        let (tone, badge) = match (row.is_used, is_bad, &check) {
            (true, true, _) => ("bad", "smtp-account-badge-broken"),
            (true, false, _) => ("good", "smtp-account-badge-used"),
            (false, _, Some(_)) => ("warn", "smtp-account-badge-failed"),
            (false, _, None) if row.checked_at.is_some() => ("", "smtp-account-badge-ready"),
            (false, _, None) => ("", "smtp-account-badge-new"),
        };
        let problem = match (&account.seal, &check) {
            (Some(error), _) => Some(seal(error, t)),
            (None, Some(check)) => Some(fault(check, t)),
            (None, None) => None,
        };
        let at = row.checked_at.map(|at| instant(at, Moscow, t.lang()));
        let key = if check.is_some() { "smtp-account-tried-badly" } else { "smtp-account-tried-well" };
        Self {
            tone,
            badge: t.say(badge),
            problem,
            said: check.filter(|_| account.seal.is_none()).map(|check| check.said),
            tried: at.map(|at| t.say_with(key, &[("at", at.into())])),
            is_left_out: row.is_used && is_bad,
        }
    }
}

/// What was found wrong, and what to do.
pub(super) fn fault(check: &Check, t: Texts) -> String {
    t.say(&format!("smtp-account-fault-{}", check.word))
}

/// Why a secret cannot be used.
pub(super) fn seal(error: &SealError, t: Texts) -> String {
    t.say(match error {
        SealError::NoKey => "smtp-account-seal-no_key",
        SealError::OtherKey(_) => "smtp-account-seal-other_key",
        SealError::Damaged => "smtp-account-seal-damaged",
    })
}

/// How a line is encrypted.
pub(super) fn encryption(encryption: SmtpEncryption, t: Texts) -> String {
    t.say(&format!("smtp-account-encryption-{encryption}"))
}
