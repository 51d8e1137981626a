//! Young teachers ask for topics and vote; organizers look after them; whoever asked is told.

use club::topic;
use entity::TopicState;
use serde_json::json;
use testclub::{Browser, Page, Program, TestClub, person_with};

use crate::programs::token;

/// A club whose spring session takes topics now.
async fn taking_topics() -> TestClub {
    let club = TestClub::with_spring_programme().await;
    club.set_clock("2027-02-15 10:00 Asia/Yekaterinburg");
    let galina = club.organizer().await.browser;
    let stages = galina.get("/organize/2027-spring/stages").await;
    let opened = galina.submit(&stages, "/stages/topics", &[("forced", "open")]).await;
    assert_eq!(opened.status, 303);
    club
}

async fn propose(browser: &Browser, base: &str, title: &str) -> Page {
    let page = browser.get(base).await;
    assert_eq!(page.status, 200, "{base}");
    let token = page.form_values("form[method=post]").into_iter().find(|(name, _)| name == "csrf");
    let token = token.expect("a token").1;
    browser.post(base, &[("csrf", &token), ("title", title), ("reason", "")]).await
}

/// The state of the topic with a title.
async fn state(club: &TestClub, title: &str) -> (TopicState, u64) {
    let all = topic::organized(&club.club, &club::Viewer::Club, "2027-spring").await.unwrap().unwrap().1;
    let line = all.iter().find(|line| line.topic.title == title).expect("the topic");
    (line.topic.state, line.votes)
}

async fn decide(browser: &Browser, title: &str, fields: &[(&str, &str)]) -> Page {
    let desk = browser.get("/organize/2027-spring/topics").await;
    let cards = desk.texts(".card h3");
    let place = cards.iter().position(|card| card == title).unwrap_or_else(|| panic!("{title} in {cards:?}"));
    let action = desk.form_actions("/organize/2027-spring/topics/").remove(place);
    browser.submit(&desk, &action, fields).await
}

