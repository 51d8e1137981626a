//! The bytes of e-mails, read back by a parser that was not written here.

mod limits;

use mail_parser::{Message, MessageParser, MimeHeaders as _, PartType};
use rstest::rstest;

use super::{Email, message_id};
use crate::{Attachment, Mailbox, samples};

fn bytes(email: &Email) -> Vec<u8> {
    email.to_mime().unwrap()
}

fn parsed(bytes: &[u8]) -> Message<'_> {
    MessageParser::default().parse(bytes).unwrap()
}

/// The type of each part with its parameters but the boundary, in their order.
fn types(message: &Message<'_>) -> Vec<String> {
    let shown = |part: &mail_parser::MessagePart<'_>| {
        let content_type = part.content_type().unwrap();
        let mut text = format!("{}/{}", content_type.ctype(), content_type.subtype().unwrap());
        for attribute in content_type.attributes().unwrap_or_default() {
            if attribute.name != "boundary" {
                text.push_str(&format!("; {}={}", attribute.name, attribute.value));
            }
        }
        text
    };
    message.parts.iter().map(shown).collect()
}

#[test]
fn an_email_reads_back_as_it_was_written() {
    let email = samples::email();
    let bytes = bytes(&email);
    let read = parsed(&bytes);

    assert_eq!(read.subject(), Some(email.subject.as_str()));
    let mailbox = |address: Option<&mail_parser::Address<'_>>| {
        let first = address.unwrap().first().unwrap();
        (first.name().unwrap().to_owned(), first.address().unwrap().to_owned())
    };
    let written = |mailbox: &Mailbox| (mailbox.name.clone().unwrap(), mailbox.address.to_string());
    assert_eq!(mailbox(read.from()), written(&email.from));
    assert_eq!(mailbox(read.to()), written(&email.to));
    assert_eq!(mailbox(read.reply_to()), written(email.reply_to.as_ref().unwrap()));
    assert_eq!(read.date().unwrap().to_timestamp(), email.date.timestamp());
    assert_eq!(format!("<{}>", read.message_id().unwrap()), email.message_id);
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), email.text);
    assert_eq!(read.body_html(0).unwrap().replace("\r\n", "\n"), email.html.unwrap());
    let files: Vec<_> =
        read.attachments().map(|file| (file.attachment_name().unwrap(), file.contents().to_vec())).collect();
    assert_eq!(files, [("вебинары.ics", email.attachments[0].bytes.clone())]);
    let header = |name: &str| read.header_raw(name).map(|value| value.replace("\r\n", "").trim().to_owned());
    assert_eq!(header("Content-Language").as_deref(), Some("ru"));
    assert_eq!(header("Auto-Submitted").as_deref(), Some("auto-generated"));
    assert_eq!(
        header("List-Unsubscribe").as_deref(),
        Some("<https://club.example/u/abcdefghijklmnopqrstuvwxyz>")
    );
    assert_eq!(header("List-Unsubscribe-Post").as_deref(), Some("List-Unsubscribe=One-Click"));
    assert_eq!(header("MIME-Version").as_deref(), Some("1.0"));
}

#[test]
fn an_email_looks_like_this_on_the_wire() {
    let text = String::from_utf8(bytes(&samples::email())).unwrap();
    insta::assert_snapshot!(text.replace("\r\n", "\n"));
}

#[test]
fn building_twice_gives_the_same_bytes_and_another_email_other_boundaries() {
    assert_eq!(bytes(&samples::email()), bytes(&samples::email()));
    let boundary = |email: &Email| {
        let bytes = bytes(email);
        parsed(&bytes).content_type().unwrap().attribute("boundary").unwrap().to_owned()
    };
    let mut other = samples::email();
    other.message_id = message_id("other", "club.example");
    assert_ne!(boundary(&samples::email()), boundary(&other));
    assert!(boundary(&other).starts_with("=_"), "no encoded text can hold it");
}

