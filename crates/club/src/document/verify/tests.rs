//! What verification promises.

use bytes::Bytes;
use entity::{DocumentKind, document as rows};

use super::*;
use crate::document::tests::{Judged, judged};
use crate::document::{registry, render};
use crate::signing::{self, Examined, PublicKey, Statement, examine};
use crate::{Viewer, document};

/// After the issue: everybody has a file.
async fn issued() -> Judged {
    let judged = judged().await;
    judged.issue().await.unwrap();
    assert_eq!(judged.render().await, 3);
    judged
}

async fn pdf(judged: &Judged, document: &rows::Model) -> Vec<u8> {
    let file = registry::stored_file(&judged.small.club, document.clone()).await.unwrap();
    file.bytes.to_vec()
}

async fn keys(judged: &Judged) -> Vec<PublicKey> {
    let published = signing::published(&judged.small.club).await.unwrap();
    published.into_iter().map(|known| known.key).collect()
}

/// A word for the verdict with the name in the registry.
async fn verdict(judged: &Judged, pdf: Vec<u8>) -> (&'static str, String) {
    match verify_file(&judged.small.club, Bytes::from(pdf)).await.unwrap() {
        FileVerdict::Original(verified) => ("original", verified.document.name),
        FileVerdict::Altered(verified) => ("altered", verified.document.name),
        FileVerdict::Unregistered(statement) => ("unregistered", statement.name),
        FileVerdict::Unknown => ("unknown", String::new()),
    }
}

#[tokio::test]
async fn a_file_states_what_it_prints_and_is_signed_by_the_key_of_the_club() {
    let judged = issued().await;
    let keys = keys(&judged).await;
    for document in judged.documents().await {
        let Examined::Original(statement) = examine(&pdf(&judged, &document).await, &keys) else {
            panic!("{} is no original", document.number)
        };
        let expected = Statement {
            format: "webclub-document".to_owned(),
            version: 1,
            key: keys[0].id(),
            number: document.number,
            code: document.code.clone(),
            kind: document.kind,
            name: document.name,
            issued_on: "2027-04-12".parse().unwrap(),
            session: "2027-spring".to_owned(),
            organizers: vec![lang::typeset("МБОУ СОШ № 44, г. Сургут")],
            verify: format!("https://club.example/verify/{}", document.code),
            layout: statement.layout.clone(),
            printed: document.fields,
        };
        assert_eq!(*statement, expected);
        assert_eq!(statement.layout.len(), 64);
        assert_eq!(document.signing_key_id.as_deref(), Some(keys[0].id().as_str()));
    }
}

#[tokio::test]
async fn no_letter_of_the_statement_can_be_changed_unseen() {
    let judged = issued().await;
    let document = judged.document(DocumentKind::ProofOfPresentation).await;
    let keys = keys(&judged).await;
    let Examined::Original(statement) = examine(&pdf(&judged, &document).await, &keys) else { panic!() };
    let data = statement.canonical().unwrap();
    let signature = signing::current(&judged.small.club).await.unwrap().sign(data.as_bytes());
    assert!(keys[0].has_signed(data.as_bytes(), &signature));
    let mut changed = data.into_bytes();
    for place in 0..changed.len() {
        changed[place] ^= 1;
        assert!(!keys[0].has_signed(&changed, &signature), "byte {place}");
        changed[place] ^= 1;
    }
    for place in 0..64 {
        let mut other = signature;
        other[place] ^= 1;
        assert!(!keys[0].has_signed(&changed, &other), "byte {place} of the signature");
    }
    let stranger = PublicKey::parse("11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo").unwrap();
    assert!(!stranger.has_signed(&changed, &signature));
    let seen = examine(&pdf(&judged, &document).await, &[stranger]);
    assert!(matches!(seen, Examined::UnknownKey(_)), "{seen:?}");
}

#[tokio::test]
async fn a_file_is_known_to_the_byte() {
    let judged = issued().await;
    let proof = judged.document(DocumentKind::ProofOfPresentation).await;
    let original = pdf(&judged, &proof).await;
    assert_eq!(verdict(&judged, original.clone()).await, ("original", proof.name.clone()));
    let appended = [original.as_slice(), b"\n%%EOF\n"].concat();
    assert_eq!(verdict(&judged, appended).await, ("altered", proof.name.clone()));
    for place in [20, original.len() / 2, original.len() - 20] {
        let mut changed = original.clone();
        changed[place] ^= 1;
        assert_eq!(verdict(&judged, changed).await.0, "altered", "byte {place}");
    }
    for other in [&b"%PDF-1.7\n%%EOF\n"[..], b"", b"PK\x03\x04"] {
        assert_eq!(verdict(&judged, other.to_vec()).await.0, "unknown");
    }
}

/// The file with another text where its statement says `from`: as long, so that every offset stays.
fn with_words(pdf: &[u8], from: &str, to: &str) -> Vec<u8> {
    let digits = |text: &str| text.encode_utf16().map(|unit| format!("{unit:04x}")).collect::<String>();
    let (from, to) = (digits(from), digits(to));
    assert_eq!(from.len(), to.len());
    let lower: Vec<u8> = pdf.to_ascii_lowercase();
    let start = lower.windows(13).position(|bytes| bytes == b"/webclubdata<").unwrap();
    let mut changed = pdf.to_vec();
    let mut place = start;
    while let Some(found) = lower[place..].windows(from.len()).position(|bytes| bytes == from.as_bytes()) {
        place += found;
        changed[place..place + to.len()].copy_from_slice(to.as_bytes());
        place += to.len();
    }
    assert_ne!(changed, pdf);
    changed
}

