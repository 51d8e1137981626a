use proptest::prelude::*;
use rstest::rstest;

use super::*;

const RUSSIA: [Tz; 11] = [
    Tz::Europe__Kaliningrad,
    Tz::Europe__Moscow,
    Tz::Europe__Samara,
    Tz::Asia__Yekaterinburg,
    Tz::Asia__Omsk,
    Tz::Asia__Novosibirsk,
    Tz::Asia__Irkutsk,
    Tz::Asia__Yakutsk,
    Tz::Asia__Vladivostok,
    Tz::Asia__Magadan,
    Tz::Asia__Kamchatka,
];

/// `2027-04-12 14:30` on the clocks of a zone.
fn local(time: &str, zone: Tz) -> DateTime<Utc> {
    let time = chrono::NaiveDateTime::parse_from_str(time, "%Y-%m-%d %H:%M").unwrap();
    time.and_local_timezone(zone).unwrap().to_utc()
}

#[test]
fn the_email_comes_in_the_readers_morning_in_every_zone_of_russia() {
    let start = local("2027-04-12 14:30", Tz::Asia__Yekaterinburg);
    for zone in RUSSIA {
        assert_eq!(due_at(start, zone), local("2027-04-12 07:30", zone), "{zone}");
    }
}

#[rstest]
#[case::afternoon("2027-04-12 14:30", "2027-04-12 07:30")]
#[case::three_hours_after("2027-04-12 10:30", "2027-04-12 07:30")]
#[case::a_little_earlier("2027-04-12 10:15", "2027-04-12 07:15")]
#[case::ten("2027-04-12 10:00", "2027-04-12 07:00")]
#[case::before_ten("2027-04-12 09:30", "2027-04-12 06:30")]
#[case::nine("2027-04-12 09:00", "2027-04-12 06:00")]
#[case::just_before_nine("2027-04-12 08:59", "2027-04-11 20:00")]
#[case::after_midnight("2027-04-12 00:30", "2027-04-11 20:00")]
#[case::midnight_belongs_to_the_new_day("2027-04-12 00:00", "2027-04-11 20:00")]
#[case::late_evening("2027-04-12 23:59", "2027-04-12 07:30")]
#[case::new_year("2027-01-01 05:00", "2026-12-31 20:00")]
#[case::new_years_day("2027-01-01 12:00", "2027-01-01 07:30")]
fn the_hour_depends_on_the_first_start(#[case] start: &str, #[case] due: &str) {
    for zone in RUSSIA {
        assert_eq!(due_at(local(start, zone), zone), local(due, zone), "{zone}");
    }
}

#[rstest]
#[case::clocks_leap_forward("2027-03-28T12:00:00Z", "2027-03-28T05:30:00Z")]
#[case::the_day_before("2027-03-27T12:00:00Z", "2027-03-27T06:30:00Z")]
#[case::in_the_night_of_the_leap("2027-03-28T02:00:00Z", "2027-03-27T19:00:00Z")]
#[case::at_nine_after_the_leap("2027-03-28T07:00:00Z", "2027-03-28T04:00:00Z")]
#[case::clocks_fall_back("2027-10-31T12:00:00Z", "2027-10-31T06:30:00Z")]
#[case::the_day_before_that("2027-10-30T12:00:00Z", "2027-10-30T05:30:00Z")]
#[case::in_the_doubled_hour("2027-10-31T01:30:00Z", "2027-10-30T18:00:00Z")]
fn summer_time_abroad_is_minded(#[case] start: DateTime<Utc>, #[case] due: DateTime<Utc>) {
    assert_eq!(due_at(start, Tz::Europe__Berlin), due);
}

#[test]
fn one_webinar_is_on_two_days_on_two_clocks() {
    let start: DateTime<Utc> = "2027-04-12T19:00:00Z".parse().unwrap();
    assert_eq!(day_of(start, Tz::Europe__Moscow).to_string(), "2027-04-12");
    assert_eq!(day_of(start, Tz::Asia__Yekaterinburg).to_string(), "2027-04-13");
    assert_eq!(due_at(start, Tz::Europe__Moscow), local("2027-04-12 07:30", Tz::Europe__Moscow));
    assert_eq!(due_at(start, Tz::Asia__Yekaterinburg), local("2027-04-12 20:00", Tz::Asia__Yekaterinburg));
}

