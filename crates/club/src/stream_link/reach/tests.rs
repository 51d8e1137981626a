use chrono::TimeDelta;
use entity::{OutboxState, SuppressionReason, outbox_email, person, registration, suppression};
use sea_orm::sea_query::IntoCondition;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _, Set,
};

use super::*;
use crate::outbox;
use crate::person::{MendAddressError, mend_address};
use crate::stream_link::{AgainError, send, send_again, show_link};
use crate::test_session::SmallSession;

const ZONE: Tz = Tz::Asia__Yekaterinburg;

/// A small session on the morning of its first day, its e-mails written; who has which trouble stands in the names of the tests' people.
async fn morning() -> (SmallSession, Vec<registration::Model>) {
    let small = SmallSession::new().await;
    let mut rows = vec![];
    for (name, email) in [
        ("Алексеева Ольга Юрьевна", None),
        ("Белова Ирина Львовна", Some("belova@school.example")),
        ("Власова Нина Олеговна", Some("vlasova@school.example")),
        ("Громова Яна Павловна", Some("gromova@school.example")),
        ("Дёмина Вера Ильинична", Some("demina@school.example")),
        ("Ершова Майя Андреевна", Some("ershova@school.example")),
    ] {
        let person = small.person(name, ZONE, email).await;
        rows.push(small.register(&person, 0).await);
    }
    let late = small.person("Жукова Лидия Егоровна", Tz::Europe__Kaliningrad, Some("z@school.example")).await;
    rows.push(small.register(&late, 0).await);
    small.club.clock.set(due_at(small.webinars[0].starts_at, ZONE));
    let day = day_of(small.webinars[0].starts_at, ZONE);
    assert_eq!(send(&small.club, small.session.id, ZONE, day).await.unwrap(), 5);
    (small, rows)
}

async fn set_email(small: &SmallSession, row: &registration::Model, email: outbox_email::ActiveModel) {
    let filter = outbox_email::Column::PersonId.eq(row.person_id);
    let work = small.club.storage.write(move |tx| {
        Box::pin(async move { outbox_email::Entity::update_many().set(email).filter(filter).exec(tx).await })
    });
    assert_eq!(work.await.unwrap().rows_affected, 1);
}

async fn set_person(small: &SmallSession, row: &registration::Model, change: person::ActiveModel) {
    let filter = person::Column::Id.eq(row.person_id);
    let work = small.club.storage.write(move |tx| {
        Box::pin(async move { person::Entity::update_many().set(change).filter(filter).exec(tx).await })
    });
    assert_eq!(work.await.unwrap().rows_affected, 1);
}

async fn open(small: &SmallSession, row: &registration::Model) {
    let mut row = row.clone().into_active_model();
    row.opened_at = Set(Some(small.club.clock.now()));
    let work = small.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.unwrap();
}

async fn suppress(small: &SmallSession, address: &str) {
    let row = suppression::Model {
        id: small.club.chance.id(small.club.clock.now()),
        address: address.to_owned(),
        reason: SuppressionReason::ByHand,
        note: String::new(),
        since: small.club.clock.now(),
        added_by: None,
    };
    let _row: suppression::Model = small.write(row.into_active_model()).await;
}

fn sent(small: &SmallSession) -> outbox_email::ActiveModel {
    let sent_at = Set(Some(small.club.clock.now()));
    outbox_email::ActiveModel { state: Set(OutboxState::Sent), sent_at, ..Default::default() }
}

async fn seen(small: &SmallSession, viewer: &Viewer, filter: ReachFilter) -> Reach {
    reach(&small.club, viewer, &small.session.slug, filter).await.unwrap().expect("the viewer sees the page")
}

fn lines(reach: &Reach) -> Vec<(String, &'static str)> {
    reach.people.iter().map(|one| (one.name.clone(), one.problem.as_str())).collect()
}

