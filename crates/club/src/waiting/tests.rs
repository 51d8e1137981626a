//! Places are given away once, in the order of the queue, and never beyond what there is.

use chrono_tz::Tz;
use entity::{ConsentPurpose, EmailKind, registration};
use lang::Lang;
use sea_orm::Condition;

use super::*;
use crate::consent::Origin;
use crate::outbox::{self, WholeEmail};
use crate::registration::{self as registrations, Registered, Registering};
use crate::test_club::profile;
use crate::test_session::{SmallSession, at};
use crate::{Viewer, audit, webinar as webinars};

async fn limited(places: i32) -> SmallSession {
    let small = SmallSession::new().await;
    limit(&small, Some(places)).await;
    small
}

async fn limit(small: &SmallSession, places: Option<i32>) {
    webinars::set_capacity(&small.club, &Viewer::Club, "2027-spring-s01", places).await.unwrap();
}

async fn register(small: &SmallSession, name: &str) -> Registered {
    register_in(small, name, Tz::Asia__Yekaterinburg).await
}

async fn register_in(small: &SmallSession, name: &str, zone: Tz) -> Registered {
    let own = profile("Анна", "Зайцева", &format!("{name}@school.example"));
    let form = Registering {
        profile: crate::person::Profile { zone, ..own },
        webinars: vec![small.webinars[0].id],
        question: None,
        consents: vec![ConsentPurpose::Participation],
        origin: Origin { how: "form", ..Origin::default() },
        language: Lang::Ru,
    };
    registrations::register(&small.club, form).await.unwrap()
}

async fn offers(small: &SmallSession) -> Vec<WholeEmail> {
    let mut emails = outbox::written(&small.club, Condition::all()).await;
    emails.retain(|email| email.kind == EmailKind::PlaceOffered);
    emails
}

/// To whom places were offered, in order.
async fn offered(small: &SmallSession) -> Vec<String> {
    let name = |email: &WholeEmail| email.to_address.replace("@school.example", "");
    offers(small).await.iter().map(name).collect()
}

async fn offer_first(small: &SmallSession) -> usize {
    offer(&small.club, small.webinars[0].id).await.unwrap()
}

async fn phase(small: &SmallSession, place: &waiting_place::Model) -> WaitingPhase {
    view(&small.club, &place.secret).await.unwrap().unwrap().phase
}

async fn cancel(small: &SmallSession, row: &registration::Model) {
    registrations::cancel(&small.club, &row.join_secret).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_who_register_at_once_fill_exactly_fifty_places() {
    let small = limited(50).await;
    let names: Vec<String> = (0..200).map(|number| format!("listener{number}")).collect();
    let done = futures_util::future::join_all(names.iter().map(|name| register(&small, name))).await;
    let new: usize = done.iter().map(|registered| registered.new.len()).sum();
    let queued: usize = done.iter().map(|registered| registered.queued.len()).sum();
    assert_eq!((new, queued), (50, 150));
    let webinar = queries::by_secret(
        small.club.storage.reads(),
        &done.iter().find_map(|one| one.queued.first()).unwrap().secret,
    );
    let (_, webinar, _) = webinar.await.unwrap().unwrap();
    let db = small.club.storage.reads();
    assert_eq!(queries::free(db, &webinar, small.club.clock.now()).await.unwrap(), 0);
    assert_eq!(queries::count(db, webinar.id).await.unwrap(), 150);
}

#[tokio::test]
async fn the_form_knows_which_webinars_are_full() {
    let small = limited(1).await;
    let full_now = async || {
        let db = small.club.storage.reads();
        let webinars = crate::session::queries::webinars(db, small.session.id).await.unwrap();
        full(&small.club, &webinars.iter().map(|webinar| webinar.id).collect::<Vec<_>>()).await.unwrap()
    };
    assert_eq!(full_now().await, []);
    let first = register(&small, "first").await;
    let is_full = vec![small.webinars[0].id];
    assert_eq!(full_now().await, is_full);
    register(&small, "second").await;
    cancel(&small, &first.new[0]).await;
    assert_eq!(full_now().await, is_full, "the free place is the second's");
    limit(&small, None).await;
    assert_eq!(full_now().await, []);
}

#[tokio::test]
async fn a_persons_own_places_are_those_of_webinars_to_come() {
    let small = limited(1).await;
    register(&small, "first").await;
    let second = register(&small, "second").await;
    let viewer = crate::test_session::logged_in(&small.club, &second.person);
    let own = of_viewer(&small.club, &viewer).await.unwrap();
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].0.id, own[0].1.id, &own[0].1.stream_url),
        (second.queued[0].id, small.webinars[0].id, &None)
    );
    assert_eq!(of_viewer(&small.club, &Viewer::Guest).await.unwrap(), []);
    small.club.clock.set(small.webinars[0].starts_at);
    assert_eq!(of_viewer(&small.club, &viewer).await.unwrap(), []);
}

