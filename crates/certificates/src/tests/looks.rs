//! Where things stand, and that the look changes only when somebody wants it to.

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::reader::read;
use super::sample::{ALL, LONG_TOPIC, PROOF, compiled, fields, named, pdf, signatory, with};
use crate::compile::hex;
use crate::render::{Drawn, lay_out};
use crate::{Fields, Placeholder};

const LONGEST: [&str; 3] = [
    "Шарафутдинова-Константинопольская Александра Вячеславовна",
    "Шарафутдиновой-Константинопольской Александре Вячеславовне",
    "Уважаемая Александра Вячеславовна",
];

/// The width of an A4 sheet minus the frame, in points from its edge: nothing may stand there.
const FRAME: f64 = 19.0 * 72.0 / 25.4;

fn sides(kind: &str) -> (f64, f64) {
    if kind == "attendance_certificate" { (841.89, 595.28) } else { (595.28, 841.89) }
}

/// No line reaches over the frame, as the program lays out.
fn stays_inside(kind: &str, layout: &'static str, fields: &Fields) -> Result<(), TestCaseError> {
    let (width, height) = sides(kind);
    for drawn in lay_out(compiled(layout), fields, crate::render::code)
        .map_err(|error| TestCaseError::fail(error.to_string()))?
    {
        let Drawn::Texts { id, texts, .. } = drawn else { continue };
        for (set, _) in texts {
            for line in &set.lines {
                let words = &set.words[line.start..line.end];
                let spaces: f64 = words.iter().skip(1).map(|word| word.space).sum();
                let end =
                    line.x + (words.iter().map(|word| word.width).sum::<f64>() + spaces) * set.size / 1_000.0;
                prop_assert!(line.x >= FRAME && end <= width - FRAME, "{kind} {id}: {} to {end}", line.x);
                prop_assert!(line.y >= FRAME && line.y <= height - FRAME, "{kind} {id}: {}", line.y);
            }
        }
    }
    Ok(())
}

/// No text reaches over the frame, as a reader sees the file.
fn reads_inside(kind: &str, layout: &'static str, fields: &Fields) {
    let (width, height) = sides(kind);
    for run in read(&pdf(layout, fields)).runs {
        assert!(run.x >= FRAME && run.x + run.width <= width - FRAME, "{kind}: {run:?}");
        assert!(run.y >= FRAME && run.y <= height - FRAME, "{kind}: {run:?}");
    }
}

#[test]
fn the_longest_name_and_a_topic_of_220_letters_fit_together() {
    assert!(LONG_TOPIC.chars().count() >= 220, "{}", LONG_TOPIC.chars().count());
    let [nominative, dative, salutation] = LONGEST;
    let mut fields = named(nominative, dative, salutation);
    fields.values.insert(Placeholder::TalkTopic, LONG_TOPIC.to_owned());
    fields.values.insert(Placeholder::WebinarTitle, LONG_TOPIC.to_owned());
    fields
        .signatories
        .push(signatory("Директор муниципального методического центра", "А. В. Преображенская-Вознесенская"));
    for (kind, layout) in ALL {
        stays_inside(kind, layout, &fields).unwrap();
        reads_inside(kind, layout, &fields);
        let rendered = compiled(layout).render(&fields, &mut Vec::new()).unwrap();
        let text = read(&pdf(layout, &fields)).line();
        assert!(text.contains(LONG_TOPIC), "{kind}: {text}");
        assert!(rendered.shrunk.iter().all(|shrunk| shrunk.to_pt < shrunk.from_pt), "{kind}");
    }
}

#[test]
fn what_was_shrunk_is_told_with_both_sizes() {
    let word = "Достопримечательность-превысокомногорассмотрительствующая";
    let rendered =
        compiled(PROOF).render(&with(&[(Placeholder::PersonNameDative, word)]), &mut Vec::new()).unwrap();
    let name = rendered.shrunk.iter().find(|shrunk| shrunk.element == "name").unwrap();
    assert_eq!(name.from_pt, 23.0);
    assert!(name.to_pt < 23.0 && name.to_pt >= 14.0, "{name:?}");
    assert_eq!(compiled(PROOF).render(&fields(), &mut Vec::new()).unwrap().shrunk, []);
}

