//! What a registration and its join link promise.

use chrono::TimeDelta;
use entity::{ConsentPurpose, EmailKind, PersonId, WebinarId};
use lang::Lang;

use super::*;
use crate::consent::Origin;
use crate::test_club::{fixture_club, profile};
use crate::{audit, consent, login, outbox, session as sessions, webinar};

async fn published() -> (Club, Vec<WebinarId>) {
    let (club, session) = fixture_club().await;
    sessions::publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    let programme = sessions::programme(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    (club, programme.webinars.iter().map(|line| line.webinar.id).collect())
}

fn form(webinars: &[WebinarId]) -> Registering {
    Registering {
        profile: profile("Анна", "Зайцева", "anna@school.example"),
        webinars: webinars.to_vec(),
        question: None,
        consents: vec![ConsentPurpose::Participation],
        origin: Origin { how: "form", ..Origin::default() },
        language: Lang::Ru,
    }
}

/// Newest first.
async fn written(club: &Club) -> Vec<outbox::WholeEmail> {
    let mut emails = outbox::written(club, sea_orm::Condition::all()).await;
    emails.reverse();
    emails
}

#[tokio::test]
async fn registering_twice_changes_nothing_and_sends_nothing() {
    let (club, webinars) = published().await;
    let first = register(&club, form(&webinars[..2])).await.unwrap();
    let again = register(&club, form(&webinars[..2])).await.unwrap();
    assert_eq!((first.new.len(), first.before.len()), (2, 0));
    assert_eq!((again.new.len(), again.before), (0, first.new));
    assert_eq!(written(&club).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_equal_forms_at_once_one_is_new() {
    let (club, webinars) = published().await;
    let forms = (0..16).map(|_| register(&club, form(&webinars[..1])));
    let done = futures_util::future::join_all(forms).await;
    let done: Vec<Registered> = done.into_iter().map(Result::unwrap).collect();
    assert_eq!(done.iter().map(|registered| registered.new.len()).sum::<usize>(), 1);
    let people: std::collections::BTreeSet<_> = done.iter().map(|registered| registered.person.id).collect();
    assert_eq!(people.len(), 1, "all of them are the same person");
    assert_eq!(written(&club).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn many_who_register_at_once_are_all_registered_and_have_agreed() {
    let (club, webinars) = published().await;
    let (club, webinars) = (&club, &webinars);
    let forms = (0..24).map(|number| async move {
        let of_own = profile("Анна", "Зайцева", &format!("anna{number}@school.example"));
        register(club, Registering { profile: of_own, ..form(&webinars[..2]) }).await.unwrap()
    });
    let done = futures_util::future::join_all(forms).await;
    let new: Vec<usize> = done.iter().map(|registered| registered.new.len()).collect();
    assert_eq!(new, [2; 24]);
    for registered in done {
        let own = own(club, registered.person.id);
        assert_eq!(consent::of_viewer(club, &own).await.unwrap().len(), 1);
        assert_eq!(of_viewer(club, &own).await.unwrap().len(), 2);
    }
}

/// Somebody who is logged in.
fn own(club: &Club, person_id: PersonId) -> Viewer {
    let login_id = club.chance.id(club.clock.now());
    Viewer::Person { person_id, login_id, csrf_token: String::new(), name: String::new(), grants: vec![] }
}

#[tokio::test]
async fn without_the_consent_to_taking_part_nobody_is_registered() {
    let (club, webinars) = published().await;
    let without = Registering { consents: vec![ConsentPurpose::Invitations], ..form(&webinars[..1]) };
    assert!(matches!(register(&club, without).await, Err(RegisterError::NoConsent)));
    assert!(matches!(register(&club, form(&[])).await, Err(RegisterError::NoWebinar)));
    assert_eq!(written(&club).await.len(), 0);
}

#[tokio::test]
async fn a_webinar_that_is_over_or_not_published_is_not_open() {
    let (club, session) = fixture_club().await;
    let programme = sessions::programme(&club, &Viewer::Club, &session.slug).await.unwrap().unwrap();
    let first = programme.webinars[0].webinar.clone();
    assert!(
        matches!(register(&club, form(&[first.id])).await, Err(RegisterError::NotOpen(id)) if id == first.id)
    );
    sessions::publish(&club, &Viewer::Club, &session.slug).await.unwrap();
    club.clock.set(first.ends_at);
    assert!(
        matches!(register(&club, form(&[first.id])).await, Err(RegisterError::Over(id)) if id == first.id)
    );
}

#[tokio::test]
async fn whoever_registers_for_a_webinar_on_the_air_finds_the_join_link_in_the_confirmation() {
    let (club, webinars) = published().await;
    let programme = sessions::programme(&club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    club.clock.set(programme.webinars[0].webinar.starts_at + TimeDelta::minutes(8));
    let registered = register(&club, form(&webinars[..2])).await.unwrap();
    let emails = written(&club).await;
    let confirmed = emails.iter().find(|email| email.kind == EmailKind::RegistrationConfirmed).unwrap();
    let links = |text: &str| {
        registered.new.iter().map(|row| text.contains(&format!("/j/{}", row.join_secret))).collect::<Vec<_>>()
    };
    assert_eq!(links(&confirmed.text), [true, false], "{}", confirmed.text);
    assert_eq!(links(&confirmed.html), [true, false]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mailbox_gets_three_confirmations_a_day_and_no_registration_is_lost() {
    let (club, webinars) = published().await;
    let of_webinar = |(number, webinar): (usize, &WebinarId)| {
        let tagged = profile("Анна", "Зайцева", &format!("anna+{number}@school.example"));
        register(&club, Registering { profile: tagged, ..form(&[*webinar]) })
    };
    let done = futures_util::future::join_all(webinars.iter().enumerate().map(of_webinar)).await;
    let new: Vec<usize> = done.iter().map(|registered| registered.as_ref().unwrap().new.len()).collect();
    assert_eq!(new, [1; 10]);
    let kinds: Vec<EmailKind> = written(&club).await.iter().map(|email| email.kind).collect();
    assert_eq!(kinds, [EmailKind::RegistrationConfirmed; 3]);
    club.clock.set(club.clock.now() + TimeDelta::days(1));
    register(&club, form(&webinars[..1])).await.unwrap();
    assert_eq!(written(&club).await.len(), 4);
}

#[tokio::test]
async fn the_confirmation_names_every_webinar_and_its_links_are_the_listeners_own() {
    let (club, webinars) = published().await;
    let registered = register(&club, form(&webinars[..2])).await.unwrap();
    let email = written(&club).await.remove(0);
    assert_eq!(email.subject, "Вы записаны на 2 вебинара");
    for words in [
        "Здравствуйте!",
        "Подтвердить адрес",
        "Аттестация молодого педагога: с чего начать",
        "Портфолио учителя: структура и типичные ошибки",
        "12 апреля",
        "14:30 (Сургут",
    ] {
        let (text, html) = (email.text.replace('\u{a0}', " "), email.html.replace('\u{a0}', " "));
        assert!(text.contains(words) && html.contains(words), "{words} is missing in {text}");
    }
    let secret = email.text.lines().find_map(|line| line.strip_prefix("https://club.example/login/"));
    let login = login::redeem(&club, secret.unwrap(), None).await.unwrap();
    assert_eq!((login.person_id, login.next.as_deref()), (registered.person.id, Some("/me")));
    let [file] = serde_json::from_value::<[mail::Attachment; 1]>(email.attachments).unwrap();
    let calendar = String::from_utf8(file.bytes).unwrap().replace("\r\n ", "");
    for row in &registered.new {
        let url = format!("URL:https://club.example/j/{}", row.join_secret);
        assert!(calendar.lines().any(|line| line == url), "{url} is missing in {calendar}");
    }
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 2);
    assert!(!calendar.contains("stream.example") && !email.text.contains("/j/"));
}

#[tokio::test]
async fn nothing_of_the_form_stands_in_an_email_before_somebody_has_shown_to_read_there() {
    let (club, webinars) = published().await;
    let mut of_stranger = profile("Дарья", "Орлова", "anna@school.example");
    of_stranger.city = "Мышкин".to_owned();
    let form = |webinar| Registering {
        profile: of_stranger.clone(),
        question: Some("Зайдите на evil.example".to_owned()),
        ..form(&[webinar])
    };
    register(&club, form(webinars[0])).await.unwrap();
    let first = written(&club).await.remove(0);
    assert_eq!(first.to_name, None);
    let all = format!("{}{}{}", first.subject, first.text, first.html);
    for typed in ["Дарья", "Орлова", "Мышкин", "evil.example", "учитель"] {
        assert!(!all.contains(typed), "{typed}: {all}");
    }
    let secret = first.text.lines().find_map(|line| line.strip_prefix("https://club.example/login/"));
    login::redeem(&club, secret.unwrap(), None).await.unwrap();
    register(&club, form(webinars[1])).await.unwrap();
    let emails = written(&club).await;
    let second = emails.iter().find(|email| email.id != first.id).unwrap();
    assert_eq!(second.to_name.as_deref(), Some("Орлова Дарья"));
    assert!(second.text.contains("Уважаемая Дарья"), "{}", second.text);
}

#[tokio::test]
async fn forms_that_come_at_once_are_told_apart_and_a_full_webinar_takes_no_more_than_it_has_places() {
    let (club, webinars) = published().await;
    set_capacity(&club, webinars[0], 5).await;
    let nowhere = WebinarId::from(uuid::Uuid::from_u128(7));
    let one = async |number: usize| {
        let chosen = if number % 8 == 7 { [nowhere, webinars[1]] } else { [webinars[0], webinars[1]] };
        let of_own = profile("Анна", "Зайцева", &format!("anna{number}@school.example"));
        register(&club, Registering { profile: of_own, ..form(&chosen) }).await
    };
    let done = futures_util::future::join_all((0..32).map(one)).await;
    let refused = done.iter().filter(|one| matches!(one, Err(RegisterError::NotOpen(id)) if *id == nowhere));
    assert_eq!(refused.count(), 4);
    let places = |webinar| {
        let rows = done.iter().flatten().flat_map(|one| &one.new);
        rows.filter(|row| row.webinar_id == webinar).count()
    };
    assert_eq!((places(webinars[0]), places(webinars[1])), (5, 28));
    let queued: usize = done.iter().flatten().map(|one| one.queued.len()).sum();
    assert_eq!(queued, 23);
    assert_eq!(written(&club).await.len(), 28, "one e-mail each");
}

async fn set_capacity(club: &Club, webinar: WebinarId, places: i32) {
    use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
    let update = entity::webinar::Entity::update_many()
        .col_expr(entity::webinar::Column::Capacity, places.into())
        .filter(entity::webinar::Column::Id.eq(webinar));
    let work = club.storage.write(move |tx| Box::pin(async move { update.exec(tx).await }));
    work.await.unwrap();
}

#[tokio::test]
async fn a_join_link_opens_half_an_hour_before_and_leads_to_the_newest_stream() {
    let (club, webinars) = published().await;
    let secret = register(&club, form(&webinars[..1])).await.unwrap().new.remove(0).join_secret;
    let view = join_view(&club, &secret).await.unwrap();
    assert_eq!((view.phase, &view.webinar.stream_url), (JoinPhase::Early, &None));
    assert!(matches!(join(&club, &secret).await, Err(JoinError::NotOpen(JoinPhase::Early))));
    club.clock.set(view.webinar.starts_at - TimeDelta::minutes(30));
    let url = url::Url::parse("https://stream.example/moved").unwrap();
    webinar::set_stream_url(&club, &Viewer::Club, &view.webinar.slug, Some(url)).await.unwrap();
    let joined = join(&club, &secret).await.unwrap();
    assert_eq!(joined.webinar.stream_url.as_deref(), Some("https://stream.example/moved"));
    assert_eq!(joined.webinar.code_word, None);
    club.clock.set(view.webinar.ends_at);
    assert!(matches!(join(&club, &secret).await, Err(JoinError::NotOpen(JoinPhase::Over))));
}

#[tokio::test]
async fn a_cancelled_registration_is_gone_and_may_be_made_again() {
    let (club, webinars) = published().await;
    let secret = register(&club, form(&webinars[..1])).await.unwrap().new.remove(0).join_secret;
    cancel(&club, &secret).await.unwrap();
    assert!(matches!(join_view(&club, &secret).await, Err(JoinError::NotFound)));
    assert!(matches!(cancel(&club, &secret).await, Err(JoinError::NotFound)));
    assert_eq!(register(&club, form(&webinars[..1])).await.unwrap().new.len(), 1);
}

#[tokio::test]
async fn what_is_over_is_not_cancelled_any_more_and_a_cancellation_is_written_down() {
    let (club, webinars) = published().await;
    let new = register(&club, form(&webinars[..2])).await.unwrap().new;
    let session = sessions::current(&club).await.unwrap().unwrap();
    let cancelled = async || {
        let entries = audit::of_session(&club, &Viewer::Club, &session, 100).await.unwrap();
        let cancelled = entries.into_iter().filter(|line| line.entry.action == "registration.cancel");
        cancelled.map(|line| line.entry.subject).collect::<Vec<_>>()
    };
    club.clock.set(join_view(&club, &new[0].join_secret).await.unwrap().webinar.ends_at);
    let late = cancel(&club, &new[0].join_secret).await;
    assert!(matches!(late, Err(JoinError::NotOpen(JoinPhase::Over))));
    cancel(&club, &new[1].join_secret).await.unwrap();
    assert_eq!(cancelled().await, [format!("registration {}", new[1].id)]);
}
