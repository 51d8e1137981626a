//! Clubs for the tests of this crate: a database of its own each, a clock that stands still, chance that repeats.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use entity::{Gender, session};
use lang::{FullName, Lang};
use mail::{Address, Mailbox};
use sea_orm::{ConnectionTrait as _, Database};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

use crate::files::Files;
use crate::person::Profile;
use crate::storage::Storage;
use crate::{Chance, Clock, Club, Settings, Viewer, session as sessions, session_files};

/// The copy of the spring session that the project carries.
pub(crate) fn fixture_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixture")
}

/// A club with nothing in it; its clock stands at 1 April 2027, 09:00 in Yekaterinburg.
pub(crate) async fn fresh_club() -> Club {
    let at: DateTime<Utc> = "2027-04-01T04:00:00Z".parse().expect("an instant");
    let address = Address::parse("webclub@school.example").expect("an address");
    let base = Url::parse("https://club.example").expect("a URL");
    Club {
        storage: Storage::open(&database().await).await.expect("the database opens"),
        files: Files::in_memory(),
        clock: Clock::simulated(at, 0.0),
        chance: Chance::seeded(1),
        settings: Settings::new(base, Mailbox { name: Some("Web-клуб".to_owned()), address }),
    }
}

/// A club with the programme of the spring session, not published yet.
pub(crate) async fn fixture_club() -> (Club, session::Model) {
    let club = fresh_club().await;
    let (files, problems) = session_files::read(&fixture_folder());
    let files = files.unwrap_or_else(|| panic!("the fixture is broken: {problems:?}"));
    session_files::import_programme(&club, &files).await.expect("the import works");
    let session =
        sessions::find_organized(&club, &Viewer::Club, "2027-spring").await.expect("the database answers");
    (club, session.expect("the session is there"))
}

/// A teacher of mathematics in Yekaterinburg.
pub(crate) fn profile(given: &str, family: &str, email: &str) -> Profile {
    Profile {
        name: FullName::parse(family, given, "").expect("a name"),
        gender: Gender::Unknown,
        position: "учитель математики".to_owned(),
        school_name: "МБОУ СОШ № 2".to_owned(),
        city: "Екатеринбург".to_owned(),
        region: "Свердловская область".to_owned(),
        zone: Tz::Asia__Yekaterinburg,
        experience_years: Some(2),
        email: Some(Address::parse(email).expect("an address")),
        phone: None,
        language: Lang::Ru,
    }
}

/// The address of a migrated, empty database: PostgreSQL where `WEBCLUB_TEST_STORE=postgres` asks for it.
async fn database() -> String {
    match std::env::var("WEBCLUB_TEST_STORE").as_deref() {
        Ok("postgres") => postgres().await,
        _ => sqlite().await,
    }
}

async fn sqlite() -> String {
    static TEMPLATE: OnceCell<(TempDir, PathBuf)> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(|| async {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("template.sqlite");
        migrations::run(&format!("sqlite://{}", path.display()), migrations::Lock::None)
            .await
            .expect("the steps run");
        (folder, path)
    });
    let (folder, template) = template.await;
    let path = folder.path().join(format!("club-{}.sqlite", number()));
    std::fs::copy(template, &path).expect("a copy of the template");
    format!("sqlite://{}", path.display())
}

async fn postgres() -> String {
    static TEMPLATE: OnceCell<String> = OnceCell::const_new();
    let server = std::env::var("WEBCLUB_TEST_POSTGRES").expect("WEBCLUB_TEST_POSTGRES names a server");
    let (head, _) = server.rsplit_once('/').expect("a URL with a database");
    let template = TEMPLATE.get_or_init(|| async {
        let name = format!("webclub_club_{}_template", std::process::id());
        create(&server, &name, "").await;
        migrations::run(&format!("{head}/{name}"), migrations::Lock::None).await.expect("the steps run");
        name
    });
    let template = template.await;
    let name = format!("webclub_club_{}_{}", std::process::id(), number());
    create(&server, &name, &format!(" TEMPLATE {template}")).await;
    format!("{head}/{name}")
}

/// Two tests that copy the template in one moment disturb each other: PostgreSQL refuses, and we ask again.
async fn create(server: &str, name: &str, like: &str) {
    let connection = Database::connect(server).await.expect("the server answers");
    for _ in 0..2000 {
        if connection.execute_unprepared(&format!("CREATE DATABASE {name}{like}")).await.is_ok() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(25)).await;
    }
    panic!("the database {name} was not made");
}

fn number() -> usize {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}
