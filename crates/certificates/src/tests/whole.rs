//! What every document must be.

use std::collections::BTreeSet;

use lopdf::Object;

use super::reader::read;
use super::sample::{ALL, CERTIFICATE, LETTER, PROOF, compiled, fields, fonts, named, pdf, with};
use crate::{
    CompiledLayout, Fields, Grammar, Layout, NoImages, Notes, Placeholder, RenderError, Standard,
    UnreadablePdf, read_notes,
};

#[test]
fn a_proof_says_who_what_when_where_and_by_which_order() {
    let read = read(&pdf(PROOF, &fields()));
    assert_eq!(
        read.text().lines().collect::<Vec<_>>(),
        [
            "МБОУ СОШ № 44, г. Сургут",
            "Web-клуб молодых специалистов и наставников «Интернет-наставник»",
            "СВИДЕТЕЛЬСТВО",
            "О ПРЕДСТАВЛЕНИИ ПЕДАГОГИЧЕСКОГО ОПЫТА",
            "№ ВК-2027-В-С/0042",
            "выдано",
            "Ивановой Марии Петровне",
            "учителю математики",
            "МБОУ гимназия № 2, г. Курган, Курганская область",
            "в том, что она представила опыт работы по теме",
            "«Родительское собрание без конфликтов»",
            "на региональном уровне в форме мастер-класса",
            "в рамках весенней сессии Web-клуба 12 апреля 2027 г.",
            "Основание: приказ МБОУ СОШ № 44 от 1 марта 2027 г. № 118-од",
            "Директор МБОУ СОШ № 44",
            "Г. А. Воронцова",
            "М. П.",
            "Куратор Web-клуба",
            "Т. Р. Белых",
            "г. Сургут, 20 апреля 2027 г.",
            "Проверить подлинность:",
            "webclub.example/verify",
            "K7QM-2XHD-9RWT",
        ]
    );
    assert_eq!(read.qr(), "https://webclub.example/verify/K7QM2XHD9RWT4BNZ6VPC3YFJ8A");
}

#[test]
fn a_letter_thanks_by_name_and_a_certificate_confirms() {
    let letter = read(&pdf(LETTER, &fields())).line();
    for part in
        ["Ивановой Марии Петровне", "Уважаемая Мария Петровна!", "за подготовку и проведение мастер-класса"]
    {
        assert!(letter.contains(part), "{part}: {letter}");
    }
    let certificate = read(&pdf(CERTIFICATE, &with(&[(Placeholder::Verb, "приняла участие")]))).line();
    for part in [
        "Иванова Мария Петровна",
        "приняла участие в качестве слушателя в вебинаре",
        "продолжительность 60 мин",
    ] {
        assert!(certificate.contains(part), "{part}: {certificate}");
    }
}

/// An unknown gender with initials only: nothing that would need to be declined is there.
fn neutral() -> Fields {
    let mut fields = named("Ли А. П.", "", "");
    fields.grammar = Grammar::Neutral;
    fields.values.insert(Placeholder::Verb, String::new());
    fields.values.insert(Placeholder::Pronoun, String::new());
    fields
}

#[test]
fn a_neutral_document_names_the_person_in_the_nominative_and_uses_nouns() {
    for (kind, json) in ALL {
        let text = read(&pdf(json, &neutral())).line();
        assert!(text.contains("Ли А. П."), "{kind}: {text}");
        assert!(text.contains("учитель математики"), "{kind}: {text}");
        assert!(
            !text.contains("(а)") && !text.contains("представил") && !text.contains("Уважаем"),
            "{kind}: {text}"
        );
    }
    assert!(
        read(&pdf(PROOF, &neutral())).line().contains("подтверждается представление педагогического опыта")
    );
    assert!(read(&pdf(LETTER, &neutral())).line().contains("Примите искреннюю благодарность"));
    assert!(read(&pdf(CERTIFICATE, &neutral())).line().contains("подтверждает участие в вебинаре"));
}

