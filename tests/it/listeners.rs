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
