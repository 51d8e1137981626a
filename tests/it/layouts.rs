//! Layouts in the browser, from the list to the printed document, by HTTP.

use club::Viewer;
use entity::DocumentKind;
use testclub::{Browser, Page, TestClub, dump};

const LIST: &str = "/organize/2027-spring/layouts";

/// Everything that a browser would send of the editor's form.
fn typed(page: &Page) -> Vec<(String, String)> {
    page.form_values("#design")
}

fn with(mut fields: Vec<(String, String)>, changes: &[(&str, &str)]) -> Vec<(String, String)> {
    for (name, value) in changes {
        fields.retain(|(field, _)| field != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

async fn send(browser: &Browser, path: &str, fields: &[(String, String)]) -> Page {
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
    browser.post_parts(path, &fields, &[]).await
}

/// The field of an attribute of the element with this id.
fn field(fields: &[(String, String)], id: &str, attribute: &str) -> String {
    let (name, _) =
        fields.iter().find(|(name, value)| name.ends_with(".id") && value == id).expect("an element");
    format!("{}.{attribute}", name.trim_end_matches(".id"))
}

/// Copies the certificate for the session and opens the editor.
async fn copied(browser: &Browser) -> Page {
    let token = browser.form_token().await;
    let fields =
        [("csrf", token.as_str()), ("kind", "attendance_certificate"), ("level", "session"), ("from", "")];
    let answer = browser.post(&format!("{LIST}/copy"), &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.html());
    browser.get(&answer.location.expect("the editor")).await
}

#[tokio::test]
async fn an_organizer_changes_a_text_sees_it_saves_it_and_prints_with_it() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let list = galina.browser.get(LIST).await;
    assert_eq!(list.texts(".sheets .badge"), ["стандартный"; 3]);
    let editor = copied(&galina.browser).await;
    let fields = typed(&editor);
    let text = field(&fields, "check", "content");
    let before = galina.browser.get(&format!("{}/picture.png", editor.path)).await;
    assert_eq!(before.content_type, "image/png");

    let changed = with(fields.clone(), &[(&text, "Проверьте сертификат здесь:"), ("sample", "usual")]);
    let unchanged = dump(&club.club).await;
    let preview = send(&galina.browser, &format!("{}/preview", editor.path), &changed).await;
    assert_eq!((preview.status, preview.content_type.as_str()), (200, "image/png"), "{}", preview.html());
    let same =
        send(&galina.browser, &format!("{}/preview", editor.path), &with(fields, &[("sample", "usual")]))
            .await;
    assert_ne!(preview.bytes, same.bytes, "the picture shows the change");
    assert_eq!(dump(&club.club).await, unchanged, "a preview writes nothing");

    let saved = send(&galina.browser, &editor.path, &with(changed, &[("do", "save-and-use")])).await;
    assert_eq!(saved.status, 303, "{}", saved.html());
    let again = galina.browser.get(&editor.path).await;
    let typed = typed(&again);
    let value = typed.iter().find(|(name, _)| *name == text).map(|(_, value)| value.as_str());
    assert_eq!(value, Some("Проверьте сертификат здесь:"));
    let list = galina.browser.get(LIST).await;
    assert_eq!(list.texts(".sheets .badge"), ["стандартный", "стандартный", "свой макет сессии"]);
    assert_eq!(list.links(".sheets a"), [editor.path.as_str()], "what prints is changed, not copied again");
    let audit = galina.browser.get("/organize/2027-spring/audit").await;
    assert!(
        audit.says().contains("Макет скопирован") && audit.says().contains("Макет изменён"),
        "{}",
        audit.says()
    );
}

#[tokio::test]
async fn what_cannot_be_printed_is_named_at_its_element_and_stays_typed() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let editor = copied(&galina.browser).await;
    let fields = typed(&editor);
    let before = dump(&club.club).await;
    let long = "ж".repeat(5_000);
    for (attribute, value, sentence) in [
        ("content", "{person.age}", "Место и дата: Подстановки «person.age» нет. Выберите из списка."),
        ("content", "\u{202e}дата", "Место и дата: Знак «U+202E» нельзя напечатать"),
        ("content", &long, "Один из текстов слишком длинный"),
        ("x", "400", "Место и дата: Выходит за край листа."),
        ("size", "много", "Место и дата: Нужно число, например 12,5."),
        ("when", "person.age", "Место и дата: Подстановки «person.age» нет."),
    ] {
        let name = field(&fields, "issued", attribute);
        let sent = with(fields.clone(), &[(&name, value)]);
        let problems = send(&galina.browser, &format!("{}/preview", editor.path), &sent).await;
        assert_eq!((problems.status, problems.content_type.as_str()), (422, "application/json"));
        let answer = send(&galina.browser, &editor.path, &with(sent, &[("do", "save")])).await;
        assert_eq!(answer.status, 422, "{attribute} {}", answer.html());
        let said = answer.text("#problems");
        assert!(said.contains(sentence), "{said}");
        let kept = typed(&answer);
        assert!(kept.contains(&(name, value.to_owned())), "{attribute}={value} stays typed");
    }
    assert_eq!(dump(&club.club).await, before, "nothing was stored");
}

#[tokio::test]
async fn two_organizers_at_once_lose_nothing() {
    let club = TestClub::with_spring_session().await;
    let (galina, timur) = (club.organizer().await, club.curator().await);
    let editor = copied(&galina.browser).await;
    let (hers, his) = (typed(&editor), typed(&timur.browser.get(&editor.path).await));
    let text = field(&hers, "check", "content");
    let first = send(&timur.browser, &editor.path, &with(his, &[(&text, "Проверка:"), ("do", "save")])).await;
    assert_eq!(first.status, 303, "{}", first.html());
    let second =
        send(&galina.browser, &editor.path, &with(hers, &[(&text, "Подлинность:"), ("do", "save")])).await;
    assert_eq!(second.status, 409);
    assert!(
        second.says().contains("его сохранил кто-то ещё")
            && second.says().contains("«Проверить подлинность»"),
        "{}",
        second.says()
    );
    let again = with(typed(&second), &[("do", "save")]);
    assert!(again.contains(&(text.clone(), "Подлинность:".to_owned())), "what she typed is still there");
    assert_eq!(send(&galina.browser, &editor.path, &again).await.status, 303, "now she knows, and may");
}

#[tokio::test]
async fn nothing_that_is_issued_changes_with_its_layout() {
    let club = TestClub::with_spring_session().await;
    let anna = club.teacher("Петрова Анна Сергеевна");
    anna.registers_for(&["S01"]).await;
    club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
    let link = anna.join_paths(&anna.newest_email()).remove(0);
    anna.joins_by(&link).await;
    anna.watches(&link, 45).await;
    let galina = club.organizer().await;
    let editor = copied(&galina.browser).await;
    let fields = typed(&editor);
    let text = field(&fields, "check", "content");
    let saved =
        send(&galina.browser, &editor.path, &with(fields, &[(&text, "Первый вид:"), ("do", "save-and-use")]))
            .await;
    assert_eq!(saved.status, 303);
    club.pass_time_until("2027-04-12 20:00 Asia/Yekaterinburg").await;
    club.leave_the_rest();
    // Hours have passed: she logs in again.
    let galina = club.organizer().await;
    let session = club.spring_programme().await.session;
    let certificate = || async {
        let registry = club::document::registry(&club.club, &Viewer::Club, &session).await.unwrap();
        registry
            .into_iter()
            .find(|line| line.document.kind == DocumentKind::AttendanceCertificate)
            .unwrap()
            .document
    };
    let issued = certificate().await;
    let path = format!("/organize/2027-spring/documents/{}.pdf", issued.id);
    let before = galina.browser.get(&path).await.bytes;
    assert_eq!(&before[..5], b"%PDF-");

    let fields = typed(&galina.browser.get(&editor.path).await);
    let saved =
        send(&galina.browser, &editor.path, &with(fields, &[(&text, "Второй вид:"), ("do", "save")])).await;
    assert_eq!(saved.status, 303);
    let token = galina.browser.form_token().await;
    let gone = galina.browser.post(&format!("{}/delete", editor.path), &[("csrf", &token)]).await;
    assert_eq!(gone.status, 303);
    assert_eq!(galina.browser.get(&path).await.bytes, before, "the stored file");
    assert_eq!(certificate().await, issued, "and what is known of it");
}

#[tokio::test]
async fn a_layout_goes_out_as_a_file_and_comes_back() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let editor = copied(&galina.browser).await;
    let exported = galina.browser.get(&format!("{}/export", editor.path)).await;
    assert_eq!(exported.content_type, "application/json");
    let schema = galina.browser.get("/api/v1/layout.schema.json").await.json();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let token = galina.browser.form_token().await;
    let fields = [("csrf", token.as_str()), ("level", "school"), ("kind", ""), ("parent", "")];
    let name = "макет.webclub-layout.json";
    let taken = galina
        .browser
        .post_parts(&format!("{LIST}/import"), &fields, &[("file", name, &exported.bytes)])
        .await;
    assert_eq!(taken.status, 303, "{}", taken.html());
    let before = dump(&club.club).await;
    for (bytes, sentence) in [
        (b"EXE".to_vec(), "Это не файл макета"),
        (br#"{"webclub_layout": 9}"#.to_vec(), "в более новой версии программы"),
        (vec![], "Это не файл макета"),
    ] {
        let refused =
            galina.browser.post_parts(&format!("{LIST}/import"), &fields, &[("file", name, &bytes)]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.says().contains(sentence), "{}", refused.says());
    }
    let missing = with(
        fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        &[("parent", "01890a5d-ac96-774b-bcce-b302099a8057")],
    );
    let missing: Vec<(&str, &str)> = missing.iter().map(|(name, value)| (&**name, &**value)).collect();
    let refused = galina
        .browser
        .post_parts(&format!("{LIST}/import"), &missing, &[("file", name, &exported.bytes)])
        .await;
    assert!(refused.says().contains("Макета, который должен быть основой, нет."), "{}", refused.says());
    assert_eq!(dump(&club.club).await, before, "nothing was stored");
}

#[tokio::test]
async fn layouts_of_a_session_are_not_there_for_others_and_those_of_the_network_for_curators_alone() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let editor = copied(&galina.browser).await;
    let (stranger, timur) = (club.stranger().await, club.curator().await);
    for path in [
        LIST,
        editor.path.as_str(),
        &format!("{}/export", editor.path),
        &format!("{}/picture.png", editor.path),
    ] {
        assert_eq!(stranger.browser.get(path).await.status, 404, "{path}");
    }
    assert_eq!(galina.browser.get("/network/layouts").await.status, 404);
    let network = timur.browser.get("/network/layouts").await;
    let made = timur.browser.submit(&network, "/copy", &[]).await;
    let design = made.location.expect("the editor");
    assert_eq!(timur.browser.get(&design).await.status, 200);
    assert_eq!(galina.browser.get(&design).await.status, 404);
    let here = design.replace("/network/layouts", LIST);
    assert_eq!(
        galina.browser.get(&here).await.status,
        404,
        "the network's layout is not changed by a school"
    );
}

