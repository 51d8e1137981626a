//! A table of names by classes: fleeting vowels, nouns, adjectives, kept forms, double names, particles.

use super::{gender, rows};
use crate::{Case, FullName};

const CLASSES: &str = include_str!("../classes.tsv");

/// A name whose other parts have one form, so that only the part in question changes.
fn around(part: &str, word: &str) -> FullName {
    let name = |family: &str, given: &str, patronymic: Option<&str>| FullName {
        family: family.to_owned(),
        given: given.to_owned(),
        patronymic: patronymic.map(str::to_owned),
    };
    match part {
        "family" => name(word, "Серго", None),
        "given" => name("Ли", word, None),
        "patronymic" => name("Ли", "Серго", Some(word)),
        other => panic!("no part {other:?}"),
    }
}

#[test]
fn every_class_of_names_is_right_in_every_case() {
    let rows = rows(CLASSES);
    assert_eq!(rows.len(), 879);
    let mut wrong = Vec::new();
    for row in rows {
        let [part, letter, nominative, genitive, dative, accusative] = row[..] else { panic!("{row:?}") };
        let name = around(part, nominative);
        for (case, form) in
            [(Case::Genitive, genitive), (Case::Dative, dative), (Case::Accusative, accusative)]
        {
            let got = name.in_case(case, gender(letter));
            let wanted = around(part, form).full();
            if got != wanted {
                wrong.push((got, wanted));
            }
        }
    }
    assert_eq!(wrong, vec![]);
}
