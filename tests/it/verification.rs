//! Whoever holds a document learns whether it is genuine; whoever guesses learns nothing. What the registry shows and gives away.

use std::io::{Cursor, Read as _};

use club::Viewer;
use club::document::RegistryLine;
use testclub::{Browser, Page, TestClub, dump};

/// A club after its first day: Anna has attended S01 and holds a certificate.
struct Day {
    club: TestClub,
    lines: Vec<RegistryLine>,
}

impl Day {
    async fn over() -> Day {
        let club = TestClub::with_spring_session().await;
        let anna = club.teacher("Петрова Анна Сергеевна");
        anna.registers_for(&["S01"]).await;
        club.pass_time_until("2027-04-12 14:28 Asia/Yekaterinburg").await;
        let link = anna.join_paths(&anna.newest_email()).remove(0);
        anna.joins_by(&link).await;
        anna.watches(&link, 50).await;
        club.pass_time_until("2027-04-12 20:00 Asia/Yekaterinburg").await;
        club.leave_the_rest();
        let session = club.spring_programme().await.session;
        let lines = club::document::registry(&club.club, &Viewer::Club, &session).await.unwrap();
        Day { club, lines }
    }

    fn certificate(&self) -> &RegistryLine {
        self.lines.iter().find(|line| line.person.family == "Петрова").unwrap()
    }

    async fn pdf(&self) -> Vec<u8> {
        let id = self.certificate().document.id;
        club::document::file(&self.club.club, &Viewer::Club, id).await.unwrap().bytes.to_vec()
    }
}

async fn check(browser: &Browser, fields: &[(&str, &str)]) -> Page {
    let page = browser.get("/verify").await;
    browser.submit(&page, "/verify", fields).await
}

async fn send(browser: &Browser, pdf: &[u8]) -> Page {
    browser.post_file("/verify", "file", "документ.pdf", pdf).await
}

#[tokio::test]
async fn a_document_is_found_by_code_by_number_and_name_and_by_its_file() {
    let day = Day::over().await;
    let (visitor, document) = (day.club.visitor(), &day.certificate().document);
    let address = format!("/verify/{}", document.code);
    let by_code = check(&visitor, &[("code", &document.code.to_uppercase())]).await;
    let by_number = check(&visitor, &[("number", "bk-2027-b-p/0001"), ("family", "петрова")]).await;
    assert_eq!(by_code.location.as_deref(), Some(address.as_str()), "{}", by_code.html());
    assert_eq!(by_number.location.as_deref(), Some(address.as_str()), "{}", by_number.html());
    let shown = visitor.get(&address).await;
    assert_eq!(shown.text(".verdict b"), "Документ действителен");
    let said = shown.says();
    for printed in [&*document.number, "Петрова Анна Сергеевна", "Сертификат", "118-од", "12 апреля 2027"]
    {
        assert!(said.replace('\u{a0}', " ").contains(printed), "{printed}: {said}");
    }
    assert!(!said.contains('@'), "no address of a person: {said}");
    let before = dump(&day.club.club).await;
    let by_file = send(&visitor, &day.pdf().await).await;
    assert_eq!(by_file.status, 200);
    assert_eq!(by_file.text(".verdict b"), "Документ действителен");
    assert_eq!(by_file.texts(".notice b"), ["Это подлинный файл"]);
    assert_eq!(dump(&day.club.club).await, before, "a file that is looked at is kept nowhere");
    assert_eq!(day.club.club.files.list("").await.unwrap().len(), day.lines.len());
}

/// What a phone reads from the QR code of a document: it looks from a little nearer until it can.
fn scanned(pdf: &[u8]) -> String {
    let look = |width: u32| {
        let picture = certificates::preview(pdf, width).unwrap();
        let picture = image::load_from_memory(&picture).unwrap().to_luma8();
        let mut prepared = rqrr::PreparedImage::prepare(picture);
        let codes = prepared.detect_grids();
        codes.first().and_then(|code| code.decode().ok()).map(|(_, text)| text)
    };
    (1000..=2000).step_by(250).find_map(look).expect("a code that can be read")
}

