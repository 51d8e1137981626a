//! What listeners, speakers and calendars learn when a webinar is moved or cancelled, or its link changes.

use chrono::TimeDelta;
use chrono_tz::Tz;
use entity::{EmailKind, OutboxState, Role, person, registration};
use sea_orm::Condition;
use url::Url;

use super::*;
use crate::jobs::{self, Job};
use crate::outbox::{self, WholeEmail};
use crate::test_session::{SmallSession, at};
use crate::{Grant, audit, stream_link};

const ZONE: Tz = Tz::Asia__Yekaterinburg;

/// Runs what is due, as the scheduler does.
async fn run_jobs(small: &SmallSession) {
    let club = &small.club;
    loop {
        let leases = jobs::lease(club, "test", 10, std::time::Duration::from_secs(60)).await.unwrap();
        if leases.is_empty() {
            return;
        }
        for lease in leases {
            match lease.job.clone() {
                Job::SendStreamLinks { session, zone, day } => {
                    stream_link::send(club, session, zone, day).await.unwrap();
                }
                Job::TellMoved { webinar, sequence, was_at } => {
                    tell_moved(club, webinar, sequence, was_at).await.unwrap();
                }
                Job::TellCancelled { webinar, reason } => {
                    tell_cancelled(club, webinar, &reason).await.unwrap();
                }
                Job::SendNewStreamLink { webinar, before, held_until, changed_at } => {
                    let when = (held_until, changed_at);
                    send_new_stream_link(club, webinar, &before, when).await.unwrap();
                }
                other => panic!("{other:?} is not expected here"),
            }
            assert!(jobs::complete(club, &lease).await.unwrap());
        }
    }
}

async fn of_kind(small: &SmallSession, kind: EmailKind) -> Vec<WholeEmail> {
    let mut emails = outbox::written(&small.club, Condition::all()).await;
    emails.retain(|email| email.kind == kind);
    emails
}

/// Sends what is due into a mailbox in memory.
async fn deliver(small: &SmallSession) {
    let outlet = mail::Outlet::Memory(mail::Memory::new()).into();
    while !outbox::deliver(&small.club, &outlet, "worker", 50).await.unwrap().is_empty() {}
}

fn file(email: &WholeEmail) -> String {
    let files: Vec<mail::Attachment> = serde_json::from_value(email.attachments.clone()).unwrap();
    assert_eq!(files.len(), 1);
    String::from_utf8(files[0].bytes.clone()).unwrap().replace("\r\n ", "")
}

async fn anna(small: &SmallSession) -> person::Model {
    small.person("Петрова Анна Сергеевна", ZONE, Some("anna@school.example")).await
}

async fn morning(small: &SmallSession) {
    small.club.clock.set(at("2027-04-12T02:30:00Z"));
    stream_link::send(&small.club, small.session.id, ZONE, "2027-04-12".parse().unwrap()).await.unwrap();
}

fn times(start: &str) -> Times {
    let starts_at = at(start);
    Times { starts_at, ends_at: starts_at + TimeDelta::hours(1) }
}

async fn move_first(small: &SmallSession, start: &str) {
    reschedule(&small.club, &Viewer::Club, "2027-spring-s01", times(start)).await.unwrap();
    run_jobs(small).await;
}

async fn moderator(small: &SmallSession) -> Viewer {
    let person = small.person("Ларина Ольга Сергеевна", ZONE, Some("olga@school.example")).await;
    let grant = Grant { role: Role::Moderator, school_id: None, webinar_id: Some(small.webinars[0].id) };
    Viewer::Person {
        person_id: person.id,
        login_id: uuid::Uuid::nil().into(),
        csrf_token: String::new(),
        name: String::new(),
        grants: vec![grant],
    }
}

