use entity::{EmailKind, Role, SchoolId, SmtpEncryption, outbox_email, smtp_account};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, IntoActiveModel as _, Set};
use secrecy::SecretString;

use super::*;
use crate::Owner;
use crate::outbox::{Ways, written};
use crate::role::{self, Appointment};
use crate::sealing::SealingKey;
use crate::test_club::profile;
use crate::test_session::SmallSession;
use crate::{Club, Viewer};

fn key(letter: &str) -> SealingKey {
    SealingKey::parse(&letter.repeat(43)).unwrap()
}

fn draft(name: &str) -> Draft {
    Draft {
        name: name.to_owned(),
        host: "SMTP.school.example".to_owned(),
        port: 465,
        encryption: SmtpEncryption::Implicit,
        username: Some("club".to_owned()),
        password: Some(SecretString::from("pass word")),
        from_name: "Школа".to_owned(),
        from_address: mail::Address::parse("club@school.example").unwrap(),
        connections: 3,
        per_minute: None,
    }
}

/// A session whose database keeps passwords.
async fn small() -> SmallSession {
    let mut small = SmallSession::new().await;
    small.club.settings = small.club.settings.clone().sealing_with(key("A"));
    small
}

async fn used(club: &Club, owner: Owner) -> smtp_account::Model {
    let row = save(club, &Viewer::Club, owner, None, draft("Почта")).await.unwrap();
    set_used(club, &Viewer::Club, owner, row.id, true).await.unwrap();
    row
}

/// Which way e-mails go: the host school's own, or everybody's.
async fn lanes(club: &Club) -> Vec<String> {
    let ways: Ways = mail::Outlet::Memory(mail::Memory::new()).into();
    ways.names(club).await.unwrap()
}

async fn write(club: &Club, row: smtp_account::ActiveModel) {
    let work = club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.unwrap();
}

#[tokio::test]
async fn schools_go_their_own_ways_and_the_network_takes_the_rest() {
    let small = small().await;
    let (club, school) = (&small.club, Owner::School(small.school.id));
    assert_eq!(lanes(club).await, ["own: everything"]);
    let first = used(club, school).await;
    let of_school = format!("{}: school {}", first.id, small.school.id);
    assert_eq!(lanes(club).await, [of_school.clone(), format!("own: not {}", small.school.id)]);
    let network = used(club, Owner::Network).await;
    assert_eq!(lanes(club).await, [of_school, format!("{}: not {}", network.id, small.school.id)]);
    let second = used(club, school).await;
    let kept = list(club, &Viewer::Club, school).await.unwrap().unwrap();
    let in_use: Vec<_> = kept.iter().filter(|one| one.row.is_used).map(|one| one.row.id).collect();
    assert_eq!(in_use, [second.id], "one at a time");
    delete(club, &Viewer::Club, school, second.id).await.unwrap();
    set_used(club, &Viewer::Club, school, first.id, false).await.unwrap();
    assert_eq!(lanes(club).await, [format!("{}: everything", network.id)]);
}

#[tokio::test]
async fn an_account_whose_secret_cannot_be_opened_is_left_out_and_the_others_go_on() {
    let mut small = small().await;
    let network = used(&small.club, Owner::Network).await;
    let school = Owner::School(small.school.id);
    let own = used(&small.club, school).await;
    let mut broken = own.clone().into_active_model();
    broken.password_sealed = Set(Some("1.2.3".to_owned()));
    broken.is_used = Set(true);
    write(&small.club, broken).await;
    assert_eq!(lanes(&small.club).await, [format!("{}: everything", network.id)]);
    let seen = find(&small.club, &Viewer::Club, school, own.id).await.unwrap().unwrap();
    assert!(seen.seal.is_some() && !seen.is_working());
    small.club.settings = small.club.settings.clone().sealing_with(key("E"));
    assert_eq!(lanes(&small.club).await, ["own: everything"], "with a wrong key nothing stands still");
}

