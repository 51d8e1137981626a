//! speakers.csv and listeners.csv

use std::collections::BTreeMap;
use std::path::Path;

use chrono_tz::Tz;
use entity::Gender;
use lang::{FullName, Lang, NamePart, NameProblem};
use mail::Address;

use super::findings::Findings;
use super::settings::unknown_zone;
use super::table::{self, Row};
use crate::person::Profile;
use crate::session_files::FilePerson;

const COLUMNS: [&str; 13] = [
    "id",
    "last",
    "first",
    "middle",
    "gender",
    "position",
    "school",
    "city",
    "region",
    "tz",
    "experience_years",
    "email",
    "phone",
];

/// People seen so far by address: two with one address are pointed out.
#[derive(Default)]
pub(super) struct Addresses(BTreeMap<Address, Vec<FullName>>);

/// The people of a file.
pub(super) fn read(
    folder: &Path,
    file: &'static str,
    addresses: &mut Addresses,
    findings: &mut Findings,
) -> Vec<FilePerson> {
    let mut people: Vec<FilePerson> = vec![];
    for row in table::rows(folder, file, &COLUMNS, findings).unwrap_or_default() {
        let id = row.text("id").to_owned();
        if id.is_empty() || people.iter().any(|person| person.id == id) {
            findings.fatal(row.place(), format!("Код «{id}» пуст или уже был."));
            continue;
        }
        let Some(profile) = profile(&row, findings) else { continue };
        if let Some(address) = &profile.email {
            addresses.note(address, &profile.name, row.place(), findings);
        }
        people.push(FilePerson { id, profile });
    }
    people
}

impl Addresses {
    fn note(&mut self, address: &Address, name: &FullName, place: (&str, u64), findings: &mut Findings) {
        let known = self.0.entry(address.clone()).or_default();
        if known.iter().any(|other| other.search_key() == name.search_key()) && place.0 == "listeners.csv" {
            findings.doubtful(place, "Тот же человек с тем же адресом уже есть: это один и тот же участник.");
        } else if !known.is_empty() {
            findings.doubtful(
                place,
                "Этот адрес почты уже есть у другого человека: письма придут обоим в один ящик.",
            );
        }
        known.push(name.clone());
    }
}

fn profile(row: &Row, findings: &mut Findings) -> Option<Profile> {
    let place = row.place();
    let name = FullName::parse(row.text("last"), row.text("first"), row.text("middle"));
    let name = findings.need(name, place, |problem| name_problem(&problem));
    let zone = findings.need(row.text("tz").parse::<Tz>(), place, |_| unknown_zone(row.text("tz")));
    let email = Address::parse(row.text("email"));
    let email =
        findings.need(email, place, |_| format!("Адрес почты «{}» не похож на адрес.", row.text("email")));
    let gender = findings.need(gender(row.text("gender")), place, |()| "Пол — f, m или ничего.".to_owned());
    let experience = findings.need(years(row.text("experience_years")), place, |()| {
        "Стаж — целое число лет от 0 до 80 или ничего.".to_owned()
    });
    Some(Profile {
        name: name?,
        gender: gender?,
        position: row.text("position").to_owned(),
        school_name: row.text("school").to_owned(),
        city: row.text("city").to_owned(),
        region: row.text("region").to_owned(),
        zone: zone?,
        experience_years: experience?,
        email: Some(email?),
        phone: Some(row.text("phone").to_owned()).filter(|phone| !phone.is_empty()),
        language: Lang::Ru,
    })
}

fn gender(text: &str) -> Result<Gender, ()> {
    match text {
        "f" => Ok(Gender::Female),
        "m" => Ok(Gender::Male),
        "" => Ok(Gender::Unknown),
        _ => Err(()),
    }
}

fn years(text: &str) -> Result<Option<i32>, ()> {
    match text {
        "" => Ok(None),
        text => text.parse().ok().filter(|years| (0..=80).contains(years)).map(Some).ok_or(()),
    }
}

/// A sentence for somebody who mends a file.
pub(super) fn name_problem(problem: &NameProblem) -> String {
    let part = match problem.part() {
        NamePart::Family => "Фамилия",
        NamePart::Given => "Имя",
        NamePart::Patronymic => "Отчество",
    };
    match problem {
        NameProblem::Empty { .. } => format!("{part}: ничего не написано."),
        NameProblem::TooLong { max, .. } => format!("{part}: больше {max} знаков."),
        NameProblem::MixedAlphabets { hint, .. } => {
            format!("{part}: в одном слове русские и латинские буквы. Возможно, имелось в виду «{hint}».")
        }
    }
}
