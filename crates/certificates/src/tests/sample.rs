//! The default layouts and a teacher to try them on.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex};

use chrono::NaiveDate;
use lang::Lang;

use crate::{CompiledLayout, Fields, Fonts, Grammar, Layout, NoImages, Placeholder, Signatory};

pub(super) const PROOF: &str = include_str!("../../../../templates/documents/proof_of_presentation.json");
pub(super) const LETTER: &str = include_str!("../../../../templates/documents/letter_of_thanks.json");
pub(super) const CERTIFICATE: &str =
    include_str!("../../../../templates/documents/attendance_certificate.json");
pub(super) const ALL: [(&str, &str); 3] =
    [("proof_of_presentation", PROOF), ("letter_of_thanks", LETTER), ("attendance_certificate", CERTIFICATE)];

pub(super) const LONG_TOPIC: &str = "Формирование функциональной грамотности обучающихся средствами цифровых \
     образовательных ресурсов и проектной деятельности: из опыта работы наставника молодых педагогов сельской \
     малокомплектной школы Ханты-Мансийского округа Югры";

static FONTS: LazyLock<Fonts> = LazyLock::new(|| Fonts::libertinus().unwrap());

/// The fonts, parsed once for all tests.
pub(super) fn fonts() -> &'static Fonts {
    &FONTS
}

type Compiled = Mutex<BTreeMap<&'static str, &'static CompiledLayout>>;

/// A default layout, compiled once for all tests.
pub(super) fn compiled(json: &'static str) -> &'static CompiledLayout {
    static COMPILED: Compiled = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap();
    compiled.entry(json).or_insert_with(|| {
        let layout = Layout::parse(json).unwrap();
        Box::leak(Box::new(CompiledLayout::compile(&layout, fonts(), &NoImages).unwrap()))
    })
}

/// The bytes of a document.
pub(super) fn pdf(json: &'static str, fields: &Fields) -> Vec<u8> {
    let mut bytes = Vec::new();
    compiled(json).render(fields, &mut bytes).unwrap();
    bytes
}

/// Everything that is said of one teacher.
pub(super) fn fields() -> Fields {
    let values: &[(&str, &str)] = &[
        ("person.name.nominative", "Иванова Мария Петровна"),
        ("person.name.dative", "Ивановой Марии Петровне"),
        ("person.name.accusative", "Иванову Марию Петровну"),
        ("person.name.salutation", "Уважаемая Мария Петровна"),
        ("person.position.nominative", "учитель математики"),
        ("person.position.dative", "учителю математики"),
        ("person.school", "МБОУ гимназия № 2"),
        ("person.city", "г. Курган"),
        ("person.region", "Курганская область"),
        ("verb", "представила"),
        ("pronoun", "она"),
        ("document.number", "ВК-2027-В-С/0042"),
        ("document.date", "20 апреля 2027 г."),
        ("document.code", "K7QM-2XHD-9RWT"),
        ("document.verify_url", "https://webclub.example/verify/K7QM2XHD9RWT4BNZ6VPC3YFJ8A"),
        ("document.verify_site", "webclub.example/verify"),
        ("session.season_genitive", "весенней"),
        ("webinar.title", "Родительское собрание без конфликтов"),
        ("webinar.date", "12 апреля 2027 г."),
        ("webinar.form_genitive", "мастер-класса"),
        ("webinar.minutes", "60 мин"),
        ("talk.topic", "Родительское собрание без конфликтов"),
        ("talk.level", "региональном"),
        ("order", "приказ МБОУ СОШ № 44 от 1 марта 2027 г. № 118-од"),
        ("organizer.name", "МБОУ СОШ № 44, г. Сургут"),
        ("organizer.city", "г. Сургут"),
        ("network.name", "Web-клуб молодых специалистов и наставников «Интернет-наставник»"),
    ];
    Fields {
        values: values.iter().map(|(name, value)| (name.parse().unwrap(), (*value).to_owned())).collect(),
        grammar: Grammar::Female,
        signatories: vec![
            signatory("Директор МБОУ СОШ № 44", "Г. А. Воронцова"),
            signatory("Куратор Web-клуба", "Т. Р. Белых"),
        ],
        issued_on: NaiveDate::from_ymd_opt(2027, 4, 20).unwrap(),
        language: Lang::Ru,
        title: "Свидетельство № ВК-2027-В-С/0042 — Иванова & Ко <Мария>".to_owned(),
        author: "МБОУ СОШ № 44, г. Сургут".to_owned(),
    }
}

/// The same fields with some values changed; an empty one is removed.
pub(super) fn with(changes: &[(Placeholder, &str)]) -> Fields {
    let mut fields = fields();
    for (placeholder, value) in changes {
        fields.values.insert(*placeholder, (*value).to_owned());
    }
    fields
}

/// The same teacher under a name of any length.
pub(super) fn named(nominative: &str, dative: &str, salutation: &str) -> Fields {
    with(&[
        (Placeholder::PersonNameNominative, nominative),
        (Placeholder::PersonNameDative, dative),
        (Placeholder::PersonNameSalutation, salutation),
    ])
}

pub(super) fn signatory(position: &str, name: &str) -> Signatory {
    Signatory {
        position: position.to_owned(),
        name: name.to_owned(),
        signature_image: None,
        seal_image: None,
    }
}
