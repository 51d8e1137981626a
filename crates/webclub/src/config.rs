//! Configuration: defaults, then a file, then `WEBCLUB_*` variables, then options. An unknown key is refused.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use club::AccountRules;
use club::sealing::SealingKey;
use club::signing::SecretKey;
use figment::Figment;
use figment::providers::{Env, Format as _, Serialized, Toml};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::cli::CommonOptions;

/// The file that is read when none is named and this one is there.
const BESIDE: &str = "webclub.toml";

/// What an operator may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    /// Folder of everything that is not elsewhere.
    pub(crate) data_dir: PathBuf,
    /// `sqlite://…` or `postgres://…`; a file in the data folder when absent.
    database_url: Option<SecretString>,
    /// Address to listen on.
    pub(crate) listen: SocketAddr,
    /// Public address; `http://` and the listening address when absent.
    base_url: Option<Url>,
    /// `smtp://…` or `smtps://…`; e-mails become files when absent.
    pub(crate) smtp_url: Option<SecretString>,
    /// Address and name in the `From` of e-mails.
    pub(crate) mail_from: String,
    pub(crate) mail_from_name: String,
    /// 32 secret bytes in base64url that sign documents; the club makes its own and keeps it in the database when absent.
    signing_key: Option<SecretString>,
    /// 32 secret bytes in base64url by which the database keeps passwords of others; a file in the data folder when absent.
    secret_key: Option<SecretString>,
    /// What organizers may set up as accounts on SMTP servers.
    pub(crate) smtp_accounts: SmtpAccounts,
    /// Where programs may be that are told what happens.
    pub(crate) webhooks: Webhooks,
    /// Where files lie: a folder, or `s3://bucket/prefix`; `files` in the data folder when absent.
    files: Option<String>,
    /// How an S3-compatible store is reached.
    pub(crate) s3: S3,
    /// How many reverse proxies stand in front: so many addresses of `X-Forwarded-For` are believed.
    pub(crate) trusted_proxies: usize,
    /// The bearer secret with which a mail service reports bounces at `/api/v1/email-reports`; nobody can when absent.
    pub(crate) email_report_secret: Option<SecretString>,
    /// A Maildir into which bounces are delivered; the scheduler reads it.
    pub(crate) bounce_folder: Option<PathBuf>,
    /// Address on which bounces are taken by LMTP, such as `127.0.0.1:8024`.
    pub(crate) bounce_lmtp: Option<SocketAddr>,
    /// What is logged, in the words of `tracing-subscriber`'s filter.
    pub(crate) log: String,
    pub(crate) log_format: LogFormat,
}

/// How an S3-compatible store is reached.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct S3 {
    pub(crate) endpoint: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) access_key_id: Option<String>,
    pub(crate) secret_access_key: Option<SecretString>,
    /// Plain http, for a store on the same machine.
    pub(crate) allow_http: bool,
}

/// What organizers may set up as accounts on SMTP servers.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct SmtpAccounts {
    /// Hosts and networks inside that may be connected to.
    pub(crate) inside: Vec<String>,
    pub(crate) ports: Vec<u16>,
}

impl Default for SmtpAccounts {
    fn default() -> SmtpAccounts {
        SmtpAccounts { inside: vec![], ports: AccountRules::default().ports }
    }
}

/// Where programs may be that are told what happens.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Webhooks {
    /// Hosts and networks inside that may be told.
    pub(crate) inside: Vec<String>,
}

/// Shape of log lines.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    Text,
    Json,
}

#[derive(Serialize)]
struct Defaults {
    data_dir: PathBuf,
    listen: SocketAddr,
    mail_from: &'static str,
    mail_from_name: &'static str,
    trusted_proxies: usize,
    log: &'static str,
    log_format: LogFormat,
    s3: Empty,
    smtp_accounts: Empty,
    webhooks: Empty,
}

#[derive(Serialize)]
struct Empty {}

#[derive(Serialize)]
struct Given<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    data_dir: Option<&'a Path>,
    #[serde(skip_serializing_if = "Option::is_none")]
    database_url: Option<&'a str>,
}

impl Config {
    /// Gathers the configuration.
    ///
    /// # Errors
    /// An unknown key, a value that does not fit, a file that is named and not there.
    pub(crate) fn load(options: &CommonOptions) -> anyhow::Result<Config> {
        let mut sources = Figment::from(Serialized::defaults(defaults()));
        sources = match &options.config {
            Some(file) if !file.is_file() => {
                anyhow::bail!("there is no configuration file {}", file.display())
            }
            Some(file) => sources.merge(Toml::file_exact(file)),
            None if Path::new(BESIDE).is_file() => sources.merge(Toml::file_exact(BESIDE)),
            None => sources,
        };
        let given =
            Given { data_dir: options.data_dir.as_deref(), database_url: options.database_url.as_deref() };
        sources
            .merge(environment())
            .merge(Serialized::defaults(given))
            .extract()
            .context("the configuration does not fit")
    }