#[test]
fn a_position_that_cannot_be_declined_stands_in_the_nominative() {
    let read = read(&pdf(
        PROOF,
        &with(&[
            (Placeholder::PersonPositionDative, ""),
            (Placeholder::PersonPositionNominative, "тьютор-фасилитатор"),
        ]),
    ));
    assert!(read.text().lines().any(|line| line == "тьютор-фасилитатор"));
}

#[test]
fn empty_values_leave_no_hole_and_no_stray_comma() {
    let empty = [
        "person.region",
        "order",
        "talk.level",
        "webinar.form_genitive",
        "webinar.date",
        "document.verify_site",
    ];
    let changes: Vec<_> = empty.iter().map(|name| (name.parse().unwrap(), "")).collect();
    let text = read(&pdf(PROOF, &with(&changes))).text();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.contains(&"МБОУ гимназия № 2, г. Курган"), "{lines:?}");
    assert!(lines.contains(&"в рамках весенней сессии Web-клуба"), "{lines:?}");
    assert!(!text.contains("Основание"), "{lines:?}");
}

#[test]
fn the_same_snapshot_gives_the_same_bytes_in_eight_threads() {
    let json = serde_json::to_string(&fields()).unwrap();
    let snapshot: Fields = serde_json::from_str(&json).unwrap();
    assert_eq!(snapshot, fields());
    for (kind, layout) in ALL {
        let expected = pdf(layout, &fields());
        let made: Vec<Vec<u8>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| pdf(layout, &snapshot))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(made.iter().all(|bytes| *bytes == expected), "{kind}");
    }
}

#[test]
fn a_document_is_appended_and_knows_its_own_offsets() {
    let mut bytes = b"before".to_vec();
    compiled(PROOF).render(&fields(), &mut bytes).unwrap();
    assert_eq!(bytes[..6], *b"before");
    assert_eq!(bytes[6..], pdf(PROOF, &fields()));
}

#[test]
fn documents_are_small_and_their_tables_are_whole() {
    for (kind, layout) in ALL {
        let bytes = pdf(layout, &fields());
        assert!(bytes.len() <= 100 * 1024, "{kind}: {}", bytes.len());
        let document = read(&bytes).document;
        // Every number of the table is used: no free entries, nothing lost.
        let size = document.trailer.get(b"Size").unwrap().as_i64().unwrap();
        assert_eq!(i64::try_from(document.objects.len()).unwrap(), size - 1, "{kind}");
        for object in document.objects.values() {
            for id in references(object) {
                assert!(document.objects.contains_key(&id), "{kind}: {id:?}");
            }
        }
    }
}