#[tokio::test]
async fn a_phone_that_scans_a_document_comes_to_its_page() {
    let day = Day::over().await;
    for line in &day.lines {
        let file = club::document::file(&day.club.club, &Viewer::Club, line.document.id).await.unwrap();
        let address = scanned(&file.bytes);
        assert_eq!(address, format!("{}/verify/{}", day.club.address, line.document.code));
        let page = day.club.visitor().get(&address).await;
        assert!(page.says().contains(&line.document.name), "{}", page.says());
        assert_eq!(page.text(".verdict b"), "Документ действителен");
    }
}

#[tokio::test]
async fn an_altered_file_shows_what_the_registry_says() {
    let day = Day::over().await;
    let visitor = day.club.visitor();
    let mut altered = day.pdf().await;
    let middle = altered.len() / 2;
    altered[middle] ^= 1;
    let page = send(&visitor, &altered).await;
    assert_eq!((page.status, page.text(".verdict b")), (200, "Файл изменён".to_owned()));
    assert_eq!(page.texts(".notice b"), ["В реестре: Документ действителен"]);
    assert!(page.says().contains("Петрова Анна Сергеевна"));
    let foreign = send(&visitor, b"%PDF-1.7\n%%EOF\n").await;
    assert_eq!((foreign.status, foreign.texts(".notice b")), (404, vec!["Это не файл клуба".to_owned()]));
    let text = send(&visitor, b"MZ no pdf").await;
    assert_eq!((text.status, text.texts("#file-error").len()), (422, 1));
    assert_eq!(send(&visitor, b"").await.status, 422);
    let large = [b"%PDF-1.7".as_slice(), &vec![b'x'; 6 * 1024 * 1024]].concat();
    assert_eq!(send(&visitor, &large).await.status, 413);
}

#[tokio::test]
async fn wrong_codes_numbers_and_names_look_alike() {
    let day = Day::over().await;
    let (visitor, club) = (day.club.visitor(), &day.club.club);
    let number = day.certificate().document.number.clone();
    let form = visitor.get("/verify").await;
    let mut seen = vec![];
    for fields in [
        vec![("code", "0123456789abcdefghjkmnpqrs")],
        vec![("number", &*number), ("family", "Иванова")],
        vec![("number", "ВК-2027-В-Р/9999"), ("family", "Петрова")],
    ] {
        let before = club.storage.queries();
        let page = visitor.submit(&form, "/verify", &fields).await;
        let asked = club.storage.queries() - before;
        seen.push((page.status, asked, page.says(), page.texts("h1")));
        for (name, value) in fields {
            assert_eq!(page.typed().get(name).map(String::as_str), Some(value), "what was typed stays");
        }
    }
    assert_eq!(seen[0].0, 404);
    assert!(seen.iter().all(|answer| *answer == seen[0]), "{seen:#?}");
    let by_address = visitor.get("/verify/0123456789abcdefghjkmnpqrs").await;
    assert_eq!((by_address.status, by_address.says()), (404, seen[0].2.clone()));
    let empty = visitor.submit(&form, "/verify", &[("number", ""), ("family", "")]).await;
    assert_eq!(empty.status, 422);
}

/// A server that ends with the test.
struct Server(tokio::task::JoinHandle<std::io::Result<()>>);