#[tokio::test]
async fn each_listener_has_the_worst_problem_and_whoever_opened_the_page_has_none() {
    let (small, rows) = morning().await;
    set_person(
        &small,
        &rows[1],
        person::ActiveModel { email_bounced_at: Set(Some(small.club.clock.now())), ..Default::default() },
    )
    .await;
    suppress(&small, "vlasova@school.example").await;
    let failed = outbox_email::ActiveModel {
        state: Set(OutboxState::Failed),
        last_error: Set(Some("554 no".to_owned())),
        ..Default::default()
    };
    set_email(&small, &rows[3], failed).await;
    set_email(&small, &rows[5], sent(&small)).await;
    let all = seen(&small, &small.organizer(), ReachFilter::default()).await;
    let name = |name: &str| name.to_owned();
    assert_eq!(
        lines(&all),
        [
            (name("Алексеева Ольга Юрьевна"), "no-address"),
            (name("Белова Ирина Львовна"), "bounced"),
            (name("Власова Нина Олеговна"), "suppressed"),
            (name("Громова Яна Павловна"), "failed"),
            (name("Дёмина Вера Ильинична"), "waiting"),
            (name("Ершова Майя Андреевна"), "not-opened"),
        ]
    );
    assert_eq!(all.people[3].reason.as_deref(), Some("554 no"));
    let first = &all.webinars[0];
    assert_eq!((first.registered, first.reached, first.later), (7, 0, 1), "in Kaliningrad it is night");
    assert_eq!((all.found, first.serious()), (6, 4));
    assert_eq!(all.webinars.len(), 3, "today and tomorrow");
    for row in &rows {
        open(&small, row).await;
    }
    let fine = seen(&small, &small.organizer(), ReachFilter::default()).await;
    assert_eq!((fine.found, fine.webinars[0].reached), (0, 7));
    assert_eq!(lines(&fine), []);
}

#[tokio::test]
async fn a_problem_is_filtered_and_what_is_not_due_is_no_problem_until_its_hour() {
    let (small, _) = morning().await;
    let not_written = ReachFilter { problem: Some(Problem::NotWritten), ..ReachFilter::default() };
    assert_eq!(seen(&small, &small.organizer(), not_written).await.found, 0);
    small.club.clock.set(due_at(small.webinars[0].starts_at, Tz::Europe__Kaliningrad));
    let late = seen(&small, &small.organizer(), not_written).await;
    assert_eq!(lines(&late), [("Жукова Лидия Егоровна".to_owned(), "not-written")]);
    let waiting = ReachFilter { problem: Some(Problem::Waiting), page: 1, ..ReachFilter::default() };
    let waiting = seen(&small, &small.organizer(), waiting).await;
    assert_eq!((waiting.found, waiting.people.len()), (5, 5));
}

#[tokio::test]
async fn a_moderator_sees_the_own_webinar_without_addresses_and_strangers_see_nothing() {
    let (small, rows) = morning().await;
    let grants = vec![crate::Grant {
        role: entity::Role::Moderator,
        school_id: None,
        webinar_id: Some(small.webinars[0].id),
    }];
    let Viewer::Person { person_id, login_id, csrf_token, name, .. } = small.organizer() else {
        panic!("the organizer is a person");
    };
    let moderator = Viewer::Person { person_id, login_id, csrf_token, name, grants };
    let own = seen(&small, &moderator, ReachFilter::default()).await;
    assert!(!own.may_organize);
    assert_eq!(own.webinars.iter().map(|line| line.webinar.code.as_str()).collect::<Vec<_>>(), ["S01"]);
    assert!(own.people.iter().all(|one| one.address.is_none() && one.reason.is_none()));
    for viewer in [small.stranger(), Viewer::Guest] {
        let nothing = reach(&small.club, &viewer, &small.session.slug, ReachFilter::default()).await.unwrap();
        assert!(nothing.is_none());
    }
    for viewer in [&moderator, &small.stranger()] {
        let slug = &small.session.slug;
        let refused = send_again(&small.club, viewer, slug, rows[1].id).await;
        assert!(matches!(refused, Err(AgainError::NotFound)), "{refused:?}");
        let refused = show_link(&small.club, viewer, slug, rows[1].id).await;
        assert!(matches!(refused, Err(AgainError::NotFound)), "{refused:?}");
        let refused = mend_address(&small.club, viewer, slug, rows[1].person_id, "a@school.example").await;
        assert!(matches!(refused, Err(MendAddressError::NotFound)), "{refused:?}");
    }
}

