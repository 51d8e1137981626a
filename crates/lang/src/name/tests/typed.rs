//! What people type into the three fields, and what is kept of it.

use proptest::prelude::*;
use rstest::rstest;

use super::{full, name};
use crate::{Case, FullName, Gender, NamePart, NameProblem};

#[rstest]
#[case::spaces("  Иванова ", "Мария\u{a0}", "\tПетровна\r\n", "Иванова Мария Петровна")]
#[case::capitals("ИВАНОВА", "МАРИЯ", "ПЕТРОВНА", "Иванова Мария Петровна")]
#[case::small("иванова", "мария", "петровна", "Иванова Мария Петровна")]
#[case::one_part_only("ИВАНОВА", "Мария", "петровна", "Иванова Мария Петровна")]
#[case::hyphens("вознесенская - ЗАЙЦЕВА", "АННА–МАРИЯ", "", "Вознесенская-Зайцева Анна-Мария")]
#[case::composed("Щеголева", "Инна", "Сергеи\u{306}вна", "Щеголева Инна Сергейвна")]
#[case::invisible("Ива\u{200b}нова", "\u{202e}Мария", "Петров\u{ad}на\0", "Иванова Мария Петровна")]
#[case::line_break("Иванов\r\nПетров", "Иван", "", "Иванов Петров Иван")]
#[case::son("МАМЕДОВ", "ТИМУР", "РАФИК ОГЛЫ", "Мамедов Тимур Рафик оглы")]
#[case::daughter("мамедова", "лейла", "гасан-кызы", "Мамедова Лейла Гасан-кызы")]
#[case::particles("ФОН БЕРГ", "МАРИЯ", "", "фон Берг Мария")]
#[case::particle_capital_kept("Фон Берг", "Мария", "", "Фон Берг Мария")]
#[case::chinese("ВАН", "ЛИ", "", "Ван Ли")]
#[case::irish("О'НИЛ", "д'артур", "", "О'Нил Д'Артур")]
#[case::ukrainian("лук'яненко", "ОКСАНА", "", "Лук'яненко Оксана")]
#[case::as_typed("МакДональд", "ДжоАнн", "", "МакДональд ДжоАнн")]
#[case::initials("иванова", "м.п.", "", "Иванова М. П.")]
#[case::double_initials("иванова", "а.-м.п.", "", "Иванова А.-М. П.")]
#[case::shortened("иванова", "МАР.П.", "", "Иванова Мар. П.")]
#[case::no_patronymic_dash("Ли", "Серго", "—", "Ли Серго")]
#[case::no_patronymic_hyphen("Ли", "Серго", " - ", "Ли Серго")]
#[case::no_patronymic_said("Ли", "Серго", "Нет", "Ли Серго")]
#[case::latin("SMITH", "JOHN", "", "Smith John")]
#[case::no_capital("ßa", "ива", "", "ßa Ива")]
#[case::latin_particle("VAN GOGH", "VINCENT", "", "van Gogh Vincent")]
#[case::markup("<script>alert(1)</script>", "Иван2", "", "<Script>alert(1)</script> Иван2")]
fn a_typed_name_is_mended(
    #[case] family: &str,
    #[case] given: &str,
    #[case] patronymic: &str,
    #[case] kept: &str,
) {
    assert_eq!(name(family, given, patronymic).full(), kept);
}

#[test]
fn a_missing_part_is_named() {
    let problem = |family, given| FullName::parse(family, given, "").unwrap_err();
    assert_eq!(problem("", "Мария"), NameProblem::Empty { part: NamePart::Family });
    assert_eq!(problem("Иванова", " \u{a0}\u{200b}"), NameProblem::Empty { part: NamePart::Given });
    assert_eq!(problem("Иванова", "—").part(), NamePart::Given);
}

#[test]
fn a_part_may_have_200_characters_and_not_one_more() {
    let long = "щ".repeat(200);
    assert_eq!(name(&long, "Анна", "").family.chars().count(), 200);
    assert_eq!(
        FullName::parse("Иванова", "Анна", &"щ".repeat(201)),
        Err(NameProblem::TooLong { part: NamePart::Patronymic, max: 200 })
    );
}

#[test]
fn a_word_of_two_alphabets_is_refused_with_what_is_probably_meant() {
    let hint = |family| match FullName::parse(family, "Мария", "") {
        Err(NameProblem::MixedAlphabets { part: NamePart::Family, hint }) => hint,
        other => panic!("{other:?}"),
    };
    assert_eq!(hint("Ивaнoвa"), "Иванова");
    assert_eq!(hint("CМИРНOBA"), "Смирнова");
    assert_eq!(hint("Smiтh"), "Smith");
    assert_eq!(name("Иванова Smith", "Мария", "").family, "Иванова Smith");
}

#[test]
fn a_letter_keeps_four_marks_at_most() {
    let marks = "\u{301}".repeat(200);
    let marked = name(&format!("Ива{marks}нов"), "Пётр", "");
    assert_eq!(marked.family, format!("Ива{}нов", "\u{301}".repeat(4)));
}

