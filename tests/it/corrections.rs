//! A mistake in a document: its owner asks, an organizer replaces it or says why not.

use testclub::{Page, TestClub};

/// A teacher who has a certificate: the club, the organizer's browser to be asked for, and the own page.
async fn with_certificate(club: &TestClub) -> (testclub::Teacher<'_>, Page) {
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 08:30 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    club.set_clock("2027-04-12 14:28 Asia/Yekaterinburg");
    anna.joins_by(&link).await;
    anna.watches(&link, 45).await;
    club.pass_time_until("2027-04-12 18:00 Asia/Yekaterinburg").await;
    let page = anna.logs_in_by(&anna.newest_email()).await;
    (anna, page)
}

#[tokio::test]
async fn an_owner_asks_for_a_correction_and_gets_a_document_that_names_the_old_one() {
    let club = TestClub::with_spring_session().await;
    let (anna, own) = with_certificate(&club).await;
    let old = own.links("a[href*='/verify/']").remove(0);
    let ask = anna.browser.get(&own.links("a[href$='/correction']").remove(0)).await;
    let again = anna.browser.submit(&ask, "/correction", &[("wish", " ")]).await;
    assert_eq!(again.status, 422);
    assert!(again.says().contains("Напишите, что исправить."), "{}", again.says());
    let sent = anna.browser.submit(&ask, "/correction", &[("wish", "Я учитель физики")]).await;
    assert_eq!(sent.location.as_deref(), Some("/me?asked=1#documents"));
    let own = anna.browser.get("/me").await;
    assert!(own.says().contains("организаторы ещё не ответили"), "{}", own.says());
    assert_eq!(own.links("a[href$='/correction']").len(), 0, "one wish at a time");

    let galina = club.organizer().await;
    let wishes = galina.browser.get("/organize/2027-spring/corrections").await;
    assert!(wishes.says().contains("Я учитель физики"), "{}", wishes.says());
    let shown = galina.browser.get(&wishes.links("a[href$='/reissue']").remove(0)).await;
    assert!(shown.says().contains("Сначала исправьте данные"), "nothing differs yet: {}", shown.says());
    let empty = galina.browser.submit(&shown, "/reissue", &[("reason", "")]).await;
    assert_eq!(empty.status, 422);
    let done = galina.browser.submit(&shown, "/reissue", &[("reason", "должность")]).await;
    assert_eq!(done.location.as_deref(), Some("/organize/2027-spring/documents?replaced=2"));
    let twice = galina.browser.submit(&shown, "/reissue", &[("reason", "должность")]).await;
    assert_eq!(twice.status, 409);
    club.run_jobs().await;

    let before = club.visitor().get(&old).await;
    for part in ["заменён", "должность", "/0002"] {
        assert!(before.says().to_lowercase().contains(part), "{part}: {}", before.says());
    }
    let own = anna.browser.get("/me").await;
    assert!(own.says().contains("выдан новый документ"), "{}", own.says());
    assert!(anna.newest_email().text.contains("/0002"), "{}", anna.newest_email().text);
    club.leave_the_rest();
}

#[tokio::test]
async fn an_organizer_declines_with_a_sentence_that_reaches_the_owner() {
    let club = TestClub::with_spring_session().await;
    let (anna, own) = with_certificate(&club).await;
    let ask = anna.browser.get(&own.links("a[href$='/correction']").remove(0)).await;
    anna.browser.submit(&ask, "/correction", &[("wish", "Добавьте вторую школу")]).await;
    let galina = club.organizer().await;
    let wishes = galina.browser.get("/organize/2027-spring/corrections").await;
    let again = galina.browser.submit(&wishes, "/decline", &[("answer", "")]).await;
    assert_eq!(again.status, 422);
    let done = galina.browser.submit(&wishes, "/decline", &[("answer", "Школа указана верно.")]).await;
    assert_eq!(done.location.as_deref(), Some("/organize/2027-spring/corrections?declined=1"));
    club.run_jobs().await;
    let answer = anna.newest_email();
    assert!(answer.subject.ends_with("ответ на Вашу просьбу"), "{}", answer.subject);
    assert!(answer.text.contains("Добавьте вторую школу") && answer.text.contains("Школа указана верно."));
    assert!(anna.browser.get("/me").await.says().contains("Школа указана верно."));
    club.leave_the_rest();
}

#[tokio::test]
async fn nobody_asks_about_the_document_of_somebody_else() {
    let club = TestClub::with_spring_session().await;
    let (anna, own) = with_certificate(&club).await;
    let path = own.links("a[href$='/correction']").remove(0);
    let galina = club.organizer().await;
    assert_eq!(galina.browser.get(&path).await.status, 404);
    let file = path.replace("/correction", "/file");
    let token = galina.browser.form_token().await;
    let refused = galina.browser.post(&file, &[("csrf", &token), ("show", "yes")]).await;
    assert_eq!(refused.status, 404);
    let shown = anna.browser.submit(&own, "/file", &[("show", "yes")]).await;
    assert_eq!(shown.location.as_deref(), Some("/me#documents"));
    assert!(anna.browser.get("/me").await.says().contains("Файл видят все"));
    club.leave_the_rest();
}
