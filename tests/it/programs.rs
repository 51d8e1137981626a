//! Programs that ask by tokens: what they get, what they are refused, and that asking twice does no harm.

use serde_json::{Value, json};
use testclub::{Member, Program, TestClub};

const REGISTRATIONS: &str = "/api/v1/sessions/2027-spring/registrations";

/// A token for these purposes, issued by its school's organizer on the page.
pub(crate) async fn token(club: &TestClub, galina: &Member<'_>, scopes: &[&str]) -> String {
    let school = club.spring_programme().await.host_school.id;
    let path = format!("/schools/{school}/tokens");
    let page = galina.browser.get(&path).await;
    let mut fields = vec![("name", "Сайт школы"), ("days", "30")];
    fields.extend(scopes.iter().map(|scope| ("scope", *scope)));
    let issued = galina.browser.submit(&page, "/tokens", &fields).await;
    assert_eq!(issued.status, 200, "{}", issued.says());
    issued.text("code")
}

fn teacher(name: &str, webinars: &[&str]) -> Value {
    json!({
        "family": name, "given": "Анна", "patronymic": "Сергеевна", "email": "anna@school.example",
        "position": "учитель", "school": "МБОУ СОШ № 2", "city": "Сургут", "region": "ХМАО — Югра",
        "zone": "Asia/Yekaterinburg", "experience": 2, "webinars": webinars, "participation": true,
    })
}

#[tokio::test]
async fn a_program_registers_a_teacher_reads_the_list_and_asks_twice_without_harm() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["listeners_read", "listeners_write"]).await;
    let program = Program::new(&club.address, Some(&token));
    let key = [("Idempotency-Key", "first")];
    let first = program.post(REGISTRATIONS, &key, &teacher("Петрова", &["S01", "S02"])).await;
    assert_eq!(first.status, 201, "{:?}", first.json);
    assert_eq!(first.json, json!({"registered": ["S01", "S02"], "before": [], "waiting": []}));
    let again = program.post(REGISTRATIONS, &key, &teacher("Петрова", &["S01", "S02"])).await;
    assert_eq!((again.status, &again.json), (201, &first.json), "the lost answer comes again");
    let other = program.post(REGISTRATIONS, &key, &teacher("Иванова", &["S01"])).await;
    assert_eq!(other.status, 422, "{:?}", other.json);
    let without_key = program.post(REGISTRATIONS, &[], &teacher("Петрова", &["S01", "S02"])).await;
    assert_eq!(without_key.json, json!({"registered": [], "before": ["S01", "S02"], "waiting": []}));

    let list = program.get(&format!("{REGISTRATIONS}?webinar=S01"), &[]).await;
    assert_eq!((list.status, list.content_type.as_str()), (200, "application/json"));
    let names: Vec<&str> = list.json["registrations"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["name"].as_str())
        .collect();
    assert_eq!(names, ["Петрова Анна Сергеевна"]);
    assert_eq!(list.json["next"], Value::Null);
    let tag = list.tag.unwrap();
    let known = program.get(&format!("{REGISTRATIONS}?webinar=S01"), &[("If-None-Match", &tag)]).await;
    assert_eq!((known.status, known.tag), (304, Some(tag)));
    club.run_jobs().await;
    club.leave_the_rest();
}

#[tokio::test]
async fn long_lists_come_page_by_page_without_a_gap() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["listeners_read", "listeners_write"]).await;
    let program = Program::new(&club.address, Some(&token));
    for number in 0..52 {
        let mut new = teacher("Петрова", &["S01"]);
        new["email"] = json!(format!("anna{number}@school.example"));
        assert_eq!(program.post(REGISTRATIONS, &[], &new).await.status, 201);
    }
    let (mut path, mut pages, mut emails) = (format!("{REGISTRATIONS}?webinar=S01"), 0, vec![]);
    loop {
        let page = program.get(&path, &[]).await;
        let lines = page.json["registrations"].as_array().unwrap();
        emails.extend(lines.iter().map(|line| line["email"].as_str().unwrap().to_owned()));
        pages += 1;
        assert_eq!(page.json["next"].as_str().map(str::to_owned), page.next);
        let Some(next) = page.next else { break };
        path = next;
    }
    let newest_first: Vec<String> =
        (0..52).rev().map(|number| format!("anna{number}@school.example")).collect();
    assert_eq!((pages, emails), (2, newest_first));
    club.leave_the_rest();
}

