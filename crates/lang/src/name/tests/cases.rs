//! Labelled names in every column: 70 hard ones and everybody of the spring session.

use super::{full, gender, name, rows};
use crate::{Case, FullName, Gender, Lang};

const LABELLED: &str = include_str!("../labelled_names.tsv");
const SESSION: &str = include_str!("../session_names.tsv");

#[test]
fn every_labelled_name_is_right_in_every_column() {
    let rows = rows(LABELLED);
    assert_eq!(rows.len(), 70);
    let mut wrong = Vec::new();
    for row in rows {
        let [family, given, patronymic, letter, dative, accusative, genitive, initials, _tag] = row[..]
        else {
            panic!("a row of {} columns: {row:?}", row.len())
        };
        let name = name(family, given, patronymic);
        let gender = gender(letter);
        let columns = [
            (name.in_case(Case::Nominative, gender), [family, given, patronymic].join(" ").trim().to_owned()),
            (name.in_case(Case::Dative, gender), dative.to_owned()),
            (name.in_case(Case::Accusative, gender), accusative.to_owned()),
            (name.in_case(Case::Genitive, gender), genitive.to_owned()),
            (name.initials_in_case(Case::Dative, gender).replace('\u{a0}', " "), initials.to_owned()),
        ];
        wrong.extend(columns.into_iter().filter(|(got, wanted)| got != wanted));
    }
    assert_eq!(wrong, vec![]);
}

#[test]
fn every_labelled_gender_is_told_by_the_name() {
    let wrong: Vec<_> = rows(LABELLED)
        .into_iter()
        .filter(|row| name(row[0], row[1], row[2]).gender() != gender(row[3]))
        .collect();
    assert_eq!(wrong, Vec::<Vec<&str>>::new());
}

#[test]
fn everybody_of_the_spring_session_is_named_as_on_their_documents() {
    let rows = rows(SESSION);
    assert_eq!(rows.len(), 66);
    for row in rows {
        let [nominative, letter, dative, accusative, salutation] = row[..] else { panic!("{row:?}") };
        let name = full(nominative);
        let gender = gender(letter);
        assert_eq!(name.gender(), gender, "{nominative}");
        assert_eq!(name.full(), nominative);
        assert_eq!(name.in_case(Case::Dative, gender), dative);
        if !accusative.is_empty() {
            assert_eq!(name.in_case(Case::Accusative, gender), accusative);
            assert_eq!(name.salutation(gender, Lang::Ru).as_deref(), Some(salutation));
        }
    }
}

#[test]
fn with_an_unknown_gender_a_name_stays_in_the_nominative() {
    for row in rows(LABELLED) {
        let name = name(row[0], row[1], row[2]);
        for case in Case::ALL {
            assert_eq!(name.in_case(case, Gender::Unknown), name.full());
            assert_eq!(name.initials_in_case(case, Gender::Unknown), name.initials());
        }
    }
}

#[test]
fn initials_stand_after_the_surname_or_before_it_without_a_break() {
    let anna = full("Щёлокова Анна-Мария Сергеевна");
    assert_eq!(anna.initials(), "Щёлокова\u{a0}А.-М.\u{a0}С.");
    assert_eq!(anna.initials_first(), "А.-М.\u{a0}С.\u{a0}Щёлокова");
    assert_eq!(anna.initials_in_case(Case::Genitive, Gender::Female), "Щёлоковой\u{a0}А.-М.\u{a0}С.");
    assert_eq!(full("Живаго Тимур Рафик оглы").initials(), "Живаго\u{a0}Т.\u{a0}Р.");
    assert_eq!(full("Ли Серго").initials_first(), "С.\u{a0}Ли");
}

#[test]
fn a_name_with_initials_only_declines_its_surname_and_addresses_nobody() {
    for typed in ["М. П.", "М.П.", "м. п.", "М П", "М."] {
        let name = name("Иванова", typed, "");
        assert!(name.has_only_initials(), "{typed}");
        assert_eq!(name.gender(), Gender::Unknown);
        assert_eq!(name.salutation(Gender::Female, Lang::Ru), None);
        assert_eq!(name.salutation(Gender::Female, Lang::En), None);
    }
    let maria = name("Иванова", "М.", "П.");
    assert_eq!(maria.in_case(Case::Dative, Gender::Female), "Ивановой М. П.");
    assert_eq!(maria.in_case(Case::Dative, Gender::Unknown), "Иванова М. П.");
    assert_eq!(maria.initials(), "Иванова\u{a0}М.\u{a0}П.");
    assert_eq!(name("Иванова", "М. П.", "").initials_first(), "М.\u{a0}П.\u{a0}Иванова");
}

#[test]
fn a_salutation_needs_the_gender_in_russian_and_not_in_english() {
    let maria = full("Иванова Мария Петровна");
    let say = |name: &FullName, gender, lang| name.salutation(gender, lang);
    assert_eq!(say(&maria, Gender::Female, Lang::Ru).as_deref(), Some("Уважаемая Мария Петровна"));
    assert_eq!(say(&maria, Gender::Unknown, Lang::Ru), None);
    assert_eq!(say(&maria, Gender::Unknown, Lang::En).as_deref(), Some("Dear Мария Петровна"));
    assert_eq!(say(&full("Ли Серго"), Gender::Male, Lang::Ru).as_deref(), Some("Уважаемый Серго"));
    let initial = name("Иванова", "Мария", "П.");
    assert_eq!(say(&initial, Gender::Female, Lang::Ru).as_deref(), Some("Уважаемая Мария"));
}
