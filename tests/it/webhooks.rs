//! Programs that are told what happens: signed, once more when they did not answer, never inside the network, and without anybody's name.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::IpAddr;
use std::process::{Command, Stdio};
use std::sync::Arc;

use chrono::TimeDelta;
use club::AccountRules;
use mail::{Allowed, Names};
use testclub::{Browser, Received, Receiver, TestClub};

/// `program.test` may be reached; `rebinding.test` is an address inside that may not.
fn rules() -> AccountRules {
    let here = vec![IpAddr::from([127, 0, 0, 1])];
    let names = ["program.test", "rebinding.test"].map(|name| (name.to_owned(), here.clone()));
    let names = Names::Fixed(Arc::new(BTreeMap::from(names)));
    AccountRules {
        inside: Allowed::parse(&["program.test"]).unwrap().resolving(names),
        ..AccountRules::default()
    }
}

async fn webhooks(club: &TestClub) -> String {
    format!("/schools/{}/webhooks", club.spring_programme().await.host_school.id)
}

/// Adds a webhook on the page; its secret.
async fn add(browser: &Browser, path: &str, url: &str, events: &[&str]) -> String {
    let page = browser.get(path).await;
    let mut fields = vec![("url", url)];
    fields.extend(events.iter().map(|event| ("event", *event)));
    let added = browser.submit(&page, "/webhooks", &fields).await;
    assert_eq!(added.status, 200, "{}", added.says());
    added.text("code")
}

/// The address of the only webhook's page.
async fn only(browser: &Browser, path: &str) -> String {
    browser.get(path).await.links("tbody a").remove(0)
}

async fn press(browser: &Browser, path: &str, deed: &str) {
    let page = browser.get(path).await;
    assert_eq!(browser.submit(&page, deed, &[]).await.status, 303);
}

