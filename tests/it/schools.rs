//! The directory of schools: curators keep it up, each school its own page, and one who is entered twice becomes one.

use testclub::{Browser, Page, TestClub, dump, person_with};

/// What somebody types into the form of a school.
fn typed<'a>(name: &'a str, city: &'a str, region: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("full_name", name),
        ("short_name", name),
        ("kind", "general"),
        ("city", city),
        ("region", region),
        ("zone", ""),
        ("slug", ""),
        ("address", ""),
        ("site", ""),
        ("email", ""),
        ("phone", ""),
    ]
}

/// Sends the form of a school with its hidden fields.
async fn send(browser: &Browser, page: &Page, path: &str, fields: &[(&str, &str)]) -> Page {
    let hidden = page.form_values(&format!("form[action='{path}']"));
    let hidden: Vec<(&str, &str)> = hidden
        .iter()
        .filter(|(name, _)| ["csrf", "revision", "logo"].contains(&name.as_str()))
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    browser.post_parts(path, &[&hidden, fields].concat(), &[]).await
}

/// Adds a school and returns the address of its page.
async fn added(browser: &Browser, name: &str, city: &str, region: &str) -> String {
    let form = browser.get("/network/schools/new").await;
    let answer = send(browser, &form, "/network/schools/new", &typed(name, city, region)).await;
    assert_eq!(answer.status, 303, "{}", answer.html());
    answer.location.unwrap().trim_end_matches("/edit?added=1").to_owned()
}

fn with<'a>(mut fields: Vec<(&'a str, &'a str)>, name: &str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    for field in &mut fields {
        if field.0 == name {
            field.1 = value;
        }
    }
    fields
}

#[tokio::test]
async fn a_curator_adds_a_school_and_its_zone_is_that_of_its_region() {
    let club = TestClub::with_spring_session().await;
    let timur = club.curator().await;
    let form = timur.browser.get("/network/schools/new").await;
    let wrong = with(typed("Гимназия № 5", "Минск", "Минская область"), "site", "javascript:alert(1)");
    let before = dump(&club.club).await;
    let again = send(&timur.browser, &form, "/network/schools/new", &wrong).await;
    assert_eq!(again.status, 422);
    for sentence in ["Такого региона мы не знаем", "Укажите адрес сайта"]
    {
        assert!(again.says().contains(sentence), "{}", again.says());
    }
    assert_eq!(again.typed()["short_name"], "Гимназия № 5", "what was typed stays");
    assert_eq!(dump(&club.club).await, before, "nothing was written");
    let path = added(&timur.browser, "Ёлкинская гимназия № 5", "Курган", "Курганская область").await;
    let edit = timur.browser.get(&format!("{path}/edit")).await;
    let values = edit.form_values(&format!("form[action='{path}/edit']"));
    assert!(values.contains(&("zone".to_owned(), "Asia/Yekaterinburg".to_owned())), "{values:?}");
    let found =
        timur.browser.get("/network/schools?q=%D0%B5%D0%BB%D0%BA%D0%B8%D0%BD%D1%81%D0%BA%D0%B0%D1%8F").await;
    assert!(found.says().contains("Ёлкинская"), "ё is found by е: {}", found.says());
    let twice = send(
        &timur.browser,
        &form,
        "/network/schools/new",
        &typed("Ёлкинская гимназия № 5", "Курган", "Курганская область"),
    )
    .await;
    assert_eq!(twice.status, 422);
    assert!(twice.says().contains("В справочнике уже есть"), "{}", twice.says());
    let visitor = club.visitor().get(&path).await;
    assert!(visitor.says().contains("Вебинаров этой организации в программе пока нет"), "{}", visitor.says());
}

