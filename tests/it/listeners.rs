//! A school registers its teachers by a list, by HTTP: the file, its columns, the dry run, and what comes of it.

use testclub::{Browser, Page, TestClub};

const PATH: &str = "/organize/2027-spring/listeners/import";

const LIST: &str = "ФИО;Должность;Школа;E-mail;Вебинары\n\
    Петрова Анна Сергеевна;учитель;МБОУ СОШ № 44;office@school44.example;S01, S02\n\
    Ким Борис Ильич;воспитатель;МБОУ СОШ № 44;office@school44.example;S01\n\
    Орлова Дарья Игоревна;учитель;МБОУ СОШ № 44;;S01\n\
    Белова Ирина;учитель;МБОУ СОШ № 44;belova at school;S01\n\
    Белова Инна;учитель;МБОУ СОШ № 44;;S99\n";

async fn uploads(browser: &Browser, bytes: &[u8]) -> Page {
    browser.post_file(PATH, "file", "учителя.csv", bytes).await
}

/// Sends the form of a list with everything in it, but with what is said here in place of what it proposes.
async fn sends(browser: &Browser, page: &Page, fields: &[(&str, &str)]) -> Page {
    let mut values = page.form_values(&format!("form[action='{PATH}']"));
    values.retain(|(name, _)| !fields.iter().any(|(other, _)| name == other));
    values.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
    let values: Vec<(&str, &str)> =
        values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browser.post_parts(PATH, &values, &[]).await
}

const APPLY: [(&str, &str); 2] = [("step", "apply"), ("has_consents", "yes")];

#[tokio::test]
async fn a_school_registers_its_teachers_by_a_list_and_twice_is_once() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    let columns = uploads(&galina, LIST.as_bytes()).await;
    assert_eq!(columns.status, 200, "{}", columns.says());
    let report = sends(&galina, &columns, &[("step", "check")]).await;
    let says = report.says();
    assert_eq!(report.status, 200, "{says}");
    for claim in [
        "Запишутся впервые: 3",
        "Не будут записаны: 2",
        "Без адреса почты: 1",
        "«belova at school» — не один адрес",
        "Нет вебинара «S99»",
    ] {
        assert!(says.contains(claim), "{claim}: {says}");
    }
    let file = sends(&galina, &report, &[("step", "file")]).await;
    assert_eq!(file.status, 200);
    let rows: Vec<String> = file.html().lines().map(str::to_owned).collect();
    assert_eq!(rows[0], "\u{feff}Строка;Учитель;Электронная почта;Что получится");
    assert_eq!(rows.len(), 6);
    assert!(rows[4].starts_with("5;Белова Ирина;belova at school;"), "{}", rows[4]);
    assert_eq!(club.run_jobs().await.emails_sent, 0, "a dry run writes to nobody");
    let without_consents = sends(&galina, &report, &[("step", "apply")]).await;
    assert_eq!(without_consents.status, 422);
    assert!(without_consents.says().contains("без них записать нельзя"), "{}", without_consents.says());
    let done = sends(&galina, &report, &APPLY).await;
    let expected = format!("{PATH}?done=1&new=3&further=0&queued=0&before=0&doubtful=0&refused=2");
    assert_eq!(done.location, Some(expected), "{}", done.says());
    club.run_jobs().await;
    let emails = club.emails();
    let mut to: Vec<_> = emails.iter().filter_map(|email| email.to.name.clone()).collect();
    to.sort_unstable();
    assert_eq!(to, ["Ким Борис Ильич", "Петрова Анна Сергеевна"], "one e-mail each, in a shared mailbox");
    let again = sends(&galina, &report, &APPLY).await;
    let expected = format!("{PATH}?done=1&new=0&further=0&queued=0&before=3&doubtful=0&refused=2");
    assert_eq!(again.location, Some(expected));
    club.run_jobs().await;
    assert_eq!(club.emails().len(), 2, "twice is once");
}

