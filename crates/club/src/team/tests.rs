//! Who is invited, who accepts, who goes, and who finds whom.

use chrono::TimeDelta;
use chrono_tz::Tz;
use entity::{Role, RoleGrantId, SchoolId, WebinarId};
use lang::{FullName, Lang};
use mail::Address;
use sea_orm::{ActiveModelTrait as _, DbErr, IntoActiveModel as _};

use super::*;
use crate::login;
use crate::outbox::written_to;
use crate::person::{self, Profile};
use crate::role::{self, Appointment};
use crate::school::{SchoolProfile, find_or_add};
use crate::test_club::profile;
use crate::test_session::SmallSession;

/// Somebody with a role who is logged in; the address is made of the name.
async fn staff(
    club: &Club,
    name: (&str, &str),
    role: Role,
    (school_id, webinar_id): (Option<SchoolId>, Option<WebinarId>),
) -> Viewer {
    let profile =
        profile(name.0, name.1, &format!("{}@school.example", name.1.chars().count() + name.0.len()));
    let new = Appointment { profile, role, school_id, webinar_id };
    let person = role::appoint(club, &Viewer::Club, new).await.unwrap();
    viewer_of(club, person).await
}

/// The person as the next request sees him or her.
async fn viewer_of(club: &Club, person: PersonId) -> Viewer {
    let path = login::link_for(club, person, None, TimeDelta::hours(1)).await.unwrap();
    let secret = path.strip_prefix("/login/").unwrap();
    let login = login::redeem(club, secret, None).await.unwrap();
    login::viewer(club, &login.cookie).await.unwrap()
}

async fn other_school(club: &Club) -> school::Model {
    let profile = SchoolProfile {
        full_name: "МАОУ СОШ № 1".to_owned(),
        short_name: "МАОУ СОШ № 1".to_owned(),
        city: "Курган".to_owned(),
        region: "Курганская область".to_owned(),
        zone: Tz::Asia__Yekaterinburg,
    };
    let inside = club.clone();
    let work =
        club.storage.write(move |tx| Box::pin(async move { find_or_add(tx, &inside, &profile).await }));
    work.await.unwrap()
}

async fn add(club: &Club, profile: Profile) -> entity::person::Model {
    let inside = club.clone();
    let work = club.storage.write::<_, DbErr, _>(move |tx| {
        Box::pin(async move { person::find_or_add(tx, &inside, &profile).await })
    });
    work.await.unwrap()
}

fn to(address: &str, role: Role) -> NewInvitation {
    NewInvitation {
        to: Invitee::Address(Address::parse(address).unwrap()),
        role,
        language: Lang::Ru,
        note: Some("Ждём Вас!\nСсылка: evil.example".to_owned()),
    }
}

/// The secret of the newest invitation to an address.
async fn secret(club: &Club, address: &str) -> String {
    let email = written_to(club, address).await.pop().unwrap();
    let mut words = email.text.split_whitespace();
    words.find_map(|word| word.split("/invite/").nth(1)).unwrap().to_owned()
}

fn new_person(family: &str, given: &str) -> WhoAccepts {
    WhoAccepts::New { name: FullName::parse(family, given, "").unwrap(), position: "завуч".to_owned() }
}

async fn team_of(club: &Club, viewer: &Viewer, school: SchoolId) -> TeamView {
    let team = of_school(club, viewer, &school.to_string()).await.unwrap().unwrap();
    view(club, viewer, team).await.unwrap().unwrap()
}

fn grant_of(view: &TeamView, family: &str) -> RoleGrantId {
    view.members.iter().find(|member| member.name.starts_with(family)).unwrap().grant.id
}

#[tokio::test]
async fn an_invitation_is_accepted_once_and_its_secret_is_stored_nowhere() {
    let small = SmallSession::new().await;
    let (club, school) = (&small.club, small.school.id);
    let galina = staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(school), None)).await;
    let team = Team::at(small.school.clone());
    invite(club, &galina, &team, to("new@school.example", Role::Reviewer)).await.unwrap();
    let email = written_to(club, "new@school.example").await.remove(0);
    assert!(email.text.contains("Воронцова Галина"), "{}", email.text);
    assert!(!email.text.contains("evil.example"), "an address in a note is no link: {}", email.text);
    let secret = secret(club, "new@school.example").await;
    let pending = team_of(club, &galina, school).await.pending.remove(0);
    assert_ne!(pending.secret_sha256, secret);
    let offered = offer(club, &Viewer::Guest, &secret).await.unwrap();
    assert!(offered.is_open_to_new && offered.candidates.is_empty());
    let accepted = accept(club, &secret, new_person("Новикова", "Анна")).await.unwrap();
    assert_eq!(accepted.role, Role::Reviewer);
    let again = accept(club, &secret, new_person("Другая", "Вера")).await;
    assert!(matches!(again, Err(AcceptError::Link)));
    assert!(matches!(offer(club, &Viewer::Guest, &secret).await, Err(AcceptError::Link)));
    let view = team_of(club, &galina, school).await;
    let names: Vec<&str> = view.members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!((names, view.pending.len()), (vec!["Воронцова Галина", "Новикова Анна"], 0));
    let anna = viewer_of(club, accepted.person_id).await;
    assert!(!anna.organizes(school) && anna.is_staff());
}

