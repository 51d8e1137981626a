//! The call for speakers: applications by a personal link, drafts, co-speakers, files, and the form that organizers make.

use club::Viewer;
use entity::session;
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use testclub::{Browser, Page, Teacher, TestClub};

/// Until when the spring session calls for speakers in these stories.
const DEADLINE: &str = "2027-04-08 23:59 Asia/Yekaterinburg";

/// A club whose spring session calls for speakers.
pub(crate) async fn calling() -> TestClub {
    let club = TestClub::with_spring_session().await;
    let session = club.spring_programme().await.session;
    let until = testclub::instant(DEADLINE);
    let row = session::Model { talks_until: Some(until), ..session }.into_active_model().reset_all();
    let work = club.club.storage.write(move |tx| Box::pin(async move { row.update(tx).await }));
    work.await.expect("the session calls");
    club
}

/// The teacher asks for a link and reads it in the e-mail: `/a/…`.
pub(crate) async fn asks_for_link(club: &TestClub, teacher: &Teacher<'_>) -> String {
    let page = teacher.browser.get("/s/2027-spring/apply").await;
    assert_eq!(page.status, 200, "{}", page.html());
    let sent = teacher.browser.submit(&page, "/apply", &[("email", &teacher.address)]).await;
    assert_eq!(sent.location.as_deref(), Some("/s/2027-spring/apply/sent"), "{}", sent.html());
    club.run_jobs().await;
    let email = teacher.newest_email();
    teacher.paths(&email, "/a/").into_iter().next().unwrap_or_else(|| panic!("no link in {}", email.text))
}

/// What a whole application says.
pub(crate) const WHOLE: [(&str, &str); 22] = [
    ("topic", "Родительское собрание без конфликтов"),
    ("annotation", "Пять шагов к спокойному разговору с родителями."),
    ("form", "master_class"),
    ("audience", "классные руководители"),
    ("wished_day_1", "2027-04-14"),
    ("wished_from", "14:00"),
    ("wished_until", "17:00"),
    ("category", "first"),
    ("mentor", "yes"),
    ("mentor_topics", "работа с родителями"),
    ("references", "Статья из интернета (яндекс)"),
    ("family", "Орлова"),
    ("given", "Дарья"),
    ("patronymic", "Игоревна"),
    ("gender", "unknown"),
    ("position", "учитель истории"),
    ("school", "МБОУ СОШ № 7"),
    ("city", "Курган"),
    ("region", "Курганская область"),
    ("zone", "Asia/Yekaterinburg"),
    ("experience", "12"),
    ("authorship", "yes"),
];

/// Sends the form of an application: `submit`, `save` or `keep`.
pub(crate) async fn sends(browser: &Browser, link: &str, deed: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(&format!("{link}?edit=1")).await;
    assert_eq!(page.status, 200, "{}", page.html());
    let mut all = fields.to_vec();
    all.push(("do", deed));
    browser.submit(&page, link, &all).await
}

/// Hands in a whole application with the consent to taking part.
pub(crate) async fn hands_in(browser: &Browser, link: &str) {
    let mut fields = WHOLE.to_vec();
    fields.push(("consent_participation", "yes"));
    let answer = sends(browser, link, "submit", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.html());
}

#[tokio::test]
async fn a_teacher_without_an_account_hands_in_an_application_by_a_personal_link() {
    let club = calling().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    let email = daria.newest_email();
    assert!(email.subject.starts_with("Ссылка на Вашу заявку"), "{}", email.subject);

    let incomplete =
        sends(&daria.browser, &link, "submit", &[("topic", "Собрание"), ("annotation", "")]).await;
    assert_eq!(incomplete.status, 422);
    assert!(incomplete.says().contains("Подтвердите, пожалуйста, авторство."), "{}", incomplete.says());
    assert_eq!(incomplete.typed()["topic"], "Собрание");
    let kept = daria.browser.get(&link).await;
    assert_eq!(kept.typed()["topic"], "Собрание", "what was refused is kept as a draft");

    hands_in(&daria.browser, &link).await;
    let page = daria.browser.get(&link).await;
    assert!(page.says().contains("Заявка получена, её читают эксперты."), "{}", page.says());
    assert!(page.says().contains("Слишком коротко: источник не найти."), "{}", page.says());
    assert!(page.says().contains("14 апреля 2027"), "{}", page.says());
    club.run_jobs().await;
    let received = daria.newest_email();
    assert_eq!(received.subject, "Заявка получена: Родительское собрание без конфликтов");
    assert_eq!(daria.paths(&received, "/a/"), [link.as_str()]);

    let mut changed = WHOLE.to_vec();
    changed[0] = ("topic", "Собрание, на которое приходят");
    let again = sends(&daria.browser, &link, "submit", &changed).await;
    assert_eq!(again.status, 303, "consent and speaker are known: {}", again.html());
    club.run_jobs().await;
    assert!(daria.browser.get(&link).await.says().contains("Собрание, на которое приходят"));
    assert_eq!(daria.emails().len(), 2, "a change before the deadline is no new application");
}

