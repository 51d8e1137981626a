//! A club with the published spring session: SQLite in a file, as it is served.

use std::path::Path;

use anyhow::Context as _;
use club::files::Files;
use club::lang::FullName;
use club::storage::Storage;
use club::{Chance, Clock, Club, Settings, Viewer, network, session, session_files};
use mail::{Address, Mailbox};
use sea_orm::Database;
use tempfile::TempDir;

/// A club in a folder of its own.
pub(crate) struct Bench {
    pub(crate) club: Club,
    _folder: TempDir,
}

impl Bench {
    pub(crate) async fn new() -> anyhow::Result<Bench> {
        let folder = tempfile::tempdir()?;
        let url = format!("sqlite://{}", folder.path().join("club.sqlite").display());
        let database = Database::connect(format!("{url}?mode=rwc")).await?;
        migrations::up(&database, migrations::Lock::None).await?;
        database.close().await?;
        let club = Club {
            storage: Storage::open(&url).await?,
            files: Files::in_memory(),
            clock: Clock::machine(),
            chance: Chance::seeded(1),
            settings: Settings::new(
                "http://127.0.0.1".parse()?,
                Mailbox::new(Some("Web-клуб"), Address::parse("club@club.example")?),
            ),
        };
        fill(&club).await?;
        Ok(Bench { club, _folder: folder })
    }
}

async fn fill(club: &Club) -> anyhow::Result<()> {
    let secret = network::offer_set_up(club).await?.context("nothing is set up yet")?;
    let fixture = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/fixture");
    let (files, problems) = session_files::read(&fixture);
    let files = files.with_context(|| format!("the fixture is broken: {problems:?}"))?;
    let school = club::school::SchoolProfile {
        full_name: files.session.host_school.clone(),
        short_name: files.session.host_school.clone(),
        city: "Сургут".to_owned(),
        region: files.session.region.clone(),
        zone: files.session.zone,
    };
    let form = network::SetUp {
        network_name: "Интернет-наставник".to_owned(),
        school,
        curator: FullName::parse("Белых", "Тимур", "Рашидович")?,
        email: Address::parse("belykh@school.example")?,
    };
    network::set_up(club, &secret, form).await?;
    session_files::import_programme(club, &files).await?;
    session::publish(club, &Viewer::Club, "2027-spring").await?;
    Ok(())
}
