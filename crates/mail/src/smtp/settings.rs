//! The URL of an SMTP server, and what follows from it.

use std::net::IpAddr;
use std::time::Duration;

use percent_encoding::percent_decode_str;
use secrecy::{ExposeSecret as _, SecretString};
use url::Url;

use super::reach::Reach;
use super::tls::Trust;

/// Connections side by side when the URL names no number: what mail providers bear without a word.
const CONNECTIONS: usize = 4;
const MAX_CONNECTIONS: usize = 64;

/// How long the server may take; e-mails to other readers wait meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeLimits {
    /// To take the connection.
    pub connect: Duration,
    /// To answer one command.
    pub command: Duration,
    /// For one e-mail from connecting to its acceptance. Below a minute, so that whoever leased the e-mail still holds it.
    pub email: Duration,
}

impl Default for TimeLimits {
    fn default() -> TimeLimits {
        TimeLimits {
            connect: Duration::from_secs(10),
            command: Duration::from_secs(30),
            email: Duration::from_secs(55),
        }
    }
}

/// When the line to the server is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// From the first byte (`smtps`).
    FromTheStart,
    /// By STARTTLS, or nothing is sent.
    Required,
    /// By STARTTLS when it is offered, whoever signed the certificate: better than in the clear, which would be as good.
    WhenOffered,
    /// Never.
    Never,
}

/// Everything that opening a connection needs.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) encryption: Encryption,
    pub(super) account: Option<Account>,
    pub(super) hello: Option<String>,
    pub(super) connections: usize,
    pub(super) limits: TimeLimits,
    pub(super) trust: Trust,
    pub(super) reach: Reach,
}

/// A server with an account on it, as somebody typed it into fields of their own.
#[derive(Clone, Debug)]
pub struct Server {
    /// A name or an address.
    pub host: String,
    pub port: u16,
    pub encryption: Encryption,
    /// User name and password.
    pub account: Option<(String, SecretString)>,
    /// Side by side, 64 at most.
    pub connections: usize,
    pub reach: Reach,
}

impl Server {
    /// With a password the offer of encryption is not enough: somebody on the line can take it away.
    pub(super) fn into_settings(self) -> Settings {
        let encryption = match (self.encryption, &self.account) {
            (Encryption::WhenOffered, Some(_)) => Encryption::Required,
            (encryption, _) => encryption,
        };
        Settings {
            host: self.host,
            port: self.port,
            encryption,
            account: self.account.map(|(user, password)| Account { user, password }),
            hello: None,
            connections: self.connections.clamp(1, MAX_CONNECTIONS),
            limits: TimeLimits::default(),
            trust: Trust::public(),
            reach: self.reach,
        }
    }
}

/// User and password on the server.
#[derive(Clone)]
pub(super) struct Account {
    pub(super) user: String,
    pub(super) password: SecretString,
}

/// What is wrong with the URL of an SMTP server; never shows user or password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SmtpUrlError {
    /// Not a URL at all.
    #[error(
        "this is not a URL; it looks like smtp://user:password@host:587, with %40 for an @ in the user or password"
    )]
    NotAUrl,
    /// Neither `smtp` nor `smtps`.
    #[error("the URL must begin with smtp:// or smtps://")]
    Scheme,
    /// No server is named.
    #[error("the URL names no server")]
    NoHost,
    /// Something follows the server that should not; often a `/` of the password.
    #[error(
        "nothing may follow host and port but options; write %2F for a / and %23 for a # in the password"
    )]
    Path,
    /// A user without password or a password without user.
    #[error("user and password go together")]
    Account,
    /// An option that there is not, or a value it does not take.
    #[error("the option {0} is not known or has a wrong value")]
    Option(String),
    /// The authorities to trust cannot be read.
    #[error("the certificates to trust cannot be read")]
    Authorities,
}

/// The settings in a URL.
pub(super) fn read(url: &SecretString) -> Result<Settings, SmtpUrlError> {
    let url = Url::parse(url.expose_secret().trim()).map_err(|_invalid| SmtpUrlError::NotAUrl)?;
    let is_encrypted = match url.scheme() {
        "smtp" => false,
        "smtps" => true,
        _ => return Err(SmtpUrlError::Scheme),
    };
    if !matches!(url.path(), "" | "/") || url.fragment().is_some() {
        return Err(SmtpUrlError::Path);
    }
    let host = host(&url)?;
    let account = account(&url)?;
    let options = options(&url)?;
    let encryption = match (is_encrypted, options.tls.as_deref()) {
        (true, None | Some("required")) => Encryption::FromTheStart,
        (false, Some("required")) => Encryption::Required,
        (false, Some("none")) => Encryption::Never,
        (false, None | Some("opportunistic")) => offered(&host, account.is_some()),
        _ => return Err(SmtpUrlError::Option("tls".to_owned())),
    };
    let port = url.port().unwrap_or(match (is_encrypted, &account) {
        (true, _) => 465,
        (false, Some(_)) => 587,
        (false, None) => 25,
    });
    Ok(Settings {
        host,
        port,
        encryption,
        account,
        hello: options.hello,
        connections: options.connections,
        limits: TimeLimits::default(),
        trust: Trust::public(),
        reach: Reach::Anywhere,
    })
}

/// Somebody on the line can take the offer of encryption away, so a password is never left to the offer.
fn offered(host: &str, has_password: bool) -> Encryption {
    let is_this_machine =
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    match (is_this_machine, has_password) {
        (true, _) => Encryption::Never,
        (false, true) => Encryption::Required,
        (false, false) => Encryption::WhenOffered,
    }
}

fn host(url: &Url) -> Result<String, SmtpUrlError> {
    let host = decoded(url.host_str().unwrap_or_default()).ok_or(SmtpUrlError::NoHost)?;
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return Ok(address.to_owned());
    }
    match idna::domain_to_ascii(&host) {
        Ok(host) if !host.is_empty() => Ok(host),
        _ => Err(SmtpUrlError::NoHost),
    }
}

fn account(url: &Url) -> Result<Option<Account>, SmtpUrlError> {
    match (url.username(), url.password()) {
        ("", None) => Ok(None),
        ("", Some(_)) | (_, None) => Err(SmtpUrlError::Account),
        (user, Some(password)) => {
            let user = decoded(user).ok_or(SmtpUrlError::NotAUrl)?;
            let password = SecretString::from(decoded(password).ok_or(SmtpUrlError::NotAUrl)?);
            Ok(Some(Account { user, password }))
        }
    }
}

fn decoded(text: &str) -> Option<String> {
    percent_decode_str(text).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}

struct Options {
    tls: Option<String>,
    hello: Option<String>,
    connections: usize,
}

fn options(url: &Url) -> Result<Options, SmtpUrlError> {
    let mut options = Options { tls: None, hello: None, connections: CONNECTIONS };
    for (name, value) in url.query_pairs() {
        let wrong =
            || SmtpUrlError::Option(name.chars().filter(char::is_ascii_alphanumeric).take(20).collect());
        match name.as_ref() {
            "tls" => options.tls = Some(value.into_owned()),
            "hello" => {
                let hello = idna::domain_to_ascii_strict(&value).map_err(|_invalid| wrong())?;
                options.hello = Some(hello).filter(|hello| !hello.is_empty());
            }
            "connections" => {
                let number = value.parse().map_err(|_invalid| wrong())?;
                options.connections =
                    if (1..=MAX_CONNECTIONS).contains(&number) { number } else { return Err(wrong()) };
            }
            _ => return Err(wrong()),
        }
    }
    Ok(options)
}
