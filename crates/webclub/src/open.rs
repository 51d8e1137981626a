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
    let club = with_storage(config, clock, storage, Chance::system()?)?;
    club::signing::adopt(&club).await.context("documents cannot be signed")?;
    Ok(club)
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
    let address = Address::parse(&config.mail_from).context("the setting mail_from is no e-mail address")?;
    let sender = Mailbox { name: Some(config.mail_from_name.clone()), address };
    let mut settings = Settings::new(config.base_url()?, sender);
    if let Some(key) = config.signing_key()? {
        settings = settings.signing_with(key);
    }
    Ok(Club { storage, files, clock, chance, settings })
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