#[tokio::test]
async fn of_many_that_accept_at_once_one_gets_the_role() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let galina = staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(small.school.id), None)).await;
    invite(club, &galina, &Team::at(small.school.clone()), to("new@school.example", Role::Organizer))
        .await
        .unwrap();
    let secret = secret(club, "new@school.example").await;
    let tries =
        ["Анна", "Вера", "Ольга", "Ирина"].map(|given| accept(club, &secret, new_person("Новикова", given)));
    let won = futures_util::future::join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(won, 1);
    assert_eq!(team_of(club, &galina, small.school.id).await.members.len(), 2);
}

#[tokio::test]
async fn a_shared_mailbox_asks_who_it_is_and_takes_nobody_else() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let galina = staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(small.school.id), None)).await;
    let oleg = add(club, profile("Олег", "Ким", "office@school.example")).await;
    let anna = add(club, profile("Анна", "Ким", "office@school.example")).await;
    let stranger = add(club, profile("Инна", "Чужова", "inna@school.example")).await;
    let team = Team::at(small.school.clone());
    invite(club, &galina, &team, to("office@school.example", Role::Organizer)).await.unwrap();
    let office = secret(club, "office@school.example").await;
    let names = |offer: Offer| offer.candidates.into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert_eq!(names(offer(club, &Viewer::Guest, &office).await.unwrap()), ["Ким Анна", "Ким Олег"]);
    let logged_in = offer(club, &viewer_of(club, oleg.id).await, &office).await.unwrap();
    assert!(!logged_in.is_open_to_new);
    assert_eq!(names(logged_in), ["Ким Олег"]);
    let wrong = accept(club, &office, WhoAccepts::Known(stranger.id)).await;
    assert!(matches!(wrong, Err(AcceptError::NotFound)));
    accept(club, &office, WhoAccepts::Known(anna.id)).await.unwrap();
    // Anna's own invitation is nobody else's, and she holds the role by now.
    let personal = NewInvitation { to: Invitee::Person(anna.id), ..to("x@school.example", Role::Organizer) };
    let twice = invite(club, &Viewer::Club, &team, personal).await;
    assert!(matches!(twice, Err(InviteError::HoldsAlready)));
    let personal = NewInvitation { to: Invitee::Person(oleg.id), ..to("x@school.example", Role::Organizer) };
    invite(club, &Viewer::Club, &team, personal).await.unwrap();
    let olegs = secret(club, "office@school.example").await;
    for who in [WhoAccepts::Known(anna.id), new_person("Новикова", "Вера")] {
        assert!(matches!(accept(club, &olegs, who).await, Err(AcceptError::NotFound)));
    }
    accept(club, &olegs, WhoAccepts::Known(oleg.id)).await.unwrap();
}

#[tokio::test]
async fn withdrawn_old_and_replaced_links_lead_nowhere() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let team = Team::at(small.school.clone());
    let id = invite(club, &Viewer::Club, &team, to("new@school.example", Role::Organizer)).await.unwrap();
    let second = invite(club, &Viewer::Club, &team, to("new@school.example", Role::Organizer)).await;
    assert!(matches!(second, Err(InviteError::Pending)));
    let first = secret(club, "new@school.example").await;
    club.clock.set(club.clock.now() + TimeDelta::days(13));
    invite_again(club, &Viewer::Club, &team, id).await.unwrap();
    let anew = secret(club, "new@school.example").await;
    assert!(matches!(offer(club, &Viewer::Guest, &first).await, Err(AcceptError::Link)));
    club.clock.set(club.clock.now() + TimeDelta::days(13));
    assert!(offer(club, &Viewer::Guest, &anew).await.is_ok(), "good for two weeks from the last e-mail");
    club.clock.set(club.clock.now() + TimeDelta::days(1));
    assert!(matches!(offer(club, &Viewer::Guest, &anew).await, Err(AcceptError::Link)));
    assert!(matches!(accept(club, &anew, new_person("Новикова", "Анна")).await, Err(AcceptError::Link)));
    invite_again(club, &Viewer::Club, &team, id).await.unwrap();
    let last = secret(club, "new@school.example").await;
    let elsewhere = withdraw(club, &Viewer::Club, &Team::Network, id).await;
    assert!(matches!(elsewhere, Err(PendingError::NotFound)));
    withdraw(club, &Viewer::Club, &team, id).await.unwrap();
    assert!(matches!(offer(club, &Viewer::Guest, &last).await, Err(AcceptError::Link)));
    assert!(matches!(invite_again(club, &Viewer::Club, &team, id).await, Err(PendingError::NotFound)));
}