#[tokio::test]
async fn listeners_and_speakers_learn_of_the_new_time_and_their_calendars_too() {
    let small = SmallSession::new().await;
    let listener = anna(&small).await;
    let row = small.register(&listener, 0).await;
    let speaker = small.person("Ким Илья Сергеевич", ZONE, Some("ilya@school.example")).await;
    small.talk(&speaker, 0, "Тема").await;
    small.talk(&listener, 0, "Вторая тема").await;
    move_first(&small, "2027-04-14T11:00:00Z").await;
    let mut emails = of_kind(&small, EmailKind::WebinarMoved).await;
    emails.sort_by(|one, other| one.to_address.cmp(&other.to_address));
    let to: Vec<&str> = emails.iter().map(|email| email.to_address.as_str()).collect();
    assert_eq!(to, ["anna@school.example", "ilya@school.example"], "who listens and speaks is told once");
    assert_eq!(emails[0].subject, "Перенос на 14\u{a0}апреля, 16:00: Вебинар 1");
    let text = emails[0].text.replace('\u{a0}', " ");
    for words in [
        "Ваша запись сохраняется",
        "Среда, 14 апреля 2027 г.",
        "16:00 (Сургут, МСК+2)",
        "Было назначено: понедельник, 12 апреля 2027 г., 14:30",
        "Личная ссылка для входа придёт в день вебинара",
    ] {
        assert!(text.contains(words), "{words} is missing in {text}");
    }
    assert!(emails[1].text.contains("на котором Вы выступаете"), "{}", emails[1].text);
    assert!(emails[1].text.contains("https://club.example/w/2027-spring-s01"), "{}", emails[1].text);
    let calendar = file(&emails[0]);
    for line in [
        "METHOD:PUBLISH".to_owned(),
        "SEQUENCE:1".to_owned(),
        "DTSTART:20270414T110000Z".to_owned(),
        format!("UID:{}@club.example", small.webinars[0].id),
        format!("URL:https://club.example/j/{}", row.join_secret),
        "ORGANIZER:mailto:webclub@school.example".to_owned(),
    ] {
        assert!(calendar.lines().any(|one| one == line), "{line} is missing in {calendar}");
    }
    tell_moved(&small.club, small.webinars[0].id, 1, at("2027-04-12T09:30:00Z")).await.unwrap();
    assert_eq!(of_kind(&small, EmailKind::WebinarMoved).await.len(), 2, "nobody is told twice");
}

#[tokio::test]
async fn a_link_that_has_not_left_is_written_anew_with_the_new_time() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    small.register(&anna, 1).await;
    morning(&small).await;
    move_first(&small, "2027-04-12T13:00:00Z").await;
    let links = of_kind(&small, EmailKind::StreamLink).await;
    let states: Vec<OutboxState> = links.iter().map(|email| email.state).collect();
    assert_eq!(states, [OutboxState::Discarded, OutboxState::Due]);
    assert_eq!(links[1].webinars, "S02 S01", "in their new order");
    assert!(links[1].text.contains("18:00"), "{}", links[1].text);
}

#[tokio::test]
async fn whoever_has_the_link_already_gets_the_new_time_with_it() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    let row = small.register(&anna, 0).await;
    morning(&small).await;
    deliver(&small).await;
    move_first(&small, "2027-04-12T13:00:00Z").await;
    assert_eq!(of_kind(&small, EmailKind::StreamLink).await.len(), 1, "the same day, the same link");
    let moved = &of_kind(&small, EmailKind::WebinarMoved).await[0];
    assert!(moved.text.contains(&format!("https://club.example/j/{}", row.join_secret)), "{}", moved.text);
}

#[tokio::test]
async fn a_webinar_that_moves_to_another_day_is_announced_on_that_day_again_even_there_and_back() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    morning(&small).await;
    deliver(&small).await;
    move_first(&small, "2027-04-14T09:30:00Z").await;
    let send = async |day: &str| {
        stream_link::send(&small.club, small.session.id, ZONE, day.parse().unwrap()).await.unwrap()
    };
    assert_eq!(send("2027-04-12").await, 0);
    small.club.clock.set(at("2027-04-14T02:30:00Z"));
    assert_eq!(send("2027-04-14").await, 1);
    deliver(&small).await;
    move_first(&small, "2027-04-15T09:30:00Z").await;
    small.club.clock.set(at("2027-04-14T02:40:00Z"));
    move_first(&small, "2027-04-14T10:30:00Z").await;
    let last = of_kind(&small, EmailKind::StreamLink).await;
    assert_eq!(last.len(), 3, "back on a day that was announced before, it is announced again");
}

#[tokio::test]
async fn a_confirmation_that_waits_leaves_before_the_news_of_the_new_time() {
    let small = SmallSession::new().await;
    let form = crate::registration::Registering {
        profile: crate::test_club::profile("Анна", "Зайцева", "anna@school.example"),
        webinars: vec![small.webinars[0].id],
        question: None,
        consents: vec![entity::ConsentPurpose::Participation],
        origin: crate::consent::Origin { how: "form", ..Default::default() },
        language: lang::Lang::Ru,
    };
    crate::registration::register(&small.club, form).await.unwrap();
    move_first(&small, "2027-04-14T11:00:00Z").await;
    let mut emails = outbox::written(&small.club, Condition::all()).await;
    emails.sort_by_key(|email| email.urgency);
    let kinds: Vec<EmailKind> = emails.iter().map(|email| email.kind).collect();
    assert_eq!(kinds, [EmailKind::RegistrationConfirmed, EmailKind::WebinarMoved]);
}

