//! Schools that are likely to be one and the same: `МБОУ СОШ № 2` and `Средняя школа №2 г. Кургана`.

use std::collections::{BTreeMap, BTreeSet};

use entity::school;
use sea_orm::DbErr;

use super::queries;
use crate::{Club, Viewer};

/// Groups of schools that are likely to be one; curators only, others see none.
///
/// # Errors
/// When the database refuses.
pub async fn duplicates(club: &Club, viewer: &Viewer) -> Result<Vec<Vec<school::Model>>, DbErr> {
    if !viewer.is_curator() {
        return Ok(vec![]);
    }
    Ok(groups(queries::standing(club.storage.reads()).await?))
}

/// Schools that are likely to be this one; curators only, others see none.
///
/// # Errors
/// When the database refuses.
pub async fn duplicates_of(
    club: &Club,
    viewer: &Viewer,
    school: &school::Model,
) -> Result<Vec<school::Model>, DbErr> {
    let groups = duplicates(club, viewer).await?;
    let own = groups.into_iter().find(|group| group.iter().any(|other| other.id == school.id));
    Ok(own.unwrap_or_default().into_iter().filter(|other| other.id != school.id).collect())
}

fn groups(schools: Vec<school::Model>) -> Vec<Vec<school::Model>> {
    let mut groups: BTreeMap<String, Vec<school::Model>> = BTreeMap::new();
    for school in schools {
        groups.entry(likeness(&school)).or_default().push(school);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// The same for schools that differ in nothing but legal form, order and spelling.
fn likeness(school: &school::Model) -> String {
    let city = words(&school.city);
    let names: BTreeSet<String> = words(&school.short_name)
        .into_iter()
        .filter(|word| !city.contains(word) && !is_form(word))
        .map(|word| meant(&word).to_owned())
        .collect();
    let city: Vec<&str> = city.iter().map(String::as_str).filter(|word| !is_form(word)).collect();
    if names.is_empty() {
        // A name that says nothing but its legal form is like no other.
        return format!("{}|{}", city.join(" "), school.id);
    }
    format!("{}|{}", city.join(" "), names.into_iter().collect::<Vec<_>>().join(" "))
}

/// Words and numbers: `школа№2` is two of them.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![];
    let mut word = String::new();
    for letter in lang::search_key(text).chars() {
        let is_other_sort =
            word.chars().last().is_some_and(|last: char| last.is_numeric() != letter.is_numeric());
        if !letter.is_alphanumeric() || is_other_sort {
            words.push(std::mem::take(&mut word));
        }
        if letter.is_alphanumeric() {
            word.push(letter);
        }
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

/// Legal forms and words that one writes and another leaves out.
fn is_form(word: &str) -> bool {
    const FORMS: [&str; 34] = [
        "мбоу",
        "мкоу",
        "маоу",
        "моу",
        "гбоу",
        "гкоу",
        "гаоу",
        "гоу",
        "фгбоу",
        "фгкоу",
        "чоу",
        "ноу",
        "ано",
        "оо",
        "мбдоу",
        "мадоу",
        "мдоу",
        "мкдоу",
        "гбдоу",
        "гбпоу",
        "гапоу",
        "мбу",
        "мау",
        "до",
        "дпо",
        "г",
        "гор",
        "пгт",
        "с",
        "п",
        "д",
        "ст",
        "им",
        "имени",
    ];
    const BEGINNINGS: [&str; 16] = [
        "муниципальн",
        "государственн",
        "бюджетн",
        "автономн",
        "казенн",
        "частн",
        "общеобразовательн",
        "образовательн",
        "учрежден",
        "организац",
        "дошкольн",
        "средн",
        "город",
        "федеральн",
        "областн",
        "краев",
    ];
    FORMS.contains(&word) || BEGINNINGS.iter().any(|beginning| word.starts_with(beginning))
}

/// The word that an abbreviation stands for.
fn meant(word: &str) -> &str {
    match word {
        "сош" | "сш" | "ош" | "оош" | "школы" => "школа",
        "гимназии" => "гимназия",
        "лицея" => "лицей",
        "детский" | "детского" | "дс" | "сада" => "сад",
        word => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn school(name: &str, city: &str) -> school::Model {
        school::Model {
            short_name: name.to_owned(),
            city: city.to_owned(),
            id: uuid::Uuid::from_u128(name.bytes().map(u128::from).sum()).into(),
            ..super::super::new_of_tests(name, city)
        }
    }

    #[test]
    fn one_school_written_in_several_ways_is_one() {
        for (one, other) in [
            ("МБОУ СОШ № 2", "Средняя школа №2"),
            ("МБОУ «СОШ №2» г. Курган", "СОШ 2"),
            ("ГБОУ лицей № 150", "Лицей 150"),
            ("МБОУ гимназия №2", "Муниципальное бюджетное общеобразовательное учреждение «Гимназия № 2»"),
        ] {
            assert_eq!(likeness(&school(one, "Курган")), likeness(&school(other, "г. Курган")), "{one}");
        }
    }

    #[test]
    fn different_schools_stay_apart() {
        for (one, other) in [
            (("МБОУ СОШ № 2", "Курган"), ("МБОУ СОШ № 2", "Тюмень")),
            (("МБОУ СОШ № 2", "Курган"), ("МБОУ СОШ № 12", "Курган")),
            (("Гимназия № 2", "Курган"), ("Лицей № 2", "Курган")),
            (("МБОУ", "Курган"), ("МАОУ", "Курган")),
        ] {
            assert_ne!(likeness(&school(one.0, one.1)), likeness(&school(other.0, other.1)), "{one:?}");
        }
    }
}
