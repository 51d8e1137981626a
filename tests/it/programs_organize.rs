//! Programs that do an organizer's work: breaks, partners, the form of applications, criteria, applications, teams, lists and queues.

use club::Viewer;
use club::session::partners;
use serde_json::{Value, json};
use testclub::{Answer, Program, TestClub};

use crate::call::calling;
use crate::programs::token;

const SESSION: &str = "/api/v1/sessions/2027-spring";

fn pointers(answer: &Answer) -> Vec<&str> {
    let errors = answer.json["errors"].as_array().map(Vec::as_slice).unwrap_or_default();
    errors.iter().filter_map(|error| error["pointer"].as_str()).collect()
}

async fn program(club: &TestClub, scopes: &[&str]) -> Program {
    let galina = club.organizer().await;
    Program::new(&club.address, Some(&token(club, &galina, scopes).await))
}

#[tokio::test]
async fn what_is_sent_twice_with_the_same_key_is_done_once_whatever_it_is() {
    let club = TestClub::with_spring_session().await;
    let program = program(&club, &["programme_read", "programme_write"]).await;
    let webinars = format!("{SESSION}/webinars");
    let before = program.get(&webinars, &[]).await.json;
    let count = |json: &Value| json["webinars"].as_array().unwrap().len();
    let wish = json!({
        "title": "Первый урок", "form": "webinar", "track": 1, "host_school": before["schools"][0]["id"],
        "starts_at": "2027-05-12T09:00:00Z", "ends_at": "2027-05-12T10:30:00Z",
        "time_zone": "Asia/Yekaterinburg", "language": "ru",
    });
    let key = [("Idempotency-Key", "the first webinar")];
    let wrong = json!({ "title": "Первый урок" });
    assert_eq!(
        program.post(&webinars, &key, &wrong).await.status,
        422,
        "what was refused leaves the key free"
    );
    let (one, two) = tokio::join!(program.post(&webinars, &key, &wish), program.post(&webinars, &key, &wish));
    let mut statuses = [one.status, two.status];
    statuses.sort_unstable();
    assert!(statuses == [201, 201] || statuses == [201, 409], "{statuses:?}");
    let again = program.post(&webinars, &key, &wish).await;
    let first = if one.status == 201 { one } else { two };
    assert_eq!(
        (again.status, &again.json, &again.tag, &again.location),
        (201, &first.json, &first.tag, &first.location)
    );
    assert!(first.tag.is_some() && first.location.is_some());
    assert_eq!(count(&program.get(&webinars, &[]).await.json), count(&before) + 1);
    let mut other = wish.clone();
    other["title"] = json!("Второй урок");
    assert_eq!(program.post(&webinars, &key, &other).await.status, 422);
    assert_eq!(program.post(&webinars, &[("Idempotency-Key", "")], &wish).await.status, 400);
}

#[tokio::test]
async fn a_program_keeps_breaks_and_asks_schools_to_take_part() {
    let club = TestClub::with_spring_session().await;
    let program = program(&club, &["programme_read", "programme_write", "sessions_write"]).await;
    let breaks = format!("{SESSION}/breaks");
    let mut lunch =
        json!({ "title": " ", "starts_at": "2027-04-12T11:00:00Z", "ends_at": "2027-04-12T10:00:00Z" });
    assert_eq!(pointers(&program.post(&breaks, &[], &lunch).await), ["/title"]);
    lunch["title"] = json!("Обед");
    assert_eq!(pointers(&program.post(&breaks, &[], &lunch).await), ["/ends_at"]);
    lunch["ends_at"] = json!("2027-04-12T11:30:00Z");
    let added = program.post(&breaks, &[], &lunch).await;
    assert_eq!((added.status, &added.json["title"]), (201, &json!("Обед")), "{:?}", added.json);
    let path = format!("{breaks}/{}", added.json["id"].as_str().unwrap());
    assert_eq!(program.get(&breaks, &[]).await.json, json!({ "breaks": [added.json] }));
    assert_eq!(program.delete(&path, &[]).await.status, 204);
    assert_eq!(program.delete(&path, &[]).await.status, 404);

    let all = format!("{SESSION}/partners");
    club.stranger().await;
    let view = partners::view(&club.club, &Viewer::Club, "2027-spring").await.unwrap().unwrap();
    let kurgan = partners::candidates(&club.club, &view, "Курган").await.unwrap();
    let before = program.get(&all, &[]).await.json;
    let nowhere = json!({ "school": "01890a5d-ac96-774b-bcce-b302099a8057" });
    assert_eq!(pointers(&program.post(&all, &[], &nowhere).await), ["/school"]);
    let school = json!({ "school": kurgan[0].id });
    let asked = program.post(&all, &[], &school).await;
    assert_eq!(asked.status, 201, "{:?}", asked.json);
    let known = asked.json["partners"].as_array().unwrap();
    assert_eq!(known.len(), before["partners"].as_array().unwrap().len() + 1);
    assert_eq!(known.iter().find(|one| one["id"] == school["school"]).unwrap()["state"], "invited");
    assert_eq!(program.post(&all, &[], &school).await.status, 409);
    let path = format!("{all}/{}", school["school"].as_str().unwrap());
    let answer = program.put(&format!("{path}/answer"), &[], &json!({ "agrees": true })).await;
    assert_eq!(answer.status, 404, "only the school that was asked answers");
    assert_eq!(program.delete(&path, &[]).await.status, 204);
    assert_eq!(program.get(&all, &[]).await.json, before);
    club.run_jobs().await;
    club.leave_the_rest();
}

