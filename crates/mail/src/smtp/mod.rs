//! Sending over SMTP with connections that are kept and reused.

use std::time::Duration;

use secrecy::SecretString;

use crate::{Email, Receipt, SendError};

#[derive(Clone, Debug)]
pub struct Smtp {}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimits {
    pub connect: Duration,
    pub command: Duration,
    pub email: Duration,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    #[error("not a URL")]
    NotAUrl,
}

#[derive(Clone, Debug)]
pub struct Dkim {}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DkimError {
    #[error("key")]
    Key,
}

impl Smtp {
    /// Reads `smtp://user:password@host:587` or `smtps://host:465`.
    ///
    /// # Errors
    /// What is wrong with the URL, without its password.
    pub fn from_url(url: &SecretString) -> Result<Smtp, SmtpUrlError> {
        let _ = url;
        todo!()
    }

    pub(crate) async fn send(&self, email: &Email) -> Result<Receipt, SendError> {
        let _ = email;
        todo!()
    }

    pub(crate) async fn check(&self) -> Result<(), SendError> {
        todo!()
    }
}