#[tokio::test]
async fn two_editors_never_lose_each_others_work_unawares() {
    let club = TestClub::with_spring_session().await;
    let timur = club.curator().await;
    let path = added(&timur.browser, "Школа № 9", "Курган", "Курганская область").await;
    let edit = format!("{path}/edit");
    let (first, second) = (timur.browser.get(&edit).await, timur.browser.get(&edit).await);
    let usual = || typed("Школа № 9", "Курган", "Курганская область");
    let saved = send(&timur.browser, &first, &edit, &with(usual(), "phone", "+7 3522 11-11-11")).await;
    assert_eq!(saved.status, 303, "{}", saved.html());
    let late = send(&timur.browser, &second, &edit, &with(usual(), "address", "ул. Мира, 1")).await;
    assert_eq!(late.status, 422);
    for part in ["изменил кто-то ещё", "+7 3522 11-11-11"] {
        assert!(late.says().contains(part), "{part}: {}", late.says());
    }
    assert_eq!(late.typed()["address"], "ул. Мира, 1");
    let both = with(with(usual(), "address", "ул. Мира, 1"), "phone", "+7 3522 11-11-11");
    let decided = send(&timur.browser, &late, &edit, &both).await;
    assert_eq!(decided.status, 303, "a second press decides");
    let page = club.visitor().get(&path).await;
    assert!(page.says().contains("ул. Мира, 1") && page.says().contains("11-11-11"), "{}", page.says());
}

#[tokio::test]
async fn an_organizer_keeps_up_the_own_school_with_logo_and_signatories_and_no_other() {
    let club = TestClub::with_spring_session().await;
    let host = club.spring_programme().await.host_school;
    let (galina, stranger) = (club.organizer().await, club.stranger().await);
    let edit = format!("/schools/{}/edit", host.id);
    assert_eq!(stranger.browser.get(&edit).await.status, 404);
    let form = galina.browser.get(&edit).await;
    let values = form.form_values(&format!("form[action='{edit}']"));
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let values = with(values, "slug", "school-44");
    let broken = galina.browser.post_parts(&edit, &values, &[("logo_file", "logo.png", b"no picture")]).await;
    assert_eq!(broken.status, 422);
    assert_eq!(broken.typed()["slug"], "school-44");
    let png = std::fs::read(club_logo()).unwrap();
    let saved = galina.browser.post_parts(&edit, &values, &[("logo_file", "logo.png", &png)]).await;
    assert_eq!(saved.location.as_deref(), Some("/schools/school-44/edit?saved=1"), "{}", saved.html());
    let page = club.visitor().get("/schools/school-44").await;
    assert_eq!(page.status, 200);
    assert!(page.texts(".webinar").len() >= 3, "its webinars: {}", page.says());
    let logo = club.visitor().get("/schools/school-44/logo.png").await;
    assert_eq!((logo.status, logo.content_type.as_str()), (200, "image/png"));
    assert_eq!(logo.bytes.get(..8), Some(b"\x89PNG\r\n\x1a\n".as_slice()));
    let token = galina.browser.form_token().await;
    let signing = [
        ("csrf", token.as_str()),
        ("position_1", "Директор"),
        ("family_1", "Воронцова"),
        ("given_1", "Галина"),
        ("patronymic_1", "Андреевна"),
        ("position_2", "Заместитель директора"),
    ];
    let half = galina.browser.post_parts("/schools/school-44/signatories", &signing, &[]).await;
    assert_eq!(half.status, 422);
    assert_eq!(half.typed()["family_1"], "Воронцова", "what was typed stays");
    let whole = &signing[..5];
    let set = galina.browser.post_parts("/schools/school-44/signatories", whole, &[]).await;
    assert_eq!(set.location.as_deref(), Some("/schools/school-44/edit?signing=1"), "{}", set.html());
    assert_eq!(galina.browser.get("/schools/school-44/edit").await.typed()["family_1"], "Воронцова");
    let others = stranger.browser.post_parts("/schools/school-44/signatories", whole, &[]).await;
    assert_ne!(others.status, 303);
}

/// A small picture that every clone has.
fn club_logo() -> std::path::PathBuf {
    let folder = tempfile::tempdir().unwrap().keep();
    let path = folder.join("logo.png");
    // One red point: signature, header, data, end.
    let png = [
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0,
        0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xde, 0, 0, 0, 0x0c, 0x49, 0x44, 0x41, 0x54, 0x08, 0xd7,
        0x63, 0xf8, 0xcf, 0xc0, 0, 0, 3, 1, 1, 0, 0x18, 0xdd, 0x8d, 0xb0, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44,
        0xae, 0x42, 0x60, 0x82,
    ];
    std::fs::write(&path, png).unwrap();
    path
}

