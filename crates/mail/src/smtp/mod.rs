//! Sending over SMTP, with connections that are kept and reused.
//!
//! Whatever does not clearly refuse one e-mail for good is temporary, so that nobody loses an e-mail to a greylist, a wrong
//! password or a server that is away.

mod connection;
mod dkim;
mod failure;
mod pool;
mod reach;
mod settings;
#[cfg(test)]
mod tests;
mod tls;

use std::fmt;
use std::sync::Arc;

use lettre::address::Envelope;
use secrecy::SecretString;

pub use dkim::{Dkim, DkimError, DkimKey};
pub use failure::{Fault, Trouble};
pub use reach::{Allowed, Names, NoHost, Reach, ReachError, is_inside, plain_host};
pub use settings::{Encryption, Server, SmtpUrlError, TimeLimits};

use crate::{BuildError, Email, Receipt, SendError, email};
use connection::Connection;
use failure::{Failure, Step};
use pool::Pool;
use settings::Settings;

/// An SMTP server with our account on it; clones share its connections.
#[derive(Clone)]
pub struct Smtp {
    settings: Arc<Settings>,
    pool: Arc<Pool>,
    dkim: Option<Dkim>,
}

/// What goes over the wire.
#[derive(Clone)]
pub(crate) struct Built {
    envelope: Envelope,
    bytes: Vec<u8>,
}

impl Smtp {
    /// Reads `smtp://user:password@host:587` or `smtps://user:password@host:465`; user and password are percent-encoded.
    ///
    /// After a `?`: `tls=required`, `tls=opportunistic` (the default of `smtp`) or `tls=none`; `connections=4` side by side;
    /// `hello=` the name by which the server is greeted. A password goes over a line in the clear only by `tls=none` or to this machine.
    ///
    /// # Errors
    /// What is wrong with the URL, without its password.
    pub fn from_url(url: &SecretString) -> Result<Smtp, SmtpUrlError> {
        let settings = settings::read(url)?;
        let pool = Arc::new(Pool::new(settings.connections));
        Ok(Smtp { settings: Arc::new(settings), pool, dkim: None })
    }

    /// A server that somebody typed in, with connections of its own.
    #[must_use]
    pub fn to(server: Server) -> Smtp {
        let settings = server.into_settings();
        let pool = Arc::new(Pool::new(settings.connections));
        Smtp { settings: Arc::new(settings), pool, dkim: None }
    }

    /// The same server, trusting these authorities (PEM) besides those that every browser trusts.
    ///
    /// # Errors
    /// When the PEM holds no certificate.
    pub fn trusting(mut self, authorities: &str) -> Result<Smtp, SmtpUrlError> {
        Arc::make_mut(&mut self.settings).trust.add(authorities)?;
        Ok(self)
    }

    /// The same server with other time limits.
    #[must_use]
    pub fn with_time_limits(mut self, limits: TimeLimits) -> Smtp {
        Arc::make_mut(&mut self.settings).limits = limits;
        self
    }

    /// The same server, with every e-mail signed.
    #[must_use]
    pub fn signed_by(mut self, dkim: Dkim) -> Smtp {
        self.dkim = Some(dkim);
        self
    }

    /// How many e-mails go out side by side; more than that wait for each other.
    pub fn connections(&self) -> usize {
        self.settings.connections
    }

    /// Says goodbye on every connection that is kept; the next e-mail opens a new one.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Sends one e-mail over a connection of its own and says what is in the way, if anything is. Takes no longer than the time limits say.
    ///
    /// # Errors
    /// What is wrong with the server or the account.
    pub async fn try_out(&self, email: &Email) -> Result<Receipt, Trouble> {
        let refused = |reason: String| Trouble { fault: Fault::Text, said: reason };
        let built = self.built(email).await.map_err(|error| refused(error.reason()))?;
        let limit = self.settings.limits.email;
        let sent = async {
            let mut connection = Connection::open(&self.settings).await?;
            connection.begin(&built.envelope).await?;
            let receipt = connection.carry(&built.envelope, &built.bytes).await?;
            connection.quit().await;
            Ok::<_, Failure>(receipt)
        };
        match tokio::time::timeout(limit, sent).await {
            Ok(sent) => sent.map_err(|failure| failure.into_trouble(email)),
            Err(_elapsed) => Err(Failure::slow(Step::WholeEmail, limit).into_trouble(email)),
        }
    }