impl Drop for Server {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The same club behind limits.
fn limited(club: &TestClub) -> (Server, Browser) {
    let listen = "127.0.0.1:0".parse().unwrap();
    let (server, address) = api::start(club.club.clone(), api::ServerOptions::new(listen)).unwrap();
    (Server(tokio::spawn(server)), Browser::new(&format!("http://{address}")))
}

#[tokio::test]
async fn guesses_are_limited_and_a_pile_of_genuine_documents_is_not() {
    let day = Day::over().await;
    let (_server, visitor) = limited(&day.club);
    let address = format!("/verify/{}", day.certificate().document.code);
    for _ in 0..60 {
        assert_eq!(visitor.get(&address).await.status, 200);
    }
    let mut misses = 0;
    let refused = loop {
        let page = visitor.get("/verify/0123456789abcdefghjkmnpqrs").await;
        if page.status == 429 {
            break page;
        }
        assert_eq!(page.status, 404);
        misses += 1;
        assert!(misses < 40, "guessing goes on and on");
    };
    assert!(misses >= 20, "{misses}");
    assert!(refused.says().contains("через"), "says when to come again: {}", refused.says());
    assert_eq!(visitor.get("/api/v1/verify/0123456789abcdefghjkmnpqrs").await.status, 429);
    assert_eq!(check(&visitor, &[("code", "0123456789abcdefghjkmnpqrs")]).await.status, 429);
}

#[tokio::test]
async fn a_revoked_document_says_so_and_its_file_is_nobodys() {
    let day = Day::over().await;
    let (visitor, document) = (day.club.visitor(), &day.certificate().document);
    let file = format!("/verify/{}/document.pdf", document.code);
    assert_eq!(visitor.get(&file).await.status, 404, "its owner did not let");
    let organizer = day.club.organizer().await;
    let registry = organizer.browser.get("/organize/2027-spring/documents").await;
    let revoke = format!("/{}/revoke", document.id);
    let answer = organizer.browser.submit(&registry, &revoke, &[("reason", "ошибка в фамилии.")]).await;
    assert_eq!(answer.status, 303);
    let page = visitor.get(&format!("/verify/{}", document.code)).await;
    assert_eq!(page.text(".verdict b"), "Документ аннулирован");
    assert_eq!(
        page.text(".verdict span").replace('\u{a0}', " "),
        "С 12 апреля 2027 г. он не действует. Причина: ошибка в фамилии."
    );
    let twin = visitor.get(&format!("/api/v1/verify/{}", document.code)).await.json();
    assert_eq!((&twin["is_valid"], &twin["state"]), (&false.into(), &"revoked".into()));
    assert_eq!(twin["name"], "Петрова Анна Сергеевна");
    assert_eq!(twin["revoke_reason"], "ошибка в фамилии.");
    assert_eq!(twin["file"], serde_json::Value::Null);
    let by_file = send(&visitor, &day.pdf().await).await;
    assert_eq!(by_file.text(".verdict b"), "Документ аннулирован");
}

#[tokio::test]
async fn the_keys_are_public_and_check_every_file() {
    let day = Day::over().await;
    let page = day.club.visitor().get("/.well-known/webclub-keys.json").await;
    assert_eq!((page.status, page.content_type.as_str()), (200, "application/jwk-set+json"));
    let keys = club::signing::read_keys(&page.html()).unwrap();
    assert_eq!(keys.len(), 1);
    let examined = club::signing::examine(&day.pdf().await, &keys);
    assert!(matches!(examined, club::signing::Examined::Original(_)), "{examined:?}");
    assert!(!page.html().contains("\"d\""), "no secret half");
}

async fn export(browser: &Browser, path: &str, fields: &[(&str, &str)]) -> Page {
    let page = browser.get(path).await;
    assert_eq!(page.status, 200, "{path}");
    browser.submit(&page, "/documents/export", fields).await
}

#[tokio::test]
async fn what_the_filters_show_can_be_taken_out_and_is_written_down() {
    let day = Day::over().await;
    let organizer = day.club.organizer().await;
    let (browser, all) = (&organizer.browser, "/organize/2027-spring/documents");
    let number = &day.certificate().document.number;
    let found = browser.get(&format!("{all}?q=bk-2027-b-p&kind=attendance_certificate&state=ready")).await;
    assert_eq!(found.texts("tbody th a"), [number.as_str()]);
    let of_anna = format!("{all}?q=%D0%9F%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0");
    let csv = export(browser, &of_anna, &[("form", "csv")]).await;
    assert_eq!(csv.content_type, "text/csv; charset=utf-8");
    let lines: Vec<String> = csv.html().split("\r\n").map(str::to_owned).collect();
    assert!(lines[0].starts_with("\u{feff}Номер;Документ;Кому выдан;"), "{}", lines[0]);
    assert!(
        lines[1].starts_with(&format!("{number};Сертификат слушателя;Петрова Анна Сергеевна;")),
        "{}",
        lines[1]
    );
    assert!(lines[1].contains(";12.04.2027;Действует;"), "{}", lines[1]);
    assert_eq!((lines.len(), lines[2].as_str()), (3, ""));
    let xlsx = export(browser, all, &[("form", "xlsx")]).await;
    assert!(xlsx.bytes.starts_with(b"PK"));
    let zip = export(browser, all, &[("form", "zip")]).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(zip.bytes)).unwrap();
    assert_eq!(archive.len(), day.lines.len());
    let mut file = vec![];
    let name = format!("{} Петрова А. С..pdf", number.replace('/', "-"));
    archive.by_name(&name).unwrap().read_to_end(&mut file).unwrap();
    assert_eq!(file, day.pdf().await);
    let pdf = export(browser, all, &[("form", "pdf")]).await;
    assert!(pdf.bytes.starts_with(b"%PDF-1.") && pdf.bytes.len() > 10_000, "{}", pdf.bytes.len());
    let audit = browser.get("/organize/2027-spring/audit").await.html();
    assert_eq!(audit.matches("document.export").count(), 4, "{audit}");
    let token = browser.form_token().await;
    let nobody = [("csrf", &*token), ("form", "csv"), ("q", "никого")];
    assert_eq!(browser.post("/organize/2027-spring/documents/export", &nobody).await.status, 409);
    for odd in ["kind=password", "order=name;--", "page=-1", "webinar=0"] {
        assert_eq!(browser.get(&format!("{all}?{odd}")).await.status, 400, "{odd}");
    }
    assert_eq!(browser.get(&format!("{all}?page=99")).await.status, 200);
}