proptest! {
    #[test]
    fn nobody_is_written_to_at_night_or_too_late(minute in 0_i64..5_000_000, zone in 0_usize..12) {
        let zone = RUSSIA.get(zone).copied().unwrap_or(Tz::Europe__Berlin);
        let start = DateTime::UNIX_EPOCH + TimeDelta::days(20_000) + TimeDelta::minutes(minute);
        let due = due_at(start, zone);
        prop_assert!(start - due >= TimeDelta::hours(3), "{due} {start}");
        let clock = due.with_timezone(&zone).time();
        prop_assert!((hour(6, 0)..=hour(7, 30)).contains(&clock) || clock == hour(20, 0), "{clock}");
        let days = day_of(start, zone) - day_of(due, zone);
        prop_assert_eq!(days.num_days(), i64::from(clock == hour(20, 0)));
    }
}

mod emails_of_a_day {
    use chrono::TimeDelta;
    use entity::{EmailKind, WebinarState, person};

    use super::super::queries;
    use super::super::send::{by_listener, enqueue, load, send, write_one};
    use super::*;
    use crate::test_session::{SmallSession, at};
    use crate::{Club, outbox};

    const ZONE: Tz = Tz::Asia__Yekaterinburg;

    fn day() -> NaiveDate {
        "2027-04-12".parse().unwrap()
    }

    async fn send_today(small: &SmallSession) -> usize {
        send(&small.club, small.session.id, ZONE, day()).await.unwrap()
    }

    async fn written(club: &Club) -> Vec<outbox::WholeEmail> {
        queries::stored_emails(club).await
    }

    async fn anna(small: &SmallSession) -> person::Model {
        small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await
    }