#[tokio::test]
async fn nobody_is_flooded_with_invitations() {
    let small = SmallSession::new().await;
    let team = Team::at(small.school.clone());
    let club = &small.club;
    let id = invite(club, &Viewer::Club, &team, to("new@school.example", Role::Organizer)).await.unwrap();
    for _ in 0..2 {
        invite_again(club, &Viewer::Club, &team, id).await.unwrap();
    }
    let good = secret(club, "new@school.example").await;
    assert!(matches!(invite_again(club, &Viewer::Club, &team, id).await, Err(PendingError::TooMany)));
    assert!(offer(club, &Viewer::Guest, &good).await.is_ok(), "the last link that was sent stays good");
    assert_eq!(written_to(club, "new@school.example").await.len(), 3, "nobody there was seen reading");
}

#[tokio::test]
async fn only_those_of_the_place_invite_and_only_to_its_roles() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let other = other_school(club).await;
    let webinar = Team::on(small.webinars[0].clone(), small.session.clone());
    let organizer =
        staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(small.school.id), None)).await;
    let stranger = staff(club, ("Инна", "Чужова"), Role::Organizer, (Some(other.id), None)).await;
    let reviewer = staff(club, ("Рита", "Эксперт"), Role::Reviewer, (Some(small.school.id), None)).await;
    let moderator =
        staff(club, ("Ольга", "Лариона"), Role::Moderator, (None, Some(small.webinars[0].id))).await;
    let school = Team::at(small.school.clone());
    let may = |viewer: Viewer, team: Team, role: Role, number: u32| async move {
        invite(club, &viewer, &team, to(&format!("n{number}@school.example"), role)).await.is_ok()
    };
    let mut allowed = vec![];
    let viewers = [
        ("curator", &Viewer::Club),
        ("organizer", &organizer),
        ("stranger", &stranger),
        ("reviewer", &reviewer),
        ("moderator", &moderator),
        ("guest", &Viewer::Guest),
    ];
    let mut number = 0;
    for (name, viewer) in viewers {
        for (team, role) in [
            (&school, Role::Organizer),
            (&school, Role::Reviewer),
            (&school, Role::Curator),
            (&school, Role::Moderator),
            (&webinar, Role::Moderator),
            (&webinar, Role::Organizer),
            (&Team::Network, Role::Curator),
        ] {
            number += 1;
            if may(viewer.clone(), team.clone(), role, number).await {
                allowed.push((name, role));
            }
        }
    }
    let expected = [
        ("curator", Role::Organizer),
        ("curator", Role::Reviewer),
        ("curator", Role::Moderator),
        ("curator", Role::Curator),
        ("organizer", Role::Organizer),
        ("organizer", Role::Reviewer),
        ("organizer", Role::Moderator),
    ];
    assert_eq!(allowed, expected);
}

#[tokio::test]
async fn a_role_that_is_taken_away_takes_its_invitations_along_and_the_last_curator_stays() {
    let small = SmallSession::new().await;
    let (club, school) = (&small.club, small.school.id);
    let timur = staff(club, ("Тимур", "Белых"), Role::Curator, (None, None)).await;
    let galina = staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(school), None)).await;
    let other = other_school(club).await;
    let stranger = staff(club, ("Инна", "Чужова"), Role::Organizer, (Some(other.id), None)).await;
    let team = Team::at(small.school.clone());
    invite(club, &galina, &team, to("new@school.example", Role::Organizer)).await.unwrap();
    let secret = secret(club, "new@school.example").await;
    let galinas = grant_of(&team_of(club, &timur, school).await, "Воронцова");
    assert!(matches!(remove(club, &stranger, galinas).await, Err(RemoveError::NotFound)));
    remove(club, &timur, galinas).await.unwrap();
    assert!(!viewer_of(club, galina.person_id().unwrap()).await.organizes(school));
    assert!(matches!(offer(club, &Viewer::Guest, &secret).await, Err(AcceptError::Link)));
    assert!(matches!(remove(club, &timur, galinas).await, Err(RemoveError::NotFound)));
    let curators = view(club, &timur, Team::Network).await.unwrap().unwrap();
    let last = grant_of(&curators, "Белых");
    assert!(matches!(remove(club, &timur, last).await, Err(RemoveError::LastCurator)));
    staff(club, ("Вторая", "Кураторова"), Role::Curator, (None, None)).await;
    let both = view(club, &timur, Team::Network).await.unwrap().unwrap();
    let ids = [grant_of(&both, "Белых"), grant_of(&both, "Кураторова")];
    let tries = ids.map(|id| remove(club, &Viewer::Club, id));
    let gone = futures_util::future::join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(gone, 1, "of two that go at once one stays");
}

