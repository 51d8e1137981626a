//! The program's own copy of the spring session, moved to today.

use std::path::Path;

use anyhow::Context as _;
use chrono::{DateTime, TimeDelta, Utc};
use club::session_files::{self, SessionFiles};

macro_rules! file {
    ($name:literal) => {
        ($name, include_str!(concat!("../../../../tests/fixture/", $name)))
    };
}

const FILES: [(&str, &str); 7] = [
    file!("session.toml"),
    file!("speakers.csv"),
    file!("webinars.csv"),
    file!("talks.csv"),
    file!("listeners.csv"),
    file!("registrations.csv"),
    file!("attendance.csv"),
];

/// Writes the session's files into the data folder, where people may look at them, and reads them, moved by whole days so that
/// the first webinar is today.
///
/// # Errors
/// When the folder cannot be written.
pub(super) fn read(folder: &Path, now: DateTime<Utc>) -> anyhow::Result<SessionFiles> {
    let folder = folder.join("session");
    std::fs::create_dir_all(&folder)?;
    for (name, text) in FILES {
        std::fs::write(folder.join(name), text)?;
    }
    let (files, problems) = session_files::read(&folder);
    let files = files.with_context(|| format!("the sample session has {} problems", problems.len()))?;
    let first = files.webinars.iter().map(|webinar| webinar.starts_at).min().context("no webinar")?;
    let zone = files.session.zone;
    let days = now.with_timezone(&zone).date_naive() - first.with_timezone(&zone).date_naive();
    Ok(files.moved(TimeDelta::days(days.num_days())))
}