#[tokio::test]
async fn the_call_ends_to_the_second_and_late_links_go_on() {
    let club = calling().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    let page = daria.browser.get(&link).await;
    club.set_clock(DEADLINE);
    let mut fields = WHOLE.to_vec();
    fields.extend([("consent_participation", "yes"), ("do", "submit")]);
    let late = daria.browser.submit(&page, &link, &fields).await;
    assert_eq!(late.status, 409, "{}", late.html());
    assert!(late.says().contains("Приём заявок завершён."), "{}", late.says());
    let closed = club.visitor().get("/s/2027-spring/apply").await;
    assert!(closed.says().contains("Приём заявок завершён."), "{}", closed.says());

    let until = Some(testclub::instant("2027-04-09 12:00 Asia/Yekaterinburg"));
    let address = club::Address::parse(&daria.address).unwrap();
    let to = (Some(address), club::lang::Lang::Ru);
    club::call::enter(&club.club, &Viewer::Club, "2027-spring", to, until).await.unwrap();
    club.run_jobs().await;
    let late_link = daria.paths(&daria.newest_email(), "/a/").remove(0);
    assert_ne!(late_link, link);
    hands_in(&daria.browser, &late_link).await;
    club.leave_the_rest();
}

#[tokio::test]
async fn a_draft_keeps_itself_and_its_writer_is_reminded() {
    let club = calling().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    let kept =
        sends(&daria.browser, &link, "keep", &[("topic", "Первый урок"), ("wished_day_1", "32.13")]).await;
    assert_eq!(kept.status, 204);
    let page = daria.browser.get(&link).await;
    assert_eq!((&*page.typed()["topic"], &*page.typed()["wished_day_1"]), ("Первый урок", "32.13"));

    let again = daria.browser.get("/s/2027-spring/apply").await;
    daria.browser.submit(&again, "/apply", &[("email", &daria.address)]).await;
    club.run_jobs().await;
    let email = daria.newest_email();
    let links = daria.paths(&email, "/a/");
    assert!(links.len() == 2 && links.contains(&link), "a new one, and the draft: {}", email.text);
    assert!(!email.text.contains("Первый урок"), "nothing that was typed: {}", email.text);

    club.pass_time_until("2027-04-06 10:00 Asia/Yekaterinburg").await;
    let reminder = daria.newest_email();
    assert!(reminder.text.contains("Первый урок"), "{}", reminder.text);
    assert_eq!(daria.paths(&reminder, "/a/"), [link.as_str()]);
    club.pass_time_until("2027-04-09 10:00 Asia/Yekaterinburg").await;
    let reminders = daria.emails().iter().filter(|email| email.text.contains("Первый урок")).count();
    assert_eq!(reminders, 2, "two days before and on the last day; that of a week before had gone to others");
    club.leave_the_rest();
}

