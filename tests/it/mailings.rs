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
    assert!(email.text.starts_with("Уважаемая Анна Сергеевна! Ждём Вас."), "{}", email.text);

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
