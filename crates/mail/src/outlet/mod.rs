//! The ways an e-mail leaves the club.

mod files;
mod memory;
#[cfg(test)]
mod tests;

pub use files::Files;
pub use memory::Memory;

use crate::{BuildError, Email, Smtp, smtp};

/// Where e-mails go; clones share their connections and their memory.
#[derive(Clone, Debug)]
pub enum Outlet {
    /// To an SMTP server.
    Smtp(Smtp),
    /// Into a folder, one file an e-mail.
    Files(Files),
    /// Into memory, for tests.
    Memory(Memory),
}

impl Outlet {
    /// Sends one e-mail; comes back within a minute, whatever the server does.
    ///
    /// A crash between the server's acceptance and this answer leaves it unknown whether the e-mail went out: send it again, its
    /// Message-ID is the same.
    ///
    /// # Errors
    /// Whether trying again can help, and why it failed in words without an address.
    pub async fn send(&self, email: &Email) -> Result<Receipt, SendError> {
        match self {
            Outlet::Smtp(smtp) => smtp.send(email).await,
            Outlet::Files(files) => files.send(email).await,
            Outlet::Memory(memory) => memory.send(email),
        }
    }

    /// An e-mail made ready for this way out: all that computing has to do for it, so that sending only waits for the line.
    ///
    /// # Errors
    /// When the e-mail cannot be sent as it is.
    pub fn build(&self, email: Email) -> Result<BuiltEmail, BuildError> {
        let built = match self {
            Outlet::Smtp(smtp) => Some(smtp.build(&email)?),
            Outlet::Files(_) | Outlet::Memory(_) => None,
        };
        Ok(BuiltEmail { email, built })
    }

    /// Sends an e-mail that was built for this way out, as [`Outlet::send`] does.
    ///
    /// # Errors
    /// Whether trying again can help, and why it failed in words without an address.
    pub async fn carry(&self, ready: &BuiltEmail) -> Result<Receipt, SendError> {
        match (self, &ready.built) {
            (Outlet::Smtp(smtp), Some(built)) => smtp.carry(&ready.email, built).await,
            _ => self.send(&ready.email).await,
        }
    }

    /// How many e-mails go out side by side.
    #[must_use]
    pub fn connections(&self) -> usize {
        match self {
            Outlet::Smtp(smtp) => smtp.connections(),
            Outlet::Files(_) | Outlet::Memory(_) => 4,
        }
    }

    /// Tries the way without sending anything: connects and logs in, or writes to the folder.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn check(&self) -> Result<(), SendError> {
        match self {
            Outlet::Smtp(smtp) => smtp.check().await,
            Outlet::Files(files) => files.check().await,
            Outlet::Memory(_) => Ok(()),
        }
    }
}

/// An e-mail that is ready to leave.
#[derive(Clone)]
pub struct BuiltEmail {
    email: Email,
    built: Option<smtp::Built>,
}

impl std::fmt::Debug for BuiltEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.email.fmt(f)
    }
}

/// The acceptance of an e-mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// What the server said, often with its own number for the e-mail; holds no address.
    pub reply: String,
}

/// Why an e-mail did not go out; the reasons hold no address.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SendError {
    /// Trying again later can help: a 4xx reply, a time-out, a cut connection, a server that refuses us altogether.
    #[error("not sent yet: {reason}")]
    Temporary {
        /// What happened.
        reason: String,
        /// The reply code of the server, when it replied.
        code: Option<u16>,
    },
    /// The server refused this e-mail or its reader for good (5xx).
    #[error("refused: {reason}")]
    Permanent {
        /// What the server said.
        reason: String,
        /// The reply code of the server.
        code: Option<u16>,
    },
    /// A refusal of our own, before anything was sent.
    #[error("the e-mail cannot be sent as it is")]
    Unsendable(#[from] BuildError),
}

impl SendError {
    /// Whether the same e-mail may get through later.
    pub const fn is_temporary(&self) -> bool {
        matches!(self, SendError::Temporary { .. })
    }

    /// The reply code of the server, when it replied.
    pub const fn code(&self) -> Option<u16> {
        match self {
            SendError::Temporary { code, .. } | SendError::Permanent { code, .. } => *code,
            SendError::Unsendable(_) => None,
        }
    }

    /// Whether the server refused our account, so that it would refuse every other e-mail, too.
    pub fn is_of_account(&self) -> bool {
        self.code().is_some_and(smtp::is_of_account)
    }

    /// What to write beside the e-mail in the outbox; holds no address.
    pub fn reason(&self) -> String {
        match self {
            SendError::Temporary { reason, .. } | SendError::Permanent { reason, .. } => reason.clone(),
            SendError::Unsendable(error) => error.to_string(),
        }
    }
}