#[tokio::test]
async fn without_a_good_token_for_the_purpose_nothing_is_told() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let for_talks = token(&club, &galina, &["talks_read"]).await;
    let nobody = Program::new(&club.address, None);
    for program in [nobody, Program::new(&club.address, Some("webclub_0123456789abcdefghjkmnpqrs"))] {
        let refused = program.get(REGISTRATIONS, &[]).await;
        assert_eq!((refused.status, refused.content_type.as_str()), (401, "application/problem+json"));
        assert_eq!(refused.asks_for.as_deref(), Some("Bearer realm=\"api\""));
        assert_eq!(program.post(REGISTRATIONS, &[], &teacher("Петрова", &["S01"])).await.status, 401);
    }
    let program = Program::new(&club.address, Some(&for_talks));
    assert_eq!(program.get("/api/v1/sessions/2027-spring/talks", &[]).await.status, 200);
    let refused = program.get(REGISTRATIONS, &[("Accept-Language", "en")]).await;
    assert_eq!(refused.status, 403);
    assert_eq!(refused.json["detail"], "This key may not do that. Nothing was changed.");
    assert_eq!(program.post(REGISTRATIONS, &[], &teacher("Петрова", &["S01"])).await.status, 403);
    assert_eq!(program.get("/api/v1/sessions/2019-spring/talks", &[]).await.status, 404);

    let page = galina
        .browser
        .get(&format!("/schools/{}/tokens", club.spring_programme().await.host_school.id))
        .await;
    let gone = galina.browser.submit(&page, "/revoke", &[]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(program.get("/api/v1/sessions/2027-spring/talks", &[]).await.status, 401);
    let deeds = galina.browser.get(&page.path).await.says();
    assert!(deeds.contains("отозван"), "{deeds}");
}

#[tokio::test]
async fn a_token_of_another_school_does_not_learn_that_the_session_exists() {
    let club = TestClub::with_spring_session().await;
    let stranger = club.stranger().await;
    let own = stranger.browser.get("/me/roles").await;
    let link = own.links("a[href^='/schools/']").remove(0);
    let path = link.replace("/team", "/tokens");
    let page = stranger.browser.get(&path).await;
    let fields = [
        ("name", "Чужая программа"),
        ("days", "1"),
        ("scope", "listeners_read"),
        ("scope", "listeners_write"),
    ];
    let token = stranger.browser.submit(&page, "/tokens", &fields).await.text("code");
    let program = Program::new(&club.address, Some(&token));
    assert_eq!(program.get(REGISTRATIONS, &[]).await.status, 404);
    assert_eq!(program.post(REGISTRATIONS, &[], &teacher("Петрова", &["S01"])).await.status, 404);
}

#[tokio::test]
async fn what_does_not_fit_is_told_field_by_field_and_changes_nothing() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["listeners_write", "listeners_read"]).await;
    let program = Program::new(&club.address, Some(&token));
    let mut wrong = teacher("Petrова", &["S99"]);
    wrong["email"] = json!("anna");
    wrong["participation"] = json!(false);
    let refused = program.post(REGISTRATIONS, &[], &wrong).await;
    assert_eq!((refused.status, refused.content_type.as_str()), (422, "application/problem+json"));
    let pointers: Vec<&str> =
        refused.json["errors"].as_array().unwrap().iter().filter_map(|one| one["pointer"].as_str()).collect();
    assert_eq!(pointers, ["/webinars", "/family", "/email", "/participation"]);
    for strange in [json!({}), json!([1]), json!("x"), json!({"family": 1})] {
        assert_eq!(program.post(REGISTRATIONS, &[], &strange).await.status, 422, "{strange}");
    }
    let long = "k".repeat(256);
    let key = [("Idempotency-Key", &*long)];
    assert_eq!(program.post(REGISTRATIONS, &key, &teacher("Петрова", &["S01"])).await.status, 400);
    let list = program.get(&format!("{REGISTRATIONS}?webinar=S01"), &[]).await;
    assert_eq!(list.json["registrations"], json!([]));
    assert_eq!(program.get(&format!("{REGISTRATIONS}?before=x"), &[]).await.status, 400);
}

#[tokio::test]
async fn a_form_for_a_token_that_would_not_do_comes_back_as_typed() {
    let club = TestClub::with_spring_session().await;
    let curator = club.curator().await;
    let page = curator.browser.get("/network/tokens").await;
    let refused = curator.browser.submit(&page, "/tokens", &[("name", "Отчёты"), ("days", "400")]).await;
    assert_eq!(refused.status, 422);
    assert!(refused.html().contains("value=\"Отчёты\"") && refused.html().contains("value=\"400\""));
    assert!(
        refused.says().contains("от 1 до 366") && refused.says().contains("Отметьте"),
        "{}",
        refused.says()
    );
}

const SESSION: &str = "/api/v1/sessions/2027-spring";

