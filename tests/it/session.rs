//! One whole session, from the published schedule to verified documents, by HTTP.

use testclub::TestClub;

#[tokio::test]
async fn a_teacher_registers_joins_watches_and_gets_a_certificate_that_anybody_can_verify() {
    let club = TestClub::with_spring_programme().await;
    let galina = club.organizer().await;
    let dashboard = galina.browser.get("/organize/2027-spring").await;
    let answer = galina.browser.submit(&dashboard, "/publish", &[]).await;
    assert_eq!(answer.location.as_deref(), Some("/organize/2027-spring"));

    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S03"]).await;
    club.run_jobs().await;
    assert_eq!(anna.newest_email().subject, "Вы записаны на 2 вебинара");

    club.pass_time_until("2027-04-12 07:29 Asia/Yekaterinburg").await;
    assert_eq!(anna.emails().len(), 1, "nothing comes before the morning");
    club.pass_time_until("2027-04-12 08:30 Asia/Yekaterinburg").await;
    let morning = anna.newest_email();
    assert_eq!(anna.emails().len(), 2, "one e-mail with the link of the day");
    let links = anna.join_paths(&morning);
    assert_eq!(links.len(), 1, "only today's webinar: {}", morning.text);

    club.set_clock("2027-04-12 14:28 Asia/Yekaterinburg");
    let watch = anna.joins_by(&links[0]).await;
    assert_eq!(watch.links("a[target=_blank]"), ["https://stream.example/spring/01-rassvet"]);
    anna.watches(&links[0], 45).await;

    club.pass_time_until("2027-04-12 18:00 Asia/Yekaterinburg").await;
    let ready = anna.newest_email();
    assert_eq!(anna.emails().len(), 3, "one e-mail says that the certificate is ready");
    let page = anna.logs_in_by(&ready).await;
    let pdfs = page.links("a[href$='.pdf']");
    assert_eq!(pdfs.len(), 1, "{}", page.html());
    let pdf = anna.browser.get(&pdfs[0]).await;
    assert_eq!(pdf.content_type, "application/pdf");
    assert_eq!(&pdf.bytes[..5], b"%PDF-");

    let galina = club.organizer().await;
    let registry = galina.browser.get("/organize/2027-spring/documents").await;
    assert!(registry.says().contains("Петрова Анна Сергеевна"), "{}", registry.says());
    let code = page.links("a[href*='/verify/']").pop().expect("a verification link");
    let verified = club.visitor().get(&code).await;
    assert!(verified.says().contains("Петрова Анна Сергеевна"), "{}", verified.says());
    assert!(verified.says().contains("Аттестация молодого педагога: с чего начать"));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_listener_gets_one_email_a_day_with_all_links() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01", "S02", "S03"]).await;
    club.pass_time_until("2027-04-12 13:00 Asia/Yekaterinburg").await;
    for link in anna.join_paths(&anna.newest_email()) {
        anna.looks_at(&link).await;
    }
    club.pass_time_until("2027-04-13 09:00 Asia/Yekaterinburg").await;
    let links: Vec<usize> = anna.emails().iter().map(|email| anna.join_paths(email).len()).collect();
    assert_eq!(links, [0, 2, 1], "confirmation, Monday with two webinars, Tuesday with one");
}

#[tokio::test]
async fn a_late_registration_gets_its_link_at_once() {
    let club = TestClub::with_spring_session().await;
    club.pass_time_until("2027-04-12 13:00 Asia/Yekaterinburg").await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let links: Vec<usize> = anna.emails().iter().map(|email| anna.join_paths(email).len()).collect();
    assert_eq!(links, [1, 0], "the link is urgent, the confirmation is not");
    club.leave_the_rest();
}

#[tokio::test]
async fn each_listener_gets_the_email_in_the_morning_of_the_own_zone() {
    let club = TestClub::with_spring_session().await;
    let far = club.teacher("Орлова Дарья Игоревна").in_zone("Asia/Kamchatka");
    let near = club.teacher("Белова Ирина Львовна").in_zone("Europe/Kaliningrad");
    far.registers_for(&["S01"]).await;
    near.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 07:45 Asia/Kamchatka").await;
    assert_eq!((far.emails().len(), near.emails().len()), (2, 1));
    club.pass_time_until("2027-04-12 07:45 Europe/Kaliningrad").await;
    assert_eq!((far.emails().len(), near.emails().len()), (2, 2));
    club.leave_the_rest();
}

#[tokio::test]
async fn opening_a_join_link_does_not_join() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    for _ in 0..3 {
        assert_eq!(club.visitor().get(&link).await.status, 200);
    }
    let moderator = club.moderator("S01").await;
    let page = moderator.browser.get("/broadcast/2027-spring-s01").await;
    assert_eq!(page.texts(".has-joined").len(), 0, "a GET, as mail scanners send it, is no presence");
    anna.joins_by(&link).await;
    let page = moderator.browser.get("/broadcast/2027-spring-s01").await;
    assert_eq!(page.texts(".has-joined").len(), 1);
}