#[tokio::test]
async fn a_program_makes_the_form_and_the_criteria_and_enters_an_application() {
    let club = calling().await;
    let program = program(&club, &["talks_read", "talks_write", "sessions_write"]).await;
    let form = format!("{SESSION}/form");
    let before = program.get(&form, &[]).await;
    let field = json!({ "kind": "choice", "label": "Нужен ли показ экрана?", "choices": ["да"] });
    assert_eq!(pointers(&program.post(&form, &[], &field).await), ["/choices"]);
    let field = json!({ "kind": "choice", "label": "Нужен ли показ экрана?", "choices": ["да", "нет"], "is_required": true });
    let added = program.post(&form, &[], &field).await;
    assert_eq!(added.status, 201, "{:?}", added.json);
    let own = added.json["fields"].as_array().unwrap().last().unwrap().clone();
    assert_eq!((&own["label"], &own["longest"]), (&field["label"], &json!(300)));
    let path = format!("{form}/{}", own["name"].as_str().unwrap());
    let seen = before.tag.unwrap();
    assert_eq!(program.put(&path, &[], &field).await.status, 428);
    assert_eq!(program.put(&path, &[("If-Match", &seen)], &field).await.status, 412);
    let seen = program.get(&form, &[]).await.tag.unwrap();
    let changed = json!({ "label": "Нужен ли показ?", "choices": ["да", "нет"], "is_required": true });
    let changed = program.put(&path, &[("If-Match", &seen)], &changed).await;
    assert_eq!(changed.json["fields"].as_array().unwrap().last().unwrap()["label"], "Нужен ли показ?");
    let moved = program.post(&format!("{path}/moves"), &[], &json!({ "to": "up" })).await;
    assert_ne!(moved.json["fields"].as_array().unwrap().last().unwrap()["name"], own["name"]);

    let criteria = format!("{SESSION}/criteria");
    let seen = program.get(&criteria, &[]).await.tag.unwrap();
    let wrong = json!({ "criteria": [{ "name": " ", "weight": 0 }] });
    let refused = program.put(&criteria, &[("If-Match", &seen)], &wrong).await;
    assert_eq!(pointers(&refused), ["/criteria/0/name", "/criteria/0/weight"]);
    let wish = json!({ "criteria": [{ "name": "Польза", "weight": 3 }, { "name": "Ясность", "weight": 1 }] });
    let kept = program.put(&criteria, &[("If-Match", &seen)], &wish).await;
    assert_eq!((kept.status, &kept.json["criteria"][0]["name"]), (200, &json!("Польза")));
    assert_eq!(program.put(&criteria, &[("If-Match", &seen)], &wish).await.status, 412);

    enters_applications(&club, &program, own["name"].as_str().unwrap()).await;
}

