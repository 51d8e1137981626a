//! Bounces by the webhook, the organizers' page of addresses, the curator's list, and the link that ends invitations.

use club::consent::Origin;
use club::entity::{ConsentPurpose, EmailKind, OutboxState};
use club::{Viewer, unsubscribe};
use mail::SendError;
use testclub::{Browser, TestClub, dump};

/// A service that reports about e-mails.
struct Service {
    client: reqwest::Client,
    url: String,
}

impl Service {
    fn of(club: &TestClub) -> Service {
        Service { client: reqwest::Client::new(), url: format!("{}/api/v1/email-reports", club.address) }
    }

    async fn reports(&self, secret: &str, kind: &str, body: String) -> (u16, String) {
        let request = self.client.post(&self.url).header("Authorization", format!("Bearer {secret}"));
        let answer = request.header("Content-Type", kind).body(body).send().await.unwrap();
        (answer.status().as_u16(), answer.text().await.unwrap())
    }
}

fn bounced(address: &str) -> String {
    format!(r#"{{"address": "{address}", "kind": "bounce", "status": "5.1.1", "reason": "no such user"}}"#)
}

/// Anna registered for the first webinar with an address that does not exist, and a service said so.
async fn after_a_bounce() -> TestClub {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    club.leave_the_rest();
    let (status, answer) =
        Service::of(&club).reports(testclub::REPORT_SECRET, "application/json", bounced(&anna.address)).await;
    assert_eq!((status, answer.as_str()), (200, r#"{"kept":1,"ignored":0}"#));
    club
}

#[tokio::test]
async fn a_service_without_the_secret_changes_nothing() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    club.leave_the_rest();
    let (service, before) = (Service::of(&club), dump(&club.club).await);
    for secret in ["", "wrong", &testclub::REPORT_SECRET.replacen(char::is_alphanumeric, "", 1)] {
        assert_eq!(service.reports(secret, "application/json", bounced(&anna.address)).await.0, 404);
    }
    let right = testclub::REPORT_SECRET;
    for (kind, body, status) in [
        ("application/json", "{".to_owned(), 400),
        ("application/json", r#"{"address": "a@b", "kind": "bounce"}"#.to_owned(), 400),
        ("application/json", r#"{"address": "a@b.example", "kind": "lost"}"#.to_owned(), 400),
        ("text/plain", "hello".to_owned(), 415),
        ("message/rfc822", "a".repeat(1024 * 1024 + 1), 413),
        ("message/rfc822", "Subject: hello\r\n\r\nno report\r\n".to_owned(), 200),
        ("application/json", bounced("nobody@elsewhere.example"), 200),
    ] {
        assert_eq!(service.reports(right, kind, body).await.0, status, "{kind}");
    }
    assert_eq!(dump(&club.club).await, before);
}

#[tokio::test]
async fn an_organizer_corrects_an_address_that_takes_no_emails() {
    let club = after_a_bounce().await;
    let organizer = club.organizer().await;
    let page = organizer.browser.get("/organize/2027-spring/addresses").await;
    assert_eq!(page.texts("article h3"), ["Петрова Анна Сергеевна"]);
    assert!(page.says().contains("такого ящика нет"), "{}", page.says());
    let action = page.form_actions("/organize/2027-spring/addresses/").remove(0);
    let again = organizer.browser.submit(&page, &action, &[("address", "anna@@x")]).await;
    assert_eq!(again.status, 422);
    assert!(again.html().contains("value=\"anna@@x\""));
    let done = organizer.browser.submit(&page, &action, &[("address", "anna.new@school44.example")]).await;
    assert_eq!(
        (done.status, done.location.as_deref()),
        (303, Some("/organize/2027-spring/addresses?corrected=1"))
    );
    let page = organizer.browser.get("/organize/2027-spring/addresses?corrected=1").await;
    assert_eq!(page.texts("article h3"), Vec::<String>::new());
}

#[tokio::test]
async fn a_curator_takes_an_address_from_the_list_and_adds_another() {
    let club = after_a_bounce().await;
    let curator = club.curator().await;
    let page = curator.browser.get("/network/suppressions").await;
    assert_eq!(page.texts("tbody td[data-label=Причина]"), ["Такого ящика нет 5.1.1"]);
    let action = page.form_actions("/network/suppressions/").remove(0);
    let lifted = curator.browser.submit(&page, &action, &[]).await;
    assert_eq!(lifted.location.as_deref(), Some("/network/suppressions?done=lifted"));
    let token = curator.browser.form_token().await;
    let add = async |address: &str| {
        let fields = [("csrf", token.as_str()), ("address", address), ("note", "просили")];
        curator.browser.post("/network/suppressions", &fields).await
    };
    assert_eq!(add("no address").await.status, 422);
    assert_eq!(add("office@school2.example").await.status, 303);
    assert_eq!(add(" OFFICE@school2.example ").await.status, 422);
    let page = curator.browser.get("/network/suppressions?q=office").await;
    assert_eq!(page.texts("tbody th"), ["office@school2.example"]);
    let organizer = club.organizer().await;
    assert_eq!(organizer.browser.get("/network/suppressions").await.status, 404);
}

/// Anna's link that ends invitations.
async fn invited(club: &TestClub) -> String {
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    club.leave_the_rest();
    let (inside, address) = (club.club.clone(), anna.address.clone());
    let work = club.club.storage.write::<_, club::DbErr, _>(move |tx| {
        Box::pin(async move {
            let person = testclub::person_with(tx, &address).await;
            let purposes = [ConsentPurpose::Invitations];
            let origin = Origin { how: "form", ..Origin::default() };
            club::consent::give(tx, &inside, person.id, &purposes, (club::lang::Lang::Ru, &origin)).await?;
            unsubscribe::address(tx, &inside, &person).await
        })
    });
    let address = work.await.unwrap();
    address.strip_prefix(&club.address).unwrap().to_owned()
}

#[tokio::test]
async fn scanners_that_open_the_link_end_nothing_and_one_click_does() {
    let club = TestClub::with_spring_session().await;
    let path = invited(&club).await;
    let before = dump(&club.club).await;
    let scanner = reqwest::Client::new();
    let url = format!("{}{path}", club.address);
    for _ in 0..20 {
        assert_eq!(scanner.get(&url).send().await.unwrap().status().as_u16(), 200);
        assert_eq!(scanner.head(&url).send().await.unwrap().status().as_u16(), 200);
        // A form without the field of RFC 8058, without a cookie and a token.
        assert_eq!(scanner.post(&url).send().await.unwrap().status().as_u16(), 403);
    }
    assert_eq!(dump(&club.club).await, before);
    let one_click = scanner.post(&url).header("Content-Type", "application/x-www-form-urlencoded");
    let answer = one_click.body("List-Unsubscribe=One-Click").send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    assert!(Browser::new(&club.address).get(&path).await.says().contains("Приглашения больше не придут"));
}

#[tokio::test]
async fn one_click_comes_as_a_multipart_form_too() {
    let club = TestClub::with_spring_session().await;
    let path = invited(&club).await;
    let body =
        "--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n";
    let request = reqwest::Client::new().post(format!("{}{path}", club.address)).body(body);
    let answer = request.header("Content-Type", "multipart/form-data; boundary=b").send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
    assert!(Browser::new(&club.address).get(&path).await.says().contains("Приглашения больше не придут"));
}

#[tokio::test]
async fn a_reader_ends_invitations_by_the_button_and_takes_it_back() {
    let club = TestClub::with_spring_session().await;
    let path = invited(&club).await;
    let browser = club.visitor();
    let page = browser.get(&path).await;
    assert!(page.says().contains("Больше не приглашать"));
    let ended = browser.submit(&page, &path, &[]).await;
    assert_eq!(ended.location.as_deref(), Some(path.as_str()));
    let page = browser.get(&path).await;
    assert!(page.says().contains("Приглашения больше не придут"), "{}", page.says());
    let undone = browser.submit(&page, &format!("{path}/undo"), &[]).await;
    let page = browser.get(&undone.location.unwrap()).await;
    assert!(page.says().contains("Мы снова будем Вас приглашать"), "{}", page.says());
    assert_eq!(browser.get("/u/0123456789abcdefghjkmnpqrs").await.status, 404);
}

#[tokio::test]
async fn a_mailbox_that_the_server_does_not_know_is_shown_to_the_organizers_and_spam_is_not() {
    let club = TestClub::with_spring_session().await;
    let organizer = club.organizer().await;
    for (name, said, is_shown) in [
        ("Петрова Анна Сергеевна", "550 5.1.1 no such user", true),
        ("Орлова Дарья Игоревна", "554 5.7.1 looks like spam", false),
    ] {
        let teacher = club.teacher(name);
        teacher.registers_for(&["S01"]).await;
        club.mailbox().fail_next(SendError::Permanent { reason: said.to_owned(), code: Some(550) });
        club.run_jobs().await;
        let page = organizer.browser.get("/organize/2027-spring/addresses").await;
        assert_eq!(page.says().contains(name), is_shown, "{said}");
    }
    let session = club.spring_programme().await.session;
    let emails = club::outbox::of_session(&club.club, &Viewer::Club, &session, 100).await.unwrap();
    let failed = emails.iter().filter(|email| email.state == OutboxState::Failed);
    assert_eq!(failed.map(|email| email.kind).collect::<Vec<_>>(), [EmailKind::RegistrationConfirmed; 2]);
    club.leave_the_rest();
}
