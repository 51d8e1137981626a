//! A club on the clock of the machine whose first webinar begins in some hours, and teachers who register for it.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use club::consent::Origin;
use club::files::Files;
use club::lang::{FullName, Lang};
use club::person::Profile;
use club::registration::{self, Registering};
use club::storage::Storage;
use club::{Address, Chance, Clock, Club, Settings, Viewer, network, session, session_files};
use entity::{ConsentPurpose, Gender, WebinarId};
use mail::Mailbox;

/// From now until the first webinar: within the hours in which the links go out at once.
const UNTIL_THE_FIRST: TimeDelta = TimeDelta::minutes(150);

/// The club with the published session.
pub(crate) struct Season {
    pub(crate) club: Club,
    pub(crate) starts_at: DateTime<Utc>,
    webinar: WebinarId,
    people: AtomicUsize,
}

impl Season {
    /// Fills a migrated, empty database.
    pub(crate) async fn begin(folder: &Path, database: &str) -> anyhow::Result<Season> {
        let sender = Mailbox { name: None, address: Address::parse("club@school.example")? };
        let club = Club {
            storage: Storage::open(database).await?,
            files: Files::in_folder(&folder.join("files"))?,
            clock: Clock::machine(),
            chance: Chance::system()?,
            settings: Settings::new("https://club.example".parse()?, sender),
        };
        let (files, problems) = session_files::read(&testclub::fixture_folder());
        let files = files.with_context(|| format!("the fixture is broken: {problems:?}"))?;
        let first = files.webinars.iter().map(|webinar| webinar.starts_at).min().context("no webinar")?;
        let starts_at = club.clock.now() + UNTIL_THE_FIRST;
        let files = files.moved(starts_at - first);
        set_up(&club, &files).await?;
        session_files::import_programme(&club, &files).await?;
        session::publish(&club, &Viewer::Club, &files.session.slug).await?;
        let programme = session::programme(&club, &Viewer::Club, &files.session.slug).await?;
        let programme = programme.context("no session")?;
        let webinar = programme.webinars.iter().find(|line| line.webinar.starts_at == starts_at);
        let webinar = webinar.context("no webinar")?.webinar.id;
        Ok(Season { club, starts_at, webinar, people: AtomicUsize::new(0) })
    }

    /// Registers a teacher whose address asks the server for a fault; an e-mail that confirms and one with the link are due from now on.
    pub(crate) async fn registers(&self, whim: &str) -> anyhow::Result<String> {
        let number = self.people.fetch_add(1, Ordering::Relaxed);
        let address = Address::parse(&format!("teacher{number}-{whim}@listeners.example"))?;
        let profile = Profile {
            name: FullName::parse("Петрова", "Анна", "Сергеевна")?,
            gender: Gender::Female,
            position: "учитель физики".to_owned(),
            school_name: "МБОУ лицей № 1".to_owned(),
            city: "Екатеринбург".to_owned(),
            region: "Свердловская область".to_owned(),
            zone: Tz::Asia__Yekaterinburg,
            experience_years: Some(1),
            email: Some(address.clone()),
            phone: None,
            language: Lang::Ru,
        };
        let form = Registering {
            profile,
            webinars: vec![self.webinar],
            question: None,
            consents: vec![ConsentPurpose::Participation],
            origin: Origin { ip: None, user_agent: None, how: "form" },
            language: Lang::Ru,
        };
        registration::register(&self.club, form).await?;
        Ok(address.as_str().to_owned())
    }
}

async fn set_up(club: &Club, files: &session_files::SessionFiles) -> anyhow::Result<()> {
    let secret = network::offer_set_up(club).await?.context("nothing is set up yet")?;
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
    Ok(())
}