#[tokio::test]
async fn a_topic_is_proposed_published_voted_for_and_answered() {
    let club = taking_topics().await;
    let (anna, galina) = (club.stranger().await.browser, club.organizer().await.browser);
    let base = "/s/2027-spring/topics";
    let sent = propose(&anna, base, "Как говорить с родителями").await;
    assert_eq!(sent.location.as_deref(), Some("/s/2027-spring/topics?done=proposed"), "{}", sent.html());
    assert!(anna.get(base).await.says().contains("Ваши темы на рассмотрении"));
    let guest = club.visitor().get(base).await;
    assert!(!guest.says().contains("родителями"), "nobody sees it before it is published");
    assert_eq!(guest.form_actions("/s/2027-spring/topics/"), Vec::<String>::new());
    assert_eq!(
        decide(&galina, "Как говорить с родителями", &[("decision", "publish"), ("answer", "")]).await.status,
        303
    );
    let list = galina.get(base).await;
    assert_eq!(list.texts(".card .badge.accent"), ["1 голос"], "whoever proposes it wants it");
    for wants in ["yes", "yes"] {
        let list = galina.get(base).await;
        let vote = list.form_actions("/s/2027-spring/topics/").remove(0);
        let token = galina.form_token().await;
        assert_eq!(galina.post(&vote, &[("csrf", &token), ("wants", wants)]).await.status, 303);
    }
    assert_eq!(
        state(&club, "Как говорить с родителями").await,
        (TopicState::Published, 2),
        "one vote a person"
    );
    let list = galina.get(base).await;
    let vote = list.form_actions("/s/2027-spring/topics/").remove(0);
    galina.submit(&list, &vote, &[]).await;
    assert_eq!(state(&club, "Как говорить с родителями").await.1, 1, "a vote is taken back");
    let refused =
        decide(&galina, "Как говорить с родителями", &[("decision", "decline"), ("answer", " ")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.says().contains("почему тема не подходит"));
    let reason = [("decision", "decline"), ("answer", "Об этом была прошлая сессия.")];
    assert_eq!(decide(&galina, "Как говорить с родителями", &reason).await.status, 303);
    assert!(club.visitor().get(base).await.says().contains("Об этом была прошлая сессия."));
}

#[tokio::test]
async fn similar_topics_are_shown_before_a_new_one_is_kept_and_open_ones_are_limited() {
    let club = taking_topics().await;
    let (anna, galina) = (club.stranger().await.browser, club.organizer().await.browser);
    let base = "/s/2027-spring/topics";
    propose(&anna, base, "Работа с родителями").await;
    decide(&galina, "Работа с родителями", &[("decision", "publish"), ("answer", "")]).await;
    let near = propose(&galina, base, "Работать с родителями учеников").await;
    assert_eq!(near.status, 422);
    assert_eq!(near.typed()["title"], "Работать с родителями учеников");
    assert!(near.says().contains("Похожие темы"), "{}", near.says());
    let token = galina.form_token().await;
    let another = [
        ("csrf", token.as_str()),
        ("title", "Работать с родителями учеников"),
        ("reason", ""),
        ("is_another", "yes"),
    ];
    assert_eq!(galina.post(base, &another).await.status, 303);
    for title in ["", "   ", &"я".repeat(151)] {
        assert_eq!(propose(&anna, base, title).await.status, 422, "{} letters", title.chars().count());
    }
    for title in ["Первый урок", "Тетради и проверка"] {
        assert_eq!(propose(&anna, base, title).await.status, 303, "{title}");
    }
    let more = propose(&anna, base, "Экскурсия в музей").await;
    assert_eq!(more.status, 422);
    assert!(more.says().contains("уже 3 открытые темы"), "{}", more.says());
    let list = anna.get(base).await;
    let withdrawn = anna.submit(&list, "/withdraw", &[]).await;
    assert_eq!(withdrawn.status, 303);
    assert_eq!(propose(&anna, base, "Экскурсия в музей").await.status, 303);
    let searched =
        club.visitor().get("/s/2027-spring/topics?q=%D1%80%D0%BE%D0%B4%D0%B8%D1%82&order=title").await;
    assert_eq!(searched.texts(".card h3"), ["Работа с родителями"]);
}

#[tokio::test]
async fn merging_keeps_every_vote_once() {
    let club = taking_topics().await;
    let (anna, galina) = (club.stranger().await.browser, club.organizer().await.browser);
    let base = "/s/2027-spring/topics";
    propose(&anna, base, "Трудный класс").await;
    propose(&galina, base, "Дисциплина на уроке").await;
    for title in ["Трудный класс", "Дисциплина на уроке"] {
        decide(&galina, title, &[("decision", "publish"), ("answer", "")]).await;
    }
    let list = anna.get(base).await;
    for vote in list.form_actions("/s/2027-spring/topics/") {
        let token = anna.form_token().await;
        anna.post(&vote, &[("csrf", &token), ("wants", "yes")]).await;
    }
    let all = topic::organized(&club.club, &club::Viewer::Club, "2027-spring").await.unwrap().unwrap().1;
    let id = |title: &str| all.iter().find(|line| line.topic.title == title).unwrap().topic.id.to_string();
    let (from, into) = (id("Трудный класс"), id("Дисциплина на уроке"));
    let itself =
        decide(&galina, "Трудный класс", &[("decision", "merge"), ("into", &from), ("answer", "")]).await;
    assert_eq!(itself.status, 422);
    let merged =
        decide(&galina, "Трудный класс", &[("decision", "merge"), ("into", &into), ("answer", "")]).await;
    assert_eq!(merged.status, 303);
    assert_eq!(
        state(&club, "Дисциплина на уроке").await,
        (TopicState::Published, 2),
        "two people, each once"
    );
    assert_eq!(state(&club, "Трудный класс").await, (TopicState::Merged, 0));
    assert_eq!(club.visitor().get(base).await.texts(".card h3"), ["Дисциплина на уроке"]);
}

#[tokio::test]
async fn whoever_has_the_link_of_an_email_votes_without_logging_in_and_is_told_once() {
    let club = TestClub::with_spring_session().await;
    club.set_clock("2027-02-15 10:00 Asia/Yekaterinburg");
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    club.set_clock("2027-04-12 08:30 Asia/Yekaterinburg");
    club.pass_time_until("2027-04-12 08:31 Asia/Yekaterinburg").await;
    let join = anna.join_paths(&anna.newest_email()).remove(0);
    let secret = join.trim_start_matches("/j/").to_owned();
    assert_eq!(club.visitor().get(&format!("/t/{secret}")).await.status, 200, "no topics are taken yet");
    let galina = club.organizer().await.browser;
    let stages = galina.get("/organize/2027-spring/stages").await;
    galina.submit(&stages, "/stages/topics", &[("forced", "open")]).await;
    let base = format!("/t/{secret}/2027-spring");
    assert_eq!(club.visitor().get(&format!("/t/{secret}")).await.location.as_deref(), Some(base.as_str()));
    assert_eq!(club.visitor().get("/t/0123456789abcdefghjkmnpqrs/2027-spring").await.status, 404);
    let sent = propose(&anna.browser, &base, "Проверка тетрадей").await;
    assert_eq!(sent.status, 303, "{}", sent.html());
    decide(&galina, "Проверка тетрадей", &[("decision", "publish"), ("answer", "")]).await;
    let programme = club.spring_programme().await;
    let (talk, session) = (programme.webinars[1].talks[0].talk.clone(), programme.session.id);
    let (_, lines) = topic::organized(&club.club, &club::Viewer::Club, "2027-spring").await.unwrap().unwrap();
    let (wanted, inside) = (lines[0].topic.id, club.club.clone());
    let before = anna.emails().len();
    for _ in 0..2 {
        let (inside, session) = (inside.clone(), session);
        let id = talk.id;
        let work = club.club.storage.write(move |tx| {
            Box::pin(async move { topic::set_cover(tx, &inside, (session, id), &[wanted]).await })
        });
        work.await.unwrap();
        club.run_jobs().await;
    }
    assert_eq!(anna.emails().len(), before + 1, "one e-mail, however often it is said");
    let told = anna.newest_email();
    assert_eq!(told.subject, "Ваша тема — в программе");
    assert!(told.text.contains("«Проверка тетрадей»"), "{}", told.text);
    assert_eq!(topic::counts(&club.club, session).await.unwrap(), (1, 1));
    let report = galina.get("/organize/2027-spring/report").await;
    assert!(report.says().contains("Темы, на которые ответила программа 1 из 1"), "{}", report.says());
    let person = person_with(club.club.storage.reads(), &anna.address).await;
    let end = format!("/topics/{}", person.email_secret.expect("a link of her own"));
    let page = anna.browser.get(&end).await;
    anna.browser.submit(&page, &end, &[]).await;
    assert!(anna.browser.get(&end).await.says().contains("Больше не пишем"));
    club.leave_the_rest();
}

#[tokio::test]
async fn when_topics_are_closed_nobody_proposes_or_votes() {
    let club = taking_topics().await;
    let (anna, galina) = (club.stranger().await.browser, club.organizer().await.browser);
    let base = "/s/2027-spring/topics";
    propose(&anna, base, "Работа с родителями").await;
    decide(&galina, "Работа с родителями", &[("decision", "publish"), ("answer", "")]).await;
    let vote = anna.get(base).await.form_actions("/s/2027-spring/topics/").remove(0);
    let stages = galina.get("/organize/2027-spring/stages").await;
    galina.submit(&stages, "/stages/topics", &[("forced", "closed")]).await;
    let token = anna.form_token().await;
    assert_eq!(anna.post(&vote, &[("csrf", &token), ("wants", "yes")]).await.status, 409);
    let closed = anna.post(base, &[("csrf", token.as_str()), ("title", "Ещё одна"), ("reason", "")]).await;
    assert_eq!(closed.status, 422);
    assert_eq!(
        anna.get(base).await.texts(".card h3"),
        ["Работа с родителями"],
        "what was asked stays in sight"
    );
    assert_eq!(state(&club, "Работа с родителями").await.1, 1);
}

#[tokio::test]
async fn a_program_decides_about_the_version_that_it_has_seen() {
    let club = taking_topics().await;
    let galina = club.organizer().await;
    let anna = club.stranger().await.browser;
    for title in ["Как говорить с родителями", "Разговор с родителями"]
    {
        assert_eq!(propose(&anna, "/s/2027-spring/topics", title).await.status, 303);
    }
    let token = token(&club, &galina, &["topics_write"]).await;
    let (program, base) = (Program::new(&club.address, Some(&token)), "/api/v1/sessions/2027-spring/topics");
    let all = program.get(&format!("{base}/all"), &[]).await.json;
    let of = |title: &str| {
        all["topics"].as_array().unwrap().iter().find(|one| one["title"] == title).unwrap().clone()
    };
    let (first, second) = (of("Как говорить с родителями"), of("Разговор с родителями"));
    let path = |topic: &serde_json::Value| format!("{base}/{}/decisions", topic["id"].as_str().unwrap());
    let seen = format!("\"{}\"", first["version"]);
    let take = json!({ "decision": "take", "text": "Будет в апреле." });
    assert_eq!(program.post(&path(&first), &[], &take).await.status, 428);
    let taken = program.post(&path(&first), &[("If-Match", &seen)], &take).await;
    assert_eq!((taken.status, &taken.json["state"]), (200, &json!("taken")), "{:?}", taken.json);
    assert_eq!(
        program.post(&path(&first), &[("If-Match", &seen)], &take).await.status,
        412,
        "an old version"
    );
    let seen = format!("\"{}\"", second["version"]);
    let decline = json!({ "decision": "decline", "text": " " });
    let refused = program.post(&path(&second), &[("If-Match", &seen)], &decline).await;
    assert_eq!((refused.status, &refused.json["errors"][0]["pointer"]), (422, &json!("/text")));
    let merge = json!({ "decision": "merge", "into": first["id"] });
    assert_eq!(program.post(&path(&second), &[("If-Match", &seen)], &merge).await.status, 200);
    assert_eq!(state(&club, "Разговор с родителями").await.0, TopicState::Merged);
    club.leave_the_rest();
}