#[tokio::test]
async fn the_same_application_twice_and_a_flood_of_links_do_no_harm() {
    let club = calling().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    hands_in(&daria.browser, &link).await;
    hands_in(&daria.browser, &link).await;
    for _ in 0..8 {
        let page = daria.browser.get("/s/2027-spring/apply").await;
        let answer = daria.browser.submit(&page, "/apply", &[("email", &daria.address)]).await;
        assert_eq!(answer.status, 303, "nobody learns who has asked before");
    }
    let wrong = daria.browser.get("/s/2027-spring/apply").await;
    let wrong = daria.browser.submit(&wrong, "/apply", &[("email", "a@b.ru,c@d.ru")]).await;
    assert_eq!((wrong.status, wrong.typed()["email"].as_str()), (422, "a@b.ru,c@d.ru"));
    club.run_jobs().await;
    let links = daria.emails().iter().filter(|email| email.subject.starts_with("Ссылка")).count();
    assert_eq!(links, 3, "at most three an hour");
}

#[tokio::test]
async fn whoever_is_logged_in_goes_on_at_once_and_finds_the_draft_on_the_own_page() {
    let club = calling().await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/s/2027-spring/apply").await;
    let begun = galina.browser.submit(&page, "/apply", &[]).await;
    let link = begun.location.expect("the application");
    let answer = sends(&galina.browser, &link, "save", &[("topic", "Урок вдвоём")]).await;
    assert_eq!(answer.status, 303);
    let own = galina.browser.get("/me").await;
    assert!(own.says().contains("Урок вдвоём"), "{}", own.says());
    assert_eq!(own.links("a[href^='/a/']"), [link]);
}

#[tokio::test]
async fn a_co_speaker_accepts_once_and_another_declines() {
    let club = calling().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    hands_in(&daria.browser, &link).await;
    let (kim, vera) = (club.teacher("Ким Алексей Петрович"), club.teacher("Белова Вера Львовна"));
    for address in [&kim.address, &vera.address] {
        let page = daria.browser.get(&link).await;
        let answer = daria.browser.submit(&page, "/co-speakers", &[("co_speaker", address)]).await;
        assert_eq!(answer.status, 303, "{}", answer.html());
    }
    let page = daria.browser.get(&link).await;
    let twice = daria.browser.submit(&page, "/co-speakers", &[("co_speaker", &kim.address)]).await;
    assert_eq!(twice.status, 409);
    club.run_jobs().await;
    let email = kim.newest_email();
    assert!(!email.text.contains("Родительское"), "nothing that was typed: {}", email.text);
    let invitation = kim.paths(&email, "/co/").remove(0);
    let page = kim.browser.get(&invitation).await;
    assert!(page.says().contains("Орлова Дарья Игоревна"), "{}", page.says());
    let wrong = kim.browser.submit(&page, &invitation, &[("family", "Ким")]).await;
    assert_eq!((wrong.status, wrong.typed()["family"].as_str()), (422, "Ким"));
    let mut fields: Vec<(&str, &str)> = WHOLE[11..21].to_vec();
    fields[0] = ("family", "Ким");
    fields[1] = ("given", "Алексей");
    fields[2] = ("patronymic", "Петрович");
    fields.push(("consent_participation", "yes"));
    let accepted = kim.browser.submit(&page, &invitation, &fields).await;
    assert_eq!(accepted.status, 303, "{}", accepted.html());
    let again = kim.browser.submit(&page, &invitation, &fields).await;
    assert_eq!(again.status, 409, "an invitation is accepted once");
    let refused = vera.paths(&vera.newest_email(), "/co/").remove(0);
    let page = vera.browser.get(&refused).await;
    vera.browser.submit(&page, "/decline", &[]).await;
    assert!(vera.browser.get(&refused).await.says().contains("Вы отказались от приглашения."));
    let page = daria.browser.get(&link).await;
    assert!(page.says().contains("Ким Алексей Петрович"), "{}", page.says());
    let removals = page.form_actions(&format!("{link}/co-speakers/"));
    daria.browser.submit(&page, &removals[0], &[]).await;
    assert!(!daria.browser.get(&link).await.says().contains("Ким Алексей Петрович"));
    club.leave_the_rest();
}