    /// The same configuration with another address to listen on, where one is given.
    pub(crate) fn with_listen(mut self, listen: Option<SocketAddr>) -> Config {
        if let Some(listen) = listen {
            self.listen = listen;
        }
        self
    }

    /// The same configuration in another data folder, with a database, files and e-mails of its own in there.
    pub(crate) fn in_folder(mut self, folder: PathBuf) -> Config {
        self.data_dir = folder;
        self.database_url = None;
        self.files = None;
        self.smtp_url = None;
        (self.signing_key, self.secret_key) = (None, None);
        (self.email_report_secret, self.bounce_folder, self.bounce_lmtp) = (None, None, None);
        self
    }

    /// A configuration with everything in one folder, whatever the machine's variables say: for rehearsals.
    ///
    /// # Errors
    /// When the address is none.
    pub(crate) fn scratch(folder: &Path, address: &str) -> anyhow::Result<Config> {
        let mut config: Config = Figment::from(Serialized::defaults(defaults())).extract()?;
        config.data_dir = folder.to_path_buf();
        config.base_url = Some(Url::parse(address)?);
        config.mail_from = "webclub@rehearsal.example".to_owned();
        Ok(config)
    }

    /// Where the database is. Holds a password: not for logs.
    pub(crate) fn database_url(&self) -> String {
        use secrecy::ExposeSecret as _;
        match &self.database_url {
            Some(url) => url.expose_secret().to_owned(),
            None => format!("sqlite://{}", self.data_dir.join("webclub.sqlite").display()),
        }
    }

    /// The key that signs documents, when the configuration holds it.
    ///
    /// # Errors
    /// When the setting is no key. The sentence does not repeat it.
    pub(crate) fn signing_key(&self) -> anyhow::Result<Option<SecretKey>> {
        use secrecy::ExposeSecret as _;
        let key = self.signing_key.as_ref().map(|key| SecretKey::parse(key.expose_secret()));
        key.transpose().context("the setting signing_key cannot be used")
    }

    /// The key by which the database keeps passwords of others: of the configuration, or of the file in the data folder, where there is one.
    ///
    /// # Errors
    /// When it is no key. The sentence does not repeat it.
    pub(crate) fn sealing_key(&self) -> anyhow::Result<Option<SealingKey>> {
        use secrecy::ExposeSecret as _;
        if let Some(key) = &self.secret_key {
            let key =
                SealingKey::parse(key.expose_secret()).context("the setting secret_key cannot be used")?;
            return Ok(Some(key));
        }
        let file = self.sealing_key_file();
        let text = match std::fs::read_to_string(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                return Err(error).with_context(|| format!("the file {} cannot be read", file.display()));
            }
        };
        let key = SealingKey::parse(&text);
        key.map(Some).with_context(|| format!("the file {} cannot be used", file.display()))
    }

    /// Where the key is kept when the configuration holds none.
    pub(crate) fn sealing_key_file(&self) -> PathBuf {
        self.data_dir.join("secret.key")
    }

    /// What organizers may set up as accounts on SMTP servers.
    ///
    /// # Errors
    /// When an entry is neither a host nor a network.
    pub(crate) fn account_rules(&self) -> anyhow::Result<AccountRules> {
        let inside = mail::Allowed::parse(&self.smtp_accounts.inside);
        let inside = inside.context("the setting smtp_accounts.inside cannot be used")?;
        Ok(AccountRules { inside, ports: self.smtp_accounts.ports.clone() })
    }

    /// Hosts inside that programs may be on which are told what happens.
    ///
    /// # Errors
    /// When an entry is neither a host nor a network.
    pub(crate) fn webhook_hosts(&self) -> anyhow::Result<mail::Allowed> {
        mail::Allowed::parse(&self.webhooks.inside).context("the setting webhooks.inside cannot be used")
    }

    /// Where files are: a folder or an `s3://` address.
    pub(crate) fn files(&self) -> String {
        self.files.clone().unwrap_or_else(|| self.data_dir.join("files").display().to_string())
    }

    /// The secret of reports about e-mails, when the configuration holds one that nobody guesses.
    ///
    /// # Errors
    /// When it is shorter than 20 characters.
    pub(crate) fn report_secret(&self) -> anyhow::Result<Option<String>> {
        use secrecy::ExposeSecret as _;
        let secret = self.email_report_secret.as_ref().map(|secret| secret.expose_secret().trim().to_owned());
        if secret.as_ref().is_some_and(|secret| secret.len() < 20) {
            anyhow::bail!("the setting email_report_secret is too short: 20 characters at least");
        }
        Ok(secret)
    }

    /// The public address.
    ///
    /// # Errors
    /// When the listening address makes no URL.
    pub(crate) fn base_url(&self) -> anyhow::Result<Url> {
        match &self.base_url {
            Some(url) => Ok(url.clone()),
            None => Ok(Url::parse(&format!("http://{}", self.listen))?),
        }
    }

    /// Folder of e-mails when there is no SMTP server.
    pub(crate) fn mail_folder(&self) -> PathBuf {
        self.data_dir.join("mail")
    }
}

