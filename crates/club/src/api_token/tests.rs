use chrono::TimeDelta;
use entity::{ApiScope, Role};

use super::*;
use crate::login;
use crate::role::{self, Appointment};
use crate::test_club::profile;
use crate::test_session::SmallSession;

/// The organizer of the small session's school, as a browser that is logged in.
async fn organizer(small: &SmallSession) -> Viewer {
    let profile = profile("Галина", "Зайцева", "galina@school.example");
    let (school_id, webinar_id) = (Some(small.school.id), None);
    let new = Appointment { profile, role: Role::Organizer, school_id, webinar_id };
    let person = role::appoint(&small.club, &Viewer::Club, new).await.unwrap();
    let path = login::link_for(&small.club, person, None, TimeDelta::hours(1)).await.unwrap();
    let login = login::redeem(&small.club, path.strip_prefix("/login/").unwrap(), None).await.unwrap();
    login::viewer(&small.club, &login.cookie).await.unwrap()
}

fn new(days: u16) -> NewToken {
    NewToken { name: " Сайт  школы ".to_owned(), scopes: [ApiScope::ListenersRead].into(), days }
}

async fn works(small: &SmallSession, token: &str) -> bool {
    holder(&small.club, token).await.unwrap().is_some()
}

#[tokio::test]
async fn a_token_is_kept_as_a_hash_and_acts_for_its_school_alone() {
    let small = SmallSession::new().await;
    let (galina, owner) = (organizer(&small).await, Owner::School(small.school.id));
    let (token, row) = issue(&small.club, &galina, owner, new(30)).await.unwrap();
    assert_eq!((row.name.as_str(), row.scopes.as_str()), ("Сайт школы", "listeners_read"));
    assert!(token.starts_with("webclub_") && !format!("{row:?}").contains(&token));
    let holder = holder(&small.club, &token).await.unwrap().unwrap();
    assert!(holder.viewer.organizes(small.school.id) && !holder.viewer.is_curator());
    assert_eq!(holder.scopes, [ApiScope::ListenersRead].into());
    assert!(!works(&small, "webclub_0123456789abcdefghjkmnpqrs").await);
    let listed = list(&small.club, &galina, owner).await.unwrap().unwrap();
    assert_eq!(listed.len(), 1);
    assert!(listed[0].row.last_used_at.is_some() && listed[0].is_valid);
    assert_eq!(listed[0].issuer, "Зайцева Галина");
}

#[tokio::test]
async fn a_token_ends_by_time_by_hand_and_with_the_role_of_its_issuer() {
    let small = SmallSession::new().await;
    let (galina, owner) = (organizer(&small).await, Owner::School(small.school.id));
    let named = |name: &str, days| NewToken { name: name.to_owned(), ..new(days) };
    let (by_hand, row) = issue(&small.club, &galina, owner, named("Первый", 30)).await.unwrap();
    let (by_time, _) = issue(&small.club, &galina, owner, named("Второй", 1)).await.unwrap();
    let again = issue(&small.club, &galina, owner, named("Второй", 30)).await;
    assert!(matches!(again, Err(IssueError::SameName)), "a page that is loaded anew issues nothing");
    let (by_role, _) = issue(&small.club, &galina, owner, named("Третий", 30)).await.unwrap();
    revoke(&small.club, &galina, owner, row.id).await.unwrap();
    revoke(&small.club, &galina, owner, row.id).await.unwrap();
    assert!(!works(&small, &by_hand).await && works(&small, &by_time).await);
    small.club.clock.set(small.club.clock.now() + TimeDelta::days(1));
    assert!(!works(&small, &by_time).await && works(&small, &by_role).await);
    for name in ["Первый", "Второй"] {
        issue(&small.club, &galina, owner, named(name, 30)).await.unwrap();
    }
    let person = galina.person_id().unwrap();
    let gone = small.club.storage.write(move |tx| {
        Box::pin(async move {
            use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};
            let own = entity::role_grant::Column::PersonId.eq(person);
            entity::role_grant::Entity::delete_many().filter(own).exec(tx).await
        })
    });
    gone.await.unwrap();
    assert!(!works(&small, &by_role).await, "who is no organizer any more has no programs either");
}

#[tokio::test]
async fn only_those_of_the_school_issue_and_revoke_and_what_would_not_do_is_refused() {
    let small = SmallSession::new().await;
    let (club, owner) = (&small.club, Owner::School(small.school.id));
    let galina = organizer(&small).await;
    let (_, row) = issue(club, &galina, owner, new(30)).await.unwrap();
    for viewer in [Viewer::Guest, small.stranger()] {
        assert!(list(club, &viewer, owner).await.unwrap().is_none());
        assert!(matches!(issue(club, &viewer, owner, new(30)).await, Err(IssueError::NotFound)));
        assert!(matches!(revoke(club, &viewer, owner, row.id).await, Err(RevokeError::NotFound)));
    }
    assert!(matches!(issue(club, &galina, Owner::Network, new(30)).await, Err(IssueError::NotFound)));
    for days in [0, MOST_DAYS + 1] {
        assert!(matches!(issue(club, &galina, owner, new(days)).await, Err(IssueError::Days)));
    }
    let nothing = NewToken { scopes: [].into(), ..new(30) };
    assert!(matches!(issue(club, &galina, owner, nothing).await, Err(IssueError::NoScope)));
    let nameless = NewToken { name: " \u{200b}".to_owned(), ..new(30) };
    assert!(matches!(
        issue(club, &galina, owner, nameless).await,
        Err(IssueError::Name(lang::TextProblem::Empty))
    ));
}

#[tokio::test]
async fn the_same_request_gets_the_same_answer_and_another_one_with_its_key_none() {
    let small = SmallSession::new().await;
    let galina = organizer(&small).await;
    let (_, token) = issue(&small.club, &galina, Owner::School(small.school.id), new(30)).await.unwrap();
    let club = &small.club;
    let first = Answer {
        status: 201,
        location: Some("/new".to_owned()),
        tag: Some("\"1\"".to_owned()),
        body: "{\"new\":1}".to_owned(),
    };
    let claim = async |request: &'static [u8]| claim(club, token.id, "k", request).await;
    assert_eq!(claim(b"request").await.unwrap(), Claim::Do);
    assert!(matches!(claim(b"request").await, Err(KeyError::WorkedOn)), "one does it, the other waits");
    assert!(matches!(claim(b"other").await, Err(KeyError::OfAnother)));
    give_up(club, token.id, "k").await.unwrap();
    assert_eq!(claim(b"other").await.unwrap(), Claim::Do, "what was refused leaves the key free");
    give_up(club, token.id, "k").await.unwrap();

    assert_eq!(claim(b"request").await.unwrap(), Claim::Do);
    keep(club, token.id, "k", first.clone()).await.unwrap();
    give_up(club, token.id, "k").await.unwrap();
    assert_eq!(claim(b"request").await.unwrap(), Claim::Answered(first), "an answer is not given up");
    assert!(matches!(claim(b"other").await, Err(KeyError::OfAnother)));
    club.clock.set(club.clock.now() + TimeDelta::hours(48));
    assert_eq!(claim(b"request").await.unwrap(), Claim::Do, "after two days it is forgotten");
    club.clock.set(club.clock.now() + TimeDelta::minutes(2));
    assert_eq!(claim(b"request").await.unwrap(), Claim::Do, "whoever died over it left it free");
}
