//! The words of e-mails, mailings that organizers look at before they send them, and what came of every e-mail.

use testclub::TestClub;

const WORDS: &str = "/organize/2027-spring/email-texts/registration_confirmed/session/ru";

#[tokio::test]
async fn an_organizer_words_an_email_and_the_next_listener_reads_it() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let list = galina.browser.get("/organize/2027-spring/email-texts").await;
    assert!(list.links("a").iter().any(|link| link == WORDS), "{}", list.html());
    let editor = galina.browser.get(WORDS).await;
    assert!(editor.says().contains("стандартный текст"), "{}", editor.says());

    let body = "{greeting}! Ждём Вас.\n\n{webinars}\n\n{page}";
    let saved = galina.browser.submit(&editor, WORDS, &[("subject", "Вы с нами!"), ("body", body)]).await;
    assert_eq!(saved.location.as_deref(), Some(&*format!("{WORDS}?saved=1")), "{}", saved.says());
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let email = anna.newest_email();
    assert_eq!(email.subject, "Вы с нами!");
    assert!(email.text.starts_with("Здравствуйте! Ждём Вас."), "{}", email.text);

    let late = galina.browser.submit(&editor, WORDS, &[("subject", "Позже"), ("body", body)]).await;
    assert_eq!(late.status, 409);
    assert!(
        late.says().contains("Вы с нами!") && late.html().contains("Позже"),
        "both versions: {}",
        late.says()
    );

    let editor = galina.browser.get(WORDS).await;
    let reset = galina.browser.submit(&editor, "/reset", &[]).await;
    assert_eq!(reset.location.as_deref(), Some(&*format!("{WORDS}?reset=1")));
    let editor = galina.browser.get(WORDS).await;
    assert!(editor.says().contains("стандартный текст") && !editor.html().contains("Вы с нами!"));
    let deeds = galina.browser.get("/organize/2027-spring/audit").await.says();
    assert!(deeds.contains("Изменён текст писем") && deeds.contains("Вернулся прежний текст"), "{deeds}");
    club.leave_the_rest();
}

#[tokio::test]
async fn words_that_would_not_do_come_back_with_a_sentence_and_as_typed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let link = WORDS.replace("registration_confirmed", "stream_link");
    let editor = galina.browser.get(&link).await;
    let typed = [("subject", ""), ("body", "Приходите, {nme}! <b>Ждём</b>")];
    let again = galina.browser.submit(&editor, &link, &typed).await;
    assert_eq!(again.status, 422);
    for sentence in [
        "Напишите тему письма.",
        "Подставить {nme} нельзя: такого слова нет. Есть: {greeting}",
        "Добавьте {webinars} отдельным абзацем",
        "Приходите, {nme}! <b>Ждём</b>",
    ] {
        assert!(again.says().contains(sentence), "{sentence}: {}", again.says());
    }
    let long = "я".repeat(1000);
    for (subject, sentence) in [
        (long.as_str(), "Тема слишком длинная: оставьте не больше 200 знаков."),
        ("Первая\nвторая", "Тема должна быть в одну строку."),
    ] {
        let typed = [("subject", subject), ("body", "{webinars}")];
        let again = galina.browser.submit(&editor, &link, &typed).await;
        assert_eq!(again.status, 422);
        assert!(again.says().contains(sentence), "{sentence}: {}", again.says());
    }
    assert!(galina.browser.get(&link).await.says().contains("стандартный текст"), "nothing was kept");
    club.leave_the_rest();
}

#[tokio::test]
async fn a_preview_shows_what_is_typed_and_keeps_nothing() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = galina.browser.form_token().await;
    let path = format!("{WORDS}/preview");
    let evil = "{webinars}\n\n<script>alert(1)</script>\n\n**да**\n\n{page}";
    let typed = [("csrf", token.as_str()), ("subject", "Проба"), ("body", evil)];
    let shown = galina.browser.post(&path, &typed).await;
    assert_eq!((shown.status, shown.content_type.as_str()), (200, "text/html; charset=utf-8"));
    assert!(shown.html().contains("&lt;script&gt;") && shown.html().contains("<strong>да</strong>"));
    let words: Vec<_> = typed.iter().copied().chain([("as", "words")]).collect();
    let shown: serde_json::Value =
        serde_json::from_slice(&galina.browser.post(&path, &words).await.bytes).expect("JSON");
    assert_eq!(
        (shown["subject"].as_str(), shown["problems"].as_array().map(Vec::len)),
        (Some("Проба"), Some(0))
    );
    assert!(galina.browser.get(WORDS).await.says().contains("стандартный текст"), "nothing was kept");
    club.leave_the_rest();
}