#[tokio::test]
async fn a_namesake_is_asked_about_and_never_merged() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    let galina = club.organizer().await.browser;
    let list =
        "ФИО;Школа;E-mail;Вебинары\nПетрова Анна Сергеевна;МБОУ СОШ № 7;petrova@school7.example;S01, S02\n";
    let columns = uploads(&galina, list.as_bytes()).await;
    let report = sends(&galina, &columns, &[("step", "check")]).await;
    assert!(report.says().contains("Решите, кто это"), "{}", report.says());
    assert!(report.says().contains(&anna.address), "{}", report.says());
    let done = sends(&galina, &report, &APPLY).await;
    let expected = format!("{PATH}?done=1&new=0&further=0&queued=0&before=0&doubtful=1&refused=0");
    assert_eq!(done.location, Some(expected), "without an answer nothing happens");
    let ids = report.form_choices("answer_2");
    let same = ids.iter().find(|id| id.len() == 36).expect("the listener who may be meant");
    let done = sends(&galina, &report, &[APPLY[0], APPLY[1], ("answer_2", same)]).await;
    let expected = format!("{PATH}?done=1&new=0&further=1&queued=0&before=0&doubtful=0&refused=0");
    assert_eq!(done.location, Some(expected), "S02 is added to whom the organizer means");
    let done = sends(&galina, &report, &[APPLY[0], APPLY[1], ("answer_2", "another")]).await;
    let expected = format!("{PATH}?done=1&new=1&further=0&queued=0&before=0&doubtful=0&refused=0");
    assert_eq!(done.location, Some(expected), "a namesake is a person of her own");
    club.leave_the_rest();
}

#[tokio::test]
async fn a_list_waits_for_places_where_a_webinar_is_full() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    let page = galina.get("/broadcast/2027-spring-s01/change").await;
    galina.submit(&page, "/capacity", &[("capacity", "2")]).await;
    let list = "Фамилия,Имя,Школа,E-mail,Вебинары\nПетрова,Анна,Школа 1,a@school.example,S01\n\
        Ким,Борис,Школа 1,b@school.example,S01\nОрлова,Дарья,Школа 1,c@school.example,S01\n";
    let columns = uploads(&galina, list.as_bytes()).await;
    let done = sends(&galina, &columns, &APPLY).await;
    let expected = format!("{PATH}?done=1&new=2&further=0&queued=1&before=0&doubtful=0&refused=0");
    assert_eq!(done.location, Some(expected));
    club.leave_the_rest();
}

#[tokio::test]
async fn what_is_no_list_is_refused_with_a_reason_and_nobody_else_may_send_one() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    for (bytes, reason) in [
        (&b""[..], "Выберите файл"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "не CSV и не XLSX"),
        (b"PK\x03\x04 broken", "Файл не читается"),
        ("ФИО;E-mail\n".as_bytes(), "нет ни одной строки"),
    ] {
        let page = uploads(&galina, bytes).await;
        assert_eq!(page.status, 422, "{reason}");
        assert!(page.says().contains(reason), "{reason}: {}", page.says());
    }
    let columns = uploads(&galina, "ФИО;E-mail\nПетрова Анна;\n".as_bytes()).await;
    let nameless = sends(&galina, &columns, &[("step", "check"), ("column", "email")]).await;
    assert_eq!(nameless.status, 422, "{}", nameless.says());
    assert!(nameless.says().contains("в какой колонке имена"), "{}", nameless.says());
    let stranger = club.stranger().await.browser;
    assert_eq!(uploads(&stranger, LIST.as_bytes()).await.status, 404);
    let moderator = club.moderator("S01").await.browser;
    assert_eq!(uploads(&moderator, LIST.as_bytes()).await.status, 404);
}

