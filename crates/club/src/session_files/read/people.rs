//! speakers.csv and listeners.csv

use std::collections::BTreeMap;
use std::path::Path;

use entity::Gender;
use lang::{FullName, Lang, NamePart, NameProblem};
use mail::{Address, AddressError};

use super::findings::Findings;
use super::table::{self, Ids, Row};
use crate::person::Profile;
use crate::session_files::FilePerson;

pub(super) const SPEAKERS: &str = "speakers.csv";
pub(super) const LISTENERS: &str = "listeners.csv";

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

/// The people of a file, and the ids that other files may name.
pub(super) struct People {
    pub(super) people: Vec<FilePerson>,
    pub(super) ids: Ids,
}

/// People of both files seen so far, by address, with the file and id of each.
#[derive(Default)]
pub(super) struct Addresses(BTreeMap<Address, Vec<(String, &'static str, String)>>);

/// The people of a file.
pub(super) fn read(
    folder: &Path,
    file: &'static str,
    addresses: &mut Addresses,
    findings: &mut Findings,
) -> People {
    let table = table::read(folder, file, &COLUMNS, findings);
    let mut people: Vec<FilePerson> = vec![];
    let mut seen = std::collections::BTreeSet::new();
    for row in table.iter().flat_map(table::Table::rows) {
        let id = row.text("id");
        if id.is_empty() {
            findings.fatal(row.place(), "У человека нет кода в столбце id.");
        } else if !seen.insert(id) {
            findings.fatal(row.place(), format!("Код «{id}» уже был: у каждого человека он свой."));
        }
        let Some(profile) = profile(row, findings) else { continue };
        addresses.note(row, &profile, findings);
        people.push(FilePerson { id: id.to_owned(), profile });
    }
    let ids = Ids::of(table.as_ref(), "id");
    People { people, ids }
}

impl Addresses {
    /// One person twice in a file is a mistake; several people at one address stay apart, and somebody should look.
    fn note(&mut self, row: &Row, profile: &Profile, findings: &mut Findings) {
        let Some(address) = &profile.email else { return };
        let ((file, _), id, name) = (row.place(), row.text("id"), profile.name.search_key());
        let known = self.0.entry(address.clone()).or_default();
        let twin = known.iter().find(|(other, of, _)| *other == name && *of == file);
        if let Some((_, _, twin)) = twin {
            findings.fatal(
                row.place(),
                format!("Этот человек с тем же адресом уже записан как {twin}: оставьте одну строку."),
            );
        } else if let Some((_, _, other)) = known.iter().find(|(other, ..)| *other != name) {
            findings.doubtful(
                row.place(),
                format!("Общий почтовый ящик с {other}: это разные люди, письма обоих придут в один ящик."),
            );
        }
        known.push((name, file, id.to_owned()));
    }
}

fn profile(row: &Row, findings: &mut Findings) -> Option<Profile> {
    let place = row.place();
    let name = FullName::parse(row.text("last"), row.text("first"), row.text("middle"));
    let name = findings.need(name, place, |problem| name_problem(&problem));
    let zone = row.zone("tz", findings);
    let email = Address::parse(row.text("email"));
    let email = findings.need(email, place, |problem| address_problem(row.text("email"), &problem));
    let gender = findings.need(gender(row.text("gender")), place, |()| "Пол — f, m или ничего.".to_owned());
    let experience = findings.need(years(row.text("experience_years")), place, |()| {
        "Стаж — целое число лет от 0 до 80 или ничего.".to_owned()
    });
    let mut empty = vec![];
    let mut text = |column, called| {
        let text = row.one_line(column, findings);
        if text.is_none() {
            empty.push(called);
        }
        text.unwrap_or_default()
    };
    let (position, school_name) = (text("position", "должность"), text("school", "школа"));
    let (city, region) = (text("city", "город"), text("region", "регион"));
    let phone = row.one_line("phone", findings);
    if !empty.is_empty() {
        findings.doubtful(place, format!("Не заполнено: {}.", empty.join(", ")));
    }
    Some(Profile {
        name: name?,
        gender: gender?,
        position,
        school_name,
        city,
        region,
        zone: zone?,
        experience_years: experience?,
        email: Some(email?),
        phone,
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

fn address_problem(text: &str, problem: &AddressError) -> String {
    match problem {
        AddressError::LooksCyrillic { suggestion } => {
            format!("В адресе почты русские буквы. Возможно, имелось в виду «{suggestion}».")
        }
        _ if text.is_empty() => "Не указан адрес почты.".to_owned(),
        _ => format!("«{text}» не похоже на адрес почты."),
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