#[tokio::test]
async fn words_of_the_network_are_the_curators_and_those_of_a_school_its_organizers() {
    let club = TestClub::with_spring_session().await;
    let (curator, stranger) = (club.curator().await, club.stranger().await);
    let network = "/network/email-texts/registration_confirmed/network/ru";
    let editor = curator.browser.get(network).await;
    let typed = [("subject", "От сети"), ("body", "{webinars}\n\n{page}")];
    assert_eq!(curator.browser.submit(&editor, network, &typed).await.status, 303);
    let galina = club.organizer().await;
    let editor = galina.browser.get(WORDS).await;
    assert!(editor.says().contains("текст сети") && editor.html().contains("От сети"), "{}", editor.says());
    for path in [network, WORDS, &WORDS.replace("/session/", "/school/")] {
        assert_eq!(stranger.browser.get(path).await.status, 404, "{path}");
    }
    assert_eq!(galina.browser.get(network).await.status, 404);
    for path in
        [WORDS.replace("/session/", "/network/"), WORDS.replace("registration_confirmed", "login_link")]
    {
        assert_eq!(galina.browser.get(&path).await.status, 404, "{path}");
    }
    club.leave_the_rest();
}

const MAILINGS: &str = "/organize/2027-spring/mailings";

/// Two listeners who read their confirmations, and a draft of a mailing to both: its path.
async fn drafted<'a>(
    club: &'a TestClub,
    organizer: &testclub::Member<'_>,
) -> ([testclub::Teacher<'a>; 2], String) {
    let teachers = ["Петрова Анна Сергеевна", "Орлова Дарья Игоревна"].map(|name| club.teacher(name));
    for teacher in &teachers {
        teacher.registers_for(&["S01"]).await;
    }
    club.run_jobs().await;
    club.emails();
    let form = organizer.browser.get(&format!("{MAILINGS}/new")).await;
    let typed = [
        ("audience", "listeners"),
        ("subject", "Записи готовы"),
        ("body", "{greeting}! Смотрите.\n\n{programme}"),
    ];
    let counted: Vec<_> = typed.into_iter().chain([("do", "count")]).collect();
    let counted = organizer.browser.submit(&form, "/mailings/new", &counted).await;
    assert_eq!(counted.status, 200);
    assert!(counted.says().contains("2 письма"), "{}", counted.says());
    assert!(
        organizer.browser.get(MAILINGS).await.says().contains("Рассылок пока нет."),
        "nothing is written"
    );
    let created: Vec<_> = typed.into_iter().chain([("do", "create")]).collect();
    let created = organizer.browser.submit(&form, "/mailings/new", &created).await;
    let path = created.location.clone().unwrap_or_else(|| panic!("{}", created.says()));
    club.run_jobs().await;
    (teachers, path)
}

#[tokio::test]
async fn a_mailing_is_looked_at_mended_and_sent_once() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let ([anna, darya], path) = drafted(&club, &galina).await;
    assert_eq!((anna.emails().len(), darya.emails().len()), (1, 1), "drafts go nowhere");

    let page = galina.browser.get(&path).await;
    assert!(page.says().contains("Отправить 2 письма"), "{}", page.says());
    let emails = page.links(&format!("a[href^='{path}/emails/']"));
    let of_darya = galina.browser.get(&emails[0]).await;
    assert!(of_darya.says().contains("Орлова Дарья Игоревна"), "by name: {}", of_darya.says());
    let body = galina.browser.get(&format!("{}/body", emails[0])).await;
    assert!(body.html().contains("Уважаемая Дарья Игоревна"), "{}", body.html());
    let own = [("subject", "Дарья, Ваша запись"), ("body", "{greeting}! Она отдельно.")];
    let edited = galina.browser.submit(&of_darya, &emails[0], &own).await;
    assert_eq!(edited.location.as_deref(), Some(&*format!("{path}?edited=1")), "{}", edited.says());

    let page = galina.browser.get(&path).await;
    assert!(page.says().contains("Со своими словами"), "{}", page.says());
    let others = [("subject", "Записи уже здесь"), ("body", "{greeting}! Вот они.\n\n{programme}")];
    assert_eq!(galina.browser.submit(&page, "/words", &others).await.status, 303);
    let early = galina.browser.get(&path).await;
    assert!(!early.says().contains("Отправить 2 письма"), "not before all say the new words");
    club.run_jobs().await;

    let page = galina.browser.get(&path).await;
    let sent = galina.browser.submit(&page, "/send", &[]).await;
    assert_eq!(sent.location.as_deref(), Some(&*format!("{path}?sent=1")), "{}", sent.says());
    assert_eq!(galina.browser.submit(&page, "/send", &[]).await.status, 409, "the button works once");
    club.run_jobs().await;
    assert_eq!((anna.emails().len(), darya.emails().len()), (2, 2));
    assert_eq!(anna.newest_email().subject, "Записи уже здесь");
    assert_eq!(darya.newest_email().subject, "Дарья, Ваша запись");
    let page = galina.browser.get(&path).await;
    assert!(page.says().contains("отправлено: 2, ждут: 0, не доставлено: 0"), "{}", page.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn a_mailing_without_readers_or_words_comes_back_as_typed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let form = galina.browser.get(&format!("{MAILINGS}/new")).await;
    for (typed, sentence) in [
        ([("audience", ""), ("subject", "Привет"), ("body", "Да")], "Выберите, кому письмо."),
        ([("audience", "webinar"), ("subject", "Привет"), ("body", "Да")], "Выберите вебинар."),
        ([("audience", "listeners"), ("subject", "Привет"), ("body", "{nme}")], "Подставить {nme} нельзя"),
        ([("audience", "listeners"), ("subject", "Привет"), ("body", "Да")], "Отправлять некому"),
    ] {
        let typed: Vec<_> = typed.into_iter().chain([("do", "create")]).collect();
        let again = galina.browser.submit(&form, "/mailings/new", &typed).await;
        assert_eq!(again.status, 422, "{sentence}");
        assert!(again.says().contains(sentence), "{sentence}: {}", again.says());
        assert!(again.html().contains("Привет"), "what was typed stays");
    }
    club.leave_the_rest();
}

#[tokio::test]
async fn a_discarded_mailing_reaches_nobody_and_a_trial_only_who_asked() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let ([anna, darya], path) = drafted(&club, &galina).await;
    let page = galina.browser.get(&path).await;
    let tried = galina.browser.submit(&page, "/try", &[]).await;
    assert_eq!(tried.location.as_deref(), Some(&*format!("{path}?tried=1")), "{}", tried.says());
    let discarded = galina.browser.submit(&page, "/discard", &[]).await;
    assert_eq!(discarded.location.as_deref(), Some(&*format!("{MAILINGS}?discarded=1")));
    club.run_jobs().await;
    assert_eq!((anna.emails().len(), darya.emails().len()), (1, 1));
    let trial = club.emails().into_iter().filter(|email| email.subject == "Записи готовы").count();
    assert_eq!(trial, 1);
    let stranger = club.stranger().await;
    assert_eq!(stranger.browser.get(&path).await.status, 404);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_person_reads_all_own_emails_and_others_see_no_personal_link() {
    let club = TestClub::with_spring_session().await;
    let (anna, galina) = (club.teacher("Петрова Анна Сергеевна"), club.organizer().await);
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    let confirmation = anna.newest_email();
    anna.logs_in_by(&confirmation).await;
    let secret = anna.paths(&confirmation, "/login/").remove(0);
    let own = anna.browser.get("/me/emails").await;
    let email = own.links("a[href^='/me/emails/']").remove(0);
    assert!(anna.browser.get(&email).await.html().contains(&secret), "her own link");

    let session = club.spring_programme().await.session;
    let emails = club::outbox::of_session(&club.club, &club::Viewer::Club, &session, 1).await.unwrap();
    let person = emails[0].person_id.expect("a reader");
    let path = format!("/organize/2027-spring/people/{person}/emails");
    let list = galina.browser.get(&path).await;
    assert!(list.says().contains("Петрова Анна Сергеевна") && list.says().contains("отправлено"));
    let read = galina.browser.submit(&list, &emails[0].id.to_string(), &[]).await;
    assert_eq!(read.status, 200, "{}", read.says());
    assert!(read.says().contains("/login/…") && !read.html().contains(&secret), "{}", read.says());
    let deeds = galina.browser.get("/organize/2027-spring/audit").await.says();
    assert!(deeds.contains("Прочитано письмо участника"), "{deeds}");
    assert_eq!(club.stranger().await.browser.get(&path).await.status, 404);
    assert_eq!(galina.browser.get(&format!("/network/people/{person}/emails")).await.status, 404);
    let network = club.curator().await.browser.get(&format!("/network/people/{person}/emails")).await;
    assert!(network.says().contains("Петрова Анна Сергеевна"));
    club.leave_the_rest();
}

#[tokio::test]
async fn an_invitation_is_offered_to_whoever_agreed_and_to_nobody_else() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let list = galina.browser.get("/organize/2027-spring/mailings").await;
    let new = list.links("a").into_iter().find(|link| link.ends_with("kind=invitation")).unwrap();
    let form = galina.browser.get(&new).await;
    assert!(form.says().contains("кто согласился на такие письма"), "{}", form.says());
    assert!(!form.html().contains("value=\"invited_everywhere\""), "the whole network is the curators'");
    let typed = |step: &'static str, audience: &'static str, body: &'static str| {
        [("do", step), ("audience", audience), ("subject", "Приглашаем!"), ("body", body)]
    };
    let whole = "{greeting}! Ждём Вас.\n\n{programme}";
    let send = async |fields: &[(&str, &str)]| galina.browser.submit(&form, "/mailings/new", fields).await;
    let counted = send(&typed("count", "invited", whole)).await;
    assert!(counted.says().contains("0 писем"), "nobody took part in an earlier session: {}", counted.says());
    let refused = send(&typed("create", "invited", whole)).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says().contains("Отправлять некому"), "{}", refused.says());
    let refused = send(&typed("create", "invited", "{greeting}! Ждём Вас.")).await;
    assert_eq!((refused.status, refused.html().contains("{greeting}! Ждём Вас.</textarea>")), (422, true));
    assert!(refused.says().contains("Добавьте {programme}"), "{}", refused.says());
    for sly in ["listeners", "invited_everywhere"] {
        assert_eq!(send(&typed("create", sly, whole)).await.status, 400, "{sly}");
    }
    club.leave_the_rest();
}