fn defaults() -> Defaults {
    Defaults {
        data_dir: PathBuf::from("./data"),
        listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
        mail_from: "webclub@localhost.localdomain",
        mail_from_name: "Web-клуб",
        trusted_proxies: 0,
        log: "info",
        log_format: LogFormat::Text,
        s3: Empty {},
        smtp_accounts: Empty {},
        webhooks: Empty {},
    }
}

/// `WEBCLUB_DATA_DIR`, `WEBCLUB_S3__ENDPOINT`, …; variables of the tests and the name of the file itself are none of these.
fn environment() -> Env {
    Env::prefixed("WEBCLUB_").filter(|key| key != "config" && !key.starts_with("test_")).split("__")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(file: &str) -> anyhow::Result<Config> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("webclub.toml");
        std::fs::write(&path, file).unwrap();
        Config::load(&CommonOptions { config: Some(path), ..CommonOptions::default() })
    }

    #[test]
    fn without_any_the_database_is_a_file_in_the_data_folder() {
        let config = load("").unwrap();
        assert_eq!(config.database_url(), "sqlite://./data/webclub.sqlite");
        assert_eq!(config.files(), "./data/files");
        assert_eq!(config.base_url().unwrap().as_str(), "http://127.0.0.1:8080/");
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let error = format!("{:#}", load("datadir = \"/srv\"").unwrap_err());
        assert!(error.contains("datadir"), "{error}");
    }

    #[test]
    fn an_option_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("webclub.toml");
        std::fs::write(&path, "data_dir = \"/from/file\"").unwrap();
        let options = CommonOptions {
            config: Some(path),
            data_dir: Some("/from/option".into()),
            ..CommonOptions::default()
        };
        assert_eq!(Config::load(&options).unwrap().data_dir, PathBuf::from("/from/option"));
    }

    #[test]
    fn a_password_in_the_database_url_is_not_shown() {
        let config = load("database_url = \"postgres://u:s3cret@h/d\"").unwrap();
        assert!(!format!("{config:?}").contains("s3cret"));
    }

    #[test]
    fn what_organizers_may_connect_to_is_read_and_mistakes_are_named() {
        let rules = load("").unwrap().account_rules().unwrap();
        assert_eq!(rules.ports, [25, 465, 587, 2525]);
        assert!(!rules.inside.names_host("10.0.5.1"));
        let file = "[smtp_accounts]\ninside = [\"mail.lan\", \"10.0.5.0/24\"]\nports = [2526]";
        let rules = load(file).unwrap().account_rules().unwrap();
        assert!(rules.inside.names_host("mail.lan") && rules.inside.names_host("10.0.5.1"));
        assert_eq!(rules.ports, [2526]);
        let wrong = load("[smtp_accounts]\ninside = [\"10.0.5.0/99\"]").unwrap();
        let error = format!("{:#}", wrong.account_rules().unwrap_err());
        assert!(error.contains("smtp_accounts.inside") && error.contains("10.0.5.0/99"), "{error}");
        assert!(load("[smtp_accounts]\nallowed = []").is_err());
        let hosts = load("[webhooks]\ninside = [\"site.lan\"]").unwrap().webhook_hosts().unwrap();
        assert!(hosts.names_host("site.lan") && !hosts.names_host("10.0.5.1"));
        assert!(load("[webhooks]\ninside = [\"10.0.5.0/99\"]").unwrap().webhook_hosts().is_err());
    }

    #[test]
    fn the_key_of_secrets_is_read_from_the_setting_or_its_file_and_never_shown() {
        let folder = tempfile::tempdir().unwrap();
        let base = format!("data_dir = {:?}\n", folder.path());
        assert!(load(&base).unwrap().sealing_key().unwrap().is_none());
        std::fs::write(folder.path().join("secret.key"), format!("{}\n", "A".repeat(43))).unwrap();
        let of_file = load(&base).unwrap().sealing_key().unwrap().unwrap();
        let set = load(&format!("{base}secret_key = \"{}A\"", "B".repeat(42))).unwrap();
        assert_ne!(set.sealing_key().unwrap().unwrap().id(), of_file.id());
        assert!(!format!("{set:?}").contains("BBBB"));
        std::fs::write(folder.path().join("secret.key"), "s3cret").unwrap();
        let error = format!("{:#}", load(&base).unwrap().sealing_key().unwrap_err());
        assert!(error.contains("secret.key cannot be used") && !error.contains("s3cret"), "{error}");
    }

    #[test]
    fn a_signing_key_is_read_and_never_shown() {
        let config = load("signing_key = \"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\"").unwrap();
        assert_eq!(config.signing_key().unwrap().unwrap().public().id(), "56475aa75463474c");
        assert!(!format!("{config:?}").contains("AAEC"));
        let error = format!("{:#}", load("signing_key = \"s3cret\"").unwrap().signing_key().unwrap_err());
        assert!(error.contains("signing_key") && !error.contains("s3cret"), "{error}");
    }
}