#[tokio::test]
async fn only_the_newest_of_two_moves_is_told() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    for start in ["2027-04-14T11:00:00Z", "2027-04-15T11:00:00Z"] {
        reschedule(&small.club, &Viewer::Club, "2027-spring-s01", times(start)).await.unwrap();
    }
    run_jobs(&small).await;
    let subjects: Vec<String> =
        of_kind(&small, EmailKind::WebinarMoved).await.iter().map(|email| email.subject.clone()).collect();
    assert_eq!(subjects, ["Перенос на 15\u{a0}апреля, 16:00: Вебинар 1"]);
}

#[tokio::test]
async fn what_somebody_looked_at_before_the_move_does_not_stop_the_reminder() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    let row = small.register(&anna, 0).await;
    crate::registration::open(&small.club, &row.join_secret).await.unwrap();
    move_first(&small, "2027-04-14T11:00:00Z").await;
    let opened = async || -> registration::Model {
        let db = small.club.storage.reads();
        crate::registration::queries::standing(db, small.webinars[0].id, anna.id).await.unwrap().unwrap()
    };
    assert_eq!(opened().await.opened_at, None);
}

#[tokio::test]
async fn a_cancelled_webinar_leaves_calendars_and_no_email_calls_to_it() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    small.register(&anna, 1).await;
    morning(&small).await;
    cancel(&small.club, &Viewer::Club, "2027-spring-s01", "докладчик заболел").await.unwrap();
    run_jobs(&small).await;
    let links = of_kind(&small, EmailKind::StreamLink).await;
    let left: Vec<(OutboxState, &str)> =
        links.iter().map(|email| (email.state, email.webinars.as_str())).collect();
    assert_eq!(left, [(OutboxState::Discarded, "S01 S02"), (OutboxState::Due, "S02")]);
    let emails = of_kind(&small, EmailKind::WebinarCancelled).await;
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].subject, "Отмена: Вебинар 1");
    assert!(emails[0].text.contains("Причина: докладчик заболел"), "{}", emails[0].text);
    let calendar = file(&emails[0]);
    for line in ["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"] {
        assert!(calendar.lines().any(|one| one == line), "{line} is missing in {calendar}");
    }
    assert!(!calendar.contains("VALARM"), "{calendar}");
    let again = cancel(&small.club, &Viewer::Club, "2027-spring-s01", "ещё раз").await;
    assert!(matches!(again, Err(CancelError::Over)));
}

#[tokio::test]
async fn moderators_change_the_link_and_nothing_else() {
    let small = SmallSession::new().await;
    let (club, moderator, slug) = (&small.club, moderator(&small).await, "2027-spring-s01");
    let url = Url::parse("https://stream.example/new").unwrap();
    set_stream_url(club, &moderator, slug, Some(url)).await.unwrap();
    let refused = reschedule(club, &moderator, slug, times("2027-04-14T11:00:00Z")).await;
    assert!(matches!(refused, Err(RescheduleError::Forbidden)));
    assert!(matches!(cancel(club, &moderator, slug, "нет").await, Err(CancelError::Forbidden)));
    assert!(matches!(set_capacity(club, &moderator, slug, Some(5)).await, Err(CapacityError::Forbidden)));
    assert!(matches!(change_view(club, &moderator, slug).await, Err(StaffError::Forbidden)));
    let stranger = reschedule(club, &small.stranger(), slug, times("2027-04-14T11:00:00Z")).await;
    assert!(matches!(stranger, Err(RescheduleError::NotFound)));
}

#[tokio::test]
async fn impossible_times_are_refused_and_deeds_are_written_down() {
    let small = SmallSession::new().await;
    let (club, slug) = (&small.club, "2027-spring-s01");
    let try_it = async |times| reschedule(club, &Viewer::Club, slug, times).await;
    assert!(matches!(try_it(times("2027-03-01T09:00:00Z")).await, Err(RescheduleError::Past)));
    let backwards = Times { starts_at: at("2027-04-14T11:00:00Z"), ends_at: at("2027-04-14T11:00:00Z") };
    assert!(matches!(try_it(backwards).await, Err(RescheduleError::Length)));
    let long = Times { starts_at: at("2027-04-14T11:00:00Z"), ends_at: at("2027-04-15T11:00:00Z") };
    assert!(matches!(try_it(long).await, Err(RescheduleError::Length)));
    assert!(matches!(try_it(times("2027-04-12T09:30:00Z")).await, Err(RescheduleError::Unchanged)));
    try_it(times("2027-04-14T11:00:00Z")).await.unwrap();
    club.clock.set(at("2027-04-14T12:00:00Z"));
    assert!(matches!(try_it(times("2027-04-15T11:00:00Z")).await, Err(RescheduleError::Over)));
    let entries = audit::of_session(club, &Viewer::Club, &small.session, 100).await.unwrap();
    let deeds: Vec<&str> = entries.iter().map(|line| line.entry.action.as_str()).collect();
    assert_eq!(deeds, ["webinar.reschedule"]);
}