#[tokio::test]
async fn a_school_that_is_suggested_becomes_the_teachers_school_and_free_text_stays_free() {
    let club = TestClub::with_spring_session().await;
    let timur = club.curator().await;
    let path = added(&timur.browser, "МБОУ СОШ № 2", "Екатеринбург", "Свердловская область").await;
    let visitor = club.visitor();
    let found =
        visitor.get("/schools/suggest?q=%D1%81%D0%BE%D1%88%202%20%D0%B5%D0%BA%D0%B0%D1%82").await.json();
    let expected = serde_json::json!([{
        "name": "МБОУ СОШ № 2", "city": "Екатеринбург", "region": "Свердловская область", "zone": "Asia/Yekaterinburg",
    }]);
    assert_eq!(found, expected, "names that are public anyhow and nothing else");
    assert_eq!(visitor.get("/schools/suggest?q=2").await.json(), serde_json::json!([]));
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let school = person_with(club.club.storage.reads(), &anna.address).await.school_id.unwrap();
    assert_eq!(format!("/schools/{school}"), path);
    let daria = club.teacher("Орлова Дарья Игоревна");
    let mut fields = daria.form(&["S01"]).await;
    for field in &mut fields {
        if field.0 == "school" {
            "Школа, которой нет в справочнике".clone_into(&mut field.1);
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let form = daria.browser.get("/s/2027-spring/register").await;
    assert!(form.html().contains("data-schools=\"/schools/suggest\""));
    assert_eq!(daria.browser.submit(&form, "/register", &fields).await.status, 303);
    let row = person_with(club.club.storage.reads(), &daria.address).await;
    assert_eq!((row.school_id, row.school_name.as_str()), (None, "Школа, которой нет в справочнике"));
    club.leave_the_rest();
}

#[tokio::test]
async fn a_school_that_was_entered_twice_becomes_one_and_loses_nothing() {
    let club = TestClub::with_spring_session().await;
    let host = club.spring_programme().await.host_school;
    let (timur, galina) = (club.curator().await, club.organizer().await);
    let kept = added(&timur.browser, "МБОУ СОШ № 2", "Курган", "Курганская область").await;
    added(&timur.browser, "Средняя школа №2", "г. Курган", "Курганская область").await;
    let similar = timur.browser.get("/network/schools/duplicates").await;
    assert!(similar.says().contains("Средняя школа №2"), "{}", similar.says());
    let kept_id = kept.trim_start_matches("/schools/");
    let plan = timur.browser.get(&format!("/network/schools/{}/merge?into={kept_id}", host.id)).await;
    assert!(plan.says().contains("Вебинары: "), "it says beforehand what moves: {}", plan.says());
    assert!(plan.says().contains("Роли: организаторы и эксперты: 2"), "{}", plan.says());
    assert_eq!(galina.browser.get(&format!("/network/schools/{}/merge", host.id)).await.status, 404);
    let done = timur.browser.submit(&plan, "/merge", &[]).await;
    assert_eq!(done.location, Some(format!("{kept}/edit?merged=1")), "{}", done.html());
    assert_eq!(timur.browser.submit(&plan, "/merge", &[]).await.status, 404, "once");
    let old = club.visitor().get(&format!("/schools/{}", host.id)).await;
    assert_eq!(old.location.as_deref(), Some(kept.as_str()), "the old address leads to the page");
    let page = club.visitor().get(&kept).await;
    assert!(page.texts(".webinar").len() >= 3, "the webinars came along: {}", page.says());
    assert_eq!(
        galina.browser.get("/organize/2027-spring").await.status,
        200,
        "the organizer stays organizer"
    );
    assert_eq!(galina.browser.get(&format!("{kept}/edit")).await.status, 200);
    let listed = timur.browser.get("/network/schools").await;
    assert!(!listed.says().contains(&host.short_name), "{}", listed.says());
    let query: String = url::form_urlencoded::byte_serialize(host.short_name.as_bytes()).collect();
    let found = timur.browser.get(&format!("/network/schools?q={query}")).await;
    assert!(found.says().contains("МБОУ СОШ"), "the former name is found: {}", found.says());
}
