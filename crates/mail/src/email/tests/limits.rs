//! What never goes out, and what is made fit to go.

use chrono::{DateTime, TimeZone as _, Utc};
use rstest::rstest;

use super::{bytes, parsed};
use crate::email::{BuildError, Email, checked, file_stem, message_id};
use crate::{Attachment, samples};

#[rstest]
#[case::subject(|email: &mut Email| email.subject = " \r\n".to_owned(), BuildError::NoSubject)]
#[case::no_id(|email: &mut Email| email.message_id = String::new(), BuildError::MessageId)]
#[case::forged_id(|email: &mut Email| email.message_id = "<a@b>\r\nBcc: <v@x.example>".to_owned(), BuildError::MessageId)]
#[case::id_without_sides(|email: &mut Email| email.message_id = "<@>".to_owned(), BuildError::MessageId)]
#[case::early(|email: &mut Email| email.date = DateTime::UNIX_EPOCH - chrono::Duration::seconds(1), BuildError::Date)]
#[case::late(|email: &mut Email| email.date = Utc.with_ymd_and_hms(10_000, 1, 1, 0, 0, 0).unwrap(), BuildError::Date)]
#[case::script(|email: &mut Email| email.unsubscribe_url = Some("javascript:alert(1)".to_owned()), BuildError::UnsubscribeUrl)]
#[case::no_url(|email: &mut Email| email.unsubscribe_url = Some("/u/1".to_owned()), BuildError::UnsubscribeUrl)]
#[case::wrong_type(
    |email: &mut Email| email.attachments[0].content_type = "calendar".to_owned(),
    BuildError::ContentType { file_name: "вебинары.ics".to_owned() }
)]
#[case::wrong_method(
    |email: &mut Email| email.attachments[0].content_type = "text/calendar; method=A B".to_owned(),
    BuildError::ContentType { file_name: "вебинары.ics".to_owned() }
)]
#[case::no_utf8(
    |email: &mut Email| email.attachments[0].bytes = vec![0xff],
    BuildError::Calendar { file_name: "вебинары.ics".to_owned() }
)]
fn what_cannot_be_sent_is_refused_with_its_reason(#[case] spoil: fn(&mut Email), #[case] error: BuildError) {
    let mut email = samples::email();
    spoil(&mut email);
    assert_eq!(email.to_mime(), Err(error));
}

#[rstest]
#[case("https://школа44.рф/u/ы", "<https://xn--44-6kc3bfr2e.xn--p1ai/u/%D1%8B>")]
#[case("https://club.example/u/a\r\nBcc: v@x.example", "<https://club.example/u/aBcc:%20v@x.example>")]
#[case("http://localhost:8080/u/1", "<http://localhost:8080/u/1>")]
fn a_link_to_unsubscribe_is_written_in_plain_characters(#[case] url: &str, #[case] header: &str) {
    let mut email = samples::email();
    email.unsubscribe_url = Some(url.to_owned());
    let bytes = bytes(&email);
    let read = parsed(&bytes);
    assert_eq!(read.header_raw("List-Unsubscribe").unwrap().trim(), header);
    assert_eq!(read.bcc(), None);
}

#[test]
fn a_link_longer_than_a_line_stays_in_one_piece() {
    let url = format!("https://club.example/u/{}", "a".repeat(200));
    let mut email = samples::email();
    email.unsubscribe_url = Some(url.clone());
    let bytes = bytes(&email);
    assert_eq!(parsed(&bytes).header_raw("List-Unsubscribe").unwrap().trim(), format!("<{url}>"));
}

#[rstest]
#[case(b"a\r\nb\r\n", true)]
#[case(b"a\r\nb", true)]
#[case(b"a\nb\r\n", false)]
#[case(b"a\rb\r\n", false)]
#[case(b"a\r\r\n", false)]
#[case(b"a\r", false)]
#[case(b"\xd0\xb0\r\n", false)]
#[case(b"a\0\r\n", false)]
fn only_harmless_bytes_pass(#[case] bytes: &[u8], #[case] passes: bool) {
    let expected = if passes { Ok(bytes.to_vec()) } else { Err(BuildError::UnsafeBytes) };
    assert_eq!(checked(bytes.to_vec()), expected);
}

#[test]
fn a_line_has_at_most_998_bytes() {
    let line = |length: usize| [vec![b'a'; length], b"\r\n".to_vec()].concat();
    assert!(checked(line(998)).is_ok());
    assert_eq!(checked(line(999)), Err(BuildError::UnsafeBytes));
}

#[rstest]
#[case("0192f0c1-5f3e", "club.example", "<0192f0c1-5f3e@club.example>")]
#[case("a b>\r\nBcc:", " школа44.рф ", "<a-b---Bcc-@xn--44-6kc3bfr2e.xn--p1ai>")]
#[case("", "", "<-@->")]
#[case("x", "localhost:8080", "<x@localhost-8080>")]
fn a_message_id_is_made_of_plain_characters(#[case] unique: &str, #[case] domain: &str, #[case] id: &str) {
    assert_eq!(message_id(unique, domain), id);
    let mut email = samples::email();
    email.message_id = message_id(unique, domain);
    let bytes = bytes(&email);
    assert_eq!(parsed(&bytes).header_raw("Message-ID").unwrap().trim(), id);
}

#[test]
fn each_message_id_has_a_file_name_of_its_own() {
    assert_eq!(file_stem("<0192-a@club.example>"), "0192-a@club.example");
    assert_eq!(file_stem("0192-a@club.example"), "0192-a@club.example");
    let long = format!("{}@club.example", "a".repeat(400));
    let stems = [
        file_stem("../../etc/passwd"),
        file_stem("a/b@c"),
        file_stem("a_b@c"),
        file_stem(""),
        file_stem(&long),
        file_stem(&format!("{long}x")),
    ];
    for (index, stem) in stems.iter().enumerate() {
        assert!(
            !stem.contains(['/', '\\']) && !stem.starts_with('.') && !stem.is_empty() && stem.len() < 200,
            "{stem}"
        );
        assert_eq!(stems.iter().position(|other| other == stem), Some(index), "{stem}");
    }
}

#[test]
fn an_attachment_is_kept_as_json_with_its_bytes_in_base64() {
    let attachment = Attachment {
        file_name: "a.bin".to_owned(),
        content_type: "application/octet-stream".to_owned(),
        bytes: vec![0, 255, 10],
    };
    let json = serde_json::to_value(&attachment).unwrap();
    assert_eq!(
        json,
        serde_json::json!({ "file_name": "a.bin", "content_type": "application/octet-stream", "bytes": "AP8K" })
    );
    assert_eq!(serde_json::from_value::<Attachment>(json).unwrap(), attachment);
}
