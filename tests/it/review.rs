//! Review and decisions: scores, changes asked for, decisions released together, confirmations.

use serde_json::json;
use testclub::{Browser, Member, Program, TestClub};

use crate::call::{asks_for_link, calling, hands_in, sends};
use crate::programs::token;

const TALKS: &str = "/organize/2027-spring/talks";

/// A club with a handed in application: its link, and its page for the organizers.
async fn with_application(club: &TestClub, organizer: &Member<'_>) -> (String, String) {
    let daria = club.teacher("Орлова Дарья Игоревна");
    let link = asks_for_link(club, &daria).await;
    hands_in(&daria.browser, &link).await;
    let list = organizer.browser.get(TALKS).await;
    assert_eq!(list.status, 200, "{}", list.html());
    let topics = list.links("th a");
    let topic = topics.into_iter().next().unwrap_or_else(|| panic!("no talk in {}", list.html()));
    (link, topic)
}

async fn decides(browser: &Browser, talk: &str, decision: &str, note: &str) -> u16 {
    let page = browser.get(talk).await;
    browser.submit(&page, "/decide", &[("decision", decision), ("note", note)]).await.status
}

async fn releases(browser: &Browser) -> u16 {
    let page = browser.get(&format!("{TALKS}/decisions")).await;
    browser.submit(&page, "/decisions", &[]).await.status
}

#[tokio::test]
async fn scores_count_by_weight_and_nobody_reviews_a_talk_of_their_own() {
    let club = calling().await;
    let galina = club.organizer().await;
    let page = galina.browser.get(&format!("{TALKS}/criteria")).await;
    let wrong = [("name_1", "Польза"), ("weight_1", "11")];
    assert_eq!(galina.browser.submit(&page, "/criteria", &wrong).await.status, 422);
    let criteria = [("name_1", "Польза"), ("weight_1", "3"), ("name_2", "Новизна"), ("weight_2", "1")];
    assert_eq!(galina.browser.submit(&page, "/criteria", &criteria).await.status, 303);
    let (_, talk) = with_application(&club, &galina).await;
    let talk = talk.split('?').next().unwrap().to_owned();
    let page = galina.browser.get(&talk).await;
    let fields: Vec<String> =
        page.form_values("form[action$='/review']").into_iter().map(|(name, _)| name).collect();
    assert!(fields.contains(&"comment".to_owned()), "{fields:?}");
    let ids = club::review::criteria(&club.club, &club::Viewer::Club, "2027-spring").await.unwrap().unwrap();
    let scores: Vec<String> = ids.iter().map(|row| format!("score_{}", row.id)).collect();
    let missing =
        galina.browser.submit(&page, "/review", &[("advice", "accept"), ("comment", "Хорошо")]).await;
    assert_eq!(missing.status, 422);
    assert!(missing.html().contains("Хорошо"), "what was typed stays");
    let review =
        [(&*scores[0], "5"), (&*scores[1], "1"), ("advice", "accept"), ("comment", "Слова для своих")];
    assert_eq!(galina.browser.submit(&page, "/review", &review).await.status, 303);
    let list = galina.browser.get(TALKS).await;
    assert!(list.says().contains("4,0"), "{}", list.says());

    let begun = galina.browser.get("/s/2027-spring/apply").await;
    let own = galina.browser.submit(&begun, "/apply", &[]).await.location.unwrap();
    hands_in(&galina.browser, &own).await;
    let all = galina.browser.get(TALKS).await.links("th a");
    let own = all.into_iter().find(|link| *link != talk).unwrap();
    let page = galina.browser.get(&own).await;
    assert!(page.says().contains("Это Ваше выступление"), "{}", page.says());
    assert_eq!(page.form_actions(&format!("{own}/review")), Vec::<String>::new());
    let token = galina.browser.form_token().await;
    let mut forced = review.to_vec();
    forced.push(("csrf", &token));
    assert_eq!(galina.browser.post(&format!("{own}/review"), &forced).await.status, 409);
    let stranger = club.stranger().await;
    assert_eq!(stranger.browser.get(&talk).await.status, 404);
    club.leave_the_rest();
}

