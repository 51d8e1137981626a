//! Who may go where: every row of the route registry, called as every role, against one seeded session.

use std::fmt::Write as _;

use actix_web::http::Method;
use api::routes::{Policy, Route, registry};
use club::Viewer;
use testclub::{Browser, Page, TestClub, dump};

/// A club after its first day: Anna has attended S01 and holds a certificate; the session goes on.
struct World {
    club: TestClub,
    join_secret: String,
    document: String,
    code: String,
    host_school: String,
}

impl World {
    async fn new() -> World {
        let club = TestClub::with_spring_session().await;
        let anna = club.teacher("Петрова Анна Сергеевна");
        anna.registers_for(&["S01", "S03"]).await;
        club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
        let link = anna.join_paths(&anna.newest_email()).remove(0);
        anna.joins_by(&link).await;
        anna.watches(&link, 50).await;
        club.pass_time_until("2027-04-12 20:00 Asia/Yekaterinburg").await;
        let programme = club.spring_programme().await;
        let (session, host_school) = (programme.session, programme.host_school.id.to_string());
        let registry = club::document::registry(&club.club, &Viewer::Club, &session).await.unwrap();
        let certificate = registry.into_iter().find(|line| line.person.family == "Петрова").unwrap();
        club.leave_the_rest();
        World {
            join_secret: link.trim_start_matches("/j/").to_owned(),
            document: certificate.document.id.to_string(),
            code: certificate.document.code,
            host_school,
            club,
        }
    }

    fn path(&self, route: &Route) -> String {
        route.path_with(|parameter| match parameter {
            "session" => "2027-spring".to_owned(),
            "school" => self.host_school.clone(),
            "webinar" => "2027-spring-s01".to_owned(),
            "secret" if route.path.starts_with("/j/") => self.join_secret.clone(),
            "code" => self.code.clone(),
            "id" => self.document.clone(),
            "purpose" => "invitations".to_owned(),
            "file" => "app.css".to_owned(),
            "email_kind" => "stream_link".to_owned(),
            "level" if route.path.starts_with("/network") => "network".to_owned(),
            "level" => "session".to_owned(),
            "language" => "ru".to_owned(),
            _ => "0".to_owned(),
        })
    }
}

/// Calls a route as a browser would; forms carry the browser's own token and nothing else.
async fn call(browser: &Browser, route: &Route, path: &str) -> Page {
    if route.method == Method::GET {
        return browser.get(path).await;
    }
    browser.call(route.method.as_str().parse().unwrap(), path).await
}

/// What a role sees: the status, and for a redirect whether it asks for the log-in.
fn answer(page: &Page) -> String {
    match &page.location {
        Some(location) if location.starts_with("/login") => "login".to_owned(),
        _ => page.status.to_string(),
    }
}

