//! What went wrong on a connection, and what that means for the e-mail.

use std::error::Error as _;
use std::time::Duration;

use lettre::transport::smtp::Error;

use crate::{Email, SendError};

/// A server's sentence is cut here: what matters stands at its beginning.
const MAX_REASON_CHARS: usize = 300;
/// «Closing the connection»: the only refusal after which nothing more can be said on it.
const CLOSING: u16 = 421;
/// «Log in first» and its kin: said at whatever command, they concern our account.
const ACCOUNT: [u16; 4] = [530, 534, 535, 538];

/// Something went wrong on the way.
#[derive(Debug)]
pub(super) struct Failure {
    reason: String,
    code: Option<u16>,
    concerns: Concern,
}

/// Whom a refusal concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Concern {
    /// Us, our account or our sender: it would meet every e-mail, so that none may be given up for it.
    Session,
    /// This e-mail or its reader.
    Email,
}

impl Failure {
    /// A failure before the reader was named.
    pub(super) fn of_session(during: &str, error: &Error) -> Failure {
        Failure::new(during, error, Concern::Session)
    }

    /// A failure with this e-mail.
    pub(super) fn of_email(during: &str, error: &Error) -> Failure {
        Failure::new(during, error, Concern::Email)
    }

    /// The server did not answer in time.
    pub(super) fn slow(during: &str, limit: Duration) -> Failure {
        let reason = format!("{during}: no answer within {} s", limit.as_secs_f32());
        Failure { reason, code: None, concerns: Concern::Session }
    }

    /// The line could not be had.
    pub(super) fn of_line(during: &str, error: &std::io::Error) -> Failure {
        Failure { reason: format!("{during}: {error}"), code: None, concerns: Concern::Session }
    }

    /// A refusal of our own to go on.
    pub(super) fn of_ours(reason: &str) -> Failure {
        Failure { reason: reason.to_owned(), code: None, concerns: Concern::Session }
    }

    fn new(during: &str, error: &Error, concerns: Concern) -> Failure {
        let code = error.status().map(u16::from);
        let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let reason = match code {
            Some(code) => format!("{during}: {code} {said}"),
            None => format!("{during}: {said}"),
        };
        Failure { reason, code, concerns }
    }

    /// The same failure, after the whole e-mail went over the line.
    pub(super) fn after_the_text(mut self) -> Failure {
        if self.code.is_none() {
            self.reason.push_str("; the e-mail may have arrived all the same");
        }
        self
    }

    /// Whether a kept connection had been closed meanwhile, so that a new one may fare better.
    pub(super) const fn is_of_a_dead_connection(&self) -> bool {
        matches!(self.code, None | Some(CLOSING))
    }

    /// Whether the connection still serves for other e-mails.
    pub(super) const fn leaves_the_connection(&self) -> bool {
        !self.is_of_a_dead_connection()
    }

    /// What it means for the e-mail.
    pub(super) fn into_send_error(self, email: &Email) -> SendError {
        let is_refusal = self.code.is_some_and(|code| code >= 500 && !ACCOUNT.contains(&code));
        let is_final = self.concerns == Concern::Email && is_refusal;
        self.into_error(is_final, Some(email))
    }

    /// What it means for whoever tries the connection: a wrong password is final here.
    pub(super) fn into_check_error(self) -> SendError {
        let is_final = self.code.is_some_and(|code| code >= 500);
        self.into_error(is_final, None)
    }

    fn into_error(self, is_final: bool, email: Option<&Email>) -> SendError {
        let reason = without_addresses(&self.reason, email);
        if is_final {
            SendError::Permanent { reason, code: self.code }
        } else {
            SendError::Temporary { reason, code: self.code }
        }
    }
}

/// What a server said, on one line, without the addresses and personal links that servers like to repeat.
pub(super) fn without_addresses(said: &str, email: Option<&Email>) -> String {
    let is_personal = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.contains('@') || (word.contains("://") && email.is_some_and(|email| email.text.contains(bare)))
    };
    let words: Vec<&str> = said
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .map(|word| if is_personal(word) { "…" } else { word })
        .collect();
    words.join(" ").chars().take(MAX_REASON_CHARS).collect()
}
