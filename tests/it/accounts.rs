//! Accounts on SMTP servers: each school sends by its own, a broken one holds nothing back, and nobody reaches into the server's own network.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;

use chrono::TimeDelta;
use chrono_tz::Asia;
use club::AccountRules;
use club::lang::Lang;
use club::outbox::{self, NewEmail};
use club::school::{SchoolProfile, find_or_add};
use entity::{EmailKind, SchoolId, SessionId};
use mail::{Allowed, Names};
use mail_parser::MessageParser;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _, Set};
use testclub::{Browser, Kept, MailServer, Page, TestClub};

const ACCOUNTS: &str = "/organize/2027-spring/smtp-accounts";

/// Lets accounts connect to these servers as `mail1.test`, `mail2.test`, …; `rebinding.test` is an address inside.
fn rules(servers: &[&MailServer]) -> AccountRules {
    let mut names: BTreeMap<String, Vec<IpAddr>> = BTreeMap::new();
    for number in 1..=servers.len() {
        names.insert(format!("mail{number}.test"), vec![IpAddr::from([127, 0, 0, 1])]);
    }
    names.insert("rebinding.test".to_owned(), vec![IpAddr::from([127, 0, 0, 1])]);
    let hosts: Vec<String> = (1..=servers.len()).map(|number| format!("mail{number}.test")).collect();
    let inside = Allowed::parse(&hosts).unwrap().resolving(Names::Fixed(Arc::new(names)));
    let ports = servers.iter().map(|server| server.port).chain([465]).collect();
    AccountRules { inside, ports }
}

fn typed<'a>(
    host: &'a str,
    port: &'a str,
    changes: &[(&'static str, &'a str)],
) -> Vec<(&'static str, &'a str)> {
    let mut fields = vec![
        ("name", "Почта школы"),
        ("host", host),
        ("port", port),
        ("encryption", "plain"),
        ("username", "club"),
        ("password", "верный"),
        ("from_name", "Школа № 2"),
        ("from_address", "club@school2.example"),
        ("connections", "2"),
        ("per_minute", ""),
    ];
    for (name, value) in changes {
        let field = fields.iter_mut().find(|(field, _)| field == name).unwrap();
        field.1 = *value;
    }
    fields
}

