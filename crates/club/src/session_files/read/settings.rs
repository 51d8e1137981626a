//! session.toml

use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;
use lang::FullName;
use toml::de::DeValue;

use super::findings::Findings;
use super::people::name_problem;
use super::table;
use super::toml::{Section, with_document};
use crate::document::check_number_pattern;
use crate::session_files::SessionSettings;

pub(super) const FILE: &str = "session.toml";

const KEYS: [&str; 12] = [
    "title",
    "season",
    "year",
    "slug",
    "time_zone",
    "region",
    "level",
    "host_school",
    "order",
    "attendance_rule",
    "numbering",
    "signatories",
];

/// The session's settings; an unknown key is refused.
pub(super) fn read(folder: &Path, findings: &mut Findings) -> Option<SessionSettings> {
    let text = table::text(folder, FILE, findings)?;
    let mut settings = None;
    with_document((FILE, &text), findings, |file, findings| settings = whole(file, findings));
    settings
}

fn whole(file: &Section, findings: &mut Findings) -> Option<SessionSettings> {
    file.only(&KEYS, findings);
    let title = file.text("title", findings);
    let season = file.read(("season", "winter или spring"), findings, word);
    let year = file.read(("year", "указать год, например 2027"), findings, |value| {
        whole_number(value, 2000..=2999)
    });
    let slug = file.read(("slug", "от 1 до 60 строчных латинских букв, цифр и дефисов"), findings, slug);
    let zone = file.read(("time_zone", "указать часовой пояс, например Asia/Yekaterinburg"), findings, zone);
    let region = file.text("region", findings);
    let level = file.read(("level", "municipal, regional, interregional или national"), findings, word);
    let host_school = file.text("host_school", findings);
    let order = file.section("order", findings).map(|section| order(&section, findings));
    let rule = file.section("attendance_rule", findings).map(|section| rule(&section, findings));
    let pattern = file.section("numbering", findings).and_then(|section| pattern(&section, findings));
    let signatories = signatories(file, findings);
    let ((order_number, order_on), (watch_percent, code_word)) = (order?, rule?);
    Some(SessionSettings {
        title: title?,
        season: season?,
        year: year?,
        slug: slug?,
        zone: zone?,
        region: region?,
        level: level?,
        host_school: host_school?,
        order_number: order_number?,
        order_on: order_on?,
        watch_percent: watch_percent?,
        code_word: code_word?,
        number_pattern: pattern?,
        signatories,
    })
}

fn order(section: &Section, findings: &mut Findings) -> (Option<String>, Option<NaiveDate>) {
    section.only(&["number", "date"], findings);
    let number = section.text("number", findings);
    (number, section.read(("date", "указать дату без кавычек, например 2027-03-01"), findings, date))
}

fn rule(section: &Section, findings: &mut Findings) -> (Option<i32>, Option<entity::CodeWordRule>) {
    section.only(&["watch_percent", "code_word"], findings);
    let percent =
        section.read(("watch_percent", "целое число от 0 до 100"), findings, |value| {
            whole_number(value, 0..=100)
        });
    (percent, section.read(("code_word", "counts, required или ignored"), findings, word))
}

fn pattern(section: &Section, findings: &mut Findings) -> Option<String> {
    section.only(&["pattern"], findings);
    let pattern = section.text("pattern", findings)?;
    let checked = check_number_pattern(&pattern);
    findings.need(checked, section.place_of("pattern"), |reason| {
        format!("Образец номера не подходит: {reason}.")
    })?;
    Some(pattern)
}

/// Position and name of everybody who signs.
fn signatories(file: &Section, findings: &mut Findings) -> Vec<(String, FullName)> {
    let sections = file.sections("signatories", findings);
    if let Some(fourth) = sections.get(3) {
        findings.fatal(fourth.place(), "Документы подписывают не больше трёх человек.");
    }
    let signatory = |section: &Section| {
        section.only(&["position", "name"], findings);
        let position = section.text("position", findings);
        let name = section.text("name", findings)?;
        let mut words = name.splitn(3, ' ');
        let mut word = || words.next().unwrap_or_default();
        let name = FullName::parse(word(), word(), word());
        let name = findings.need(name, section.place_of("name"), |problem| name_problem(&problem));
        Some((position?, name?))
    };
    sections.iter().filter_map(signatory).collect()
}

/// A word of a closed list.
fn word<T: std::str::FromStr>(value: &DeValue) -> Option<T> {
    value.as_str()?.parse().ok()
}

fn whole_number(value: &DeValue, range: std::ops::RangeInclusive<i32>) -> Option<i32> {
    let number = value.as_integer()?;
    i32::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| range.contains(number))
}

fn slug(value: &DeValue) -> Option<String> {
    let is_meant = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    let slug = value.as_str()?;
    ((1..=60).contains(&slug.len()) && slug.chars().all(is_meant)).then(|| slug.to_owned())
}

fn zone(value: &DeValue) -> Option<Tz> {
    value.as_str()?.parse().ok()
}

fn date(value: &DeValue) -> Option<NaiveDate> {
    let date = value.as_datetime()?.date?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())
}
