//! A session whose listeners all attended: numbers, frozen data, files, e-mails, in a database and a folder as they are served.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use chrono::{DateTime, TimeDelta, Utc};
use club::document::{self, Scope};
use club::files::Files;
use club::lang::{FullName, search_key};
use club::session::PublicWebinar;
use club::storage::Storage;
use club::{Chance, Clock, Club, Settings, Viewer, network, session, session_files};
use entity::{Gender, PersonId, RegistrationId, SessionId, attendance, person, registration, webinar};
use mail::{Address, Mailbox};
use sea_orm::{ActiveModelTrait, Database, DbErr, EntityTrait as _, IntoActiveModel as _};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::usage;

/// Rows of one statement.
const ROWS_AT_ONCE: usize = 500;

const FAMILIES: [&str; 20] = [
    "Константинопольская",
    "Иванова",
    "Кравец",
    "Шевченко",
    "Ли",
    "Смирнова",
    "Абдурахманова",
    "Мельник",
    "Римская-Корсакова",
    "Долгих",
    "Кузнецова",
    "Попова",
    "Соколова",
    "Щёлокова",
    "Хуснутдинова",
    "Алиева",
    "Броневая",
    "Лобжанидзе",
    "Мкртчян",
    "Вознесенская-Зайцева",
];
const GIVEN: [&str; 10] =
    ["Мария", "Анна", "Галия", "Любовь", "Александра", "Наталья", "Эсфирь", "Ольга", "Юлия", "Патимат"];
const PATRONYMICS: [&str; 10] = [
    "Петровна",
    "Ильинична",
    "Вячеславовна",
    "Кузьминична",
    "Магомедовна",
    "Сергеевна",
    "Яковлевна",
    "Львовна",
    "Фаридовна",
    "Александровна",
];

/// Issues a certificate to each of so many listeners and makes the files; prints what that took. Another process makes the session: its memory
/// is not what issuing needs.
pub(crate) fn measure(listeners: usize) -> anyhow::Result<Value> {
    let folder = tempfile::tempdir()?;
    let mut filling = Command::new(std::env::current_exe()?);
    filling.arg("fill").arg(folder.path()).arg(listeners.to_string());
    let filled = filling.stderr(Stdio::inherit()).output()?;
    ensure!(filled.status.success(), "the session was not made");
    let filled: Filled = serde_json::from_slice(&filled.stdout)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let club = open(folder.path(), filled.now).await?;
        let (begun, cpu, before) = (Instant::now(), usage::cpu(), usage::peak_memory()?);
        let issued = document::issue(&club, &Viewer::Club, filled.session, Scope::Session).await?;
        let (numbered, issue_peak) = (usage::cpu(), usage::peak_memory()?);
        let rendered = document::render(&club, filled.session).await?;
        let ended = usage::cpu();
        ensure!(issued.refused.is_empty(), "refused: {:?}", issued.refused.first());
        ensure!(issued.numbers.len() == listeners, "{} numbers", issued.numbers.len());
        ensure!(rendered == listeners, "{rendered} files");
        let figures = json!({
            "documents": rendered,
            "cpu_seconds": seconds(ended - cpu),
            "issue_cpu_seconds": seconds(numbered - cpu),
            "render_cpu_seconds": seconds(ended - numbered),
            "clock_seconds": begun.elapsed().as_secs_f64(),
            "bytes_before": before,
            "issue_peak_bytes": issue_peak,
            "peak_bytes": usage::peak_memory()?,
        });
        club.storage.close().await?;
        Ok(figures)
    })
}

/// What the process that makes the session tells the one that issues.
#[derive(Serialize, Deserialize)]
struct Filled {
    session: SessionId,
    now: DateTime<Utc>,
}

/// Makes the session in a folder.
pub(crate) fn fill(folder: &Path, listeners: usize) -> anyhow::Result<Value> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let (club, session) = filled(folder, listeners).await?;
        let filled = Filled { session, now: club.clock.now() };
        club.storage.close().await?;
        Ok(serde_json::to_value(filled)?)
    })
}

fn seconds(duration: Duration) -> f64 {
    duration.as_secs_f64()
}

/// The club with the programme of the spring session, the day after its last webinar.
async fn filled(folder: &Path, listeners: usize) -> anyhow::Result<(Club, SessionId)> {
    let club = empty(folder).await?;
    let secret = network::offer_set_up(&club).await?.context("nothing is set up yet")?;
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
    network::set_up(&club, &secret, form).await?;
    session_files::import_programme(&club, &files).await?;
    session::publish(&club, &Viewer::Club, "2027-spring").await?;
    let programme = session::programme(&club, &Viewer::Club, "2027-spring").await?.context("no session")?;
    let webinars: Vec<PublicWebinar> = programme.webinars.into_iter().map(|line| line.webinar).collect();
    let last = webinars.iter().map(|webinar| webinar.ends_at).max().context("no webinars")?;
    club.clock.set(last + TimeDelta::days(1));
    attended(&club, &webinars, listeners).await?;
    Ok((club, programme.session.id))
}

