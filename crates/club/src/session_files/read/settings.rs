//! session.toml

use std::path::Path;

use chrono::NaiveDate;
use chrono_tz::Tz;
use entity::{CodeWordRule, Level, Season};
use lang::FullName;
use serde::Deserialize;

use super::findings::Findings;
use super::people::name_problem;
use super::table;
use crate::session_files::SessionSettings;

pub(super) const FILE: &str = "session.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    title: String,
    season: Season,
    year: i32,
    slug: String,
    time_zone: String,
    region: String,
    level: Level,
    host_school: String,
    order: Order,
    attendance_rule: AttendanceRule,
    numbering: Numbering,
    #[serde(default)]
    signatories: Vec<Signatory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    number: String,
    date: toml::value::Datetime,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AttendanceRule {
    watch_percent: i32,
    code_word: CodeWordRule,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbering {
    pattern: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Signatory {
    position: String,
    name: String,
}

/// The session's settings; an unknown key is refused.
pub(super) fn read(folder: &Path, findings: &mut Findings) -> Option<SessionSettings> {
    let text = table::text(folder, FILE, findings)?;
    let written: Written = match toml::from_str(&text) {
        Ok(written) => written,
        Err(error) => {
            findings.fatal((FILE, line_of(&text, &error)), sentence(&error));
            return None;
        }
    };
    checked(written, findings)
}

fn checked(written: Written, findings: &mut Findings) -> Option<SessionSettings> {
    let place = (FILE, 0);
    let zone = findings.need(written.time_zone.parse::<Tz>(), place, |_| unknown_zone(&written.time_zone));
    let date = findings
        .need(date(written.order.date), place, |()| "У даты приказа нет года, месяца и дня.".to_owned());
    if !(0..=100).contains(&written.attendance_rule.watch_percent) {
        findings.fatal(place, "Доля просмотра watch_percent — от 0 до 100.");
    }
    let is_slug = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    if written.slug.is_empty() || !written.slug.chars().all(is_slug) {
        findings.fatal(place, "В адресе slug бывают строчные латинские буквы, цифры и дефис.");
    }
    if !(2000..=2999).contains(&written.year) {
        findings.fatal(place, "Год сессии не похож на год.");
    }
    if !(1..=3).contains(&written.signatories.len()) {
        findings.fatal(place, "Подписывают документы от одного до трёх человек.");
    }
    if let Err(error) = crate::document::NumberPattern::parse(&written.numbering.pattern) {
        findings.fatal(place, format!("Образец номера не подходит: {error}."));
    }
    let mut signatories = vec![];
    for signatory in written.signatories {
        let words: Vec<&str> = signatory.name.splitn(3, ' ').collect();
        let part = |index: usize| words.get(index).copied().unwrap_or_default();
        let name = FullName::parse(part(0), part(1), part(2));
        let name = findings.need(name, place, |problem| format!("Подписант: {}", name_problem(&problem)))?;
        signatories.push((signatory.position, name));
    }
    Some(SessionSettings {
        title: written.title,
        season: written.season,
        year: written.year,
        slug: written.slug,
        zone: zone?,
        region: written.region,
        level: written.level,
        host_school: written.host_school,
        order_number: written.order.number,
        order_on: date?,
        watch_percent: written.attendance_rule.watch_percent,
        code_word: written.attendance_rule.code_word,
        number_pattern: written.numbering.pattern,
        signatories,
    })
}

pub(super) fn unknown_zone(name: &str) -> String {
    format!("Нет часового пояса «{name}». Пример: Asia/Yekaterinburg.")
}

fn date(date: toml::value::Datetime) -> Result<NaiveDate, ()> {
    let date = date.date.ok_or(())?;
    NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).ok_or(())
}

fn line_of(text: &str, error: &toml::de::Error) -> u64 {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let lines = before.bytes().filter(|byte| *byte == b'\n').count();
    u64::try_from(lines).unwrap_or(0) + 1
}

fn sentence(error: &toml::de::Error) -> String {
    let message = error.message();
    let name = message.split('`').nth(1).unwrap_or_default();
    if message.starts_with("unknown field") {
        format!("Нет такой настройки: {name}.")
    } else if message.starts_with("missing field") {
        format!("Не хватает настройки {name}.")
    } else if message.starts_with("unknown variant") {
        format!("Такого значения не бывает: {name}.")
    } else {
        format!("Файл не читается: {message}.")
    }
}