#[tokio::test]
async fn withdrawing_shows_its_consequences_and_tells_the_organizers() {
    let club = calling().await;
    let galina = club.organizer().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    hands_in(&daria.browser, &link).await;
    let page = daria.browser.get(&format!("{link}/withdraw")).await;
    assert!(page.says().contains("Организаторы сразу получат письмо."), "{}", page.says());
    let done = daria.browser.submit(&page, "/withdraw", &[("reason", "Болею")]).await;
    assert_eq!(done.status, 303);
    assert!(daria.browser.get(&link).await.says().contains("Заявка отозвана."));
    assert_eq!(daria.browser.get(&format!("{link}/withdraw")).await.status, 409);
    club.run_jobs().await;
    let told = club.emails();
    let told = told.iter().filter(|email| email.subject.contains("Докладчик отозвал выступление"));
    let told: std::collections::BTreeSet<&str> = told.map(|email| email.to.address.as_str()).collect();
    assert_eq!(told.len(), 2, "every organizer of the host school: {told:?}");
    assert_eq!(galina.browser.get("/organize/2027-spring/form").await.status, 200);
}

#[tokio::test]
async fn organizers_make_the_form_and_answers_keep_their_question() {
    let club = calling().await;
    let galina = club.organizer().await;
    let adds = async |label: &str, kind: &str, more: &[(&str, &str)]| {
        let page = galina.browser.get("/organize/2027-spring/form").await;
        let token =
            page.form_values("form[action$='/form']").into_iter().find(|(name, _)| name == "csrf").unwrap().1;
        let mut fields =
            vec![("csrf", token.as_str()), ("name", ""), ("label", label), ("kind", kind), ("is_on", "yes")];
        fields.extend(more);
        galina.browser.post("/organize/2027-spring/form", &fields).await
    };
    assert_eq!(adds("", "text", &[]).await.status, 422, "a question has words");
    let wrong = adds("Классы", "choice", &[("choices", "одни")]).await;
    assert_eq!(wrong.status, 422, "a choice has answers");
    assert!(wrong.says().contains("Нужно хотя бы два ответа"), "{}", wrong.says());
    assert_eq!(
        adds("Классы", "choice", &[("choices", "1–4\n5–9"), ("is_required", "yes")]).await.status,
        303
    );
    assert_eq!(adds("План занятия", "file", &[]).await.status, 303);

    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(&club, &daria).await;
    let fields = club::call::fields(&club.club, club.spring_programme().await.session.id).await.unwrap();
    let (class, plan) = (fields[8].name(), fields[9].name());
    let mut all = WHOLE.to_vec();
    all.push(("consent_participation", "yes"));
    let missing = sends(&daria.browser, &link, "submit", &all).await;
    assert_eq!(missing.status, 422);
    all.push((&class, "5–9"));

    let token = daria.browser.form_token().await;
    all.extend([("csrf", token.as_str()), ("do", "submit")]);
    let program = daria.browser.post_parts(&link, &all, &[(&plan, "план.pdf", b"MZ\x90\0 a program")]).await;
    assert_eq!(program.status, 422, "{}", program.html());
    assert!(program.says().contains("Такой файл мы не принимаем."), "{}", program.says());
    let pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n";
    let taken = daria.browser.post_parts(&link, &all, &[(&plan, "..\\план", pdf)]).await;
    assert_eq!(taken.status, 303, "{}", taken.html());
    let page = daria.browser.get(&link).await;
    assert!(page.says().contains("Классы 5–9"), "{}", page.says());
    let file = page.links("a[href*='/files/']").remove(0);
    let file = daria.browser.get(&file).await;
    assert_eq!((file.content_type.as_str(), file.bytes.as_slice()), ("application/pdf", pdf.as_slice()));

    let page = galina.browser.get("/organize/2027-spring/form").await;
    let token =
        page.form_values("form[action$='/form']").into_iter().find(|(name, _)| name == "csrf").unwrap().1;
    let reworded = [
        ("csrf", &*token),
        ("name", &class),
        ("label", "Ступень"),
        ("choices", "1–4\n5–9"),
        ("is_on", "yes"),
    ];
    assert_eq!(galina.browser.post("/organize/2027-spring/form", &reworded).await.status, 303);
    let again = sends(&daria.browser, &link, "submit", &all[..all.len() - 2]).await;
    assert_eq!(again.status, 303, "{}", again.html());
    assert!(daria.browser.get(&link).await.says().contains("Классы 5–9"), "the question as it was answered");
    club.leave_the_rest();
}