#[rstest]
#[case("Иванова Мария Петровна", Gender::Female)]
#[case("Соловей Иван Ильич", Gender::Male)]
#[case("Мамедова Айнур Гасан кызы", Gender::Female)]
#[case("Мамедов Айнур Гасан оглы", Gender::Male)]
#[case("Ахметов Айнур Маратулы", Gender::Male)]
#[case("Ли Анна-Мария", Gender::Female)]
#[case("Белоконь Абдул-Меджид", Gender::Male)]
#[case("Иванова Саша", Gender::Unknown)]
#[case("Иванова Женя", Gender::Unknown)]
#[case("Петров Айнур", Gender::Unknown)]
#[case("Иванова М. П.", Gender::Unknown)]
#[case("Иванова Хнумхотепа", Gender::Unknown)]
#[case("Ким Эрих-Мария", Gender::Unknown)]
#[case("Пестов Никита", Gender::Male)]
#[case("Окуджава Фёкла", Gender::Female)]
#[case("Мария Петровна Рабинович", Gender::Unknown)]
#[case("Смит Анна Джули", Gender::Female)]
#[case("Дас Кумар Кришна", Gender::Unknown)]
#[case("Ли Хосе-Мария", Gender::Unknown)]
#[case("Ли Итибеоя-Мария", Gender::Unknown)]
#[case("Асанов Айнур Жумабек уулу", Gender::Male)]
#[case("Ахметов Айнур Бекжанулы", Gender::Male)]
#[case("Ахметова Айнур Бекжанқызы", Gender::Female)]
#[case("Каримов Саша Алишер ўғли", Gender::Male)]
#[case("Коваль Саша Миколаївна", Gender::Female)]
#[case("Фомина Саша Саввишна", Gender::Female)]
#[case("Иванова Саша Георгиева", Gender::Unknown)]
#[case("Ким Алмаз", Gender::Unknown)]
fn the_gender_is_told_by_patronymic_or_given_name_and_never_guessed(
    #[case] typed: &str,
    #[case] gender: Gender,
) {
    assert_eq!(full(typed).gender(), gender);
}

#[test]
fn a_patronymic_in_the_field_of_the_given_name_tells_the_gender() {
    assert_eq!(name("Мамедова", "Лейла Рафик кызы", "").gender(), Gender::Female);
    assert_eq!(name("Мамедов", "Айнур Рафик оглы", "").gender(), Gender::Male);
    assert_eq!(name("Иванова", "Саша Петровна", "").gender(), Gender::Female);
}

#[test]
fn a_name_is_found_by_its_search_key() {
    assert_eq!(full("Щёлокова Анна-Мария Семёновна").search_key(), "щелокова анна-мария семеновна");
}

#[test]
fn no_given_name_is_in_both_lists() {
    let words = |text: &'static str| text.split_whitespace().collect::<std::collections::BTreeSet<_>>();
    let female = words(include_str!("../given_female.txt"));
    let male = words(include_str!("../given_male.txt"));
    assert_eq!(female.intersection(&male).collect::<Vec<_>>(), Vec::<&&str>::new());
    for name in female.iter().chain(&male) {
        assert_eq!(crate::search_key(name), **name, "the list holds search keys");
    }
}

/// Strings with what is likely to break names: letters of several alphabets, marks, hyphens, spaces, invisible ones.
fn rough() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[А-Яа-яЁёA-Za-z .'’\\-\u{301}\u{306}\u{200b}\u{202e}\u{a0}]{0,40}",
        "(ОГЛЫ|кызы|фон|де|Абдул|И|ий|ец|ок|ья|ая|ь|й|İ|ß|ǅ|-| |\\.){0,8}",
    ]
}

proptest! {
    #[test]
    fn nothing_typed_makes_a_name_panic(family in rough(), given in rough(), patronymic in rough()) {
        let raw = FullName { family: family.clone(), given: given.clone(), patronymic: Some(patronymic.clone()) };
        for name in FullName::parse(&family, &given, &patronymic).into_iter().chain([raw]) {
            for gender in [Gender::Female, Gender::Male, Gender::Unknown, name.gender()] {
                for case in Case::ALL {
                    prop_assert!(!name.in_case(case, gender).is_empty());
                    prop_assert!(!name.initials_in_case(case, gender).contains('\n') || name.family.contains('\n'));
                }
                name.salutation(gender, crate::Lang::Ru);
            }
            prop_assert_eq!(name.in_case(Case::Dative, Gender::Unknown), name.full());
        }
    }

    #[test]
    fn no_case_adds_characters_that_cannot_be_seen(family in rough(), given in rough(), patronymic in rough()) {
        if let Ok(name) = FullName::parse(&family, &given, &patronymic) {
            for gender in [Gender::Female, Gender::Male] {
                for case in Case::ALL {
                    let inflected = name.in_case(case, gender);
                    prop_assert_eq!(crate::text::visible(&inflected).len(), inflected.len());
                    prop_assert_eq!(crate::text::collapse_spaces(&inflected), inflected);
                }
            }
        }
    }

    #[test]
    fn a_kept_name_typed_again_is_the_same(family in rough(), given in rough(), patronymic in rough()) {
        if let Ok(name) = FullName::parse(&family, &given, &patronymic) {
            let again = FullName::parse(&name.family, &name.given, name.patronymic.as_deref().unwrap_or_default());
            prop_assert_eq!(again, Ok(name));
        }
    }
}
