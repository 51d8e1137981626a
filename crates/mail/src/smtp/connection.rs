//! One connection to the server, command by command, each within its time.

use std::time::Duration;

use lettre::address::Envelope;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, AsyncTokioStream};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::{Response, Severity};
use secrecy::ExposeSecret as _;
use tokio::net::TcpStream;
use tokio::time::{Instant, timeout};

use super::failure::{self, Failure, Fault, Step};
use super::settings::{Account, Encryption, Settings};
use crate::Receipt;

/// A goodbye is a courtesy; nothing waits long for its answer.
const GOODBYE: Duration = Duration::from_secs(2);

/// Only this reply lets the text begin. Any other shows that replies and commands do not belong together, be it a fault or somebody
/// on the line who slipped in a reply before encryption began; then an acceptance would not be this e-mail's.
const READY_FOR_TEXT: u16 = 354;

/// An open connection, greeted, encrypted and logged in.
pub(super) struct Connection {
    smtp: AsyncSmtpConnection,
    command_limit: Duration,
    /// E-mails that went over it.
    pub(super) emails: u32,
    /// When it was last used.
    pub(super) used_at: Instant,
}

impl Connection {
    /// Connects, greets, encrypts and logs in.
    pub(super) async fn open(settings: &Settings) -> Result<Connection, Failure> {
        let line = line(settings).await?;
        let hello = settings.hello.clone().map_or_else(ClientId::default, ClientId::Domain);
        let limit = settings.limits.command;
        let greeted = AsyncSmtpConnection::connect_with_transport(line, &hello);
        let mut smtp = within(Step::Greeting, limit, Failure::of_session, greeted).await?;
        encrypt(&mut smtp, settings, &hello).await?;
        if let Some(account) = &settings.account {
            log_in(&mut smtp, account, limit).await?;
        }
        Ok(Connection { smtp, command_limit: limit, emails: 0, used_at: Instant::now() })
    }

    /// Names the sender.
    pub(super) async fn begin(&mut self, envelope: &Envelope) -> Result<(), Failure> {
        let mail = Mail::new(envelope.from().cloned(), Vec::new());
        within(Step::Sender, self.command_limit, Failure::of_session, self.smtp.command(mail)).await?;
        Ok(())
    }

    /// Names the reader and hands over the e-mail.
    pub(super) async fn carry(&mut self, envelope: &Envelope, bytes: &[u8]) -> Result<Receipt, Failure> {
        for reader in envelope.to() {
            let rcpt = Rcpt::new(reader.clone(), Vec::new());
            within(Step::Reader, self.command_limit, Failure::of_email, self.smtp.command(rcpt)).await?;
        }
        let ready =
            within(Step::TextStart, self.command_limit, Failure::of_email, self.smtp.command(Data)).await?;
        if !ready.has_code(READY_FOR_TEXT) {
            return Err(Failure::of_ours(Fault::NoMailServer, "the server answers out of step"));
        }
        let response = self.hand_over(bytes).await.map_err(Failure::after_the_text)?;
        if response.code().severity != Severity::PositiveCompletion {
            return Err(
                Failure::of_ours(Fault::NoMailServer, "the server answers out of step").after_the_text()
            );
        }
        self.emails += 1;
        self.used_at = Instant::now();
        let said: Vec<&str> = response.message().collect();
        Ok(Receipt {
            reply: failure::without_addresses(&format!("{} {}", response.code(), said.join(" ")), None),
        })
    }

    /// The only place where bytes of an e-mail go over the wire; [`crate::email::checked`] let them through.
    ///
    /// The library ends the text with a line break of its own, so ours is left out: what arrives is what was built.
    async fn hand_over(&mut self, bytes: &[u8]) -> Result<Response, Failure> {
        let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        #[expect(
            clippy::disallowed_methods,
            reason = "the bytes were checked for bare line breaks when they were built"
        )]
        let sent = self.smtp.message(bytes);
        within(Step::Text, self.command_limit, Failure::of_email, sent).await
    }

    /// Clears a refused e-mail away; whether the connection still serves.
    pub(super) async fn reset(&mut self) -> bool {
        self.used_at = Instant::now();
        within(Step::Clearing, self.command_limit, Failure::of_session, self.smtp.command(Rset)).await.is_ok()
    }

    /// Says goodbye.
    pub(super) async fn quit(mut self) {
        // A server that does not answer to a goodbye has lost nothing.
        let _answered = timeout(GOODBYE, self.smtp.quit()).await;
    }
}

/// A socket that sends at once: with Nagle's algorithm each e-mail waits for a delayed acknowledgement.
async fn line(settings: &Settings) -> Result<Box<dyn AsyncTokioStream>, Failure> {
    let limit = settings.limits.connect;
    let host = settings.host.as_str();
    let connected = async {
        let addresses = settings.reach.addresses(host, settings.port).await;
        let addresses = addresses.map_err(|refusal| Failure::of_reach(&refusal))?;
        let socket =
            TcpStream::connect(addresses.as_slice()).await.map_err(|error| Failure::of_line(&error))?;
        socket.set_nodelay(true).map_err(|error| Failure::of_line(&error))?;
        let line: Box<dyn AsyncTokioStream> = match settings.encryption {
            Encryption::FromTheStart => {
                let encrypted = settings.trust.encrypted(socket, host).await;
                Box::new(encrypted.map_err(|error| Failure::of_line(&error))?)
            }
            Encryption::Required | Encryption::WhenOffered | Encryption::Never => Box::new(socket),
        };
        Ok(line)
    };
    match timeout(limit, connected).await {
        Ok(connected) => connected,
        Err(_elapsed) => Err(Failure::slow(Step::Connection, limit)),
    }
}

async fn encrypt(
    smtp: &mut AsyncSmtpConnection,
    settings: &Settings,
    hello: &ClientId,
) -> Result<(), Failure> {
    let accepts_any = match settings.encryption {
        Encryption::FromTheStart | Encryption::Never => return Ok(()),
        Encryption::WhenOffered if !smtp.can_starttls() => return Ok(()),
        Encryption::Required if !smtp.can_starttls() => {
            return Err(Failure::of_ours(
                Fault::NoEncryption,
                "the server offers no encryption; neither password nor e-mail was sent",
            ));
        }
        Encryption::WhenOffered => true,
        Encryption::Required => false,
    };
    let parameters = settings.trust.parameters(&settings.host, accepts_any)?;
    within(Step::Encryption, settings.limits.command, Failure::of_session, smtp.starttls(parameters, hello))
        .await
}

async fn log_in(smtp: &mut AsyncSmtpConnection, account: &Account, limit: Duration) -> Result<(), Failure> {
    let credentials = Credentials::new(account.user.clone(), account.password.expose_secret().to_owned());
    within(Step::LogIn, limit, Failure::of_session, smtp.auth(DEFAULT_MECHANISMS, &credentials)).await?;
    Ok(())
}

/// The outcome of one step, or that the server did not answer in time.
async fn within<T>(
    during: Step,
    limit: Duration,
    failure: fn(Step, &Error) -> Failure,
    step: impl Future<Output = Result<T, Error>>,
) -> Result<T, Failure> {
    match timeout(limit, step).await {
        Ok(done) => done.map_err(|error| failure(during, &error)),
        Err(_elapsed) => Err(Failure::slow(during, limit)),
    }
}