#[rstest]
#[case::text_alone(false, &[], &["text/plain; charset=utf-8"])]
#[case::with_html(true, &[], &["multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8"])]
#[case::published(false, &["PUBLISH"], &["multipart/mixed", "text/plain; charset=utf-8", "text/calendar; charset=utf-8; method=PUBLISH"])]
#[case::invited(true, &["REQUEST"], &[
    "multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8", "text/html; charset=utf-8",
    "text/calendar; charset=utf-8; method=REQUEST", "text/calendar; charset=utf-8; method=REQUEST",
])]
#[case::cancelled(false, &["CANCEL"], &[
    "multipart/mixed", "multipart/alternative", "text/plain; charset=utf-8",
    "text/calendar; charset=utf-8; method=CANCEL", "text/calendar; charset=utf-8; method=CANCEL",
])]
fn parts_nest_by_what_the_email_holds(
    #[case] has_html: bool,
    #[case] methods: &[&str],
    #[case] expected: &[&str],
) {
    let mut email = samples::email();
    email.html = email.html.filter(|_| has_html);
    email.attachments = methods.iter().map(|method| samples::calendar(method)).collect();
    assert_eq!(types(&parsed(&bytes(&email))), expected);
}

#[rstest]
#[case("text/calendar; method=request", "REQUEST")]
#[case("TEXT/Calendar; charset=utf-8; method=\"REQUEST\"", "REQUEST")]
#[case("text/calendar", "PUBLISH")]
fn the_named_method_of_a_calendar_goes_before_the_written_one(
    #[case] content_type: &str,
    #[case] method: &str,
) {
    let mut email = samples::email();
    email.attachments[0].content_type = content_type.to_owned();
    assert_eq!(
        types(&parsed(&bytes(&email))).pop().unwrap(),
        format!("text/calendar; charset=utf-8; method={method}")
    );
}

#[test]
fn other_files_go_along_unchanged() {
    let all: Vec<u8> = (0..=255).cycle().take(100_000).collect();
    let mut email = samples::email();
    email.attachments = vec![
        Attachment {
            file_name: "Свидетельство № 42.pdf".to_owned(),
            content_type: "application/pdf".to_owned(),
            bytes: all.clone(),
        },
        Attachment {
            file_name: "../..\\x\"\r\nX: y.txt".to_owned(),
            content_type: "text/plain".to_owned(),
            bytes: b"a\rb\nc".to_vec(),
        },
        Attachment {
            file_name: "..".to_owned(),
            content_type: "application/octet-stream".to_owned(),
            bytes: Vec::new(),
        },
    ];
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    let files: Vec<(String, Vec<u8>)> = read
        .attachments()
        .map(|file| (file.attachment_name().unwrap().to_owned(), file.contents().to_vec()))
        .collect();
    let expected = [
        ("Свидетельство № 42.pdf".to_owned(), all),
        (".._.._x_ X_ y.txt".to_owned(), b"a\rb\nc".to_vec()),
        ("file".to_owned(), Vec::new()),
    ];
    assert_eq!(files, expected);
}

#[rstest]
#[case::latin("Plain text. ".repeat(400))]
#[case::cyrillic("Длинный текст без переводов строки ".repeat(400))]
#[case::mixed("https://club.example/j/abc — ваша ссылка =3D =\n".repeat(50))]
#[case::boundary_like("--=_words_00\n--\n.\n..\n".to_owned())]
#[case::spaces("trailing \t\n  leading\n\n\n".to_owned())]
#[case::empty(String::new())]
#[case::control("nul \0 bell \u{7} separator \u{2028} next \u{85} feed \u{c}".to_owned())]
fn texts_of_any_kind_read_back_whole(#[case] text: String) {
    let mut email = samples::email();
    email.text = text.clone();
    email.html = Some(format!("<p>{text}</p>"));
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    assert_eq!(read.body_text(0).unwrap().replace("\r\n", "\n"), text);
    assert_eq!(read.body_html(0).unwrap().replace("\r\n", "\n"), format!("<p>{text}</p>"));
    let wire = String::from_utf8(bytes).unwrap();
    let (_, body) = wire.split_once("\r\n\r\n").unwrap();
    assert!(body.lines().all(|line| line.len() <= 76), "base64 and quoted-printable are folded");
}