async fn enters_applications(club: &TestClub, program: &Program, own: &str) {
    let talks = format!("{SESSION}/talks");
    let empty = program.post(&talks, &[], &json!({ "email": "новикова" })).await;
    assert_eq!(pointers(&empty), ["/email"]);
    let empty = program.post(&talks, &[], &json!({ "email": "novikova@school.example" })).await;
    let wrong = pointers(&empty);
    let wanted = [format!("/answers/{own}")];
    assert!(wrong.contains(&"/answers/topic") && wrong.contains(&"/answers/family"), "{wrong:?}");
    assert!(wanted.iter().all(|pointer| wrong.contains(&pointer.as_str())), "{wrong:?}");
    assert_eq!(
        program.get(&talks, &[]).await.json["talks"].as_array().unwrap().len(),
        talks_before(club).await
    );
    let application = json!({ "email": "novikova@school.example", "answers": {
        "topic": "Задачи с параметром", "form": "webinar", "annotation": "Как начать с простого.", "family": "Новикова", "given": "Анна",
        "gender": "female", "position": "учитель математики", "school": "МБОУ СОШ № 2", "city": "Сургут",
        "region": "Ханты-Мансийский автономный округ — Югра", "zone": "Asia/Yekaterinburg", "audience": "учителя математики", own: "нет",
    }});
    let entered = program.post(&talks, &[("Idempotency-Key", "n1")], &application).await;
    assert_eq!((entered.status, &entered.json["state"]), (201, &json!("submitted")), "{:?}", entered.json);
    let again = program.post(&talks, &[("Idempotency-Key", "n1")], &application).await;
    assert_eq!(again.json, entered.json);
    let talk = program.get(&format!("{talks}/{}", entered.json["id"].as_str().unwrap()), &[]).await;
    assert_eq!(
        (&talk.json["topic"], &talk.json["state"]),
        (&json!("Задачи с параметром"), &json!("submitted"))
    );
    let past = json!({ "email": "orlov@school.example", "late_until": "2020-01-01T00:00:00Z" });
    assert_eq!(pointers(&program.post(&talks, &[], &past).await), ["/late_until"]);
    let late =
        json!({ "email": "orlov@school.example", "late_until": "2027-12-31T00:00:00Z", "language": "en" });
    let late = program.post(&talks, &[], &late).await;
    assert_eq!((late.status, &late.json["state"]), (201, &json!("draft")), "{:?}", late.json);
    club.run_jobs().await;
    let to =
        |address: &str| club.emails().iter().filter(|email| email.to.address.as_str() == address).count();
    assert_eq!((to("novikova@school.example"), to("orlov@school.example")), (1, 1), "both are written to");
    club.leave_the_rest();
}

async fn talks_before(club: &TestClub) -> usize {
    let programme = club.spring_programme().await;
    programme.webinars.iter().map(|webinar| webinar.talks.len()).sum()
}

#[tokio::test]
async fn a_program_invites_into_teams_and_nobody_is_in_one_without_having_accepted() {
    let club = TestClub::with_spring_session().await;
    let program = program(&club, &["team_read", "team_write"]).await;
    let team = format!("/api/v1/schools/{}/team", club.spring_programme().await.host_school.id);
    let before = program.get(&team, &[]).await;
    assert_eq!((before.status, before.json["invitations"].as_array().unwrap().len()), (200, 0));
    let members = before.json["members"].as_array().unwrap();
    let own = members.iter().find(|one| one["name"] == "Воронцова Галина Андреевна").unwrap()["id"].clone();
    let invitations = format!("{team}/invitations");
    let wrong = json!({ "email": "нет", "role": "curator" });
    assert_eq!(pointers(&program.post(&invitations, &[], &wrong).await), ["/email", "/role"]);
    let oleg = json!({ "email": "oleg@school.example", "role": "reviewer", "note": "Ждём!" });
    let sent = program.post(&invitations, &[], &oleg).await;
    assert_eq!(sent.status, 201, "{:?}", sent.json);
    assert_eq!(pointers(&program.post(&invitations, &[], &oleg).await), ["/email"], "he is invited already");
    let after = program.get(&team, &[]).await.json;
    assert_eq!(after["members"], before.json["members"]);
    assert_eq!(after["invitations"][0]["email"], "oleg@school.example");
    let path = format!("{invitations}/{}", sent.json["id"].as_str().unwrap());
    assert_eq!(program.delete(&path, &[]).await.status, 204);
    assert_eq!(program.delete(&path, &[]).await.status, 404);

    let of_webinar = format!("{SESSION}/webinars/S01/team");
    let moderators = program.get(&of_webinar, &[]).await;
    assert_eq!(moderators.status, 200, "{:?}", moderators.json);
    let wrong = program.post(&format!("{of_webinar}/invitations"), &[], &oleg).await;
    assert_eq!(pointers(&wrong), ["/role"], "a webinar has moderators");
    if let Some(first) = moderators.json["members"].as_array().unwrap().first() {
        let path = format!("{of_webinar}/members/{}", first["id"].as_str().unwrap());
        assert_eq!(program.delete(&path, &[]).await.status, 204);
    }
    assert_eq!(
        program.get("/api/v1/network/team", &[]).await.status,
        404,
        "a school's token is no curator's"
    );
    assert_eq!(program.delete(&format!("{team}/members/{}", own.as_str().unwrap()), &[]).await.status, 204);
    assert_eq!(program.get(&team, &[]).await.status, 401, "the token ends with the role of who issued it");
    club.run_jobs().await;
    club.leave_the_rest();
}

