use super::*;

const LABELLED: &str = include_str!("../../../../tests/fixture/references.tsv");

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn lines(label: &str) -> Vec<(&'static str, &'static str)> {
    let rows = LABELLED.lines().skip(1).filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        Some((parts.next()?, parts.next()?, parts.next()?))
    });
    rows.filter(|row| row.0 == label).map(|(_, about, text)| (about, text)).collect()
}

#[test]
fn no_valid_reference_has_a_hint() {
    let lines = lines("valid");
    assert_eq!(lines.len(), 25);
    for (kind, text) in lines {
        assert_eq!(hints(text, today()), [], "{kind}: {text}");
    }
}

#[test]
fn every_invalid_reference_has_its_hint() {
    let expected: [&[Hint]; 15] = [
        &[Hint::TooShort, Hint::NoYear, Hint::NoExtent],
        &[Hint::BareAddress, Hint::NoAccessDate],
        &[Hint::NoAccessDate],
        &[Hint::NoScheme],
        &[Hint::ImpossibleAccessDate],
        &[Hint::FutureAccessDate],
        &[Hint::Abolished],
        &[Hint::NoPages],
        &[Hint::SingleSlash],
        &[Hint::NoYear],
        &[Hint::ImpossibleYear],
        &[Hint::WrongIsbn],
        &[Hint::TooShort, Hint::NoYear],
        &[Hint::NoExtent, Hint::NoFinalDot],
        &[Hint::PagesReversed],
    ];
    let lines = lines("invalid");
    assert_eq!(lines.len(), expected.len());
    for ((reason, text), expected) in lines.into_iter().zip(expected) {
        let found = hints(text, today());
        for hint in expected {
            assert!(found.contains(hint), "{reason}: {text} has {found:?}");
        }
    }
}

#[test]
fn a_list_is_read_line_by_line_without_its_numbers() {
    let list = "1. Выготский, Л. С. Мышление и речь / Л. С. Выготский. — Москва : Лабиринт, 1999. — 352 с.\n\n  2) Статья\n";
    let found = of_list(list, today());
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].hints, []);
    assert!(found[0].text.starts_with("Выготский"), "{}", found[0].text);
    assert_eq!((found[1].text.as_str(), found[1].hints.contains(&Hint::TooShort)), ("Статья", true));
    assert_eq!(of_list(" \n\n", today()), []);
}

#[test]
fn odd_texts_are_looked_at_without_harm() {
    for odd in [
        "",
        "//",
        "URL:",
        "ISBN",
        "С. –",
        "дата обращения: ",
        "ISBN 99999999999999999999",
        "\u{301}\u{301}",
        "С. 99999999999–1",
    ] {
        assert!(hints(odd, today()).contains(&Hint::TooShort), "{odd}");
    }
}