#[tokio::test]
async fn the_list_asks_as_often_for_three_layouts_as_for_one() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let mut asked = vec![];
    for copies in [1, 2] {
        for _ in 0..copies {
            copied(&galina.browser).await;
        }
        let before = club.club.storage.queries();
        assert_eq!(galina.browser.get(LIST).await.status, 200);
        asked.push(club.club.storage.queries() - before);
    }
    assert_eq!(asked[0], asked[1]);
}

#[tokio::test]
async fn who_signs_is_set_with_names_that_stay_typed_when_something_is_wrong() {
    let club = TestClub::with_spring_session().await;
    let galina = club.organizer().await;
    let list = galina.browser.get(LIST).await;
    let fields = with(list.form_values(".signing"), &[("family_1", "Ивaнова"), ("position_3", "Завуч")]);
    let refused = send(&galina.browser, &format!("{LIST}/signatories"), &fields).await;
    assert_eq!(refused.status, 422);
    let kept = refused.typed();
    assert_eq!((kept["family_1"].as_str(), kept["position_3"].as_str()), ("Ивaнова", "Завуч"));
    let fields = with(fields, &[("family_1", "Иванова"), ("position_3", "")]);
    let set = send(&galina.browser, &format!("{LIST}/signatories"), &fields).await;
    assert_eq!(set.status, 303, "{}", set.html());
    let session = club.spring_programme().await.session;
    let rows = club::session::signatories(&club.club, session.id).await.unwrap();
    assert_eq!(rows[0].family, "Иванова");
}