async fn set_link(small: &SmallSession, url: Option<&str>) {
    let url = url.map(|url| Url::parse(url).unwrap());
    set_stream_url(&small.club, &Viewer::Club, "2027-spring-s01", url).await.unwrap();
}

async fn pass(small: &SmallSession, seconds: i64) {
    small.club.clock.set(small.club.clock.now() + TimeDelta::seconds(seconds));
    run_jobs(small).await;
}

#[tokio::test]
async fn several_quick_changes_of_the_link_are_told_once_and_only_to_those_who_have_one() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    let row = small.register(&anna, 0).await;
    morning(&small).await;
    deliver(&small).await;
    let later = small.person("Ким Илья Сергеевич", Tz::Europe__Moscow, Some("ilya@school.example")).await;
    small.register(&later, 0).await;
    set_link(&small, Some("https://stream.example/second")).await;
    pass(&small, 30).await;
    set_link(&small, Some("https://stream.example/third")).await;
    pass(&small, 60).await;
    let told = of_kind(&small, EmailKind::NewStreamLink).await;
    assert_eq!(told.len(), 1);
    assert_eq!(
        (told[0].person_id, told[0].subject.as_str()),
        (Some(anna.id), "Новая ссылка на трансляцию: Вебинар 1")
    );
    assert!(
        told[0].text.contains(&format!("https://club.example/j/{}", row.join_secret)),
        "{}",
        told[0].text
    );
    assert!(!told[0].text.contains("stream.example"), "the link itself is in no e-mail");
    assert_eq!(told[0].not_after, Some(small.webinars[0].ends_at));
    deliver(&small).await;
    set_link(&small, Some("https://stream.example/fourth")).await;
    pass(&small, 90).await;
    assert_eq!(of_kind(&small, EmailKind::NewStreamLink).await.len(), 2, "once a change");
}

#[tokio::test]
async fn a_change_that_is_taken_back_is_not_told_and_a_link_that_was_gone_for_a_while_is() {
    let small = SmallSession::new().await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    morning(&small).await;
    deliver(&small).await;
    set_link(&small, Some("https://stream.example/wrong")).await;
    set_link(&small, Some("https://stream.example/rassvet")).await;
    pass(&small, 90).await;
    assert_eq!(of_kind(&small, EmailKind::NewStreamLink).await.len(), 0);
    set_link(&small, None).await;
    pass(&small, 300).await;
    assert_eq!(of_kind(&small, EmailKind::NewStreamLink).await.len(), 0, "there is nothing to lead to");
    set_link(&small, Some("https://stream.example/new")).await;
    pass(&small, 90).await;
    assert_eq!(of_kind(&small, EmailKind::NewStreamLink).await.len(), 1);
    small.club.clock.set(small.webinars[0].ends_at);
    set_link(&small, Some("https://stream.example/late")).await;
    pass(&small, 90).await;
    assert_eq!(of_kind(&small, EmailKind::NewStreamLink).await.len(), 1, "the webinar is over");
}

#[tokio::test]
async fn a_link_email_waits_for_the_stream_link_until_two_hours_before_and_leaves_when_it_is_there() {
    let mut small = SmallSession::new().await;
    small.change_webinar(0, |webinar| webinar.stream_url = None).await;
    let (early, second) =
        (anna(&small).await, small.person("Ким Илья Сергеевич", ZONE, Some("ilya@school.example")).await);
    small.register(&early, 0).await;
    small.register(&early, 1).await;
    small.register(&second, 1).await;
    morning(&small).await;
    let links = of_kind(&small, EmailKind::StreamLink).await;
    assert_eq!(links.iter().map(|email| email.person_id).collect::<Vec<_>>(), [Some(second.id)]);
    small.club.clock.set(at("2027-04-12T05:00:00Z"));
    set_link(&small, Some("https://stream.example/new")).await;
    run_jobs(&small).await;
    let links = of_kind(&small, EmailKind::StreamLink).await;
    assert_eq!(links.len(), 2);
    assert_eq!(links[1].webinars, "S01 S02", "one e-mail with all webinars of the day");
}

#[tokio::test]
async fn a_join_link_leaves_two_hours_before_even_without_a_stream_link() {
    let mut small = SmallSession::new().await;
    small.change_webinar(0, |webinar| webinar.stream_url = None).await;
    let anna = anna(&small).await;
    small.register(&anna, 0).await;
    let send = async |now: &str| {
        small.club.clock.set(at(now));
        stream_link::send(&small.club, small.session.id, ZONE, "2027-04-12".parse().unwrap()).await.unwrap()
    };
    assert_eq!(send("2027-04-12T07:29:59Z").await, 0);
    assert_eq!(send("2027-04-12T07:30:00Z").await, 1);
}