#[tokio::test]
async fn a_program_makes_a_webinar_and_publishes_it_and_nobody_overwrites_anybody() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["programme_read", "programme_write"]).await;
    let program = Program::new(&club.address, Some(&token));
    let webinars = format!("{SESSION}/webinars");
    let working = program.get(&webinars, &[]).await;
    assert_eq!(working.status, 200, "{:?}", working.json);
    let school = working.json["schools"][0]["id"].clone();
    let mut wish = json!({
        "title": "Первый урок", "form": "webinar", "track": 1, "host_school": school,
        "starts_at": "2027-05-12T09:00:00Z", "ends_at": "2027-05-12T10:30:00Z",
        "time_zone": "Asia/Yekaterinburg", "language": "ru", "capacity": 30,
    });
    let added = program.post(&webinars, &[], &wish).await;
    assert_eq!(added.status, 201, "{:?}", added.json);
    let code = added.json["code"].as_str().unwrap().to_owned();
    let (path, first) = (format!("{webinars}/{code}"), added.tag.unwrap());
    assert_eq!(first, format!("\"{}\"", added.json["version"].as_str().unwrap()));

    wish["title"] = json!("Первый урок без страха");
    assert_eq!(program.put(&path, &[], &wish).await.status, 428, "which version was seen?");
    let changed = program.put(&path, &[("If-Match", &first)], &wish).await;
    assert_eq!((changed.status, &changed.json["title"]), (200, &wish["title"]), "{:?}", changed.json);
    let second = changed.tag.unwrap();
    assert_ne!(second, first);
    let late = program.put(&path, &[("If-Match", &first), ("Accept-Language", "en")], &wish).await;
    assert_eq!(late.status, 412);
    assert!(late.json["detail"].as_str().unwrap().starts_with("Somebody else changed this"));

    wish["ends_at"] = json!("2027-05-12T08:00:00Z");
    wish["stream_url"] = json!("javascript:alert(1)");
    let refused = program.put(&path, &[("If-Match", &second)], &wish).await;
    assert_eq!((refused.status, &refused.json["errors"][0]["pointer"]), (422, &json!("/stream_url")));
    wish["stream_url"] = Value::Null;
    let refused = program.put(&path, &[("If-Match", &second)], &wish).await;
    assert_eq!((refused.status, &refused.json["errors"][0]["pointer"]), (422, &json!("/ends_at")));

    let anybody = Program::new(&club.address, None);
    let is_public =
        |json: &Value| json["webinars"].as_array().unwrap().iter().any(|one| one["code"] == *code);
    assert!(!is_public(&anybody.get(SESSION, &[]).await.json), "nothing is seen before the release");
    let next = program.get(&format!("{SESSION}/releases/next"), &[]).await;
    assert!(next.json["changes"][0].as_str().unwrap().contains("Первый урок без страха"), "{:?}", next.json);
    let releases = format!("{SESSION}/releases");
    let note = json!({ "note": "Добавили вебинар." });
    let published = program.post(&releases, &[("If-Match", &next.tag.unwrap())], &note).await;
    assert_eq!((published.status, published.json), (201, json!({ "number": 2 })));
    assert!(is_public(&anybody.get(SESSION, &[]).await.json));
    let known = anybody.get(&releases, &[]).await;
    assert_eq!(known.json["releases"][0]["note"], "Добавили вебинар.");
    let next = program.get(&format!("{SESSION}/releases/next"), &[]).await;
    let nothing = program.post(&releases, &[("If-Match", &next.tag.unwrap())], &note).await;
    assert_eq!(nothing.status, 409, "{:?}", nothing.json);

    let tag = program.get(&path, &[]).await.tag.unwrap();
    assert_eq!(program.delete(&path, &[("If-Match", &first)]).await.status, 412);
    assert_eq!(program.delete(&path, &[("If-Match", &tag)]).await.status, 204);
    assert_eq!(program.get(&path, &[]).await.status, 404);
    club.run_jobs().await;
    club.leave_the_rest();
}

