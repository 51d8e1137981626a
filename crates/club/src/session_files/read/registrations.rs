//! registrations.csv and attendance.csv

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, NaiveTime, Utc};

use super::findings::Findings;
use super::table::{self, Row};
use super::webinars::Line;
use crate::session_files::{FilePerson, FileRegistration, FileWatching};

pub(super) const FILE: &str = "registrations.csv";
pub(super) const WATCHING: &str = "attendance.csv";

/// Who registered for what, by time, then listener, then webinar.
pub(super) fn read(
    folder: &Path,
    webinars: &[Line],
    listeners: &[FilePerson],
    findings: &mut Findings,
) -> Vec<FileRegistration> {
    let columns = ["listener", "webinar", "registered_at"];
    let mut seen = BTreeSet::new();
    let mut registrations = vec![];
    for row in table::rows(folder, FILE, &columns, findings).unwrap_or_default() {
        let Some(line) = known(&row, webinars, listeners, findings) else { continue };
        let at = row.text("registered_at");
        let at = findings.need(at.parse::<DateTime<Utc>>(), row.place(), |_| {
            format!("Время «{at}» не похоже на 2027-03-26T05:01:00+05:00.")
        });
        let Some(registered_at) = at else { continue };
        let (listener, webinar) = (row.text("listener").to_owned(), row.text("webinar").to_owned());
        if !seen.insert((listener.clone(), webinar.clone())) {
            findings.refused(
                row.place(),
                format!("{listener} уже записан(а) на {webinar}: вторая запись не нужна."),
            );
        } else if registered_at >= line.webinar.ends_at {
            findings.refused(row.place(), format!("Запись на {webinar} сделана после его окончания."));
        } else {
            registrations.push(FileRegistration { listener, webinar, registered_at, line: row.place().1 });
        }
    }
    registrations.sort_by(|one, other| {
        (one.registered_at, &one.listener, &one.webinar).cmp(&(
            other.registered_at,
            &other.listener,
            &other.webinar,
        ))
    });
    registrations
}

/// The webinar of a line whose listener and webinar are there.
fn known<'a>(
    row: &Row,
    webinars: &'a [Line],
    listeners: &[FilePerson],
    findings: &mut Findings,
) -> Option<&'a Line> {
    let (listener, webinar) = (row.text("listener"), row.text("webinar"));
    if !listeners.iter().any(|person| person.id == listener) {
        findings.fatal(row.place(), format!("Слушателя {listener} нет в listeners.csv."));
        return None;
    }
    let line = webinars.iter().find(|line| line.webinar.code == webinar);
    if line.is_none() {
        findings.fatal(row.place(), format!("Вебинара {webinar} нет в webinars.csv."));
    }
    line
}

/// Who watched when, by start, then webinar, then listener; nothing where there is no such file.
pub(super) fn watching(
    folder: &Path,
    webinars: &[Line],
    listeners: &[FilePerson],
    findings: &mut Findings,
) -> Vec<FileWatching> {
    if !folder.join(WATCHING).exists() {
        if folder.join("attendance_reports").is_dir() {
            findings
                .doubtful((WATCHING, 0), "Отчёты площадок программа пока не читает: явка останется пустой.");
        }
        return vec![];
    }
    let mut watching = vec![];
    for row in
        table::rows(folder, WATCHING, &["webinar", "listener", "intervals"], findings).unwrap_or_default()
    {
        let Some(line) = known(&row, webinars, listeners, findings) else { continue };
        for interval in row.text("intervals").split(';').filter(|interval| !interval.is_empty()) {
            match span(interval, line) {
                Some((from, until)) => watching.push(FileWatching {
                    listener: row.text("listener").to_owned(),
                    webinar: row.text("webinar").to_owned(),
                    from,
                    until,
                }),
                None => {
                    findings.fatal(row.place(), format!("Время «{interval}» не похоже на 09:30:23-09:38:23."))
                }
            }
        }
    }
    watching.sort_by(|one, other| {
        (one.from, &one.webinar, &one.listener).cmp(&(other.from, &other.webinar, &other.listener))
    });
    watching
}

/// Times of the webinar's day in UTC.
fn span(interval: &str, line: &Line) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (from, until) = interval.trim().split_once('-')?;
    let day = line.webinar.starts_at.date_naive();
    let at = |time: &str| Some(day.and_time(NaiveTime::parse_from_str(time, "%H:%M:%S").ok()?).and_utc());
    let (from, until) = (at(from)?, at(until)?);
    (from < until).then_some((from, until))
}
