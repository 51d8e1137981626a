//! A trial tells what a rendering would tell.

use proptest::prelude::*;

use super::sample::{ALL, LONG_TOPIC, compiled, fields, signatory};
use crate::{Fields, Grammar, Placeholder};

/// On trial and in earnest the same is told.
fn agree(kind: &str, layout: &'static str, fields: &Fields) -> Result<(), TestCaseError> {
    let mut bytes = Vec::new();
    let made = compiled(layout).render(fields, &mut bytes);
    prop_assert_eq!(compiled(layout).check(fields), made.clone(), "{}", kind);
    prop_assert_eq!(made.is_ok(), !bytes.is_empty());
    Ok(())
}

#[test]
fn a_trial_finds_each_fault_and_each_shrunk_text() {
    let long = "Достопримечательность-превысокомногорассмотрительствующая";
    let cases: &[(Placeholder, String)] = &[
        (Placeholder::PersonNameDative, "Иванова 漢".to_owned()),
        (Placeholder::PersonNameDative, "Өлкән Ҙиләрә".to_owned()),
        (Placeholder::PersonNameNominative, "Ива\u{202e}нова".to_owned()),
        (Placeholder::PersonNameDative, long.to_owned()),
        (Placeholder::PersonNameDative, long.repeat(4)),
        (Placeholder::TalkTopic, LONG_TOPIC.repeat(20)),
        (Placeholder::TalkTopic, String::new()),
        (Placeholder::WebinarTitle, " ".to_owned()),
        (Placeholder::OrganizerName, "Школа\n".repeat(40)),
        (Placeholder::DocumentVerifyUrl, "https://example.org/".repeat(200)),
        (Placeholder::DocumentVerifyUrl, "https://example.org/".repeat(80)),
    ];
    let (mut good, mut bad, mut shrunk) = (0, 0, 0);
    for (kind, layout) in ALL {
        for (placeholder, value) in cases {
            let mut fields = fields();
            fields.values.insert(*placeholder, value.clone());
            agree(kind, layout, &fields).unwrap();
            match compiled(layout).check(&fields) {
                Ok(rendered) if rendered.shrunk.is_empty() => good += 1,
                Ok(_) => shrunk += 1,
                Err(_) => bad += 1,
            }
        }
        let mut four = fields();
        four.signatories = vec![signatory("Директор", "Г. А. Воронцова"); 4];
        agree(kind, layout, &four).unwrap();
        four.signatories.truncate(1);
        four.signatories[0].seal_image = Some("seal".to_owned());
        agree(kind, layout, &four).unwrap();
    }
    assert!(good > 3 && shrunk > 0 && bad > 15, "{good} {shrunk} {bad}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn a_trial_and_a_rendering_agree_on_any_text(
        place in 0..Placeholder::ALL.len(),
        value in prop_oneof![
            any::<String>(),
            "[А-ЯЁ][а-яё]{1,40}(-[А-ЯЁ][а-яё]{3,40})?( [А-ЯЁ][а-яё]{1,30}){0,3}",
            "[А-Яа-яё ]{0,900}",
            "[ҐґӘәӨөҰұҮүӢӣ漢🎓\u{301}\u{ad}\u{202d}а-я ]{0,12}",
        ],
        name in "[А-ЯЁ][а-яё]{1,30}( [А-ЯЁ][а-яё]{1,30}){0,3}",
        grammar in prop_oneof![Just(Grammar::Female), Just(Grammar::Male), Just(Grammar::Neutral)],
    ) {
        let mut fields = fields();
        fields.grammar = grammar;
        fields.signatories[0].name = name;
        fields.values.insert(Placeholder::ALL[place], value);
        for (kind, layout) in ALL {
            agree(kind, layout, &fields)?;
        }
    }
}
