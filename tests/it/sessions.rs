//! Sessions are made, copied and set up; stages open and close; schools make a session together; past ones stay in sight.

use club::Viewer;
use testclub::{Browser, Page, TestClub};

/// What a browser would send of the form of a page, with some fields changed.
fn filled(page: &Page, action: &str, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut values = page.form_values(&format!("form[method=post][action='{action}']"));
    values.retain(|(name, _)| changes.iter().all(|(changed, _)| changed != name));
    values.extend(changes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    values
}

async fn send(browser: &Browser, action: &str, values: &[(String, String)]) -> Page {
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post(action, &values).await
}

async fn change(browser: &Browser, path: &str, changes: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    send(browser, path, &filled(&page, path, changes)).await
}

#[tokio::test]
async fn a_session_is_made_from_nothing_and_its_stages_follow_from_its_days() {
    let club = TestClub::with_spring_programme().await;
    club.set_clock("2027-09-01 10:00 Asia/Yekaterinburg");
    let galina = club.organizer().await.browser;
    let form = galina.get("/organize/new").await;
    assert_eq!(form.typed()["slug"], "2027-winter", "season and year suggest the address");
    let days = [("first_day", "2027-12-13"), ("last_day", "2027-12-17")];
    let made = send(&galina, "/organize/new", &filled(&form, "/organize/new", &days)).await;
    assert_eq!(made.location.as_deref(), Some("/organize/2027-winter/stages?done=made"), "{}", made.html());
    let stages = galina.get("/organize/2027-winter/stages").await;
    assert_eq!(stages.typed()["call_opens"], "2027-11-08T00:00");
    assert_eq!(stages.typed()["call_closes"], "2027-11-30T00:00");
    assert!(galina.get("/organize").await.says().contains("Зимняя сессия Web-клуба, 2027 год"));
    assert_eq!(club.visitor().get("/s/2027-winter").await.status, 404, "a draft is nobody else's");
    let dashboard = galina.get("/organize/2027-winter").await;
    assert!(dashboard.text(".checklist").contains("Нет номера и даты приказа"), "{}", dashboard.says());
    assert!(
        dashboard.links(".checklist a").contains(&"/organize/2027-winter/settings#order_number".to_owned())
    );
}

#[tokio::test]
async fn what_cannot_be_used_comes_back_with_everything_that_was_typed() {
    let club = TestClub::with_spring_programme().await;
    let galina = club.organizer().await.browser;
    for (name, value) in [
        ("slug", "2027-spring"),
        ("slug", "Весна!"),
        ("title", ""),
        ("year", "99999"),
        ("year", "MMXXVII"),
        ("watch_percent", "101"),
        ("number_pattern", "ВК-{yeer}"),
        ("zone", "Mars/Base"),
        ("host", "00000000-0000-0000-0000-000000000000"),
        ("order_on", "01.03.2027"),
        ("first_day", "2027-12-13"),
        ("materials_until", "завтра"),
    ] {
        let form = galina.get("/organize/new").await;
        let changes = if name == "title" {
            vec![(name, value), ("region", "Урал")]
        } else {
            vec![(name, value), ("region", "Урал"), ("title", "Моя сессия")]
        };
        let again = send(&galina, "/organize/new", &filled(&form, "/organize/new", &changes)).await;
        let expected = if name == "host" { 404 } else { 422 };
        assert_eq!(again.status, expected, "{name}={value}");
        if expected == 422 {
            assert_eq!(again.typed()["region"], "Урал", "{name}={value}");
            assert!(!again.texts(".field .error").is_empty(), "{name}={value}");
        }
    }
    assert_eq!(galina.get("/organize").await.texts(".card h2").len(), 1, "nothing was made");
}

#[tokio::test]
async fn a_session_after_another_one_takes_its_settings_and_not_its_people() {
    let club = TestClub::with_spring_session().await;
    club.set_clock("2027-06-01 10:00 Asia/Yekaterinburg");
    let galina = club.organizer().await.browser;
    let plan = [
        ("call_opens", "2027-03-08T00:00"),
        ("call_closes", "2027-03-29T18:30:15"),
        ("registration_opens", "2027-04-02T00:00"),
    ];
    assert_eq!(change(&galina, "/organize/2027-spring/stages", &plan).await.status, 303);
    let token = galina.form_token().await;
    let question =
        [("csrf", &*token), ("name", ""), ("label", "Чем удивите?"), ("kind", "text"), ("is_on", "yes")];
    assert_eq!(galina.post("/organize/2027-spring/form", &question).await.status, 303);
    let criteria = [("csrf", &*token), ("name_1", "Польза"), ("weight_1", "3")];
    assert_eq!(galina.post("/organize/2027-spring/talks/criteria", &criteria).await.status, 303);
    let form = galina.get("/organize/new?from=2027-spring").await;
    assert_eq!(form.typed()["slug"], "2027-winter");
    assert_eq!((form.typed()["weeks"].as_str(), form.typed()["order_number"].as_str()), ("35", ""));
    let made = send(&galina, "/organize/new", &filled(&form, "/organize/new", &[])).await;
    assert_eq!(made.status, 303, "{}", made.html());
    let stages = galina.get("/organize/2027-winter/stages").await;
    assert_eq!(stages.typed()["call_opens"], "2027-11-08T00:00", "35 weeks later, the same weekday");
    assert_eq!(stages.typed()["call_closes"], "2027-11-29T18:30:15");
    let dashboard = galina.get("/organize/2027-winter").await;
    assert!(dashboard.says().contains("Нет ни одного вебинара"), "webinars are not copied");
    assert!(!dashboard.says().contains("Некому подписать"), "signatories are: {}", dashboard.says());
    let questions = galina.get("/organize/2027-winter/form").await;
    assert!(questions.html().contains("Чем удивите?"), "the form of applications is: {}", questions.html());
    let criteria = galina.get("/organize/2027-winter/talks/criteria").await;
    assert_eq!((&*criteria.typed()["name_1"], &*criteria.typed()["weight_1"]), ("Польза", "3"));
    let settings = galina.get("/organize/2027-winter/settings").await;
    assert_eq!(settings.typed()["number_pattern"], "ВК-{year}-{season}-{kind}/{serial:04}");
    club.leave_the_rest();
}

#[tokio::test]
async fn of_two_organizers_who_change_the_settings_the_second_looks_again() {
    let club = TestClub::with_spring_session().await;
    let (galina, timur) = (club.organizer().await.browser, club.curator().await.browser);
    let path = "/organize/2027-spring/settings";
    let (first, second) = (galina.get(path).await, timur.get(path).await);
    let saved = send(&galina, path, &filled(&first, path, &[("region", "Урал")])).await;
    assert_eq!(saved.location.as_deref(), Some("/organize/2027-spring/settings?done=1"));
    let late = send(&timur, path, &filled(&second, path, &[("region", "Сибирь")])).await;
    assert_eq!(late.status, 422);
    assert_eq!(late.typed()["region"], "Сибирь", "what was typed is kept");
    assert_eq!(timur.get(path).await.typed()["region"], "Урал");
    let moved = change(&galina, path, &[("slug", "2027-vesna")]).await;
    assert_eq!(moved.status, 422, "the address is in everybody's links: {}", moved.html());
    assert!(galina.get("/organize/2027-spring/audit").await.status == 200);
    club.leave_the_rest();
}

#[tokio::test]
async fn registration_opens_and_closes_to_the_second_and_by_hand() {
    let club = TestClub::with_spring_session().await;
    club.set_clock("2027-04-01 10:00 Asia/Yekaterinburg");
    let galina = club.organizer().await.browser;
    let dates = [("registration_opens", "2027-04-02T00:00"), ("registration_closes", "2027-04-05T18:00:30")];
    assert_eq!(change(&galina, "/organize/2027-spring/stages", &dates).await.status, 303);
    let form = "/s/2027-spring/register";
    let early = club.visitor().get(form).await;
    assert!(early.says().contains("Запись откроется 2 апреля"), "{}", early.says());
    assert_eq!(early.form_actions(form), Vec::<String>::new());
    let anna = club.teacher("Петрова Анна Сергеевна");
    club.club.clock.set("2027-04-05T13:00:29Z".parse().unwrap());
    assert_eq!(club.visitor().get(form).await.form_actions(form), [form]);
    assert_eq!(anna.registers_for(&["S01"]).await.status, 303);
    let olga = club.teacher("Белова Ольга Львовна");
    let typed = olga.form(&["S01"]).await;
    let token = olga.browser.get(form).await.form_values("form[method=post][action$=register]");
    club.club.clock.set("2027-04-05T13:00:30Z".parse().unwrap());
    let mut values = typed;
    values.extend(token.into_iter().filter(|(name, _)| name == "csrf"));
    let late = send(&olga.browser, form, &values).await;
    assert_eq!(late.status, 422, "{}", late.html());
    assert!(late.says().contains("Запись закрыта"), "{}", late.says());
    assert_eq!(late.typed()["email"], olga.address, "nothing typed is lost");
    assert!(club.visitor().get(form).await.says().contains("Запись на вебинары завершена"));
    let galina = club.organizer().await.browser;
    let stages = galina.get("/organize/2027-spring/stages").await;
    let opened = galina.submit(&stages, "/stages/registration", &[("forced", "open")]).await;
    assert_eq!(opened.status, 303);
    assert_eq!(olga.registers_for(&["S01"]).await.status, 303, "an organizer opened it again");
    let stages = galina.get("/organize/2027-spring/stages").await;
    assert!(stages.text("#registration").contains("Воронцова Галина Андреевна"), "who did it is said");
    club.leave_the_rest();
}

#[tokio::test]
async fn stages_that_do_not_follow_each_other_are_refused_at_their_fields() {
    let club = TestClub::with_spring_programme().await;
    let galina = club.organizer().await.browser;
    let path = "/organize/2027-spring/stages";
    for (changes, field) in [
        (vec![("call_opens", "2027-03-10T00:00"), ("call_closes", "2027-03-10T00:00")], "call_closes"),
        (vec![("call_closes", "2027-03-10T00:00")], "call_closes"),
        (vec![("call_opens", "2027-03-10T00:00"), ("live_opens", "2027-03-09T00:00")], "live_opens"),
        (vec![("topics_opens", "10 марта")], "topics_opens"),
    ] {
        let again = change(&galina, path, &changes).await;
        assert_eq!(again.status, 422, "{changes:?}");
        assert_eq!(again.texts(&format!("#{field}-error")).len(), 1, "{changes:?}");
        for (name, value) in &changes {
            assert_eq!(again.typed()[*name], *value);
        }
    }
    let suggested = galina.get("/organize/2027-spring/stages?suggest=1").await;
    let saved = send(&galina, path, &filled(&suggested, path, &[])).await;
    assert_eq!(saved.status, 303, "{}", saved.html());
    let calls =
        galina.post("/organize/2027-spring/stages/lunch", &[("csrf", &galina.form_token().await)]).await;
    assert_eq!(calls.status, 404);
}

#[tokio::test]
async fn a_session_goes_to_the_archive_by_its_stage_and_its_programme_stays_in_sight() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    assert!(club.visitor().get("/archive").await.says().contains("Прошедших сессий пока нет"));
    let dates = [("archive_opens", "2027-05-20T00:00")];
    assert_eq!(change(&galina, "/organize/2027-spring/stages", &dates).await.status, 303);
    club.pass_time_until("2027-05-20 00:10 Asia/Yekaterinburg").await;
    let galina = club.organizer().await.browser;
    assert!(galina.get("/organize").await.texts(".badge").contains(&"В архиве".to_owned()));
    let archive = club.visitor().get("/archive").await;
    assert_eq!(archive.links(".card a"), ["/s/2027-spring"]);
    assert_eq!(club.visitor().get("/s/2027-spring").await.status, 200);
    let stages = galina.get("/organize/2027-spring/stages").await;
    galina.submit(&stages, "/stages/archive", &[("forced", "closed")]).await;
    assert!(galina.get("/organize").await.texts(".badge").contains(&"Опубликована".to_owned()));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_partner_is_asked_agrees_and_sees_its_own_webinars_only() {
    let club = TestClub::with_spring_session().await;
    let (galina, inna) = (club.organizer().await.browser, club.stranger().await.browser);
    assert_eq!(inna.get("/organize/2027-spring").await.status, 404);
    let found = galina.get("/organize/2027-spring/partners?q=%D0%BA%D1%83%D1%80%D0%B3%D0%B0%D0%BD").await;
    let school = found.form_values("main form[method=post]");
    let asked = send(&galina, "/organize/2027-spring/partners", &school).await;
    assert_eq!(asked.location.as_deref(), Some("/organize/2027-spring/partners?done=invited"));
    let twice = send(&galina, "/organize/2027-spring/partners", &school).await;
    assert_eq!(twice.status, 409);
    assert!(galina.get("/organize/2027-spring").await.says().contains("Школы ещё не ответили"));
    assert_eq!(inna.get("/organize/2027-spring").await.status, 404, "she has not agreed yet");
    let home = inna.get("/organize").await;
    let agreed = inna.submit(&home, "/answer", &[("agrees", "yes")]).await;
    assert_eq!(agreed.location.as_deref(), Some("/organize/2027-spring"));
    let own = inna.get("/organize/2027-spring").await;
    assert_eq!(own.status, 200);
    assert_eq!(own.links("a[href^='/broadcast/']"), Vec::<String>::new(), "not a webinar of others");
    for path in ["settings", "stages", "partners", "topics", "documents", "emails", "report", "audit"] {
        let page = inna.get(&format!("/organize/2027-spring/{path}")).await;
        assert_eq!(page.status, 404, "{path}");
    }
    assert_eq!(inna.get("/broadcast/2027-spring-s01").await.status, 404);
    let organizers = galina.get("/organize/2027-spring/partners").await;
    assert!(organizers.says().contains("участвует"), "{}", organizers.says());
    let gone = galina.submit(&organizers, "/remove", &[]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(inna.get("/organize/2027-spring").await.status, 404);
    club.leave_the_rest();
}

#[tokio::test]
async fn others_do_not_learn_that_there_is_something_to_set_up() {
    let club = TestClub::with_spring_programme().await;
    let inna = club.stranger().await.browser;
    let token = inna.form_token().await;
    for path in ["settings", "stages", "partners"] {
        let path = format!("/organize/2027-spring/{path}");
        assert_eq!(inna.get(&path).await.status, 404, "{path}");
        let sent = inna.post(&path, &[("csrf", token.as_str()), ("revision", "1")]).await;
        assert!(matches!(sent.status, 400 | 404 | 422), "{path} {}", sent.status);
        assert!(!sent.says().contains("Весенняя сессия"), "{path}");
    }
    let copied = inna.get("/organize/new?from=2027-spring").await;
    assert_eq!(copied.status, 404);
    let session =
        club::session::find_organized(&club.club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    assert_eq!(session.revision, 1);
}
