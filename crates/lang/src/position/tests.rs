//! Claims about positions.

use proptest::prelude::*;
use rstest::rstest;

use super::*;

const DECLINED: &str = include_str!("declined.tsv");

#[test]
fn every_position_of_the_table_is_right_in_every_case() {
    let rows: Vec<Vec<&str>> = DECLINED.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!(rows.iter().map(|row| row[0]).collect::<Vec<_>>(), positions().collect::<Vec<_>>());
    assert!(rows.len() >= 60);
    for row in rows {
        let [nominative, genitive, dative, accusative] = row[..] else { panic!("{row:?}") };
        assert_eq!(position_in_case(nominative, Case::Nominative).as_deref(), Some(nominative));
        assert_eq!(position_in_case(nominative, Case::Genitive).as_deref(), Some(genitive));
        assert_eq!(position_in_case(nominative, Case::Dative).as_deref(), Some(dative));
        assert_eq!(position_in_case(nominative, Case::Accusative).as_deref(), Some(accusative));
    }
}

#[test]
fn no_position_stands_twice_in_the_table() {
    assert_eq!(positions().collect::<HashSet<_>>().len(), positions().count());
}

#[rstest]
#[case::capital("Учитель математики", "Учителю математики")]
#[case::capitals("УЧИТЕЛЬ МАТЕМАТИКИ", "УЧИТЕЛЮ МАТЕМАТИКИ")]
#[case::spaces(" педагог - психолог ", "педагогу-психологу")]
#[case::dash("учитель–логопед", "учителю-логопеду")]
#[case::subject_not_in_the_table("учитель хакасского языка", "учителю хакасского языка")]
#[case::abbreviation("учитель изо", "учителю изо")]
#[case::quoted("директор МБОУ «СОШ № 44»", "директору МБОУ «СОШ № 44»")]
#[case::two_by_comma("учитель физики, классный руководитель", "учителю физики, классному руководителю")]
#[case::two_by_and("учитель химии и заместитель директора", "учителю химии и заместителю директора")]
#[case::head_and_head("методист и тьютор", "методисту и тьютору")]
#[case::slash("методист / учитель химии", "методисту / учителю химии")]
#[case::complement_by_comma("учитель русского языка, литературы", "учителю русского языка, литературы")]
#[case::shortened("педагог доп. образования", "педагогу доп. образования")]
#[case::acting("И. о. директора", "И. о. директора")]
#[case::stazher("стажер", "стажеру")]
#[case::classes("учитель математики 5–9 классов", "учителю математики 5–9 классов")]
#[case::second_name(
    "ассистент (помощник) по оказанию технической помощи",
    "ассистенту (помощнику) по оказанию технической помощи"
)]
#[case::in_brackets("учитель родного (хантыйского) языка", "учителю родного (хантыйского) языка")]
#[case::deputy("Зам. директора по УВР", "Зам. директора по УВР")]
#[case::deputy_in_a_word("замдиректора по ВР", "замдиректора по ВР")]
#[case::acting_in_capitals("ИО директора", "ИО директора")]
#[case::three(
    "заместитель директора по УВР, учитель химии и биологии",
    "заместителю директора по УВР, учителю химии и биологии"
)]
#[case::class("классный руководитель 7 «А» класса", "классному руководителю 7 «А» класса")]
fn a_position_is_known_by_its_head(#[case] position: &str, #[case] dative: &str) {
    assert_eq!(position_in_case(position, Case::Dative).as_deref(), Some(dative));
}

#[rstest]
#[case("")]
#[case("  ,")]
#[case("космонавт")]
#[case("учитель математика")]
#[case("учитель английский язык")]
#[case("учителя математики")]
#[case("мама ученика")]
#[case("учитель химии, космонавт")]
#[case("учитель химии – классный руководитель")]
#[case("родитель ученика")]
#[case("teacher of English")]
fn an_unknown_position_is_not_guessed(#[case] position: &str) {
    assert_eq!(position_in_case(position, Case::Dative), None);
    assert_eq!(position_in_case(position, Case::Nominative).as_deref(), Some(position));
}

proptest! {
    #[test]
    fn no_position_panics(text in "\\PC*|(учитель|и|,|/| |-|педагог|методист|«|\\.|и о|по|УВР){0,10}") {
        for case in Case::ALL {
            if let Some(declined) = position_in_case(&text, case) {
                prop_assert_eq!(declined.is_empty(), text.is_empty());
            }
        }
    }
}