    #[tokio::test]
    async fn a_listener_gets_one_email_with_all_links_of_the_day() {
        let small = SmallSession::new().await;
        let anna = anna(&small).await;
        let second = small.register(&anna, 1).await;
        let first = small.register(&anna, 0).await;
        let tomorrow = small.register(&anna, 2).await;
        small.club.clock.set(at("2027-04-12T02:30:00Z"));
        assert_eq!(send_today(&small).await, 1);
        let emails = written(&small.club).await;
        assert_eq!(emails.len(), 1);
        let email = &emails[0];
        assert_eq!((email.kind, email.to_address.as_str()), (EmailKind::StreamLink, "anna@school.example"));
        assert_eq!(email.to_name.as_deref(), Some("Петрова Анна Сергеевна"));
        assert_eq!(email.webinars, "S01 S02");
        assert_eq!(email.subject, "Сегодня 2 вебинара, первый в 14:30: Ваши ссылки");
        assert_eq!(email.not_after, Some(at("2027-04-12T09:30:00Z")));
        assert_eq!(email.due_at, at("2027-04-12T02:30:00Z"));
        for body in [&email.text, &email.html] {
            for registration in [&first, &second] {
                assert!(
                    body.contains(&format!("https://club.example/j/{}", registration.join_secret)),
                    "{body}"
                );
            }
            assert!(!body.contains(&tomorrow.join_secret));
            assert!(!body.contains("stream.example"), "the stream link itself is in no e-mail");
        }
        let text = email.text.replace('\u{a0}', " ");
        assert!(text.starts_with("Уважаемая Анна Сергеевна!\n"), "{text}");
        assert!(text.contains("Понедельник, 12 апреля 2027 г."), "{text}");
        assert!(text.contains("14:30 (Сургут, МСК+2) · 12:30 (Москва)"), "{text}");
        let files: Vec<mail::Attachment> = serde_json::from_value(email.attachments.clone()).unwrap();
        let calendar = String::from_utf8(files[0].bytes.clone()).unwrap();
        assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2, "{calendar}");
        let stamps = calendar.lines().filter(|line| line.starts_with("DTSTAMP")).collect::<Vec<_>>();
        assert_eq!(stamps, ["DTSTAMP:20270412T023000Z"; 4], "the club's time, of webinars and reminders");
    }

    #[tokio::test]
    async fn sending_twice_sends_nothing_twice() {
        let small = SmallSession::new().await;
        let anna = anna(&small).await;
        small.register(&anna, 0).await;
        assert_eq!(send_today(&small).await, 1);
        assert_eq!(send_today(&small).await, 0);
        small.register(&anna, 1).await;
        assert_eq!(send_today(&small).await, 1, "a later registration gets an e-mail of its own");
        let webinars: Vec<String> =
            written(&small.club).await.into_iter().map(|email| email.row.webinars).collect();
        assert_eq!(webinars, ["S01", "S02"]);
    }

    #[tokio::test]
    async fn only_who_is_meant_is_written_to() {
        let mut small = SmallSession::new().await;
        let somebody = |number: u32| format!("listener{number}@school.example");
        let moscow = small.person("Иванов Пётр Ильич", Tz::Europe__Moscow, Some(&somebody(1))).await;
        let mute = small.person("Иванов Олег Ильич", ZONE, None).await;
        let cancelled = small.person("Иванов Глеб Ильич", ZONE, Some(&somebody(2))).await;
        let started = small.person("Иванов Лев Ильич", ZONE, Some(&somebody(3))).await;
        let meant = small.person("Иванов Илья Ильич", ZONE, Some(&somebody(4))).await;
        for person in [&moscow, &mute, &cancelled, &meant] {
            small.register(person, 1).await;
        }
        small.register(&started, 0).await;
        queries::cancel(&small.club, cancelled.id).await;
        small.club.clock.set(at("2027-04-12T09:30:00Z"));
        assert_eq!(send_today(&small).await, 1);
        assert_eq!(written(&small.club).await[0].person_id, Some(meant.id));
        small.change_webinar(1, |webinar| webinar.state = WebinarState::Cancelled).await;
        assert_eq!(send(&small.club, small.session.id, Tz::Europe__Moscow, day()).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn two_people_with_one_mailbox_get_their_own_links() {
        let small = SmallSession::new().await;
        let address = Some("teachers@school.example");
        for name in ["Ким Анна Сергеевна", "Ким Илья Сергеевич"] {
            let person = small.person(name, ZONE, address).await;
            small.register(&person, 0).await;
        }
        assert_eq!(send_today(&small).await, 2);
        let greetings: Vec<String> = written(&small.club)
            .await
            .iter()
            .map(|email| email.text.lines().next().unwrap().to_owned())
            .collect();
        assert_eq!(greetings, ["Уважаемая Анна Сергеевна!", "Уважаемый Илья Сергеевич!"]);
    }

    #[tokio::test]
    async fn an_early_webinar_is_announced_for_tomorrow() {
        let mut small = SmallSession::new().await;
        let anna = anna(&small).await;
        small.change_webinar(0, |webinar| webinar.starts_at = at("2027-04-12T03:00:00Z")).await;
        small.register(&anna, 0).await;
        small.club.clock.set(at("2027-04-11T15:00:00Z"));
        assert_eq!(send_today(&small).await, 1);
        assert_eq!(written(&small.club).await[0].subject, "Завтра в 08:00 — Вебинар 1");
    }

    #[tokio::test]
    async fn whoever_registers_again_gets_a_new_email() {
        let small = SmallSession::new().await;
        let anna = anna(&small).await;
        small.register(&anna, 0).await;
        assert_eq!(send_today(&small).await, 1);
        queries::register_again(&small.club, anna.id, small.club.clock.now() + TimeDelta::minutes(5)).await;
        assert_eq!(send_today(&small).await, 1);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn two_workers_at_once_write_each_email_once() {
        let small = SmallSession::new().await;
        for number in 0..30 {
            let person = small
                .person("Петрова Анна Сергеевна", ZONE, Some(&format!("anna{number:02}@school.example")))
                .await;
            small.register(&person, 0).await;
            small.register(&person, 1).await;
        }
        let work = || send(&small.club, small.session.id, ZONE, day());
        let results = tokio::join!(work(), work(), work());
        let written_by: usize = [results.0, results.1, results.2].into_iter().map(Result::unwrap).sum();
        assert_eq!(written_by, 30);
        let emails = written(&small.club).await;
        assert_eq!(emails.len(), 30);
        assert!(emails.iter().all(|email| email.webinars == "S01 S02"));
        assert_eq!(queries::claimed(&small.club).await, 60);
        let memory = mail::Memory::new();
        let outlet = mail::Outlet::Memory(memory.clone()).into();
        while !outbox::deliver(&small.club, &outlet, "worker", 50).await.unwrap().is_empty() {}
        assert_eq!(memory.sent().len(), 30);
    }

    #[tokio::test]
    async fn a_registration_cancelled_meanwhile_costs_nobody_a_wrong_email() {
        let small = SmallSession::new().await;
        let anna = anna(&small).await;
        small.register(&anna, 0).await;
        small.register(&anna, 1).await;
        let day_of_both = load(&small.club, small.session.id, ZONE, day()).await.unwrap().unwrap();
        let ids = small.webinars.iter().map(|webinar| webinar.id).collect();
        let listeners = by_listener(&day_of_both, queries::unsent(&small.club, ids, ZONE).await.unwrap());
        let emails = vec![write_one(&small.club, &day_of_both, &listeners[0]).unwrap()];
        queries::cancel_webinar(&small.club, small.webinars[0].id).await;
        let inside = small.club.clone();
        let work =
            small.club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, emails).await }));
        assert_eq!(work.await.unwrap(), 0);
        assert_eq!((written(&small.club).await.len(), queries::claimed(&small.club).await), (0, 0));
        assert_eq!(send_today(&small).await, 1);
        assert_eq!(written(&small.club).await[0].webinars, "S02");
    }
}