#[tokio::test]
async fn a_link_is_sent_again_once_in_five_minutes_and_never_after_the_start() {
    let (small, rows) = morning().await;
    let (club, slug) = (&small.club, &small.session.slug);
    let again = async |place: usize| send_again(club, &Viewer::Club, slug, rows[place].id).await;
    assert!(matches!(again(0).await, Err(AgainError::NoAddress)));
    assert!(matches!(again(1).await, Err(AgainError::OnItsWay)));
    set_email(&small, &rows[1], sent(&small)).await;
    assert!(matches!(again(1).await, Err(AgainError::TooSoon)));
    club.clock.set(club.clock.now() + TimeDelta::minutes(5));
    again(1).await.unwrap();
    assert!(matches!(again(1).await, Err(AgainError::OnItsWay)), "the new one is on its way");
    let emails = outbox::written_to(club, "belova@school.example").await;
    assert_eq!(emails.len(), 2);
    assert_ne!(emails[0].message_id, emails[1].message_id);
    assert_eq!(emails[1].not_after, Some(small.webinars[0].starts_at));
    assert!(emails[1].text.contains(&rows[1].join_secret));
    club.clock.set(small.webinars[0].starts_at);
    assert!(matches!(again(2).await, Err(AgainError::TooLate)));
    assert!(
        show_link(club, &Viewer::Club, slug, rows[2].id)
            .await
            .unwrap()
            .address
            .ends_with(&rows[2].join_secret)
    );
    club.clock.set(small.webinars[0].ends_at);
    assert!(matches!(show_link(club, &Viewer::Club, slug, rows[2].id).await, Err(AgainError::TooLate)));
}

#[tokio::test]
async fn a_mended_address_takes_the_mark_away_and_gets_what_still_waits() {
    let (small, rows) = morning().await;
    let (club, slug) = (&small.club, &small.session.slug);
    let bounced = person::ActiveModel { email_bounced_at: Set(Some(club.clock.now())), ..Default::default() };
    set_person(&small, &rows[1], bounced).await;
    assert!(matches!(
        send_again(club, &Viewer::Club, slug, rows[1].id).await,
        Err(AgainError::Undeliverable)
    ));
    let person = rows[1].person_id;
    let mended = mend_address(club, &Viewer::Club, slug, person, " Belova@Lyceum.example ").await.unwrap();
    assert_eq!((mended.email.as_deref(), mended.email_bounced_at), (Some("belova@lyceum.example"), None));
    let waiting = outbox::written_to(club, "belova@lyceum.example").await;
    assert_eq!(waiting.iter().map(|email| email.to_domain.as_str()).collect::<Vec<_>>(), ["lyceum.example"]);
    assert_eq!(outbox::written_to(club, "belova@school.example").await, []);
    let entries = crate::audit::of_session(club, &Viewer::Club, &small.session, 10).await.unwrap();
    let deed = entries.iter().find(|entry| entry.entry.action == "person.mend_address").unwrap();
    assert!(!deed.entry.details.to_string().contains('@'), "no address stands in the audit trail");
}

#[tokio::test]
async fn organizers_do_not_change_the_address_of_staff() {
    let (small, rows) = morning().await;
    let person = rows[1].person_id;
    let grant = entity::role_grant::Model {
        id: small.club.chance.id(small.club.clock.now()),
        person_id: person,
        role: entity::Role::Curator,
        school_id: None,
        webinar_id: None,
        granted_by: None,
        granted_at: small.club.clock.now(),
    };
    let _grant: entity::role_grant::Model = small.write(grant.into_active_model()).await;
    let (club, slug) = (&small.club, &small.session.slug);
    let refused = mend_address(club, &small.organizer(), slug, person, "mine@school.example").await;
    assert!(matches!(refused, Err(MendAddressError::Staff)), "{refused:?}");
    let untouched = outbox::written(club, outbox_email::Column::PersonId.eq(person).into_condition()).await;
    assert_eq!(untouched[0].to_address, "belova@school.example");
}
