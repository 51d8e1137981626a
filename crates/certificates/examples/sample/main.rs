//! Writes the three default documents as PDF files and pictures into a folder, for people and validators to look at:
//! `cargo run -p certificates --example sample -- FOLDER`.

mod ink;

use std::collections::BTreeMap;
use std::error::Error;
use std::path::PathBuf;

use certificates::{
    CompiledLayout, Fields, Fonts, Grammar, Layout, Placeholder, Signatory, Standard, preview,
};
use chrono::NaiveDate;
use lang::Lang;

const LAYOUTS: [(&str, &str); 3] = [
    ("proof_of_presentation", include_str!("../../../../templates/documents/proof_of_presentation.json")),
    ("letter_of_thanks", include_str!("../../../../templates/documents/letter_of_thanks.json")),
    ("attendance_certificate", include_str!("../../../../templates/documents/attendance_certificate.json")),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args().nth(1).ok_or("name a folder")?);
    std::fs::create_dir_all(&folder)?;
    let fonts = Fonts::libertinus()?;
    for (kind, json) in LAYOUTS {
        let mut layout = Layout::parse(json)?;
        layout.images = ["signature-1", "signature-2", "signature-3", "seal"].map(str::to_owned).to_vec();
        let old = CompiledLayout::compile_to(Standard::A1b, &layout, &fonts, &ink::Ink)?;
        let layout = CompiledLayout::compile(&layout, &fonts, &ink::Ink)?;
        for (name, fields) in [
            ("usual", usual(kind)),
            ("signed", signed(usual(kind))),
            ("long", long(kind)),
            ("long_signed", signed(long(kind))),
            ("neutral", neutral(kind)),
        ] {
            let mut pdf = Vec::new();
            layout.render(&fields, &mut pdf)?;
            std::fs::write(folder.join(format!("{kind}_{name}.pdf")), &pdf)?;
            std::fs::write(folder.join(format!("{kind}_{name}.png")), preview(&pdf, 900)?)?;
            pdf.clear();
            old.render(&fields, &mut pdf)?;
            std::fs::write(folder.join(format!("{kind}_{name}_a1b.pdf")), &pdf)?;
        }
    }
    Ok(())
}

fn usual(kind: &str) -> Fields {
    let verb = if kind == "attendance_certificate" {
        "приняла участие"
    } else {
        "представила"
    };
    let values: &[(Placeholder, &str)] = &[
        (Placeholder::PersonNameNominative, "Иванова Мария Петровна"),
        (Placeholder::PersonNameDative, "Ивановой Марии Петровне"),
        (Placeholder::PersonNameSalutation, "Уважаемая Мария Петровна"),
        (Placeholder::PersonPositionNominative, "учитель математики"),
        (Placeholder::PersonPositionDative, "учителю математики"),
        (Placeholder::PersonSchool, "МБОУ гимназия № 2"),
        (Placeholder::PersonCity, "г. Курган"),
        (Placeholder::PersonRegion, "Курганская область"),
        (Placeholder::Verb, verb),
        (Placeholder::Pronoun, "она"),
        (Placeholder::DocumentNumber, "ВК-2027-В-С/0042"),
        (Placeholder::DocumentDate, "20 апреля 2027 г."),
        (Placeholder::DocumentCode, "K7QM-2XHD-9RWT"),
        (Placeholder::DocumentVerifyUrl, "https://webclub.example/verify/K7QM2XHD9RWT4BNZ6VPC3YFJ8A"),
        (Placeholder::DocumentVerifySite, "webclub.example/verify"),
        (Placeholder::SessionTitle, "Весенняя сессия Web-клуба"),
        (Placeholder::SessionSeasonGenitive, "весенней"),
        (Placeholder::WebinarTitle, "Родительское собрание без конфликтов"),
        (Placeholder::WebinarDate, "12 апреля 2027 г."),
        (Placeholder::WebinarFormGenitive, "мастер-класса"),
        (Placeholder::WebinarMinutes, "60 мин"),
        (Placeholder::TalkTopic, "Родительское собрание без конфликтов"),
        (Placeholder::TalkLevel, "региональном"),
        (Placeholder::Order, "приказ МБОУ СОШ № 44 от 1 марта 2027 г. № 118-од"),
        (Placeholder::OrganizerName, "МБОУ СОШ № 44, г. Сургут"),
        (Placeholder::OrganizerCity, "г. Сургут"),
        (Placeholder::NetworkName, "Web-клуб молодых специалистов и наставников «Интернет-наставник»"),
    ];
    let values: BTreeMap<Placeholder, String> =
        values.iter().map(|(placeholder, value)| (*placeholder, (*value).to_owned())).collect();
    Fields {
        values,
        grammar: Grammar::Female,
        signatories: vec![
            signatory("Директор МБОУ СОШ № 44", "Г. А. Воронцова"),
            signatory("Куратор Web-клуба", "Т. Р. Белых"),
        ],
        issued_on: NaiveDate::from_ymd_opt(2027, 4, 20).unwrap_or_default(),
        language: Lang::Ru,
        title: "Документ № ВК-2027-В-С/0042 — Иванова Мария Петровна".to_owned(),
        author: "МБОУ СОШ № 44, г. Сургут".to_owned(),
    }
}

