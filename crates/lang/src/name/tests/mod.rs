//! Claims about names, most of them over lists of labelled names.

mod cases;
mod classes;
mod typed;

use crate::{FullName, Gender};

fn name(family: &str, given: &str, patronymic: &str) -> FullName {
    FullName::parse(family, given, patronymic).unwrap()
}

/// «Иванова Мария Петровна» in one text: the surname, the given name, the rest.
fn full(text: &str) -> FullName {
    let mut parts = text.splitn(3, ' ');
    name(parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap_or_default())
}

fn gender(letter: &str) -> Gender {
    match letter {
        "f" => Gender::Female,
        "m" => Gender::Male,
        other => panic!("no gender {other:?}"),
    }
}

fn rows(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect()).collect()
}
