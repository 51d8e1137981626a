//! What a line of a list says of a teacher.

use chrono_tz::Tz;
use entity::{Gender, WebinarId, webinar};
use lang::{FullName, Lang, NameProblem, one_line, search_key};
use mail::Address;

use super::columns::Column;
use super::table::TableLine;
use crate::person::Profile;

/// What holds for every line that does not say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForAll {
    pub school: String,
    pub city: String,
    pub region: String,
    pub zone: Tz,
    pub language: Lang,
    /// For lines that name none.
    pub webinars: Vec<WebinarId>,
}

/// A teacher of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub profile: Profile,
    pub webinars: Vec<WebinarId>,
}

/// Why a line is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineProblem {
    NoName,
    Name(NameProblem),
    /// Of the e-mail address: what stands there.
    Email(String),
    Experience(String),
    /// The word that names no webinar which one can still register for.
    Webinar(String),
    NoWebinar,
    NoSchool,
    TooLong,
}

/// Reads a line by what its columns mean.
pub(super) fn read(
    line: &TableLine,
    columns: &[Column],
    for_all: &ForAll,
    webinars: &[webinar::Model],
) -> Result<Entry, LineProblem> {
    let cell = |column| cell(line, columns, column);
    let name = name([Column::Family, Column::Given, Column::Patronymic].map(cell), cell(Column::FullName))?;
    let text = |column, most| one_line_or_empty(cell(column), most);
    let or = |text: String, otherwise: &String| if text.is_empty() { otherwise.clone() } else { text };
    let school_name = or(text(Column::School, 200)?, &for_all.school);
    if school_name.is_empty() {
        return Err(LineProblem::NoSchool);
    }
    let profile = Profile {
        name,
        gender: gender(cell(Column::Gender)),
        position: text(Column::Position, 200)?,
        school_name,
        city: or(text(Column::City, 100)?, &for_all.city),
        region: or(text(Column::Region, 100)?, &for_all.region),
        zone: for_all.zone,
        experience_years: experience(cell(Column::Experience))?,
        email: email(cell(Column::Email))?,
        phone: Some(text(Column::Phone, 40)?).filter(|phone| !phone.is_empty()),
        language: for_all.language,
    };
    let webinars = chosen(cell(Column::Webinars), &for_all.webinars, webinars)?;
    Ok(Entry { profile, webinars })
}

fn cell<'a>(line: &'a TableLine, columns: &[Column], wanted: Column) -> &'a str {
    let place = columns.iter().position(|column| *column == wanted);
    place.and_then(|place| line.cells.get(place)).map_or("", |cell| cell.trim())
}

fn one_line_or_empty(text: &str, most: usize) -> Result<String, LineProblem> {
    match one_line(text, most) {
        Ok(text) => Ok(text),
        Err(lang::TextProblem::Empty) => Ok(String::new()),
        Err(lang::TextProblem::TooLong { .. }) => Err(LineProblem::TooLong),
    }
}

/// A name of three cells, or of one: surname, given name, and the rest as patronymic («Рафик оглы»).
fn name([family, given, patronymic]: [&str; 3], full: &str) -> Result<FullName, LineProblem> {
    let parsed = if family.is_empty() && given.is_empty() {
        let mut words = full.split_whitespace();
        let (Some(family), Some(given)) = (words.next(), words.next()) else {
            return Err(LineProblem::NoName);
        };
        FullName::parse(family, given, &words.collect::<Vec<_>>().join(" "))
    } else {
        FullName::parse(family, given, patronymic)
    };
    parsed.map_err(LineProblem::Name)
}

fn gender(typed: &str) -> Gender {
    match search_key(typed).chars().next() {
        Some('ж' | 'f') => Gender::Female,
        Some('м' | 'm') => Gender::Male,
        _ => Gender::Unknown,
    }
}

fn email(typed: &str) -> Result<Option<Address>, LineProblem> {
    if typed.is_empty() || typed.chars().all(|letter| "-–—".contains(letter)) {
        return Ok(None);
    }
    Address::parse(typed).map(Some).map_err(|_no_address| LineProblem::Email(typed.to_owned()))
}

/// «7», «7 лет», «менее года», «7,5».
fn experience(typed: &str) -> Result<Option<i32>, LineProblem> {
    let typed = search_key(typed);
    if typed.is_empty() || typed == "-" {
        return Ok(None);
    }
    let digits: String = typed.chars().take_while(char::is_ascii_digit).collect();
    let is_short = ["менее", "до года", "нет", "less"].iter().any(|word| typed.starts_with(word));
    let years = if is_short { Some(0) } else { digits.parse::<i32>().ok() };
    let years = years.filter(|years| (0..=70).contains(years));
    years.map(Some).ok_or(LineProblem::Experience(typed))
}

/// Webinars by their codes or titles, or all of them.
fn chosen(
    typed: &str,
    for_all: &[WebinarId],
    webinars: &[webinar::Model],
) -> Result<Vec<WebinarId>, LineProblem> {
    let everything = || webinars.iter().map(|webinar| webinar.id).collect();
    let found = match search_key(typed).as_str() {
        "" => for_all.to_vec(),
        "все" | "all" | "*" => everything(),
        // A title may have a comma in it.
        key => match by_title(key, webinars) {
            Some(id) => vec![id],
            None => by_words(typed, webinars)?,
        },
    };
    if found.is_empty() { Err(LineProblem::NoWebinar) } else { Ok(found) }
}

fn by_title(key: &str, webinars: &[webinar::Model]) -> Option<WebinarId> {
    let is_named = |webinar: &&webinar::Model| search_key(&webinar.title) == key;
    webinars.iter().find(is_named).map(|webinar| webinar.id)
}

fn by_words(typed: &str, webinars: &[webinar::Model]) -> Result<Vec<WebinarId>, LineProblem> {
    let parts: Vec<&str> = if typed.contains([';', '\n', '|']) {
        typed.split([';', '\n', '|']).collect()
    } else {
        typed.split(',').collect()
    };
    let mut found = vec![];
    for part in parts.into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        let key = search_key(part);
        let by_code =
            webinars.iter().find(|webinar| search_key(&webinar.code) == key).map(|webinar| webinar.id);
        let Some(id) = by_code.or_else(|| by_title(&key, webinars)) else {
            // «S01 S03» is separated by nothing but spaces.
            found.extend(by_codes(part, webinars)?);
            continue;
        };
        found.push(id);
    }
    found.sort_unstable();
    found.dedup();
    Ok(found)
}

fn by_codes(part: &str, webinars: &[webinar::Model]) -> Result<Vec<WebinarId>, LineProblem> {
    let of_code = |word: &str| {
        let key = search_key(word);
        let found = webinars.iter().find(|webinar| search_key(&webinar.code) == key);
        found.map(|webinar| webinar.id).ok_or_else(|| LineProblem::Webinar(part.to_owned()))
    };
    part.split_whitespace().map(of_code).collect()
}