    /// The bytes that go over the wire, signed where a key is set: some milliseconds of computing then.
    pub(crate) fn build(&self, email: &Email) -> Result<Built, BuildError> {
        let mut message = email::message(email)?;
        if let Some(dkim) = &self.dkim {
            dkim.sign(&mut message);
        }
        let (envelope, bytes) = formatted(message)?;
        Ok(Built { envelope, bytes })
    }

    pub(crate) async fn send(&self, email: &Email) -> Result<Receipt, SendError> {
        let built = self.built(email).await?;
        self.carry(email, &built).await
    }

    /// Sends what was built of an e-mail.
    pub(crate) async fn carry(&self, email: &Email, built: &Built) -> Result<Receipt, SendError> {
        let Ok(_turn) = self.pool.turn().await else {
            return Err(SendError::Temporary { reason: "the club is stopping".to_owned(), code: None });
        };
        let limit = self.settings.limits.email;
        match tokio::time::timeout(limit, self.deliver(&built.envelope, &built.bytes)).await {
            Ok(sent) => sent.map_err(|failure| failure.into_send_error(email)),
            Err(_elapsed) => Err(Failure::slow(Step::WholeEmail, limit).into_send_error(email)),
        }
    }

    pub(crate) async fn check(&self) -> Result<(), SendError> {
        let limit = self.settings.limits.email;
        match tokio::time::timeout(limit, Connection::open(&self.settings)).await {
            Ok(Ok(connection)) => {
                connection.quit().await;
                Ok(())
            }
            Ok(Err(failure)) => Err(failure.into_check_error()),
            Err(_elapsed) => Err(Failure::slow(Step::Connection, limit).into_check_error()),
        }
    }

    /// The e-mail in bytes; a signature costs milliseconds of computing and is made off the async workers.
    async fn built(&self, email: &Email) -> Result<Built, SendError> {
        if self.dkim.is_none() {
            return Ok(self.build(email)?);
        }
        let (this, email) = (self.clone(), email.clone());
        match tokio::task::spawn_blocking(move || this.build(&email)).await {
            Ok(built) => Ok(built?),
            Err(error) => {
                Err(SendError::Temporary { reason: format!("the signature failed: {error}"), code: None })
            }
        }
    }

    /// Over a kept connection, or a new one when that has died meanwhile; only before the sender is accepted, so nothing is sent twice.
    async fn deliver(&self, envelope: &Envelope, bytes: &[u8]) -> Result<Receipt, Failure> {
        if let Some(mut kept) = self.pool.take() {
            match kept.begin(envelope).await {
                Err(failure) if failure.is_of_a_dead_connection() => {}
                begun => return self.finish(kept, begun, envelope, bytes).await,
            }
        }
        let mut fresh = Connection::open(&self.settings).await?;
        let begun = fresh.begin(envelope).await;
        self.finish(fresh, begun, envelope, bytes).await
    }

    async fn finish(
        &self,
        mut connection: Connection,
        begun: Result<(), Failure>,
        envelope: &Envelope,
        bytes: &[u8],
    ) -> Result<Receipt, Failure> {
        let sent = match begun {
            Ok(()) => connection.carry(envelope, bytes).await,
            Err(failure) => Err(failure),
        };
        match &sent {
            Ok(_) => self.pool.keep(connection),
            Err(failure) if failure.leaves_the_connection() && connection.reset().await => {
                self.pool.keep(connection);
            }
            Err(_) => {}
        }
        sent
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("host", &self.settings.host)
            .field("port", &self.settings.port)
            .field("is_signed", &self.dkim.is_some())
            .finish_non_exhaustive()
    }
}

/// Whether a reply concerns our account, at whatever command it comes.
pub(crate) fn is_of_account(code: u16) -> bool {
    failure::ACCOUNT.contains(&code)
}

fn formatted(message: lettre::Message) -> Result<(Envelope, Vec<u8>), BuildError> {
    let bytes = email::checked(message.formatted())?;
    Ok((message.envelope().clone(), bytes))
}
