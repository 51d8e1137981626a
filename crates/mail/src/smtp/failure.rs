//! What went wrong on a connection, and what that means for the e-mail.

use std::error::Error as _;
use std::fmt;
use std::io;
use std::time::Duration;

use lettre::transport::smtp::Error;

use super::reach::ReachError;
use crate::{Email, SendError};

/// A server's sentence is cut here: what matters stands at its beginning.
const MAX_REASON_CHARS: usize = 300;
/// «Closing the connection»: the only refusal after which nothing more can be said on it.
const CLOSING: u16 = 421;
/// «Log in first» and its kin: said at whatever command, they concern our account.
pub(super) const ACCOUNT: [u16; 4] = [530, 534, 535, 538];

/// What was being done when something went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Connection,
    Greeting,
    Encryption,
    LogIn,
    Sender,
    Reader,
    TextStart,
    Text,
    Clearing,
    WholeEmail,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Connection => "the connection",
            Step::Greeting => "the greeting",
            Step::Encryption => "encryption",
            Step::LogIn => "the log-in",
            Step::Sender => "the sender",
            Step::Reader => "the reader",
            Step::TextStart => "the start of the text",
            Step::Text => "the text",
            Step::Clearing => "clearing",
            Step::WholeEmail => "the whole e-mail",
        })
    }
}

/// What is wrong with a server or an account on it, for whoever set it up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The name of the host is in no DNS.
    NoSuchHost,
    /// The host is inside the network of the club's server.
    Inside,
    /// Nobody answers at the host and port.
    Unreachable,
    /// Somebody answers, but not in time, or not as a mail server does.
    NoMailServer,
    NoEncryption,
    /// Encryption began and did not come about.
    Encryption,
    /// The certificate is not of this host, too old, or of nobody who is believed.
    Certificate,
    /// User name or password are wrong, or may not be used from here.
    LogIn,
    /// The server does not take e-mails from this sender.
    Sender,
    /// The server does not take an e-mail to this reader.
    Reader,
    /// The server refused the e-mail as a whole.
    Text,
}

/// What trying an account out met, with the server's own words, which hold no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{said}")]
pub struct Trouble {
    pub fault: Fault,
    pub said: String,
}

/// Something went wrong on the way.
#[derive(Debug)]
pub(super) struct Failure {
    reason: String,
    code: Option<u16>,
    concerns: Concern,
    fault: Fault,
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
    pub(super) fn of_session(during: Step, error: &Error) -> Failure {
        Failure::new(during, error, Concern::Session)
    }

    /// A failure with this e-mail.
    pub(super) fn of_email(during: Step, error: &Error) -> Failure {
        Failure::new(during, error, Concern::Email)
    }

    /// The server did not answer in time.
    pub(super) fn slow(during: Step, limit: Duration) -> Failure {
        let reason = format!("{during}: no answer within {} s", limit.as_secs_f32());
        let fault = if during == Step::Connection { Fault::Unreachable } else { Fault::NoMailServer };
        Failure { reason, code: None, concerns: Concern::Session, fault }
    }

    /// The line could not be had.
    pub(super) fn of_line(error: &io::Error) -> Failure {
        let reason = format!("{}: {error}", Step::Connection);
        let fault = if is_of_certificate(&reason) {
            Fault::Certificate
        } else if error.kind() == io::ErrorKind::InvalidData {
            Fault::Encryption
        } else {
            Fault::Unreachable
        };
        Failure { reason, code: None, concerns: Concern::Session, fault }
    }

    /// No connection was tried.
    pub(super) fn of_reach(error: &ReachError) -> Failure {
        let fault = match error {
            ReachError::NoSuchHost => Fault::NoSuchHost,
            ReachError::Inside => Fault::Inside,
        };
        let reason = format!("{}: {error}", Step::Connection);
        Failure { reason, code: None, concerns: Concern::Session, fault }
    }

    /// A refusal of our own to go on.
    pub(super) fn of_ours(fault: Fault, reason: &str) -> Failure {
        Failure { reason: reason.to_owned(), code: None, concerns: Concern::Session, fault }
    }

    fn new(during: Step, error: &Error, concerns: Concern) -> Failure {
        let code = error.status().map(u16::from);
        let said = error.source().map_or_else(|| error.to_string(), ToString::to_string);
        let reason = match code {
            Some(code) => format!("{during}: {code} {said}"),
            None => format!("{during}: {said}"),
        };
        let fault = match during {
            Step::Encryption if is_of_certificate(&said) => Fault::Certificate,
            _ if code.is_some_and(|code| ACCOUNT.contains(&code)) => Fault::LogIn,
            Step::Connection | Step::Greeting | Step::Clearing | Step::WholeEmail => Fault::NoMailServer,
            Step::Encryption => Fault::Encryption,
            Step::LogIn => Fault::LogIn,
            Step::Sender => Fault::Sender,
            Step::Reader => Fault::Reader,
            Step::TextStart | Step::Text => Fault::Text,
        };
        Failure { reason, code, concerns, fault }
    }

    /// What it means for whoever tries an account out.
    pub(super) fn into_trouble(self, email: &Email) -> Trouble {
        Trouble { fault: self.fault, said: without_addresses(&self.reason, Some(email)) }
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

/// Whether words of the TLS library are about the server's certificate.
fn is_of_certificate(said: &str) -> bool {
    said.contains("certificate")
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