async fn empty(folder: &Path) -> anyhow::Result<Club> {
    let url = format!("sqlite://{}", folder.join("club.sqlite").display());
    let database = Database::connect(format!("{url}?mode=rwc")).await?;
    migrations::up(&database, migrations::Lock::None).await?;
    database.close().await?;
    open(folder, "2027-04-01T04:00:00Z".parse()?).await
}

/// The club in a folder, at an instant.
async fn open(folder: &Path, now: DateTime<Utc>) -> anyhow::Result<Club> {
    let url = format!("sqlite://{}", folder.join("club.sqlite").display());
    let sender = Mailbox { name: None, address: Address::parse("webclub@school.example")? };
    Ok(Club {
        storage: Storage::open(&url).await?,
        files: Files::in_folder(&folder.join("files"))?,
        clock: Clock::simulated(now, 0.0),
        chance: Chance::system()?,
        settings: Settings::new("https://webclub.example".parse()?, sender),
    })
}

/// Persons who registered for one webinar each, all judged to have watched it.
async fn attended(club: &Club, webinars: &[PublicWebinar], listeners: usize) -> anyhow::Result<()> {
    let now = club.clock.now();
    let (mut persons, mut registrations, mut verdicts) = (vec![], vec![], vec![]);
    for (place, webinar) in (0..listeners).zip(webinars.iter().cycle()) {
        let person = listener(club, place, now)?;
        let id: RegistrationId = club.chance.id(now);
        registrations.push(registered(club, id, webinar, person.id, now).into_active_model());
        verdicts.push(watched(id, now).into_active_model());
        persons.push(person.into_active_model());
    }
    insert(club, persons).await?;
    insert(club, registrations).await?;
    insert(club, verdicts).await?;
    for webinar in webinars {
        let judged = webinar::ActiveModel {
            id: sea_orm::Set(webinar.id),
            attendance_judged_at: sea_orm::Set(Some(now)),
            ..Default::default()
        };
        let work = club.storage.write(move |tx| Box::pin(async move { judged.update(tx).await }));
        work.await?;
    }
    Ok(())
}

fn listener(club: &Club, place: usize, now: DateTime<Utc>) -> anyhow::Result<person::Model> {
    let word =
        |words: &[&'static str], place: usize| words.get(place % words.len()).copied().unwrap_or_default();
    let family = word(&FAMILIES, place);
    let given = word(&GIVEN, place / FAMILIES.len());
    let patronymic = word(&PATRONYMICS, place / FAMILIES.len() / GIVEN.len());
    let name = FullName::parse(family, given, patronymic)?;
    let id: PersonId = club.chance.id(now);
    Ok(person::Model {
        id,
        search_name: search_key(&name.full()),
        family: name.family,
        given: name.given,
        patronymic: name.patronymic,
        gender: Gender::Female,
        name_forms: None,
        position: "учитель русского языка и литературы".to_owned(),
        school_id: None,
        school_name: format!("МБОУ СОШ № {}", place % 90 + 1),
        city: "Екатеринбург".to_owned(),
        region: "Свердловская область".to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        experience_years: Some(2),
        email: Some(format!("listener{place}@school.example")),
        phone: None,
        language: "ru".to_owned(),
        email_secret: None,
        email_bounced_at: None,
        disabled_at: None,
        created_at: now,
    })
}

fn registered(
    club: &Club,
    id: RegistrationId,
    webinar: &PublicWebinar,
    person: PersonId,
    now: DateTime<Utc>,
) -> registration::Model {
    registration::Model {
        id,
        webinar_id: webinar.id,
        person_id: person,
        join_secret: club.chance.secret(),
        question: None,
        registered_at: now,
        cancelled_at: None,
        stream_link_email_id: None,
        opened_at: None,
        joined_at: None,
    }
}

fn watched(registration: RegistrationId, now: DateTime<Utc>) -> attendance::Model {
    attendance::Model {
        registration_id: registration,
        seconds: 3_600,
        percent_tenths: 1_000,
        attended: true,
        evidence: String::new(),
        judged_at: now,
    }
}

async fn insert<A>(club: &Club, rows: Vec<A>) -> Result<(), DbErr>
where
    A: ActiveModelTrait + Send + Sync + 'static,
{
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            for rows in rows.chunks(ROWS_AT_ONCE) {
                A::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
            }
            Ok::<_, DbErr>(())
        })
    });
    work.await
}
