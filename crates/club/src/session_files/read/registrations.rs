//! registrations.csv

use std::collections::BTreeSet;
use std::path::Path;

use chrono::{DateTime, Utc};

use super::findings::Findings;
use super::table::{self, Ids, Row, Table};
use super::webinars::Webinars;
use crate::session_files::FileRegistration;

pub(super) const FILE: &str = "registrations.csv";

/// Who registered for what, by time, then listener, then webinar.
pub(super) fn read(
    folder: &Path,
    webinars: &Webinars,
    listeners: &Ids,
    findings: &mut Findings,
) -> Vec<FileRegistration> {
    let table = table::read(folder, FILE, &["listener", "webinar", "registered_at"], findings);
    let mut seen = BTreeSet::new();
    let mut registrations = vec![];
    for row in table.iter().flat_map(Table::rows) {
        let at = row.text("registered_at");
        let at = findings.need(at.parse::<DateTime<Utc>>(), row.place(), |_| {
            format!("Время «{at}» не похоже на 2027-03-26T05:01:00+05:00.")
        });
        let (true, Some(registered_at)) = (is_known(row, webinars, listeners, findings), at) else {
            continue;
        };
        let (listener, webinar) = (row.text("listener"), row.text("webinar"));
        let is_new = seen.insert((listener, webinar));
        if !is_new {
            findings.refused(
                row.place(),
                format!("Слушатель {listener} уже записан на {webinar}: вторая запись не нужна."),
            );
        } else if is_in_time(row, webinars, registered_at, findings) {
            registrations.push(FileRegistration {
                listener: listener.to_owned(),
                webinar: webinar.to_owned(),
                registered_at,
                line: row.place().1,
            });
        }
    }
    registrations.sort_by(|one, other| {
        let key = |line: &FileRegistration| (line.registered_at, line.listener.clone(), line.webinar.clone());
        key(one).cmp(&key(other))
    });
    registrations
}

/// Whoever comes late may register until the end, as on the page; after the start somebody should look.
fn is_in_time(row: &Row, webinars: &Webinars, at: DateTime<Utc>, findings: &mut Findings) -> bool {
    let Some(line) = webinars.find(row.text("webinar")) else { return true };
    let code = &line.webinar.code;
    if at >= line.webinar.ends_at {
        findings.refused(row.place(), format!("Запись на {code} сделана после его окончания."));
    } else if at >= line.webinar.starts_at {
        findings.doubtful(row.place(), format!("Запись на {code} сделана после его начала."));
    }
    at < line.webinar.ends_at
}

/// Whether listener and webinar of a line are there.
pub(super) fn is_known(row: &Row, webinars: &Webinars, listeners: &Ids, findings: &mut Findings) -> bool {
    let (listener, webinar) = (row.text("listener"), row.text("webinar"));
    let (has_listener, has_webinar) = (listeners.has(listener), webinars.codes.has(webinar));
    if !has_listener {
        findings.fatal(row.place(), format!("Слушателя {listener} нет в listeners.csv."));
    }
    if !has_webinar {
        findings.fatal(row.place(), format!("Вебинара {webinar} нет в webinars.csv."));
    }
    has_listener && has_webinar
}