/// Adds an account through the pages; the path of its page.
pub(crate) async fn add(
    browser: &Browser,
    base: &str,
    (host, port): (&str, u16),
    changes: &[(&'static str, &str)],
) -> String {
    let form = browser.get(&format!("{base}/new")).await;
    let port = port.to_string();
    let added = browser.submit(&form, base, &typed(host, &port, changes)).await;
    assert_eq!(added.status, 303, "{}", added.says());
    added.location.unwrap().split('?').next().unwrap().to_owned()
}

pub(crate) async fn press(browser: &Browser, account: &str, action: &str) -> Page {
    let page = browser.get(account).await;
    let pressed = browser.submit(&page, &format!("{account}/{action}"), &[]).await;
    assert_eq!(pressed.status, 303, "{}", pressed.says());
    browser.get(&pressed.location.unwrap()).await
}

/// Writes an e-mail to somebody, about a session or none.
async fn write(club: &TestClub, to: &str, session: Option<SessionId>) {
    let email = NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: to.to_owned(),
        session_id: session,
        person_id: None,
        to_name: None,
        to_address: format!("{to}@listener.example"),
        language: Lang::Ru,
        subject: "Сегодня вебинар".to_owned(),
        text: "Ждём Вас!\n".to_owned(),
        html: String::new(),
        unsubscribe_url: None,
        attachments: vec![],
        webinars: vec![],
        due_at: None,
        not_after: None,
    };
    let inside = club.club.clone();
    let work =
        club.club.storage.write(move |tx| Box::pin(async move { outbox::enqueue(tx, &inside, email).await }));
    work.await.unwrap();
}

/// A session like the spring session, hosted by another school.
async fn session_of(club: &TestClub, school: SchoolId, slug: &str) -> SessionId {
    let mut row = club.spring_programme().await.session;
    row.id = club.club.chance.id(club.club.clock.now());
    row.host_school_id = school;
    row.slug = slug.to_owned();
    let id = row.id;
    let work = club.club.storage.write(move |tx| {
        Box::pin(async move {
            let mut new = row.into_active_model().reset_all();
            new.title = Set("Сессия другой школы".to_owned());
            new.insert(tx).await
        })
    });
    work.await.unwrap();
    id
}

fn readers(kept: &[Kept]) -> Vec<&str> {
    kept.iter().map(|email| email.to.split('@').next().unwrap()).collect()
}

fn from(kept: &Kept) -> String {
    let email = MessageParser::default().parse(&kept.bytes).unwrap();
    let from = email.from().unwrap().first().unwrap();
    format!("{} <{}>", from.name().unwrap(), from.address().unwrap())
}

#[tokio::test]
async fn each_school_sends_by_its_own_server_and_everybody_else_by_the_installation() {
    let one = MailServer::start_asking_for("club", "верный").await;
    let two = MailServer::start_asking_for("mail", "другой").await;
    let club = TestClub::with_spring_session_under(rules(&[&one, &two])).await;
    let (galina, stranger) = (club.organizer().await, club.stranger().await);
    let spring = club.spring_programme().await.session.id;
    let inna = stranger_school(&club).await;
    let other = session_of(&club, inna, "2027-other").await;

    let first = add(&galina.browser, ACCOUNTS, ("mail1.test", one.port), &[]).await;
    let page = press(&galina.browser, &first, "try").await;
    assert!(page.says().contains("Всё в порядке: сервер принял письмо."), "{}", page.says());
    assert_eq!(one.kept().len(), 1, "the trial");
    press(&galina.browser, &first, "use").await;
    let base = "/organize/2027-other/smtp-accounts";
    let changes = [("username", "mail"), ("password", "другой"), ("from_address", "club@other.example")];
    let second = add(&stranger.browser, base, ("mail2.test", two.port), &changes).await;
    press(&stranger.browser, &second, "use").await;

    write(&club, "anna", Some(spring)).await;
    write(&club, "boris", Some(other)).await;
    write(&club, "vera", None).await;
    club.run_jobs().await;

    let kept = one.kept().split_off(1);
    assert_eq!(readers(&kept), ["anna"]);
    assert_eq!(
        (kept[0].from.as_str(), &*from(&kept[0])),
        ("club@school2.example", "Школа № 2 <club@school2.example>")
    );
    assert_eq!(readers(&two.kept()), ["boris"]);
    assert_eq!(two.kept()[0].from, "club@other.example");
    let own = club.emails();
    assert_eq!(own.len(), 1);
    assert_eq!(
        (own[0].to.address.as_str(), own[0].from.address.as_str()),
        ("vera@listener.example", "webclub@school.example")
    );
    assert_eq!(
        galina.browser.get(&second.replace("2027-other", "2027-spring")).await.status,
        404,
        "another school's"
    );
    let shown = galina.browser.get(&first).await.html();
    assert!(!shown.contains("верный"), "a password is never shown");
    assert!(!testclub::dump(&club.club).await.contains("верный"), "nor does the database tell it");
}

/// The school of the stranger.
async fn stranger_school(club: &TestClub) -> SchoolId {
    let school = "МАОУ СОШ № 1, г. Курган".to_owned();
    let profile = SchoolProfile {
        full_name: school.clone(),
        short_name: school,
        city: "Курган".to_owned(),
        region: "Курганская область".to_owned(),
        zone: Asia::Yekaterinburg,
    };
    let inside = club.club.clone();
    let work =
        club.club.storage.write(move |tx| Box::pin(async move { find_or_add(tx, &inside, &profile).await }));
    work.await.unwrap().id
}

#[tokio::test]
async fn a_wrong_password_holds_no_email_back_and_is_told_in_plain_words() {
    let server = MailServer::start_asking_for("club", "верный").await;
    let club = TestClub::with_spring_session_under(rules(&[&server])).await;
    let galina = club.organizer().await;
    let spring = club.spring_programme().await.session.id;
    let account =
        add(&galina.browser, ACCOUNTS, ("mail1.test", server.port), &[("password", "прежний")]).await;
    press(&galina.browser, &account, "use").await;

    write(&club, "anna", Some(spring)).await;
    assert_eq!(club.run_jobs().await.emails_to_retry, 1);
    club.club.clock.set(club.club.clock.now() + TimeDelta::minutes(2));
    write(&club, "boris", Some(spring)).await;
    club.run_jobs().await;

    assert_eq!(readers(&server.kept()), Vec::<&str>::new());
    let (alerts, own): (Vec<_>, Vec<_>) =
        club.emails().into_iter().partition(|email| email.subject.ends_with("не работает"));
    assert_eq!(alerts.len(), 2, "both organizers of the school are told, once");
    assert!(alerts.iter().all(|alert| alert.text.contains(ACCOUNTS)), "{}", alerts[0].text);
    let sent: Vec<_> =
        own.iter().map(|email| (email.to.address.local_part(), email.from.address.as_str())).collect();
    assert_eq!(sent, [("anna", "webclub@school.example"), ("boris", "webclub@school.example")]);
    let page = galina.browser.get(ACCOUNTS).await.says();
    for sentence in ["Включённая почта сейчас не работает.", "Сервер не принял имя пользователя или пароль."]
    {
        assert!(page.contains(sentence), "{sentence}: {page}");
    }

    let form = galina.browser.get(&account).await;
    let port = server.port.to_string();
    let mended = galina.browser.submit(&form, &account, &typed("mail1.test", &port, &[])).await;
    assert_eq!(mended.status, 303, "{}", mended.says());
    write(&club, "vera", Some(spring)).await;
    club.run_jobs().await;
    assert_eq!(readers(&server.kept()), ["vera"], "the right password is used at once");
}

#[tokio::test]
async fn the_limit_of_an_account_is_kept_and_what_waits_goes_another_way_when_it_is_switched_off() {
    let server = MailServer::start_asking_for("club", "верный").await;
    let club = TestClub::with_spring_session_under(rules(&[&server])).await;
    let galina = club.organizer().await;
    let spring = club.spring_programme().await.session.id;
    let account = add(&galina.browser, ACCOUNTS, ("mail1.test", server.port), &[("per_minute", "2")]).await;
    press(&galina.browser, &account, "use").await;
    for reader in ["a", "b", "c", "d", "e"] {
        write(&club, reader, Some(spring)).await;
    }
    club.run_jobs().await;
    assert_eq!(readers(&server.kept()), ["a", "b"]);
    let start = club.club.clock.now();
    club.club.clock.set(start + TimeDelta::seconds(50));
    club.run_jobs().await;
    assert_eq!(readers(&server.kept()), ["a", "b"], "two a minute");
    club.club.clock.set(start + TimeDelta::seconds(61));
    club.run_jobs().await;
    assert_eq!(readers(&server.kept()), ["a", "b", "c", "d"]);
    press(&galina.browser, &account, "use").await;
    club.run_jobs().await;
    assert_eq!(readers(&server.kept()).len(), 4);
    assert_eq!(
        club.emails().iter().map(|email| email.to.address.local_part().to_owned()).collect::<Vec<_>>(),
        ["e"]
    );
}

#[tokio::test]
async fn nobody_reaches_into_the_network_of_the_server() {
    let server = MailServer::start().await;
    let club = TestClub::with_spring_session_under(rules(&[&server])).await;
    let galina = club.organizer().await;
    let port = server.port.to_string();
    for host in [
        "127.0.0.1",
        "localhost",
        "[::1]",
        "::ffff:127.0.0.1",
        "0x7f.1",
        "2130706433",
        "10.0.0.1",
        "169.254.169.254",
    ] {
        let form = galina.browser.get(&format!("{ACCOUNTS}/new")).await;
        let refused =
            galina.browser.submit(&form, ACCOUNTS, &typed(host, &port, &[("encryption", "required")])).await;
        assert_eq!(refused.status, 422, "{host}");
        assert!(refused.says().contains("Этот адрес внутри сети"), "{host}: {}", refused.says());
        assert!(
            refused.html().contains("Школа № 2") && !refused.html().contains("верный"),
            "what was typed stays"
        );
    }
    let changes = [("encryption", "required")];
    let account = add(&galina.browser, ACCOUNTS, ("rebinding.test", server.port), &changes).await;
    let page = press(&galina.browser, &account, "try").await;
    assert!(page.says().contains("Этот адрес внутри сети"), "{}", page.says());
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn what_would_not_do_comes_back_with_a_sentence_and_as_typed() {
    let server = MailServer::start().await;
    let club = TestClub::with_spring_session_under(rules(&[&server])).await;
    let galina = club.organizer().await;
    let form = galina.browser.get(&format!("{ACCOUNTS}/new")).await;
    let wrong = [("name", ""), ("connections", "много"), ("from_address", "club@")];
    let again = galina.browser.submit(&form, ACCOUNTS, &typed("smtp.school.example", "465", &wrong)).await;
    assert_eq!(again.status, 422);
    assert!(again.html().contains("club@\"") && again.html().contains("много"), "{}", again.html());
    let wrong = [("password", ""), ("connections", "99")];
    let again = galina.browser.submit(&form, ACCOUNTS, &typed("smtp.school.example", "22", &wrong)).await;
    for sentence in [
        "Почтовые серверы ждут на портах",
        "Без шифрования",
        "Укажите пароль этого пользователя.",
        "Укажите число от 1 до 32.",
    ] {
        assert!(again.says().contains(sentence), "{sentence}: {}", again.says());
    }
    let account = add(&galina.browser, ACCOUNTS, ("mail1.test", server.port), &[]).await;
    let form = galina.browser.get(&account).await;
    let elsewhere = typed("smtp.elsewhere.example", "465", &[("password", ""), ("encryption", "implicit")]);
    let again = galina.browser.submit(&form, &account, &elsewhere).await;
    assert!(
        again.says().contains("Сервер или пользователь изменились: введите пароль ещё раз."),
        "{}",
        again.says()
    );
    let page = galina
        .browser
        .submit(&form, &account, &typed("mail1.test", &server.port.to_string(), &[("password", "")]))
        .await;
    assert_eq!(page.status, 303, "the kept password stays for the same server");
    let late =
        galina.browser.submit(&form, &account, &typed("mail1.test", &server.port.to_string(), &[])).await;
    assert_eq!(late.status, 409);
}

#[tokio::test]
async fn a_curator_sets_a_limit_that_holds_and_takes_it_away() {
    let club = TestClub::with_spring_session().await;
    let timur = club.curator().await;
    let page = timur.browser.get("/network/domain-limits").await;
    let wrong = [("domain", "mail"), ("per_minute", "быстро"), ("connections", "0")];
    let again = timur.browser.submit(&page, "/network/domain-limits", &wrong).await;
    assert_eq!(again.status, 422);
    assert!(again.says().contains("Укажите домен, например mail.ru.") && again.html().contains("быстро"));
    let right = [("domain", "listener.example"), ("per_minute", "1"), ("connections", "1")];
    assert_eq!(timur.browser.submit(&page, "/network/domain-limits", &right).await.status, 303);
    for reader in ["a", "b"] {
        write(&club, reader, None).await;
    }
    club.run_jobs().await;
    assert_eq!(club.emails().len(), 1, "one a minute");
    let page = timur.browser.get("/network/domain-limits").await;
    assert!(page.says().contains("listener.example"), "{}", page.says());
    assert_eq!(timur.browser.submit(&page, "/remove", &[]).await.status, 303);
    club.run_jobs().await;
    assert_eq!(club.emails().len(), 2);
}