#[test]
fn bare_line_breaks_in_texts_become_lines() {
    let mut email = samples::email();
    email.html = None;
    email.attachments.clear();
    email.text = "раз\rдва\nтри\r\nчетыре".to_owned();
    let bytes = bytes(&email);
    let PartType::Text(text) = &parsed(&bytes).parts[0].body else { panic!("a text") };
    assert_eq!(text, "раз\r\nдва\r\nтри\r\nчетыре");
}

#[test]
fn no_text_goes_out_unencoded() {
    let mut email = samples::email();
    email.text = "short".to_owned();
    email.html = Some("<p>short</p>".to_owned());
    let text = String::from_utf8(bytes(&email)).unwrap();
    let encodings: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("Content-Transfer-Encoding: ")).collect();
    assert_eq!(encodings, ["quoted-printable", "quoted-printable", "base64"]);
}

#[test]
fn long_cyrillic_subjects_and_names_fold_and_read_back() {
    let mut email = samples::email();
    email.subject = "Ссылка на вебинар «Формирующее оценивание на уроках литературы» — 12 апреля, 15:00 (Москва), 17:00 (Екатеринбург)".to_owned();
    email.to.name =
        Some("Салтыкова-Щедрина Александра Константиновна, МБОУ «СОШ № 44» (Ленинский район)".to_owned());
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    assert_eq!(read.subject(), Some(email.subject.as_str()));
    assert_eq!(read.to().unwrap().first().unwrap().name(), email.to.name.as_deref());
    let head = String::from_utf8(bytes.clone()).unwrap();
    let head = head.split("\r\n\r\n").next().unwrap();
    assert!(head.lines().all(|line| line.len() <= 78), "{head}");
}

#[test]
fn overlong_subjects_and_names_are_cut_rather_than_lost() {
    let mut email = samples::email();
    email.subject = "Тема ".repeat(1000);
    email.to.name = Some("И".repeat(5000));
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    let subject = read.subject().unwrap();
    assert!(
        subject.chars().count() <= 250 && subject.starts_with("Тема Тема") && subject.ends_with('…'),
        "{subject}"
    );
    assert_eq!(read.to().unwrap().first().unwrap().name(), Some(format!("{}…", "И".repeat(119)).as_str()));
}

#[rstest]
#[case("Школа\r\nBcc: v@x.example", Some("Школа Bcc: v@x.example"))]
#[case("Иван\u{2028}Иванов\u{85}", Some("Иван Иванов"))]
#[case("\u{202e}навИ\u{1b}[31m", Some("навИ[31m"))]
#[case("O'Neil, \"Jack\" <x@y.z> \\", Some("O'Neil, \"Jack\" <x@y.z> \\"))]
#[case(" \r\n\0 ", None)]
#[case("=?utf-8?B?QmNj?=", Some("=?utf-8?B?QmNj?="))]
fn names_become_one_clean_line(#[case] name: &str, #[case] shown: Option<&str>) {
    let mut email = samples::email();
    email.to.name = Some(name.to_owned());
    assert_eq!(Mailbox::new(Some(name), email.to.address.clone()).name.as_deref(), shown);
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    let to: Vec<_> = read.to().unwrap().iter().map(|to| (to.name(), to.address().unwrap())).collect();
    assert_eq!(to, [(shown, "anna@example.org")]);
}

#[test]
fn debug_shows_no_name_address_or_link() {
    assert_eq!(
        format!("{:?}", samples::email()),
        "Email { message_id: \"<0192f0c1-5f3e-7a10-8000-000000000001@club.example>\", .. }"
    );
}