#[tokio::test]
async fn a_program_sends_a_list_tries_it_out_first_and_sees_who_waits() {
    let club = TestClub::with_spring_session().await;
    let program = program(&club, &["listeners_read", "listeners_write"]).await;
    let galina = club.organizer().await;
    let page = galina.browser.get("/broadcast/2027-spring-s01/change").await;
    galina.browser.submit(&page, "/capacity", &[("capacity", "1")]).await;
    let (lists, list) = (
        format!("{SESSION}/lists"),
        "ФИО;Должность;E-mail\nПетрова Анна Сергеевна;учитель;anna@school44.example\n\
         Ким Борис Ильич;учитель;kim@school44.example\nОрлова Дарья Игоревна;учитель;нет почты\n",
    );
    let wishes =
        "webinars=S01&school=%D0%A8%D0%BA%D0%BE%D0%BB%D0%B0&city=%D0%A1%D1%83%D1%80%D0%B3%D1%83%D1%82";
    let tried = program.upload(&format!("{lists}?try_out=true&{wishes}"), &[], list.as_bytes()).await;
    assert_eq!((tried.status, &tried.json["is_taken_in"]), (200, &json!(false)), "{:?}", tried.json);
    let outcomes: Vec<&str> =
        tried.json["lines"].as_array().unwrap().iter().filter_map(|line| line["outcome"].as_str()).collect();
    assert_eq!(outcomes, ["new", "new", "refused"]);
    let listeners = format!("{SESSION}/registrations?webinar=S01");
    assert_eq!(program.get(&listeners, &[]).await.json["registrations"], json!([]), "nothing was written");
    let unasked = program.upload(&format!("{lists}?{wishes}"), &[], list.as_bytes()).await;
    assert_eq!(pointers(&unasked), ["/participation"]);
    let path = format!("{lists}?participation=true&{wishes}");
    let strange = program.upload(&path.replace("S01", "S99"), &[], list.as_bytes()).await;
    assert_eq!(pointers(&strange), ["/webinars"]);
    let columns = format!("{path}&columns=family,family,email");
    assert_eq!(pointers(&program.upload(&columns, &[], list.as_bytes()).await), ["/columns"]);
    assert_eq!(program.upload(&path, &[], b"").await.status, 422);
    let key = [("Idempotency-Key", "list")];
    let taken = program.upload(&path, &key, list.as_bytes()).await;
    assert_eq!(taken.status, 200, "{:?}", taken.json);
    assert_eq!(
        taken.json["counts"],
        json!({ "new": 1, "further": 0, "queued": 1, "before": 0, "doubtful": 0, "refused": 1 })
    );
    assert_eq!(program.upload(&path, &key, list.as_bytes()).await.json, taken.json);
    let waiting = program.get(&format!("{SESSION}/webinars/S01/waiting"), &[]).await;
    assert_eq!(waiting.json["places"][0]["name"], "Ким Борис Ильич", "{:?}", waiting.json);
    assert_eq!((waiting.json["places"].as_array().unwrap().len(), waiting.next), (1, None));
    club.run_jobs().await;
    club.leave_the_rest();
}