#[test]
fn lines_do_not_end_with_a_preposition_a_number_sign_or_an_initial() {
    let topic = "Работа с родителями в школе № 5 и о том, как И. И. Иванов к ней готовился с 2019 г. и до сих пор, \
                 а также о методах работы с одарёнными детьми в условиях малокомплектной школы";
    for (_, layout) in ALL {
        let fields = with(&[(Placeholder::TalkTopic, topic), (Placeholder::WebinarTitle, topic)]);
        for run in read(&pdf(layout, &fields)).runs {
            let last = run.text.rsplit(' ').next().unwrap().to_owned();
            assert!(
                !["с", "в", "и", "о", "к", "а", "до", "№", "И."].contains(&last.as_str()),
                "{}",
                run.text
            );
            assert!(!run.text.starts_with("г. и"), "{}", run.text);
        }
    }
}

#[test]
fn lines_of_a_title_are_balanced() {
    let fields = with(&[(Placeholder::TalkTopic, LONG_TOPIC)]);
    let runs = read(&pdf(PROOF, &fields)).runs;
    let first =
        runs.iter().position(|run| run.text.starts_with('«') && run.text.contains("Формирование")).unwrap();
    let last = runs.iter().position(|run| run.text.ends_with("Югры»")).unwrap();
    let widths: Vec<f64> = runs[first..=last].iter().map(|run| run.width).collect();
    let (narrowest, widest) =
        widths.iter().fold((f64::MAX, 0.0_f64), |(low, high), w| (low.min(*w), high.max(*w)));
    assert!(narrowest > widest * 0.7, "{widths:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_russian_name_leaves_its_box(
        family in "[А-ЯЁ][а-яё]{1,22}(-[А-ЯЁ][а-яё]{3,18})?",
        given in "[А-ЯЁ][а-яё]{1,14}",
        patronymic in "([А-ЯЁ][а-яё]{3,16}(вна|вич| оглы| кызы))?",
        topic in "[А-Яа-яё]{3,20}([ ,:—-]{1,2}[А-Яа-яё№0-9]{1,14}){0,16}",
    ) {
        let name = format!("{family} {given} {patronymic}");
        let mut fields = named(name.trim(), name.trim(), &format!("Уважаемая {given} {patronymic}"));
        fields.values.insert(Placeholder::TalkTopic, topic.clone());
        fields.values.insert(Placeholder::WebinarTitle, topic);
        for (kind, layout) in ALL {
            stays_inside(kind, layout, &fields)?;
        }
    }
}

#[test]
fn the_default_layouts_give_the_bytes_that_they_always_gave() {
    let made: Vec<String> = ALL
        .iter()
        .map(|(kind, layout)| {
            let digest = hex(&Sha256::digest(pdf(layout, &fields())));
            format!("{kind} {} {digest}", compiled(layout).hash())
        })
        .collect();
    // When this changes on purpose, raise LAYOUT_VERSION: layouts already used must be known as other ones.
    insta::assert_snapshot!(made.join("\n"), @r"
    proof_of_presentation 7e6ceb93fa85bd0d803ad19e252a723e423e74643ba4a4dda3c2b2fc32040f09 61e2b7d02bb948136870d315ba4f332b212e588b2c22c501b0c040fd51bc6d77
    letter_of_thanks aa4f7cf2d41d4048acff4dca8b247cdde1562fa3ed8400b21b61b8c8fd8b2cb1 5175570bfcb5264dcd6e66e52ea651bdc14d58d17508cbf3625a7be927688cab
    attendance_certificate 8f3e06d82c2b6688e0406e9e5ad09a97b3e9706b361f05bb92a172b1b1a207df de55ee6f987c1bc52e3c5808580edae40c7671510fcbe31a96f5ee3adf9f15f2
    ");
}