/// One person for each way of having to do with a school, all of one family name.
async fn acquaintances(small: &SmallSession, other: &school::Model) -> Vec<(&'static str, PersonId)> {
    let club = &small.club;
    let named = |given: &'static str| profile(given, "Искомая", &format!("{}@school.example", given.len()));
    let mut people = vec![];
    for (what, given, school) in [("own", "Анна", &small.school), ("other", "Варвара", other)] {
        let profile = Profile {
            school_name: school.short_name.clone(),
            city: school.city.clone(),
            ..profile(given, "Искомая", &format!("{what}@school.example"))
        };
        people.push((what, add(club, profile).await.id));
    }
    let listener = add(club, Profile { school_name: "х".to_owned(), ..named("Елена") }).await;
    small.register(&listener, 0).await;
    let speaker = add(club, Profile { school_name: "х".to_owned(), ..named("Светлана") }).await;
    small.talk(&speaker, 1, "Тема").await;
    let gone = add(club, Profile { school_name: "х".to_owned(), ..named("Ия") }).await;
    let mut cancelled = small.register(&gone, 1).await;
    cancelled.cancelled_at = Some(club.clock.now());
    let row = cancelled.into_active_model().reset_all();
    let work = club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.unwrap();
    let nobody = add(club, Profile { school_name: "х".to_owned(), ..named("Нина Никто") }).await;
    let second = add(club, Profile { school_name: "х".to_owned(), ..named("Зоя") }).await;
    let zoya = viewer_of(club, second.id).await;
    crate::school::belong(club, &zoya, &other.short_name, &other.city).await.unwrap();
    people.extend([
        ("listener", listener.id),
        ("speaker", speaker.id),
        ("cancelled", gone.id),
        ("nobody", nobody.id),
        ("second job at the other", second.id),
    ]);
    people
}

#[tokio::test]
async fn people_are_found_by_those_who_may_see_them_and_by_nobody_else() {
    let small = SmallSession::new().await;
    let club = &small.club;
    let other = other_school(club).await;
    let people = acquaintances(&small, &other).await;
    let organizer =
        staff(club, ("Галина", "Воронцова"), Role::Organizer, (Some(small.school.id), None)).await;
    let stranger = staff(club, ("Инна", "Чужова"), Role::Organizer, (Some(other.id), None)).await;
    let reviewer = staff(club, ("Рита", "Эксперт"), Role::Reviewer, (Some(small.school.id), None)).await;
    let moderator =
        staff(club, ("Ольга", "Лариона"), Role::Moderator, (None, Some(small.webinars[0].id))).await;
    let curator = staff(club, ("Тимур", "Белых"), Role::Curator, (None, None)).await;
    let all: Vec<&str> = people.iter().map(|(what, _)| *what).collect();
    for (viewer, expected) in [
        (&curator, all.clone()),
        (&organizer, vec!["own", "listener", "speaker"]),
        (&stranger, vec!["other", "second job at the other"]),
        (&reviewer, vec![]),
        (&moderator, vec![]),
        (&viewer_of(club, people[0].1).await, vec![]),
        (&Viewer::Guest, vec![]),
    ] {
        let found = search(club, viewer, "ИСКОМАЯ").await.unwrap();
        let is_found = |id: PersonId| found.iter().any(|person| person.person_id == id);
        let seen: Vec<&str> = people.iter().filter(|(_, id)| is_found(*id)).map(|(what, _)| *what).collect();
        assert_eq!(seen, expected, "{viewer:?}");
        assert_eq!(found.len(), expected.len());
        // Whoever is not found cannot be invited by a guessed id either.
        let team = Team::at(if viewer == &stranger { other.clone() } else { small.school.clone() });
        for (what, id) in &people {
            let personal =
                NewInvitation { to: Invitee::Person(*id), ..to("x@school.example", Role::Organizer) };
            let invited = invite(club, viewer, &team, personal).await;
            let may = !matches!(invited, Err(InviteError::NotFound));
            assert_eq!(may, expected.contains(what), "{what}: {invited:?}");
        }
    }
    assert_eq!(search(club, &curator, "и").await.unwrap(), [], "one letter finds nobody");
    assert_eq!(search(club, &curator, "%%").await.unwrap(), []);
}