#[tokio::test]
async fn whoever_comes_to_a_full_webinar_is_told_kindly_and_queueing_twice_queues_once() {
    let small = limited(1).await;
    register(&small, "first").await;
    let second = register(&small, "second").await;
    let again = register(&small, "second").await;
    assert_eq!((second.new.len(), second.queued.len()), (0, 1));
    assert_eq!((again.queued.len(), &again.waiting), (0, &second.queued));
    let emails = outbox::written_to(&small.club, "second@school.example").await;
    assert_eq!(emails.len(), 1);
    assert_eq!(emails[0].subject, "Вы в очереди: «Вебинар 1»");
    let text = emails[0].text.replace('\u{a0}', " ");
    assert!(text.contains("Мест на этом вебинаре сейчас нет"), "{text}");
    assert!(text.contains(&format!("https://club.example/q/{}", second.queued[0].secret)), "{text}");
    assert!(!text.contains("Вы записаны"), "{text}");
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Waits { ahead: 0 });
}

#[tokio::test]
async fn a_place_that_becomes_free_is_kept_for_the_first_for_a_day_then_for_the_next() {
    let small = limited(1).await;
    let first = register(&small, "first").await;
    let (second, third) = (register(&small, "second").await, register(&small, "third").await);
    assert_eq!(offer_first(&small).await, 0, "nothing is free");
    cancel(&small, &first.new[0]).await;
    assert_eq!((offer_first(&small).await, offer_first(&small).await), (1, 0));
    let until = small.club.clock.now() + TimeDelta::days(1);
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Kept { until });
    assert_eq!(phase(&small, &third.queued[0]).await, WaitingPhase::Waits { ahead: 1 });
    let late = register(&small, "late").await;
    assert_eq!((late.new.len(), late.queued.len()), (0, 1), "a kept place is nobody else's");
    let email = &offers(&small).await[0];
    assert_eq!(email.not_after, Some(until));
    assert!(email.text.contains(&format!("https://club.example/q/{}", second.queued[0].secret)));
    small.club.clock.set(until);
    assert!(matches!(take(&small.club, &second.queued[0].secret).await, Err(AnswerError::NoPlace)));
    assert_eq!(offer_first(&small).await, 1);
    assert_eq!(offered(&small).await, ["second", "third"]);
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Left);
}

#[tokio::test]
async fn taking_a_place_registers_once_and_leaving_passes_it_on() {
    let small = limited(1).await;
    let first = register(&small, "first").await;
    let (second, third) = (register(&small, "second").await, register(&small, "third").await);
    cancel(&small, &first.new[0]).await;
    offer_first(&small).await;
    leave(&small.club, &second.queued[0].secret).await.unwrap();
    leave(&small.club, &second.queued[0].secret).await.unwrap();
    assert_eq!(offer_first(&small).await, 1);
    let third_secret = &third.queued[0].secret;
    let joined = take(&small.club, third_secret).await.unwrap();
    assert_eq!(take(&small.club, third_secret).await.unwrap(), joined, "taking twice takes once");
    assert_eq!(registrations::join_view(&small.club, &joined).await.unwrap().person.id, third.person.id);
    assert_eq!(phase(&small, &third.queued[0]).await, WaitingPhase::Taken);
    let emails = outbox::written_to(&small.club, "third@school.example").await;
    let kinds: Vec<EmailKind> = emails.iter().map(|email| email.kind).collect();
    let confirmed = EmailKind::RegistrationConfirmed;
    assert_eq!(kinds, [confirmed, EmailKind::PlaceOffered, confirmed]);
    let entries = audit::of_session(&small.club, &Viewer::Club, &small.session, 100).await.unwrap();
    let deeds = |action: &str| entries.iter().filter(|line| line.entry.action == action).count();
    assert_eq!((deeds("waiting.take"), deeds("waiting.leave")), (1, 1));
    assert!(matches!(take(&small.club, "nothing").await, Err(AnswerError::NotFound)));
}

