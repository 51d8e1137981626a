//! webinars.csv

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Tz;
use entity::WebinarForm;
use url::Url;

use super::findings::Findings;
use super::table::{self, Ids, Row};
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

/// Longer than any broadcast: a slip of the pen.
const LONGEST: TimeDelta = TimeDelta::hours(12);

/// A webinar with the speakers that its line names.
pub(super) struct Line {
    pub(super) webinar: FileWebinar,
    pub(super) speakers: Vec<String>,
    pub(super) place: (&'static str, u64),
}

/// The webinars of a session, and the codes that other files may name.
pub(super) struct Webinars {
    pub(super) lines: Vec<Line>,
    pub(super) codes: Ids,
}

impl Webinars {
    /// The webinar of a code, where its line is a good one.
    pub(super) fn find(&self, code: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.webinar.code == code)
    }
}

/// The webinars of the session.
pub(super) fn read(folder: &Path, speakers: &Ids, findings: &mut Findings) -> Webinars {
    let mut lines: Vec<Line> = vec![];
    let table = table::read(folder, FILE, &COLUMNS, findings);
    if table.as_ref().is_some_and(|table| table.rows().next().is_none()) {
        findings.fatal((FILE, 0), "В сессии нет ни одного вебинара.");
    }
    let mut seen = BTreeSet::new();
    for row in table.iter().flat_map(table::Table::rows) {
        let code = row.text("code");
        if !is_code(code) {
            findings.fatal(
                row.place(),
                format!("Код «{code}»: нужны латинские буквы и цифры, от 1 до 16 знаков."),
            );
        } else if !seen.insert(code.to_ascii_lowercase()) {
            findings.fatal(row.place(), format!("Код «{code}» уже был: у каждого вебинара он свой."));
        }
        for speaker in row.text("speakers").split_whitespace().filter(|speaker| !speakers.has(speaker)) {
            findings.fatal(row.place(), format!("Докладчика {speaker} нет в speakers.csv."));
        }
        if let Some(webinar) = webinar(row, findings) {
            let speakers = row.text("speakers").split_whitespace().map(str::to_owned).collect();
            lines.push(Line { webinar, speakers, place: row.place() });
        }
    }
    let codes = Ids::of(table.as_ref(), "code");
    Webinars { lines, codes }
}

/// A code stands in addresses.
fn is_code(code: &str) -> bool {
    !code.is_empty()
        && code.len() <= 16
        && code.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
}

fn webinar(row: &Row, findings: &mut Findings) -> Option<FileWebinar> {
    let place = row.place();
    let zone = row.zone("tz", findings);
    let times = zone.and_then(|zone| times(row, zone, findings));
    let form = findings.need(form(row.text("form")).ok_or(()), place, |()| {
        format!("Нет такой формы: «{}».", row.text("form"))
    });
    let track = findings
        .need(row.text("track").parse::<i32>(), place, |_| "Номер площадки — целое число.".to_owned());
    let title = row.one_line("title", findings);
    let title = findings.need(title.ok_or(()), place, |()| "Не указана тема вебинара.".to_owned());
    let host_school = row.one_line("host_school", findings);
    let host_school =
        findings.need(host_school.ok_or(()), place, |()| "Не указана школа-организатор.".to_owned());
    let stream_url = stream_url(row, findings);
    let code_word = row.one_line("codeword", findings);
    let (starts_at, ends_at) = times?;
    Some(FileWebinar {
        code: row.text("code").to_owned(),
        starts_at,
        ends_at,
        zone: zone?,
        track: track?,
        title: title?,
        form: form?,
        host_school: host_school?,
        stream_url,
        code_word,
    })
}

/// Start and end, in this order and within a day.
fn times(row: &Row, zone: Tz, findings: &mut Findings) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (start, end) = (instant(row, "start", zone, findings), instant(row, "end", zone, findings));
    let (start, end) = (start?, end?);
    if end <= start {
        findings.fatal(row.place(), "Вебинар заканчивается раньше, чем начинается.");
        return None;
    }
    if end - start > LONGEST {
        findings.fatal(row.place(), "Вебинар длится больше 12 часов: проверьте даты и время.");
        return None;
    }
    Some((start, end))
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