#[tokio::test]
async fn changes_are_asked_for_and_a_decision_is_told_only_when_it_is_released() {
    let club = calling().await;
    let galina = club.organizer().await;
    let (link, talk) = with_application(&club, &galina).await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    club.run_jobs().await;
    let before = daria.emails().len();
    assert_eq!(decides(&galina.browser, &talk, "needs_fix", "").await, 422, "changes are named");
    assert_eq!(decides(&galina.browser, &talk, "needs_fix", "Добавьте примеры.").await, 303);
    club.run_jobs().await;
    assert_eq!(daria.emails().len(), before, "nobody knows yet");
    assert!(!daria.browser.get(&link).await.says().contains("Добавьте примеры."));
    let page = galina.browser.get(&format!("{TALKS}/decisions")).await;
    assert!(page.says().contains("Добавьте примеры."), "the e-mail can be read: {}", page.says());
    assert_eq!(releases(&galina.browser).await, 303);
    let again = galina.browser.submit(&page, "/decisions", &[]).await;
    assert_eq!(again.status, 409, "pressed twice, it is released once");
    club.run_jobs().await;
    let email = daria.newest_email();
    assert!(email.subject.starts_with("Заявку просят доработать"), "{}", email.subject);
    assert!(email.text.contains("Добавьте примеры."), "{}", email.text);
    club.set_clock("2027-04-09 12:00 Asia/Yekaterinburg");
    let form = daria.browser.get(&link).await;
    assert!(form.says().contains("Добавьте примеры."), "{}", form.says());
    let values = form.form_values("form[data-draft]");
    let mut values: Vec<(&str, &str)> = values
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .filter(|(name, _)| *name != "csrf" && *name != "annotation")
        .collect();
    values.extend([("annotation", "С примерами."), ("authorship", "yes")]);
    let sent = sends(&daria.browser, &link, "submit", &values).await;
    assert_eq!(sent.status, 303, "after the deadline, too: {}", sent.html());
    // Weeks have passed since she logged in.
    let galina = club.organizer().await;
    assert!(galina.browser.get(&talk).await.says().contains("С примерами."));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_decision_that_changed_since_it_was_read_is_not_released() {
    let club = calling().await;
    let galina = club.organizer().await;
    let (_, talk) = with_application(&club, &galina).await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    assert_eq!(decides(&galina.browser, &talk, "accept", "").await, 303);
    let read = galina.browser.get(&format!("{TALKS}/decisions")).await;
    club.run_jobs().await;
    let before = daria.emails().len();
    assert_eq!(decides(&galina.browser, &talk, "decline", "").await, 303);
    let refused = galina.browser.submit(&read, "/decisions", &[]).await;
    assert_eq!(refused.status, 409, "as many decisions, but another one");
    club.run_jobs().await;
    assert_eq!(daria.emails().len(), before);
    assert_eq!(releases(&galina.browser).await, 303);
    club.run_jobs().await;
    assert_eq!(daria.emails().len(), before + 1);
    club.leave_the_rest();
}

#[tokio::test]
async fn speakers_confirm_and_the_unconfirmed_are_reminded_once_a_day() {
    let club = calling().await;
    let galina = club.organizer().await;
    let (link, talk) = with_application(&club, &galina).await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    assert_eq!(decides(&galina.browser, &talk, "accept", "").await, 303);
    assert_eq!(releases(&galina.browser).await, 303);
    for _ in 0..2 {
        let list = galina.browser.get(TALKS).await;
        assert!(list.says().contains("1 докладчик ещё не подтвердил"), "{}", list.says());
        assert_eq!(galina.browser.submit(&list, "/remind", &[]).await.status, 303);
    }
    club.run_jobs().await;
    let reminders =
        daria.emails().iter().filter(|email| email.subject.starts_with("Подтвердите, пожалуйста")).count();
    assert_eq!(reminders, 1);
    let page = daria.browser.get(&link).await;
    assert_eq!(daria.browser.submit(&page, "/confirm", &[]).await.status, 303);
    assert!(daria.browser.get(&link).await.says().contains("выступление подтверждено"));
    let list = galina.browser.get(TALKS).await;
    assert!(!list.says().contains("не подтвердил"), "{}", list.says());
    club.leave_the_rest();
}

#[tokio::test]
async fn an_organizer_enters_an_application_and_its_speaker_takes_it_over() {
    let club = calling().await;
    let galina = club.organizer().await;
    let daria = club.teacher("Орлова Дарья Игоревна");
    let page = galina.browser.get(&format!("{TALKS}/new")).await;
    let begun = galina.browser.submit(&page, "/new", &[("email", &daria.address)]).await;
    let edit = begun.location.expect("the form");
    let page = galina.browser.get(&edit).await;
    let mut fields = crate::call::WHOLE.to_vec();
    fields.push(("do", "submit"));
    let sent = galina.browser.submit(&page, &edit, &fields).await;
    assert_eq!(sent.status, 303, "{}", sent.html());
    club.run_jobs().await;
    let email = daria.newest_email();
    assert!(email.subject.starts_with("Проверьте заявку"), "{}", email.subject);
    let link = daria.paths(&email, "/a/").remove(0);
    let page = daria.browser.get(&link).await;
    let without = daria.browser.submit(&page, "/claim", &[("authorship", "yes")]).await;
    assert_eq!(without.status, 422, "{}", without.html());
    let claim = [("authorship", "yes"), ("consent_participation", "yes")];
    assert_eq!(daria.browser.submit(&page, "/claim", &claim).await.status, 303);
    let page = daria.browser.get(&link).await;
    assert_eq!(page.form_actions(&format!("{link}/claim")), Vec::<String>::new());
    club.leave_the_rest();
}

#[tokio::test]
async fn a_program_reads_an_application_and_decides_about_it() {
    let club = calling().await;
    let galina = club.organizer().await;
    with_application(&club, &galina).await;
    let token = token(&club, &galina, &["talks_read", "talks_write"]).await;
    let program = Program::new(&club.address, Some(&token));
    let talks = program.get("/api/v1/sessions/2027-spring/talks", &[]).await;
    let path =
        format!("/api/v1/sessions/2027-spring/talks/{}", talks.json["talks"][0]["id"].as_str().unwrap());
    let talk = program.get(&path, &[]).await.json;
    assert_eq!(
        (&talk["speakers"][0]["name"], &talk["state"]),
        (&json!("Орлова Дарья Игоревна"), &json!("submitted"))
    );
    assert!(!talk["answers"].as_array().unwrap().is_empty(), "{talk:?}");
    let decision = format!("{path}/decision");
    let refused = program.put(&decision, &[], &json!({ "decision": "needs_fix" })).await;
    assert_eq!((refused.status, &refused.json["errors"][0]["pointer"]), (422, &json!("/note")));
    let wrong = program.put(&decision, &[], &json!({ "decision": "maybe" })).await;
    assert_eq!(wrong.status, 422, "{:?}", wrong.json);
    let accept = json!({ "decision": "accept", "note": "Ждём Вас." });
    let decided = program.put(&decision, &[], &accept).await;
    assert_eq!((decided.status, &decided.json["decision"]), (200, &json!("accept")), "{:?}", decided.json);
    assert_eq!(decided.json["state"], "submitted", "its speaker learns of it when a person releases it");
    assert_eq!(releases(&galina.browser).await, 303);
    assert_eq!(program.put(&decision, &[], &accept).await.status, 409);
    club.run_jobs().await;
    club.leave_the_rest();
}