#[tokio::test]
async fn what_may_pass_is_tried_again_after_half_an_hour_and_a_wrong_password_is_not() {
    let small = small().await;
    let row = used(&small.club, Owner::Network).await;
    let now = small.club.clock.now();
    let working = format!("{}: everything", row.id);
    for (error, then) in [
        ("unreachable: the connection: refused", working.as_str()),
        ("log_in: 535 no", "own: everything"),
        ("reader: 450 greylisted", working.as_str()),
    ] {
        small.club.clock.set(now);
        let mut failed = row.clone().into_active_model();
        failed.checked_at = Set(Some(now));
        failed.check_error = Set(Some(error.to_owned()));
        write(&small.club, failed).await;
        if !error.starts_with("reader") {
            assert_eq!(lanes(&small.club).await, ["own: everything"], "{error}");
        }
        small.club.clock.set(now + chrono::TimeDelta::minutes(30));
        assert_eq!(lanes(&small.club).await, [then], "{error}");
    }
}

#[tokio::test]
async fn others_do_not_learn_of_accounts_and_change_none() {
    let small = small().await;
    let (club, viewer) = (&small.club, &Viewer::Guest);
    let owner = Owner::School(small.school.id);
    let row = used(club, owner).await;
    assert!(list(club, viewer, owner).await.unwrap().is_none());
    assert!(find(club, viewer, owner, row.id).await.unwrap().is_none());
    assert!(matches!(save(club, viewer, owner, None, draft("x")).await, Err(SaveError::NotFound)));
    assert!(matches!(set_used(club, viewer, owner, row.id, false).await, Err(AccountError::NotFound)));
    assert!(matches!(try_out(club, viewer, owner, row.id).await, Err(AccountError::NotFound)));
    assert!(matches!(delete(club, viewer, owner, row.id).await, Err(AccountError::NotFound)));
    let another = Owner::School(SchoolId(uuid::Uuid::nil()));
    assert!(find(club, &Viewer::Club, another, row.id).await.unwrap().is_none(), "of one owner only");
    assert!(find(club, &Viewer::Club, Owner::Network, row.id).await.unwrap().is_none());
}

#[tokio::test]
async fn without_a_key_no_password_is_kept_and_an_account_without_one_is() {
    let small = SmallSession::new().await;
    let refused = save(&small.club, &Viewer::Club, Owner::Network, None, draft("Почта")).await;
    assert!(matches!(refused, Err(SaveError::Seal(SealError::NoKey))), "{refused:?}");
    let open = Draft { username: None, password: None, ..draft("Почта") };
    let row = save(&small.club, &Viewer::Club, Owner::Network, None, open).await.unwrap();
    assert_eq!((row.host.as_str(), row.password_sealed), ("smtp.school.example", None));
}

/// Whom it was written to that an account does not work.
async fn alarmed(small: &SmallSession, account: &smtp_account::Model) -> Vec<String> {
    let (inside, id, revision) = (small.club.clone(), account.id, account.revision);
    let work = small.club.storage.write(move |tx| {
        Box::pin(async move {
            let trouble = mail::Trouble { fault: mail::Fault::LogIn, said: "535 5.7.8 no".to_owned() };
            mark(tx, &inside, (id, revision), &trouble).await
        })
    });
    work.await.unwrap();
    let alerts = written(&small.club, outbox_email::Column::Kind.eq(EmailKind::OrganizerAlert)).await;
    alerts.iter().map(|email| email.to_address.clone()).collect()
}

#[tokio::test]
async fn organizers_of_the_school_and_curators_of_the_network_are_told_once_that_mail_does_not_work() {
    let small = small().await;
    let organizer = (Role::Organizer, Some(small.school.id), "galina@school.example");
    let curator = (Role::Curator, None, "curator@network.example");
    for (role, school_id, address) in [organizer, curator] {
        let profile = profile("Галина", "Зайцева", address);
        let new = Appointment { profile, role, school_id, webinar_id: None };
        role::appoint(&small.club, &Viewer::Club, new).await.unwrap();
    }
    let own = used(&small.club, Owner::School(small.school.id)).await;
    let network = used(&small.club, Owner::Network).await;
    for _ in 0..2 {
        assert_eq!(alarmed(&small, &own).await, [organizer.2]);
    }
    assert_eq!(alarmed(&small, &network).await, [organizer.2, curator.2]);
    small.club.clock.set(small.webinars.last().unwrap().ends_at);
    assert_eq!(alarmed(&small, &own).await.len(), 2, "the session is over: nobody waits for e-mails");
}