fn long(kind: &str) -> Fields {
    let mut fields = usual(kind);
    let topic = "Формирование функциональной грамотности обучающихся средствами цифровых образовательных ресурсов и \
                 проектной деятельности: из опыта работы наставника молодых педагогов сельской малокомплектной школы \
                 Ханты-Мансийского округа";
    let values = [
        (Placeholder::PersonNameNominative, "Шарафутдинова-Константинопольская Александра Вячеславовна"),
        (Placeholder::PersonNameDative, "Шарафутдиновой-Константинопольской Александре Вячеславовне"),
        (Placeholder::PersonNameSalutation, "Уважаемая Александра Вячеславовна"),
        (Placeholder::PersonPositionNominative, "заместитель директора по учебно-воспитательной работе"),
        (Placeholder::PersonPositionDative, "заместителю директора по учебно-воспитательной работе"),
        (
            Placeholder::PersonSchool,
            "Муниципальное автономное общеобразовательное учреждение «Средняя общеобразовательная школа № 137 \
             имени Героя Советского Союза И. И. Иванова»",
        ),
        (Placeholder::PersonRegion, "Ханты-Мансийский автономный округ — Югра"),
        (Placeholder::TalkTopic, topic),
        (Placeholder::WebinarTitle, topic),
        (Placeholder::OrganizerFounder, "Департамент образования Администрации города Сургута"),
        (
            Placeholder::OrganizerName,
            "МБОУ СОШ № 44, г. Сургут\nМАУ «Информационно-методический центр», г. Сургут",
        ),
        (Placeholder::Replaces, "Взамен документа № ВК-2027-В-С/0017 от 19 апреля 2027 г."),
    ];
    fields.values.extend(values.map(|(placeholder, value)| (placeholder, value.to_owned())));
    fields.signatories.push(signatory(
        "Директор Муниципального автономного учреждения «Информационно-методический центр»",
        "А. В. Преображенская-Вознесенская",
    ));
    fields
}

/// With images of signatures and of a seal.
fn signed(mut fields: Fields) -> Fields {
    for (number, person) in (1..).zip(&mut fields.signatories) {
        person.signature_image = Some(format!("signature-{number}"));
    }
    if let Some(first) = fields.signatories.first_mut() {
        first.seal_image = Some("seal".to_owned());
    }
    fields
}

fn neutral(kind: &str) -> Fields {
    let mut fields = usual(kind);
    fields.grammar = Grammar::Neutral;
    for empty in [Placeholder::Verb, Placeholder::Pronoun, Placeholder::PersonNameDative, Placeholder::Order]
    {
        fields.values.remove(&empty);
    }
    fields.values.insert(Placeholder::PersonNameNominative, "Ли А. П.".to_owned());
    fields.signatories.truncate(1);
    fields
}

fn signatory(position: &str, name: &str) -> Signatory {
    Signatory {
        position: position.to_owned(),
        name: name.to_owned(),
        signature_image: None,
        seal_image: None,
    }
}