/// What an independent library signs a telling with.
fn signed_elsewhere(secret: &str, telling: &Received) -> Option<String> {
    const SIGN: &str = "import datetime, json, sys; from standardwebhooks.webhooks import Webhook; \
        told = json.load(sys.stdin); at = datetime.datetime.fromtimestamp(int(told['at']), datetime.timezone.utc); \
        print(Webhook(told['secret']).sign(told['id'], at, told['body']))";
    std::env::var_os("WEBCLUB_TEST_TOOLS")?;
    let python =
        std::env::var_os("WEBCLUB_TEST_MAIL_PYTHON").expect("WEBCLUB_TEST_MAIL_PYTHON names a Python");
    let mut process = Command::new(python)
        .args(["-c", SIGN])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let told = serde_json::json!({
        "secret": secret, "id": telling.id, "at": telling.timestamp, "body": telling.body,
    });
    process.stdin.take().unwrap().write_all(told.to_string().as_bytes()).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(String::from_utf8(output.stdout).unwrap().trim().to_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_is_told_of_registrations_as_it_asked_and_knows_who_tells() {
    let program = Receiver::start();
    let club = TestClub::with_spring_session_under(rules()).await;
    let galina = club.organizer().await;
    let path = webhooks(&club).await;
    let url = format!("http://program.test:{}/hook", program.port);
    let events = ["registration_made", "registration_cancelled"];
    let secret = add(&galina.browser, &path, &url, &events).await;
    let anna = club.teacher("Щёлокова-Ли Анна Сергеевна");
    anna.registers_for(&["S01", "S02"]).await;
    club.run_jobs().await;
    let told = program.received();
    let of = |telling: &Received| telling.json["data"]["webinar"].as_str().unwrap().to_owned();
    let mut webinars: Vec<String> = told.iter().map(of).collect();
    webinars.sort();
    assert_eq!(webinars, ["S01", "S02"]);
    for telling in &told {
        assert_eq!(telling.path, "/hook");
        assert_eq!(
            (&telling.json["type"], &telling.json["data"]["session"]),
            (&"registration_made".into(), &"2027-spring".into())
        );
        assert!(!telling.body.contains("Анна") && !telling.body.contains('@'), "{}", telling.body);
        if let Some(signature) = signed_elsewhere(&secret, telling) {
            assert_eq!(telling.signature, signature);
        }
    }
    assert_ne!(told[0].id, told[1].id);

    club.run_jobs().await;
    assert!(program.received().is_empty(), "what arrived is not sent again");
    let page = galina.browser.get(&only(&galina.browser, &path).await).await;
    assert!(page.says().contains("дошло: программа ответила 204"), "{}", page.says());
    assert!(!page.html().contains(&secret));
    club.leave_the_rest();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_that_does_not_answer_is_told_again_and_given_up_after_a_day() {
    let program = Receiver::start();
    program.answers(503);
    let club = TestClub::with_spring_session_under(rules()).await;
    let galina = club.organizer().await;
    let path = webhooks(&club).await;
    let url = format!("http://program.test:{}/hook", program.port);
    add(&galina.browser, &path, &url, &["registration_made"]).await;
    club.teacher("Щёлокова-Ли Анна Сергеевна").registers_for(&["S01"]).await;
    club.run_jobs().await;
    let first = program.received();
    assert_eq!(first.len(), 1);
    program.answers(302);
    club.club.clock.set(club.club.clock.now() + TimeDelta::minutes(1));
    club.run_jobs().await;
    let second = program.received();
    assert_eq!(
        second.iter().map(|one| (&one.id, one.path.as_str())).collect::<Vec<_>>(),
        [(&first[0].id, "/hook")]
    );
    assert!(second[0].timestamp > first[0].timestamp, "each try is signed anew");
    program.answers(204);
    club.club.clock.set(club.club.clock.now() + TimeDelta::minutes(5));
    club.run_jobs().await;
    assert_eq!(program.received().len(), 1);

    program.answers(500);
    let page = only(&galina.browser, &path).await;
    press(&galina.browser, &page, "/try").await;
    for _ in 0..12 {
        club.run_jobs().await;
        club.club.clock.set(club.club.clock.now() + TimeDelta::hours(13));
    }
    assert_eq!(program.received().len(), 8);
    let galina = club.organizer().await;
    let said = galina.browser.get(&page).await.says();
    assert!(said.contains("не дошло: программа ответила 500") && said.contains("8 попыток"), "{said}");
    press(&galina.browser, &page, "/switch").await;
    club.teacher("Ёлкина Мария Игоревна").registers_for(&["S02"]).await;
    club.run_jobs().await;
    assert!(program.received().is_empty(), "a webhook that is switched off is told nothing");
    press(&galina.browser, &page, "/remove").await;
    assert_eq!(galina.browser.get(&page).await.status, 404);
    club.leave_the_rest();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_inside_the_network_is_told_whatever_its_name_says() {
    let program = Receiver::start();
    let club = TestClub::with_spring_session_under(rules()).await;
    let galina = club.organizer().await;
    let path = webhooks(&club).await;
    let page = galina.browser.get(&path).await;
    for (url, problem) in [
        ("https://127.0.0.1/hook", "Это адрес внутри сети сервера"),
        ("https://[::ffff:10.0.0.1]/hook", "Это адрес внутри сети сервера"),
        ("http://school.example/hook", "Адрес должен начинаться с https://"),
    ] {
        let fields = [("url", url), ("event", "registration_made")];
        let refused = galina.browser.submit(&page, "/webhooks", &fields).await;
        assert_eq!(refused.status, 422, "{url}");
        assert!(refused.says().contains(problem), "{url}: {}", refused.says());
        assert_eq!(refused.typed()["url"], url, "what was typed stays");
    }
    let url = format!("https://rebinding.test:{}/hook", program.port);
    add(&galina.browser, &path, &url, &["registration_made"]).await;
    let fields = [("url", url.as_str()), ("event", "registration_made")];
    let again = galina.browser.submit(&galina.browser.get(&path).await, "/webhooks", &fields).await;
    assert_eq!(again.status, 422, "a page that is loaded anew adds nothing");
    let page = only(&galina.browser, &path).await;
    press(&galina.browser, &page, "/try").await;
    club.run_jobs().await;
    assert!(program.received().is_empty());
    let said = galina.browser.get(&page).await.says();
    assert!(said.contains("это адрес внутри сети сервера"), "{said}");
    let guest = Browser::new(&club.address).get(&page).await;
    assert!(guest.location.unwrap().starts_with("/login"), "guests are asked to log in");
    club.leave_the_rest();
}
