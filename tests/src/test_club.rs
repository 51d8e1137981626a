//! The club of a test: everything real but the clock, the mailbox and the chance.

use std::sync::atomic::{AtomicUsize, Ordering};

use chrono_tz::Tz;
use club::files::Files;
use club::lang::{FullName, Lang};
use club::person::Profile;
use club::role::{self, Appointment};
use club::sealing::SealingKey;
use club::storage::Storage;
use club::{AccountRules, Chance, Clock, Club, Settings, Viewer, network, session, session_files};
use entity::{Gender, Role};
use mail::{Address, Email, Mailbox, Memory, Outlet, Smtp};
use scheduler::Runner;
use tokio::task::JoinHandle;
use url::Url;

use crate::browser::Browser;
use crate::person::{Member, Teacher};
use crate::store::{Store, fixture_folder};
use crate::time::instant;

pub use scheduler::Round;

/// What a mail service sends along when it reports about e-mails.
pub const REPORT_SECRET: &str = "0123456789abcdef0123456789abcdef";

/// By which the database keeps passwords of others.
const SEALING_KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";

/// A club of its own for one test.
pub struct TestClub {
    /// The club itself, for what no page shows.
    pub club: Club,
    /// Where its pages are.
    pub address: String,
    mailbox: Memory,
    runner: Runner,
    read: AtomicUsize,
    server: JoinHandle<()>,
    is_left_alone: std::sync::atomic::AtomicBool,
    _store: Store,
}

impl TestClub {
    /// An empty installation; the clock stands at 1 April 2027.
    pub async fn new() -> TestClub {
        TestClub::under(AccountRules::default()).await
    }

    /// The same with rules of its own for accounts on SMTP servers; webhooks may lead to the same hosts.
    async fn under(rules: AccountRules) -> TestClub {
        let store = Store::fresh().await;
        let storage = Storage::open(&store.url).await.expect("the database opens");
        let sender = Mailbox {
            name: Some("Web-клуб".to_owned()),
            address: Address::parse("webclub@school.example").expect("an address"),
        };
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        drop(listener);
        let club = Club {
            storage,
            files: Files::in_memory(),
            clock: Clock::simulated(instant("2027-04-01 09:00 Asia/Yekaterinburg"), 0.0),
            chance: Chance::seeded(1),
            settings: Settings::new(Url::parse(&address).expect("a URL"), sender)
                .sealing_with(SealingKey::parse(SEALING_KEY).expect("a key"))
                .with_webhook_hosts(rules.inside.clone())
                .with_account_rules(rules),
        };
        let mailbox = Memory::new();
        let runner = Runner::new(club.clone(), Outlet::Memory(mailbox.clone()), "test".to_owned());
        let server = serve(&club, &address);
        TestClub {
            club,
            address,
            mailbox,
            runner,
            read: AtomicUsize::new(0),
            server,
            is_left_alone: false.into(),
            _store: store,
        }
    }

    /// A club with the programme of the spring session, not published yet, its host school and curator.
    pub async fn with_spring_programme() -> TestClub {
        TestClub::new().await.filled().await
    }