#[tokio::test]
async fn raising_the_number_of_places_offers_as_many_and_lifting_it_offers_all() {
    let small = limited(1).await;
    for name in ["first", "second", "third", "fourth", "fifth"] {
        register(&small, name).await;
    }
    limit(&small, Some(3)).await;
    assert_eq!(offer_first(&small).await, 2);
    limit(&small, None).await;
    assert_eq!(offer_first(&small).await, 2);
    assert_eq!(offered(&small).await, ["second", "third", "fourth", "fifth"]);
    let refused = webinars::set_capacity(&small.club, &Viewer::Club, "2027-spring-s01", Some(0)).await;
    assert!(matches!(refused, Err(webinars::CapacityError::Impossible)));
}

#[tokio::test]
async fn within_the_last_two_hours_everybody_is_told_and_the_fastest_gets_the_place() {
    let small = limited(1).await;
    let first = register(&small, "first").await;
    let (second, third) = (register(&small, "second").await, register(&small, "third").await);
    small.club.clock.set(at("2027-04-12T08:00:00Z"));
    cancel(&small, &first.new[0]).await;
    assert_eq!(offer_first(&small).await, 2);
    assert_eq!(offered(&small).await, ["second", "third"]);
    for place in [&second.queued[0], &third.queued[0]] {
        assert_eq!(phase(&small, place).await, WaitingPhase::Open);
    }
    take(&small.club, &third.queued[0].secret).await.unwrap();
    assert!(matches!(take(&small.club, &second.queued[0].secret).await, Err(AnswerError::NoPlace)));
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Waits { ahead: 0 });
    small.club.clock.set(at("2027-04-12T09:30:00Z"));
    assert!(matches!(take(&small.club, &second.queued[0].secret).await, Err(AnswerError::Over)));
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Over);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_twenty_who_want_the_last_place_at_once_one_gets_it() {
    let small = limited(1).await;
    let first = register(&small, "first").await;
    let mut places = vec![];
    for number in 0..20 {
        places.push(register(&small, &format!("listener{number}")).await.queued.remove(0));
    }
    small.club.clock.set(at("2027-04-12T08:00:00Z"));
    cancel(&small, &first.new[0]).await;
    assert_eq!(offer_first(&small).await, 20);
    let taken =
        futures_util::future::join_all(places.iter().map(|place| take(&small.club, &place.secret))).await;
    assert_eq!(taken.iter().filter(|taken| taken.is_ok()).count(), 1);
}

#[tokio::test]
async fn nobody_is_offered_a_place_at_night_but_the_place_is_kept_until_the_next_day() {
    let small = limited(1).await;
    let first = register(&small, "first").await;
    let far = register_in(&small, "far", Tz::Asia__Kamchatka).await;
    // 01:00 of the 10th in Kamchatka.
    small.club.clock.set(at("2027-04-09T13:00:00Z"));
    cancel(&small, &first.new[0]).await;
    assert_eq!(offer_first(&small).await, 1);
    assert_eq!(offers(&small).await[0].due_at, at("2027-04-09T20:00:00Z"));
    let until = at("2027-04-10T20:00:00Z");
    assert_eq!(phase(&small, &far.queued[0]).await, WaitingPhase::Kept { until });
}

#[tokio::test]
async fn a_cancelled_webinar_ends_its_queue_and_says_so() {
    let small = limited(1).await;
    register(&small, "first").await;
    let second = register(&small, "second").await;
    let webinar = small.webinars[0].id;
    webinars::cancel(&small.club, &Viewer::Club, "2027-spring-s01", "докладчик заболел").await.unwrap();
    assert_eq!(webinars::tell_cancelled(&small.club, webinar, "докладчик заболел").await.unwrap(), 2);
    assert_eq!(webinars::tell_cancelled(&small.club, webinar, "докладчик заболел").await.unwrap(), 0);
    let emails = outbox::written_to(&small.club, "second@school.example").await;
    assert_eq!(emails[1].kind, EmailKind::WebinarCancelled);
    assert_eq!(offer_first(&small).await, 0);
    assert_eq!(phase(&small, &second.queued[0]).await, WaitingPhase::Over);
}