#[tokio::test]
async fn whoever_comes_again_by_an_email_finds_the_form_filled_in_and_no_consent_ticked() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.run_jobs().await;
    anna.logs_in_by(&anna.newest_email()).await;
    let form = anna.browser.get("/s/2027-spring/register").await;
    let values = form.form_values("form[action='/s/2027-spring/register']");
    let value = |name: &str| values.iter().find(|(field, _)| field == name).map(|(_, value)| value.as_str());
    for (name, expected) in [
        ("family", "Петрова"),
        ("given", "Анна"),
        ("patronymic", "Сергеевна"),
        ("school", "МБОУ СОШ № 2"),
        ("city", "Екатеринбург"),
        ("experience", "2"),
    ] {
        assert_eq!(value(name), Some(expected), "{name}");
    }
    assert_eq!(value("consent_participation"), None, "nothing is agreed to beforehand");
    assert!(form.says().contains("Вы уже записаны"), "{}", form.says());
    let mut fields = anna.form(&["S02"]).await;
    for (name, value) in &mut fields {
        if name == "school" {
            "Гимназия № 9".clone_into(value);
        }
    }
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    let done = anna.browser.submit(&form, "/register", &fields).await;
    assert_eq!(done.location.as_deref(), Some("/s/2027-spring/registered?w=S02"));
    let again = anna.browser.get("/s/2027-spring/register").await;
    let values = again.form_values("form[action='/s/2027-spring/register']");
    assert!(values.contains(&("school".to_owned(), "Гимназия № 9".to_owned())), "the own details are kept");
    club.leave_the_rest();
}

#[tokio::test]
async fn registration_for_a_webinar_ends_so_many_hours_before_it_starts() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    let path = "/organize/2027-spring/schedule/webinars/2027-spring-s01";
    let page = galina.get(path).await;
    let mut values = page.form_values(&format!("form[action='{path}']"));
    values.retain(|(name, _)| name != "registration_ends");
    values.push(("registration_ends".to_owned(), "24".to_owned()));
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (&**name, &**value)).collect();
    let saved = galina.post(path, &values).await;
    assert_eq!(saved.status, 303, "{}", saved.says());
    let anna = club.teacher("Петрова Анна Сергеевна");
    let (form, fields) = (anna.browser.get("/s/2027-spring/register").await, anna.form(&["S01"]).await);
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    club.set_clock("2027-04-11 14:30 Asia/Yekaterinburg");
    let late = anna.browser.submit(&form, "/register", &fields).await;
    assert_eq!(late.status, 422);
    assert!(late.says().contains("уже закончилась"), "{}", late.says());
    assert!(late.form_values("form[action='/s/2027-spring/register']").iter().any(|(_, v)| v == "Петрова"));
    assert!(!late.form_choices("webinars").contains(&fields.last().expect("a webinar").1.to_owned()));
    club.set_clock("2027-04-11 14:29 Asia/Yekaterinburg");
    assert_eq!(anna.browser.submit(&form, "/register", &fields).await.status, 303);
    club.leave_the_rest();
}

#[tokio::test]
async fn organizers_read_the_listeners_of_a_webinar_page_by_page_and_nobody_else_does() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await.browser;
    let lines: String =
        (0..60).map(|n| format!("Петрова,Анна,Школа {n},a{n}@school.example,S02\n")).collect();
    let columns = uploads(&galina, format!("Фамилия,Имя,Школа,E-mail,Вебинары\n{lines}").as_bytes()).await;
    assert_eq!(sends(&galina, &columns, &APPLY).await.status, 303);
    let path = "/organize/2027-spring/listeners?webinar=S02";
    let first = galina.get(path).await;
    let next =
        first.links(".actions a").into_iter().find(|link| link.contains("before=")).expect("a second page");
    let second = galina.get(&next).await;
    let rows = |page: &Page| page.texts("tbody tr td:nth-child(2)");
    assert_eq!((rows(&first).len(), rows(&second).len()), (50, 10));
    let all: std::collections::BTreeSet<_> = rows(&first).into_iter().chain(rows(&second)).collect();
    assert_eq!(all.len(), 60, "everybody stands on one of the pages");
    assert!(second.links(".actions a").iter().all(|link| !link.contains("before=")));
    assert_eq!(galina.get("/organize/2027-spring/listeners?webinar=S99").await.status, 404);
    assert_eq!(club.stranger().await.browser.get(path).await.status, 404);
    club.leave_the_rest();
}