    async fn filled(self) -> TestClub {
        let test = self;
        let secret = network::offer_set_up(&test.club).await.unwrap().expect("nothing is set up yet");
        let (files, problems) = session_files::read(&fixture_folder());
        let files = files.unwrap_or_else(|| panic!("the fixture is broken: {problems:?}"));
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
            curator: FullName::parse("Белых", "Тимур", "Рашидович").unwrap(),
            email: Address::parse("belykh@school.example").unwrap(),
        };
        network::set_up(&test.club, &secret, form).await.expect("the set-up works");
        session_files::import_programme(&test.club, &files).await.expect("the import works");
        test
    }

    /// A club with the spring session published.
    pub async fn with_spring_session() -> TestClub {
        TestClub::with_spring_session_under(AccountRules::default()).await
    }

    /// The same with rules of its own for accounts on SMTP servers.
    pub async fn with_spring_session_under(rules: AccountRules) -> TestClub {
        let test = TestClub::under(rules).await.filled().await;
        session::publish(&test.club, &Viewer::Club, "2027-spring").await.expect("the session is published");
        test
    }

    /// The programme of the spring session as its organizer sees it.
    pub async fn spring_programme(&self) -> session::Programme {
        session::programme(&self.club, &Viewer::Club, "2027-spring")
            .await
            .unwrap()
            .expect("the spring session")
    }

    /// The same club, whose e-mails go out by `smtp`.
    #[must_use]
    pub fn sending_by(mut self, smtp: Smtp) -> TestClub {
        self.runner = Runner::new(self.club.clone(), Outlet::Smtp(smtp), "test".to_owned());
        self
    }

    /// Moves the clock: `2027-04-12 07:30 Asia/Yekaterinburg`.
    pub fn set_clock(&self, time: &str) {
        self.club.clock.set(instant(time));
    }

    /// Lets the scheduler do everything that is due now.
    pub async fn run_jobs(&self) -> Round {
        self.runner.round().await.expect("the round ends")
    }

    /// Lets the time pass until an instant; everything that is due on the way is done at its time.
    pub async fn pass_time_until(&self, time: &str) {
        let end = instant(time);
        while let Some(next) = self.runner.next_wake().await.expect("the schedule is known") {
            if next > end {
                break;
            }
            self.club.clock.set(next.max(self.club.clock.now()));
            self.run_jobs().await;
        }
        self.club.clock.set(end);
        self.run_jobs().await;
    }

    /// Every e-mail that went out, oldest first. Counts as reading them.
    pub fn emails(&self) -> Vec<Email> {
        let sent = self.mailbox.sent();
        self.read.store(sent.len(), Ordering::Relaxed);
        sent
    }

    /// The mailbox, to make it fail.
    #[must_use]
    pub fn mailbox(&self) -> &Memory {
        &self.mailbox
    }

    /// The test does not care about jobs and e-mails that are left.
    pub fn leave_the_rest(&self) {
        self.is_left_alone.store(true, Ordering::Relaxed);
    }

    /// A visitor.
    #[must_use]
    pub fn visitor(&self) -> Browser {
        Browser::new(&self.address)
    }

    /// A teacher who is not registered for anything yet: `Петрова Анна Сергеевна`, living in Yekaterinburg's zone.
    #[must_use]
    pub fn teacher(&self, name: &str) -> Teacher<'_> {
        Teacher::new(self, name)
    }

    /// An organizer of the host school, logged in.
    pub async fn organizer(&self) -> Member<'_> {
        let programme = self.spring_programme().await;
        let school = Some(programme.host_school.id);
        self.member("Воронцова Галина Андреевна", Role::Organizer, school, None).await
    }

    /// The moderator of a webinar of the spring session, logged in.
    pub async fn moderator(&self, webinar: &str) -> Member<'_> {
        let programme = self.spring_programme().await;
        let webinar = programme.webinars.iter().find(|line| line.webinar.code == webinar).expect("a webinar");
        self.member("Ларина Ольга Сергеевна", Role::Moderator, None, Some(webinar.webinar.id)).await
    }

    /// A curator of the network, logged in.
    pub async fn curator(&self) -> Member<'_> {
        self.member("Белых Тимур Рашидович", Role::Curator, None, None).await
    }

    /// An organizer of a school that has nothing to do with the spring session, logged in.
    pub async fn stranger(&self) -> Member<'_> {
        let profile = club::school::SchoolProfile {
            full_name: "МАОУ СОШ № 1, г. Курган".to_owned(),
            short_name: "МАОУ СОШ № 1, г. Курган".to_owned(),
            city: "Курган".to_owned(),
            region: "Курганская область".to_owned(),
            zone: Tz::Asia__Yekaterinburg,
        };
        let club = self.club.clone();
        let work = self
            .club
            .storage
            .write(move |tx| Box::pin(async move { club::school::find_or_add(tx, &club, &profile).await }));
        let school = work.await.expect("the school is added");
        self.member("Чужова Инна Петровна", Role::Organizer, Some(school.id), None).await
    }

    async fn member(
        &self,
        name: &str,
        role: Role,
        school_id: Option<entity::SchoolId>,
        webinar_id: Option<entity::WebinarId>,
    ) -> Member<'_> {
        let profile = profile_of(name);
        let new = Appointment { profile, role, school_id, webinar_id };
        let person = role::appoint(&self.club, &Viewer::Club, new).await.expect("the role is given");
        Member::log_in(self, person).await
    }
}

/// A teacher's profile with an address made of the name.
fn profile_of(name: &str) -> Profile {
    let words: Vec<&str> = name.split(' ').collect();
    Profile {
        name: FullName::parse(words[0], words[1], words.get(2).copied().unwrap_or_default()).expect("a name"),
        gender: Gender::Unknown,
        position: "учитель математики".to_owned(),
        school_name: "МБОУ СОШ № 2".to_owned(),
        city: "Екатеринбург".to_owned(),
        region: "Свердловская область".to_owned(),
        zone: Tz::Asia__Yekaterinburg,
        experience_years: Some(2),
        email: Some(Address::parse(&crate::person::address_of(name)).expect("an address")),
        phone: None,
        language: Lang::Ru,
    }
}

/// Serves the club's pages on a thread of their own, as the program does.
fn serve(club: &Club, address: &str) -> JoinHandle<()> {
    let listen = address.trim_start_matches("http://").parse().expect("an address to listen on");
    let report_secret = Some(REPORT_SECRET.to_owned());
    let options = api::ServerOptions { has_limits: false, report_secret, ..api::ServerOptions::new(listen) };
    let (server, _) = api::start(club.clone(), options).expect("the server starts");
    tokio::spawn(async move { server.await.expect("the server goes on") })
}

impl Drop for TestClub {
    fn drop(&mut self) {
        self.server.abort();
        if std::thread::panicking() || self.is_left_alone.load(Ordering::Relaxed) {
            return;
        }
        let unread = self.mailbox.sent().len() - self.read.load(Ordering::Relaxed);
        assert_eq!(unread, 0, "the story leaves {unread} e-mails unread");
    }
}
