//! A sealed file cannot be changed unseen.

use sha2::{Digest, Sha256};

use super::sample::{ALL, PROOF, compiled, fields, named};
use crate::compile::hex;
use crate::{Fields, Notes, Sealed, UnreadablePdf, read_notes, read_sealed};

const DATA: &str =
    r#"{"name":"Иванова Мария Петровна 🎓","number":"ВК-2027-В-С/0042","brackets":"\"()<>\\"}"#;

/// Not a signature, but another one for each message.
fn sign(message: &[u8]) -> [u8; 64] {
    let digest: [u8; 32] = Sha256::digest(message).into();
    let mut signature = [0; 64];
    signature[..32].copy_from_slice(&digest);
    signature[32..].copy_from_slice(&Sha256::digest(digest));
    signature
}

fn sealed(layout: &'static str, fields: &Fields) -> Vec<u8> {
    let mut bytes = Vec::new();
    compiled(layout).render_sealed(fields, DATA, &sign, &mut bytes).unwrap();
    bytes
}

fn holds(sealed: &Sealed) -> bool {
    sealed.seal == sign(&sealed.message)
}

#[test]
fn a_sealed_file_gives_its_data_back_and_both_signatures_hold() {
    let rare = named("Ӄалявӈэ Өлкән", "Ӄалявӈэ Өлкән", "Уважаемая Өлкән");
    for (kind, layout) in ALL {
        for fields in [fields(), rare.clone()] {
            let bytes = sealed(layout, &fields);
            let read = read_sealed(&bytes).unwrap().unwrap();
            assert_eq!(read.data, DATA, "{kind}");
            assert_eq!(read.signature, sign(DATA.as_bytes()), "{kind}");
            assert!(holds(&read), "{kind}");
            assert!(bytes.len() <= 100 * 1024, "{kind}: {}", bytes.len());
            assert_eq!(bytes, sealed(layout, &fields), "{kind}");
        }
    }
}

/// The recipe of the module's documentation, as a stranger would follow it.
#[test]
fn the_message_is_the_data_and_the_digest_of_the_file_with_zeros_for_its_seal() {
    let mut bytes = b"before".to_vec();
    compiled(PROOF).render_sealed(&fields(), DATA, &sign, &mut bytes).unwrap();
    let mut file = bytes[6..].to_vec();
    let read = read_sealed(&file).unwrap().unwrap();
    let mark = b">/WebclubSeal(";
    let place = file.windows(mark.len()).position(|window| window == mark).unwrap() + mark.len();
    assert_eq!(file[place..place + 128], *hex(&read.seal).as_bytes());
    file[place..place + 128].fill(b'0');
    let message = format!("{DATA}\n{}", hex(&Sha256::digest(&file)));
    assert_eq!(String::from_utf8(read.message.clone()).unwrap(), message);
    assert_eq!(read.seal, sign(message.as_bytes()));
}

#[test]
fn no_byte_can_be_changed_unseen() {
    let bytes = sealed(PROOF, &fields());
    let mark = b"/WebclubData";
    let notes = bytes.windows(mark.len()).position(|window| window == mark).unwrap();
    let end = notes + bytes[notes..].windows(2).position(|window| window == b">>").unwrap() + 2;
    // Every byte of the notes, and some of all others.
    let (mut altered, mut other) = (0, 0);
    let places = (0..notes).step_by(311).chain(notes..end).chain((end..bytes.len()).step_by(37));
    for place in places {
        for flip in [0x01, 0x20] {
            let mut changed = bytes.clone();
            changed[place] ^= flip;
            if let Ok(Some(read)) = read_sealed(&changed) {
                assert!(!holds(&read), "{place} {flip}");
                altered += 1;
            } else {
                other += 1;
            }
        }
    }
    // Only a spoilt name, or spoilt data that no longer is text, leave nothing to compare with.
    assert!(altered > other, "{altered} {other}");
}

#[test]
fn nothing_can_be_appended_inserted_or_cut_off_unseen() {
    let bytes = sealed(PROOF, &fields());
    let doubled = [bytes.clone(), bytes.clone()].concat();
    let update = b"2 0 obj\n<</WebclubData(other)>>\nendobj\ntrailer\n<</Info 2 0 R>>\n%%EOF\n";
    let changed: [Vec<u8>; 5] = [
        [bytes.as_slice(), b"\n"].concat(),
        [bytes.as_slice(), update].concat(),
        [b"\n", bytes.as_slice()].concat(),
        bytes[..bytes.len() - 1].to_vec(),
        doubled,
    ];
    for (number, file) in changed.iter().enumerate() {
        let read = read_sealed(file).unwrap().unwrap();
        assert!(!holds(&read), "{number}");
        assert_eq!(read.data == DATA, number != 1, "{number}");
        assert_eq!(read.signature, sign(DATA.as_bytes()), "{number}");
    }
}

#[test]
fn a_file_that_is_not_sealed_says_so() {
    let mut bytes = Vec::new();
    compiled(PROOF).render(&fields(), &mut bytes).unwrap();
    assert_eq!(read_sealed(&bytes), Ok(None));
    assert_eq!(read_sealed(b"%PDF-1.7 anything"), Ok(None));
    for bad in [b"".as_slice(), b"PK\x03\x04", b"%PDF", &[0; 2_000], &vec![b'%'; 17 * 1024 * 1024]] {
        assert_eq!(read_sealed(bad), Err(UnreadablePdf));
    }
    // A seal without anything that it could have sealed.
    assert_eq!(read_sealed(b"%PDF-1.7 /WebclubSeal(00)"), Err(UnreadablePdf));
}

#[test]
fn a_file_that_another_program_wrote_anew_still_names_its_data() {
    let data = DATA.encode_utf16().flat_map(u16::to_be_bytes).fold("FEFF".to_owned(), |mut text, byte| {
        text.push_str(&hex(&[byte]));
        text
    });
    let literal: String =
        hex(&sign(DATA.as_bytes())).chars().map(|digit| format!("\\{:03o}", u32::from(digit))).collect();
    let file =
        format!("%PDF-1.5\n<< /WebclubData\n<{data}>\n/WebclubSeal (00) /WebclubSignature ({literal}) >>");
    let read = read_sealed(file.as_bytes()).unwrap().unwrap();
    assert_eq!((read.data.as_str(), read.signature, read.seal), (DATA, sign(DATA.as_bytes()), [0; 64]));
}

#[test]
fn strings_are_read_as_any_program_may_write_them() {
    let file = b"%PDF-1.7 /WebclubA(a\\(b\\)(c)\\\\\\n\\\r\nd\\7\\1014) /WebclubB <4 1 4> /WebclubC(open /WebclubD(d)";
    let notes = read_notes(file).unwrap();
    let expected = [("A", "a(b)(c)\\\nd\u{7}A4"), ("B", "A@")];
    assert_eq!(notes, Notes::from(expected.map(|(name, value)| (name.to_owned(), value.to_owned()))));
    // The last one counts, a name that is none does not.
    let notes =
        read_notes(b"%PDF-1.7 /WebclubA(1)/WebclubA(2)/Webclub(3)/Webclub9(4)/WebclubZ[(5)]").unwrap();
    assert_eq!(notes, Notes::from([("A".to_owned(), "2".to_owned())]));
}