pub(super) fn references(object: &Object) -> Vec<lopdf::ObjectId> {
    match object {
        Object::Reference(id) => vec![*id],
        Object::Array(items) => items.iter().flat_map(references).collect(),
        Object::Dictionary(entries) => entries.iter().flat_map(|(_, value)| references(value)).collect(),
        Object::Stream(stream) => stream.dict.iter().flat_map(|(_, value)| references(value)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_document_says_that_it_is_archived_titled_tagged_and_dated() {
    let bytes = pdf(PROOF, &fields());
    let document = read(&bytes).document;
    assert_eq!(document.version, "1.7");
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"ru");
    let packet = catalog.get(b"Metadata").unwrap().as_reference().unwrap();
    let packet = document.get_object(packet).unwrap().as_stream().unwrap().content.clone();
    let packet = String::from_utf8(packet).unwrap();
    for part in [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>",
        "Свидетельство № ВК-2027-В-С/0042 — Иванова &amp; Ко &lt;Мария&gt;",
        "<dc:creator><rdf:Seq><rdf:li>МБОУ СОШ № 44, г. Сургут</rdf:li>",
        "<xmp:CreateDate>2027-04-20T00:00:00Z</xmp:CreateDate>",
    ] {
        assert!(packet.contains(part), "{part}");
    }
    let info =
        document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    assert_eq!(info.get(b"CreationDate").unwrap().as_str().unwrap(), b"D:20270420000000Z");
}

#[test]
fn a_document_carries_its_snapshot_and_a_signature_for_programs() {
    let json = serde_json::to_string(&fields()).unwrap();
    let notes = Notes::from([("Data".to_owned(), json), ("Signature".to_owned(), "c2lnbmVk🎓".to_owned())]);
    let mut bytes = Vec::new();
    compiled(PROOF).render_with(&fields(), &notes, &mut bytes).unwrap();
    assert_eq!(read_notes(&bytes), Ok(notes));
    assert_eq!(read_notes(&pdf(PROOF, &fields())), Ok(Notes::new()));
    assert_eq!(read_notes(b"PK rubbish"), Err(UnreadablePdf));
    let bad = Notes::from([("Da/ta".to_owned(), String::new())]);
    let error = compiled(PROOF).render_with(&fields(), &bad, &mut bytes).unwrap_err();
    assert_eq!(error, RenderError::BadNote("Da/ta".to_owned()));
}

#[test]
fn an_old_archive_gets_the_same_page_in_its_own_standard() {
    let layout = Layout::parse(PROOF).unwrap();
    let old = CompiledLayout::compile_to(Standard::A1b, &layout, fonts(), &NoImages).unwrap();
    assert_ne!(old.hash(), compiled(PROOF).hash());
    let mut bytes = Vec::new();
    old.render(&fields(), &mut bytes).unwrap();
    let text = String::from_utf8_lossy(&bytes);
    assert!(text.starts_with("%PDF-1.4"));
    assert!(text.contains("<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"));
    assert!(!text.contains("/Transparency"));
    assert_eq!(text.matches("/CIDSet").count(), 3);
    assert_eq!(read(&bytes).text(), read(&pdf(PROOF, &fields())).text());
}

#[test]
fn every_mark_on_the_page_has_its_place_in_the_structure() {
    for (kind, layout) in ALL {
        for fields in [fields(), neutral()] {
            let document = read(&pdf(layout, &fields)).document;
            let page = *document.get_pages().values().next().unwrap();
            let content = String::from_utf8_lossy(&document.get_page_content(page)).into_owned();
            let on_page: Vec<i64> = content
                .split("/MCID ")
                .skip(1)
                .map(|rest| rest.split(['>', '/']).next().unwrap().trim().parse().unwrap())
                .collect();
            let in_tree: BTreeSet<i64> = document
                .objects
                .values()
                .filter_map(|object| object.as_dict().ok()?.get(b"K").ok()?.as_i64().ok())
                .collect();
            assert_eq!(on_page.iter().copied().collect::<BTreeSet<_>>(), in_tree, "{kind}");
            assert_eq!(on_page.len(), in_tree.len(), "{kind}: a mark is used twice");
            let opened = content.matches("BDC").count() + content.matches("BMC").count();
            assert_eq!(opened, content.matches("EMC").count(), "{kind}");
        }
    }
}

#[test]
fn names_of_the_north_and_of_the_volga_are_written_with_their_own_letters() {
    let name = "Ӄалявӈэ Җәүһәрия Өлкән-Ңуриевна Ма̄ньси";
    let read = read(&pdf(CERTIFICATE, &named(name, name, name)));
    assert!(read.line().contains(name), "{}", read.line());
}

#[test]
fn every_letter_of_the_alphabet_comes_back_from_the_text_layer_as_itself() {
    let letters = "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ абвгдеёжзийклмнопрстуфхцчшщъыьэюя ABCDEFGHIJKLMNOPQRSTUVWXYZ \
                   abcdefghijklmnopqrstuvwxyz 0123456789 №§!?.,:;()«»„“…—–-/&+%";
    for layout in [PROOF, LETTER] {
        let text = read(&pdf(layout, &with(&[(Placeholder::TalkTopic, letters)]))).line();
        assert!(text.contains(&format!("«{letters}»")), "{text}");
    }
}

#[test]
fn a_rare_letter_costs_few_bytes() {
    let name = "Өлкән Ҙиләрә";
    let with_rare = pdf(PROOF, &named(name, name, name)).len();
    let usual = pdf(PROOF, &fields()).len();
    assert!(with_rare < usual + 2_000, "{with_rare} {usual}");
}
