//! attendance.csv

use std::path::Path;

use chrono::{DateTime, Days, NaiveTime, TimeDelta, Utc};

use super::findings::Findings;
use super::registrations::is_known;
use super::table::{self, Ids, Table};
use super::webinars::{Line, Webinars};
use crate::session_files::FileWatching;

pub(super) const FILE: &str = "attendance.csv";

/// Nobody watches one webinar longer at a stretch: times of the wrong order would come to nearly a day.
const LONGEST: TimeDelta = TimeDelta::hours(16);

/// Who watched when, by start, then webinar, then listener; nothing where there is no such file.
pub(super) fn read(
    folder: &Path,
    webinars: &Webinars,
    listeners: &Ids,
    findings: &mut Findings,
) -> Vec<FileWatching> {
    if !folder.join(FILE).exists() {
        if folder.join("attendance_reports").is_dir() {
            findings.doubtful((FILE, 0), "Отчёты площадок пока не читаются: явка останется пустой.");
        }
        return vec![];
    }
    let table = table::read(folder, FILE, &["webinar", "listener", "intervals"], findings);
    let mut watching = vec![];
    for row in table.iter().flat_map(Table::rows) {
        if !is_known(row, webinars, listeners, findings) {
            continue;
        }
        let Some(line) = webinars.find(row.text("webinar")) else { continue };
        for interval in
            row.text("intervals").split(';').map(str::trim).filter(|interval| !interval.is_empty())
        {
            let problem = |()| format!("Время «{interval}» не похоже на 09:30:23-09:38:23.");
            let span = findings.need(span(interval, line).ok_or(()), row.place(), problem);
            watching.extend(span.map(|(from, until)| FileWatching {
                listener: row.text("listener").to_owned(),
                webinar: row.text("webinar").to_owned(),
                from,
                until,
            }));
        }
    }
    watching.sort_by(|one, other| {
        (one.from, &one.webinar, &one.listener).cmp(&(other.from, &other.webinar, &other.listener))
    });
    watching
}

/// Times of the webinar's day in UTC; near midnight of the day before or after it, whichever is nearer to the start.
fn span(interval: &str, line: &Line) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
    let (from, until) = interval.split_once('-')?;
    let time = |text: &str| NaiveTime::parse_from_str(text.trim(), "%H:%M:%S").ok();
    let (from, until) = (time(from)?, time(until)?);
    let start = line.webinar.starts_at;
    let day = start.date_naive().checked_sub_days(Days::new(1))?;
    let days = day.iter_days().take(3).map(|day| day.and_time(from).and_utc());
    let from = days.min_by_key(|at| (*at - start).abs())?;
    let until = from.date_naive().and_time(until).and_utc();
    let until = if until < from { until + TimeDelta::days(1) } else { until };
    (from < until && until - from <= LONGEST).then_some((from, until))
}
