//! Opens the club that the configuration names.

use anyhow::Context as _;
use club::files::Files;
use club::storage::Storage;
use club::{Chance, Clock, Club, Settings, Viewer};
use mail::{Address, Mailbox, Outlet, Smtp};

use crate::config::Config;
use crate::{files, migrate, say};

/// Opens storage (brought to its newest shape first), files, settings and chance around a clock; makes sure that there is a key to sign with.
///
/// # Errors
/// One sentence on what cannot be opened.
pub(crate) async fn club(config: &Config, clock: Clock) -> anyhow::Result<Club> {
    std::fs::create_dir_all(&config.data_dir)
        .with_context(|| format!("the data folder {} cannot be made", config.data_dir.display()))?;
    migrate::run(config).await?;
    let storage = Storage::open(&config.database_url()).await.context("the database cannot be opened")?;
    let chance = Chance::system()?;
    make_sealing_key(config, &chance)?;
    let club = with_storage(config, clock, storage, chance)?;
    club::signing::adopt(&club).await.context("documents cannot be signed")?;
    Ok(club)
}

/// Makes the file with the key of passwords in the database, readable for nobody else, unless there is a key already.
///
/// # Errors
/// When it cannot be written.
fn make_sealing_key(config: &Config, chance: &Chance) -> anyhow::Result<()> {
    use std::io::Write as _;
    if config.sealing_key()?.is_some() {
        return Ok(());
    }
    let file = config.sealing_key_file();
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let failed = || format!("the file {} cannot be written", file.display());
    match options.open(&file) {
        Ok(mut opened) => writeln!(opened, "{}", chance.token()).with_context(failed),
        // Another process of ours was faster.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error).with_context(failed),
    }
}

/// The same around storage and chance that are there already.
///
/// # Errors
/// One sentence on what cannot be opened.
pub(crate) fn with_storage(
    config: &Config,
    clock: Clock,
    storage: Storage,
    chance: Chance,
) -> anyhow::Result<Club> {
    let files: Files = files::open(config)?;
    let settings = settings(config)?;
    Ok(Club { storage, files, clock, chance, settings })
}

/// What the configuration tells the club.
///
/// # Errors
/// One sentence on what does not fit.
pub(crate) fn settings(config: &Config) -> anyhow::Result<Settings> {
    let address = Address::parse(&config.mail_from).context("the setting mail_from is no e-mail address")?;
    let sender = Mailbox { name: Some(config.mail_from_name.clone()), address };
    let mut settings = Settings::new(config.base_url()?, sender);
    if let Some(key) = config.signing_key()? {
        settings = settings.signing_with(key);
    }
    if let Some(key) = config.sealing_key()? {
        settings = settings.sealing_with(key);
    }
    Ok(settings.with_account_rules(config.account_rules()?).with_webhook_hosts(config.webhook_hosts()?))
}

/// Where e-mails go: to the SMTP server, or into a folder when none is set.
///
/// # Errors
/// When the SMTP URL cannot be read.
pub(crate) fn outlet(config: &Config) -> anyhow::Result<Outlet> {
    match &config.smtp_url {
        Some(url) => Ok(Outlet::Smtp(Smtp::from_url(url).context("the setting smtp_url cannot be used")?)),
        None => Ok(Outlet::Files(mail::Files::new(config.mail_folder()))),
    }
}

/// The command `release-emails`.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn release_emails(config: &Config) -> anyhow::Result<()> {
    let club = club(config, Clock::machine()).await?;
    let were_held = club::network::release_emails(&club, &Viewer::Club).await?;
    say(if were_held { "The e-mails go out from now on." } else { "No e-mails were held." });
    Ok(())
}