#[tokio::test]
async fn a_program_of_the_network_finds_schools_and_one_of_a_school_finds_none() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["schools_read"]).await;
    let program = Program::new(&club.address, Some(&token));
    let none = program.get("/api/v1/schools", &[]).await;
    assert_eq!(none.json, json!({ "schools": [], "next": null }), "a school's token finds no others");
    let curator = club.curator().await;
    let page = curator.browser.get("/network/tokens").await;
    let fields =
        [("name", "Справочник"), ("days", "30"), ("scope", "schools_read"), ("scope", "schools_write")];
    let of_network = curator.browser.submit(&page, "/tokens", &fields).await.text("code");
    let of_network = Program::new(&club.address, Some(&of_network));
    let found = of_network.get("/api/v1/schools?search=44", &[]).await;
    let key = found.json["schools"][0]["key"].as_str().unwrap().to_owned();
    let school = Program::new(&club.address, None).get(&format!("/api/v1/schools/{key}"), &[]).await;
    assert_eq!((school.status, &school.json), (200, &found.json["schools"][0]));

    let mut wish = json!({
        "full_name": "МБОУ СОШ № 7", "short_name": "Школа № 7", "kind": "general", "city": "Тюмень",
        "region": "Тюменская область", "time_zone": "Asia/Yekaterinburg", "key": "school-7-tyumen",
    });
    assert_eq!(program.post("/api/v1/schools", &[], &wish).await.status, 403);
    let added = of_network.post("/api/v1/schools", &[], &wish).await;
    assert_eq!((added.status, &added.json["key"]), (201, &json!("school-7-tyumen")), "{:?}", added.json);
    let again = of_network.post("/api/v1/schools", &[], &wish).await;
    assert_eq!((again.status, &again.json["errors"][0]["pointer"]), (422, &json!("/short_name")));
    let (path, seen) = ("/api/v1/schools/school-7-tyumen", added.tag.unwrap());
    wish["phone"] = json!("+7 3452 00-00-00");
    let changed = of_network.put(path, &[("If-Match", &seen)], &wish).await;
    assert_eq!((changed.status, &changed.json["phone"]), (200, &wish["phone"]), "{:?}", changed.json);
    assert_eq!(of_network.put(path, &[("If-Match", &seen)], &wish).await.status, 412);
    let known = of_network.get(path, &[("If-None-Match", &changed.tag.unwrap())]).await;
    assert_eq!(known.status, 304);
    club.leave_the_rest();
}

#[tokio::test]
async fn a_program_makes_the_next_session_from_the_last_one_and_opens_its_call() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let token = token(&club, &galina, &["sessions_write", "programme_read"]).await;
    let program = Program::new(&club.address, Some(&token));
    let last = program.get(&format!("{SESSION}/settings"), &[]).await;
    assert_eq!(last.status, 200, "{:?}", last.json);
    let mut settings = last.json.clone();
    let from = json!({ "session": { "slug": "2027-spring", "weeks": 32 } });
    let taken = program.post("/api/v1/sessions", &[], &json!({ "settings": settings, "from": from })).await;
    assert_eq!(
        (taken.status, &taken.json["errors"][0]["pointer"]),
        (422, &json!("/slug")),
        "{:?}",
        taken.json
    );
    settings["slug"] = json!("2027-winter");
    settings["season"] = json!("winter");
    settings["title"] = json!("Зимняя сессия");
    let made = program.post("/api/v1/sessions", &[], &json!({ "settings": settings, "from": from })).await;
    assert_eq!((made.status, &made.json["title"]), (201, &settings["title"]), "{:?}", made.json);
    let anybody = Program::new(&club.address, None);
    assert_eq!(anybody.get("/api/v1/sessions/2027-winter", &[]).await.status, 404, "it is a draft");

    let (path, seen) = ("/api/v1/sessions/2027-winter/settings", made.tag.unwrap());
    settings["watch_percent"] = json!(101);
    let wrong = program.put(path, &[("If-Match", &seen)], &settings).await;
    assert_eq!((wrong.status, &wrong.json["errors"][0]["pointer"]), (422, &json!("/watch_percent")));
    settings["watch_percent"] = json!(80);
    let changed = program.put(path, &[("If-Match", &seen)], &settings).await;
    assert_eq!((changed.status, &changed.json["watch_percent"]), (200, &json!(80)), "{:?}", changed.json);
    assert_eq!(program.put(path, &[("If-Match", &seen)], &settings).await.status, 412);

    let stages = "/api/v1/sessions/2027-winter/stages";
    let opened = program.put(&format!("{stages}/call/forced"), &[], &json!({ "forced": "open" })).await;
    let of = |list: &Value, stage: &str| {
        list["stages"].as_array().unwrap().iter().find(|one| one["stage"] == stage).unwrap().clone()
    };
    assert_eq!((opened.status, &of(&opened.json, "call")["standing"]), (200, &json!("open")));
    let seen = program.get(stages, &[]).await.tag.unwrap();
    let backwards = json!({ "stages": [
        { "stage": "call", "opens_at": "2027-10-10T00:00:00Z", "closes_at": "2027-10-01T00:00:00Z" },
    ] });
    assert_eq!(program.put(stages, &[("If-Match", &seen)], &backwards).await.status, 422);
    let plan = json!({ "stages": [
        { "stage": "call", "opens_at": "2027-10-01T00:00:00Z", "closes_at": "2027-10-20T00:00:00Z" },
    ] });
    let set = program.put(stages, &[("If-Match", &seen)], &plan).await;
    assert_eq!(set.status, 200, "{:?}", set.json);
    assert_eq!(of(&set.json, "call")["closes_at"], "2027-10-20T00:00:00Z");
    assert_eq!(
        program.put(&format!("{stages}/never/forced"), &[], &json!({ "forced": null })).await.status,
        404
    );
    club.leave_the_rest();
}
