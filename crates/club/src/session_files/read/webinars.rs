//! webinars.csv

use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone as _, Utc};
use chrono_tz::Tz;
use entity::WebinarForm;
use url::Url;

use super::findings::Findings;
use super::settings::unknown_zone;
use super::table::{self, Row};
use crate::session_files::FileWebinar;

pub(super) const FILE: &str = "webinars.csv";

const COLUMNS: [&str; 14] = [
    "code",
    "date",
    "start_local",
    "end_local",
    "tz",
    "start_utc",
    "end_utc",
    "track",
    "title",
    "form",
    "host_school",
    "stream_url",
    "codeword",
    "speakers",
];

/// A webinar with the speakers that its line names.
pub(super) struct Line {
    pub(super) webinar: FileWebinar,
    pub(super) speakers: Vec<String>,
    pub(super) place: (&'static str, u64),
}

/// The webinars of the session.
pub(super) fn read(folder: &Path, findings: &mut Findings) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    let Some(rows) = table::rows(folder, FILE, &COLUMNS, findings) else { return lines };
    if rows.is_empty() {
        findings.fatal((FILE, 0), "В сессии нет ни одного вебинара.");
    }
    for row in rows {
        let code = row.text("code");
        if !is_code(code) || lines.iter().any(|line| line.webinar.code == code) {
            findings.fatal(
                row.place(),
                format!("Код «{code}» уже был, или в нём не только латинские буквы и цифры."),
            );
            continue;
        }
        if let Some(webinar) = webinar(&row, findings) {
            let speakers = row.text("speakers").split_whitespace().map(str::to_owned).collect();
            lines.push(Line { webinar, speakers, place: row.place() });
        }
    }
    lines
}

/// A code stands in addresses.
fn is_code(code: &str) -> bool {
    !code.is_empty()
        && code.len() <= 16
        && code.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

fn webinar(row: &Row, findings: &mut Findings) -> Option<FileWebinar> {
    let place = row.place();
    let zone = findings.need(row.text("tz").parse::<Tz>(), place, |_| unknown_zone(row.text("tz")))?;
    let starts_at = instant(row, "start", zone, findings);
    let ends_at = instant(row, "end", zone, findings);
    if let (Some(start), Some(end)) = (starts_at, ends_at)
        && end <= start
    {
        findings.fatal(place, "Вебинар заканчивается раньше, чем начинается.");
    }
    let form = findings.need(form(row.text("form")).ok_or(()), place, |()| {
        format!("Нет такой формы: «{}».", row.text("form"))
    });
    let track = findings
        .need(row.text("track").parse::<i32>(), place, |_| "Номер площадки — целое число.".to_owned());
    let title = findings.need(lang::one_line(row.text("title"), 300), place, |_| {
        "Тема пуста или длиннее 300 знаков.".to_owned()
    });
    if row.text("host_school").is_empty() {
        findings.fatal(place, "Не указана школа-организатор.");
    }
    let text = |column: &str| Some(row.text(column).to_owned()).filter(|text| !text.is_empty());
    Some(FileWebinar {
        code: row.text("code").to_owned(),
        starts_at: starts_at?,
        ends_at: ends_at?,
        zone,
        track: track?,
        title: title?,
        form: form?,
        host_school: row.text("host_school").to_owned(),
        stream_url: stream_url(row, findings),
        code_word: text("codeword"),
    })
}

/// The instant in UTC; the local time beside it must be the same instant.
fn instant(row: &Row, which: &str, zone: Tz, findings: &mut Findings) -> Option<DateTime<Utc>> {
    let place = row.place();
    let utc = row.text(&format!("{which}_utc"));
    let utc = findings.need(utc.parse::<DateTime<Utc>>(), place, |_| {
        format!("Время «{utc}» не похоже на 2027-04-12T09:30:00Z.")
    })?;
    let (day, time) = (row.text("date"), row.text(&format!("{which}_local")));
    let day = NaiveDate::parse_from_str(day, "%Y-%m-%d");
    let time = NaiveTime::parse_from_str(time, "%H:%M");
    let (Ok(day), Ok(time)) = (day, time) else {
        findings.fatal(place, "Дата пишется как 2027-04-12, время — как 14:30.");
        return None;
    };
    let local = utc.with_timezone(&zone).naive_local();
    // Only the start names its day; a webinar may go on after midnight.
    let is_same = if which == "start" { local == day.and_time(time) } else { local.time() == time };
    if !is_same {
        let meant = zone.from_local_datetime(&day.and_time(time)).earliest().map(|at| at.to_utc());
        let meant = meant.map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string()).unwrap_or_default();
        findings.fatal(place, format!("Местное время и UTC расходятся: по местному выходит {meant}."));
        return None;
    }
    Some(utc)
}

fn stream_url(row: &Row, findings: &mut Findings) -> Option<Url> {
    let text = row.text("stream_url");
    if text.is_empty() {
        findings.doubtful(row.place(), "Нет ссылки на трансляцию: её нужно вписать до начала.");
        return None;
    }
    let url = Url::parse(text).ok().filter(|url| ["https", "http"].contains(&url.scheme()) && url.has_host());
    if url.is_none() {
        findings.fatal(row.place(), "Ссылка на трансляцию начинается с https://.");
    }
    url
}

fn form(text: &str) -> Option<WebinarForm> {
    Some(match text {
        "вебинар" => WebinarForm::Webinar,
        "мастер-класс" => WebinarForm::MasterClass,
        "педагогическая мастерская" => WebinarForm::PedagogicalWorkshop,
        "из опыта работы" => WebinarForm::FromExperience,
        "круглый стол" => WebinarForm::RoundTable,
        "открытый урок" => WebinarForm::OpenLesson,
        _ => return None,
    })
}