#[tokio::test]
async fn documents_without_a_file_are_named_in_the_archive() {
    let day = Day::over().await;
    let document = &day.certificate().document;
    let key = format!("documents/{}", document.sha256.as_ref().unwrap());
    day.club.club.files.delete(&key).await.unwrap();
    let organizer = day.club.organizer().await;
    let zip = export(&organizer.browser, "/organize/2027-spring/documents", &[("form", "zip")]).await;
    let mut archive = zip::ZipArchive::new(Cursor::new(zip.bytes)).unwrap();
    assert_eq!(archive.len(), day.lines.len(), "a text file in place of one document");
    let mut text = String::new();
    archive.by_name("НЕ ВОШЛИ В АРХИВ.txt").unwrap().read_to_string(&mut text).unwrap();
    assert!(text.contains(&format!("{} Петрова Анна Сергеевна", document.number)), "{text}");
}

#[tokio::test]
async fn curators_see_the_documents_of_all_sessions() {
    let day = Day::over().await;
    let curator = day.club.curator().await;
    let page = curator.browser.get("/network/documents?q=%D0%BF%D0%B5%D1%82%D1%80%D0%BE%D0%B2%D0%B0").await;
    assert_eq!(page.texts("tbody th a"), [day.certificate().document.number.as_str()]);
    let csv = curator.browser.submit(&page, "/network/documents/export", &[("form", "csv")]).await;
    assert_eq!(csv.html().matches("\r\n").count(), 2);
    let organizer = day.club.organizer().await;
    assert_eq!(organizer.browser.get("/network/documents").await.status, 404);
}