#[tokio::test]
async fn an_edited_name_brings_the_true_one_to_light() {
    let judged = issued().await;
    let certificate = judged.document(DocumentKind::AttendanceCertificate).await;
    let original = pdf(&judged, &certificate).await;
    let edited = with_words(&original, "Петрова Анна", "Петрова Инна");
    assert_eq!(verdict(&judged, edited).await, ("altered", "Петрова Анна Сергеевна".to_owned()));
}

#[tokio::test]
async fn a_forged_statement_opens_nothing_without_the_code() {
    let judged = issued().await;
    let certificate = judged.document(DocumentKind::AttendanceCertificate).await;
    let original = pdf(&judged, &certificate).await;
    let other = judged.documents().await.into_iter().find(|other| other.id != certificate.id).unwrap();
    // Whoever knows a number only learns nothing from a file that names it.
    let mut wrong = certificate.code.clone().into_bytes();
    wrong[0] = if wrong[0] == b'0' { b'1' } else { b'0' };
    let forged = with_words(&original, &certificate.code, &String::from_utf8(wrong).unwrap());
    assert_eq!(verdict(&judged, forged).await, ("unknown", String::new()));
    // Whoever knows another code sees what that code shows anyway.
    let swapped = with_words(&original, &certificate.code, &other.code);
    assert_eq!(verdict(&judged, swapped).await, ("altered", other.name));
}

#[tokio::test]
async fn a_genuine_file_of_another_installation_with_our_key_is_not_registered() {
    let key = signing::SecretKey::parse("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
    let (mut one, mut another) = (judged().await, judged().await);
    for judged in [&mut one, &mut another] {
        judged.small.club.settings = judged.small.club.settings.clone().signing_with(key.clone());
        signing::adopt(&judged.small.club).await.unwrap();
    }
    one.issue().await.unwrap();
    one.render().await;
    let certificate = one.document(DocumentKind::AttendanceCertificate).await;
    let seen = verdict(&another, pdf(&one, &certificate).await).await;
    assert_eq!(seen, ("unregistered", certificate.name));
}

#[tokio::test]
async fn nothing_unsigned_is_ever_made() {
    let judged = judged().await;
    judged.issue().await.unwrap();
    let club = &judged.small.club;
    let key = signing::SecretKey::parse("nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A").unwrap();
    let configured = Club { settings: club.settings.clone().signing_with(key), ..club.clone() };
    signing::adopt(&configured).await.unwrap();
    let refused = render(club, judged.small.session.id).await;
    assert!(matches!(refused, Err(document::RenderError::Key(_))), "{refused:?}");
    assert!(judged.documents().await.iter().all(|document| document.sha256.is_none()));
    assert_eq!(render(&configured, judged.small.session.id).await.unwrap(), 3);
}

#[tokio::test]
async fn a_number_needs_the_name_and_both_misses_cost_the_same() {
    let judged = issued().await;
    let club = &judged.small.club;
    let certificate = judged.document(DocumentKind::AttendanceCertificate).await;
    for (number, family) in [
        (&*certificate.number, "Петрова"),
        ("bk-2027-b-p/0001", " петрова "),
        ("№ ВК-2027-В-Р/0001", "ПЕТРОВА"),
    ] {
        let found = verify_number(club, number, family).await.unwrap();
        assert_eq!(found.map(|found| found.document.id), Some(certificate.id), "{number} {family}");
    }
    let mut asked = vec![];
    for (number, family) in [
        (&*certificate.number, "Петров"),
        (&*certificate.number, "Иванова"),
        (&*certificate.number, ""),
        ("ВК-2027-В-Р/9999", "Петрова"),
        ("%", "Петрова"),
    ] {
        let before = club.storage.queries();
        assert!(verify_number(club, number, family).await.unwrap().is_none(), "{number} {family}");
        asked.push(club.storage.queries() - before);
    }
    let before = club.storage.queries();
    assert!(verify(club, "0123456789abcdefghjkmnpqrs").await.unwrap().is_none());
    asked.push(club.storage.queries() - before);
    assert_eq!(asked, [1; 6]);
}

#[tokio::test]
async fn a_file_is_public_only_when_its_owner_lets_and_while_it_stands() {
    let judged = issued().await;
    let club = &judged.small.club;
    let certificate = judged.document(DocumentKind::AttendanceCertificate).await;
    let is_shown = || async {
        let verified = verify(club, &certificate.code).await.unwrap().unwrap();
        let file = public_file(club, &certificate.code).await;
        assert_eq!(file.is_ok(), verified.has_public_file());
        file.is_ok()
    };
    assert!(!is_shown().await);
    super::queries::let_everybody_see(club, certificate.id).await;
    assert!(is_shown().await);
    document::revoke(club, &Viewer::Club, certificate.id, "ошибка").await.unwrap();
    assert!(!is_shown().await);
    assert!(matches!(public_file(club, "absent").await, Err(FileError::NotFound)));
}