#[tokio::test]
async fn every_route_answers_every_role_as_its_policy_says() {
    let world = World::new().await;
    let club = &world.club;
    let listener = club.teacher("Орлова Дарья Игоревна");
    listener.registers_for(&["S03"]).await;
    club.run_jobs().await;
    let listener_email = listener.newest_email();
    listener.logs_in_by(&listener_email).await;
    let (moderator, stranger) = (club.moderator("S01").await, club.stranger().await);
    let (organizer, curator) = (club.organizer().await, club.curator().await);
    let visitor = club.visitor();
    let roles: [(&str, &Browser); 6] = [
        ("visitor", &visitor),
        ("listener", &listener.browser),
        ("stranger", &stranger.browser),
        ("moderator", &moderator.browser),
        ("organizer", &organizer.browser),
        ("curator", &curator.browser),
    ];
    let mut table = String::new();
    // Logging out would end the very log-ins that the other rows need.
    for route in registry().iter().filter(|route| route.path != "/logout") {
        let path = world.path(route);
        write!(table, "{:<12} {:<4} {:<45}", route.policy.to_string(), route.method, route.path).unwrap();
        for (role, browser) in roles {
            let before = dump(&club.club).await;
            let page = call(browser, route, &path).await;
            let answer = answer(&page);
            check(role, route, &answer, &page);
            if ["login", "403", "404"].contains(&&*answer) || route.method == Method::GET {
                assert_eq!(
                    dump(&club.club).await,
                    before,
                    "{role} changed something by {} {path}",
                    route.method
                );
            }
            write!(table, " {role}={answer}").unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!(table);
}

/// What no table of expectations may ever say.
fn check(role: &str, route: &Route, answer: &str, page: &Page) {
    let what = format!("{role}: {} {} answered {answer}", route.method, route.path);
    assert!(page.status < 500, "{what}: {}", page.html());
    let is_session_staff = ["organizer", "curator"].contains(&role);
    match route.policy {
        Policy::SelfOnly | Policy::Staff | Policy::Organizer | Policy::Curator if role == "visitor" => {
            assert_eq!(answer, "login", "{what}");
        }
        Policy::Organizer if !is_session_staff => {
            assert!(["403", "404"].contains(&answer), "{what}");
        }
        Policy::Curator if role != "curator" => assert_eq!(answer, "404", "{what}"),
        Policy::Demo => assert_eq!(answer, "404", "{what}"),
        Policy::Token => assert_eq!(answer, "401", "{what}"),
        _ => {}
    }
    let is_staff_of_webinar = is_session_staff || role == "moderator";
    if !is_staff_of_webinar && route.policy != Policy::Secret {
        assert!(!page.html().contains("https://stream.example"), "{what} and shows a stream link");
    }
}

#[tokio::test]
async fn what_is_not_there_and_what_may_not_be_seen_look_alike() {
    let world = World::new().await;
    let stranger = world.club.stranger().await;
    let hidden = stranger.browser.get("/organize/2027-spring").await;
    let absent = stranger.browser.get("/organize/2019-spring").await;
    assert_eq!((hidden.status, absent.status), (404, 404));
    assert_eq!(hidden.says(), absent.says());
}

#[tokio::test]
async fn odd_ids_are_not_found() {
    let world = World::new().await;
    let organizer = world.club.organizer().await;
    for id in ["0", "-1", "9e99", "..%2fx", "%00", "1%20OR%201=1", "01890a5d-ac96-774b-bcce-b302099a8057"] {
        for path in [
            format!("/organize/2027-spring/documents/{id}.pdf"),
            format!("/me/documents/{id}.pdf"),
            format!("/organize/{id}"),
            format!("/broadcast/{id}"),
            format!("/s/{id}"),
            format!("/w/{id}"),
            format!("/j/{id}"),
        ] {
            let page = organizer.browser.get(&path).await;
            assert_eq!(page.status, 404, "{path}: {}", page.html());
        }
    }
}

#[tokio::test]
async fn a_form_from_another_site_or_without_a_token_changes_nothing() {
    let world = World::new().await;
    let organizer = world.club.organizer().await;
    let token = organizer.browser.form_token().await;
    let before = dump(&world.club.club).await;
    let revoke = format!("/organize/2027-spring/documents/{}/revoke", world.document);
    let fields = [("csrf", token.as_str()), ("reason", "проверка")];
    let foreign = organizer.browser.post_from("cross-site", &revoke, &fields).await;
    let without = organizer.browser.post(&revoke, &[("reason", "проверка")]).await;
    let wrong = organizer.browser.post(&revoke, &[("csrf", "wrong"), ("reason", "проверка")]).await;
    assert_eq!((foreign.status, without.status, wrong.status), (403, 403, 403));
    assert_eq!(dump(&world.club.club).await, before);
    let right = organizer.browser.post(&revoke, &fields).await;
    assert_eq!(right.status, 303);
    assert_ne!(dump(&world.club.club).await, before);
}

#[tokio::test]
async fn a_role_that_is_taken_away_is_gone_with_the_next_request() {
    let world = World::new().await;
    let organizer = world.club.organizer().await;
    assert_eq!(organizer.browser.get("/organize/2027-spring").await.status, 200);
    testclub::take_roles_away(&world.club.club, organizer.person).await;
    assert_eq!(organizer.browser.get("/organize/2027-spring").await.status, 404);
}
