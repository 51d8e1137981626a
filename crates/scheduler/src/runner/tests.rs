use std::time::Duration;

use chrono::TimeDelta;
use club::entity::{EmailKind, WebinarId};
use club::files::Files;
use club::jobs::Job;
use club::lang::Lang;
use club::outbox::NewEmail;
use club::storage::Storage;
use club::{Address, Chance, Clock, Settings};
use mail::{Mailbox, Memory, Outlet, SendError};
use tempfile::TempDir;
use tokio::sync::watch;
use url::Url;

use super::*;

/// A club with an empty database of its own, and a mailbox in memory.
struct Scene {
    club: Club,
    memory: Memory,
    _folder: TempDir,
}

impl Scene {
    async fn new() -> Scene {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("club.sqlite").display());
        migrations::run(&url, migrations::Lock::None).await.unwrap();
        let sender =
            Mailbox { name: Some("Web-клуб".to_owned()), address: address("club@school.example") };
        let club = Club {
            storage: Storage::open(&url).await.unwrap(),
            files: Files::in_memory(),
            clock: Clock::simulated("2027-04-12T02:30:00Z".parse().unwrap(), 0.0),
            chance: Chance::seeded(1),
            settings: Settings::new(Url::parse("https://club.example").unwrap(), sender),
        };
        Scene { club, memory: Memory::new(), _folder: folder }
    }

    fn runner(&self, owner: &str) -> Runner {
        Runner::new(self.club.clone(), Outlet::Memory(self.memory.clone()), owner.to_owned())
    }

    async fn judge(&self, number: u128, run_at: DateTime<Utc>) {
        let webinar: WebinarId = uuid::Uuid::from_u128(number).into();
        let new =
            NewJob { job: Job::JudgeAttendance { webinar }, run_at, unique_key: Some(number.to_string()) };
        assert_eq!(jobs::enqueue_all(&self.club, vec![new]).await.unwrap(), 1);
    }

    async fn email(&self, key: &str) {
        let email = NewEmail {
            kind: EmailKind::StreamLink,
            dedup_key: key.to_owned(),
            session_id: None,
            person_id: None,
            to_name: None,
            to_address: format!("{key}@school.example"),
            language: Lang::Ru,
            subject: "Сегодня вебинар".to_owned(),
            text: "Ждём Вас!\n".to_owned(),
            html: String::new(),
            unsubscribe_url: None,
            attachments: vec![],
            webinars: vec![],
            due_at: None,
            not_after: None,
        };
        let club = self.club.clone();
        let work = self
            .club
            .storage
            .write(move |tx| Box::pin(async move { outbox::enqueue(tx, &club, email).await }));
        assert!(work.await.unwrap().is_some());
    }

    fn addresses(&self) -> Vec<String> {
        let mut addresses: Vec<String> =
            self.memory.sent().iter().map(|email| email.to.address.to_string()).collect();
        addresses.sort();
        addresses
    }

    /// Waits until so many e-mails went out; a runner that sends none makes the test fail.
    async fn sent(&self, count: usize) {
        let waiting = async {
            while self.memory.sent().len() < count {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(20), waiting).await.expect("the e-mails go out");
    }
}

fn address(text: &str) -> Address {
    Address::parse(text).unwrap()
}

#[tokio::test]
async fn a_round_does_everything_that_is_due_in_order_and_nothing_twice() {
    let scene = Scene::new().await;
    let now = scene.club.clock.now();
    scene.judge(2, now).await;
    scene.judge(1, now - TimeDelta::minutes(1)).await;
    scene.judge(3, now + TimeDelta::minutes(1)).await;
    scene.email("anna").await;
    let runner = scene.runner("test");
    assert_eq!(runner.next_wake().await.unwrap(), Some(now - TimeDelta::minutes(1)));
    let round = runner.round().await.unwrap();
    assert_eq!((round.jobs_done, round.jobs_failed), (2, 0));
    assert_eq!((round.emails_sent, round.emails_to_retry, round.emails_failed), (1, 0, 0));
    let webinar = |number| uuid::Uuid::from_u128(number).to_string();
    let message_id = scene.memory.sent()[0].message_id.clone();
    let deed = |what, subject| Deed { at: now, what, subject };
    let deeds = [
        deed("judge_attendance", webinar(1)),
        deed("judge_attendance", webinar(2)),
        deed("send_email", message_id),
    ];
    assert_eq!(round.deeds, deeds);
    assert_eq!(runner.round().await.unwrap(), Round::default());
    assert_eq!(runner.next_wake().await.unwrap(), Some(now + TimeDelta::minutes(1)));
}

#[tokio::test]
async fn an_empty_club_gives_no_reason_to_wake() {
    let scene = Scene::new().await;
    let runner = scene.runner("test");
    assert_eq!(runner.round().await.unwrap(), Round::default());
    assert_eq!(runner.next_wake().await.unwrap(), None);
}

#[tokio::test]
async fn a_refused_email_is_retried_when_its_time_comes() {
    let scene = Scene::new().await;
    scene.email("anna").await;
    scene.memory.fail_next(SendError::Temporary { reason: "451 later".to_owned(), code: Some(451) });
    let runner = scene.runner("test");
    let round = runner.round().await.unwrap();
    assert_eq!((round.emails_sent, round.emails_to_retry, round.deeds), (0, 1, vec![]));
    let next = runner.next_wake().await.unwrap().unwrap();
    assert_eq!(next, scene.club.clock.now() + TimeDelta::minutes(1));
    scene.club.clock.set(next);
    assert_eq!(runner.round().await.unwrap().emails_sent, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn several_runners_serve_side_by_side_until_they_are_stopped() {
    let scene = Scene::new().await;
    scene.club.clock.set_speed(1.0);
    for number in 0..30 {
        scene.email(&format!("listener-{number:02}")).await;
        scene.judge(number, scene.club.clock.now()).await;
    }
    let (stop, stopped) = watch::channel(false);
    let run = |owner: &str| {
        let (runner, stopped) = (scene.runner(owner), stopped.clone());
        tokio::spawn(async move { runner.run(stopped).await })
    };
    let runners = [run("one"), run("two")];
    scene.sent(30).await;
    // What comes while they run is noticed by itself.
    scene.email("latecomer").await;
    scene.sent(31).await;
    let all_done = async {
        while jobs::next_run_at(&scene.club).await.unwrap().is_some() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), all_done).await.expect("the jobs get done");
    stop.send(true).unwrap();
    for runner in runners {
        tokio::time::timeout(Duration::from_secs(5), runner).await.expect("it stops at once").unwrap();
    }
    let mut expected: Vec<String> =
        (0..30).map(|number| format!("listener-{number:02}@school.example")).collect();
    expected.insert(0, "latecomer@school.example".to_owned());
    assert_eq!(scene.addresses(), expected);
    assert_eq!(jobs::backlog(&scene.club).await.unwrap(), jobs::Backlog { ready: 0, parked: 0 });
}

#[tokio::test]
async fn a_runner_whose_process_forgets_to_stop_it_ends_all_the_same() {
    let scene = Scene::new().await;
    let (stop, stopped) = watch::channel(false);
    let runner = scene.runner("test");
    let running = tokio::spawn(async move { runner.run(stopped).await });
    drop(stop);
    tokio::time::timeout(Duration::from_secs(5), running).await.expect("it stops at once").unwrap();
}
