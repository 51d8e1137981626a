//! A session in files: read, checked as a whole, and taken in or not at all.

mod import;
mod queries;
mod read;
#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike as _, TimeDelta, Utc};
use entity::{CodeWordRule, Level, MaterialState, Season, TalkState, WebinarForm};

use crate::person::Profile;

pub use import::{Imported, import_programme, import_registrations, import_watching};
pub use read::read;

/// A whole session as its files say. Everything is checked and refers to something that is there.
#[derive(Clone, Debug)]
pub struct SessionFiles {
    pub session: SessionSettings,
    pub webinars: Vec<FileWebinar>,
    pub speakers: Vec<FilePerson>,
    pub talks: Vec<FileTalk>,
    pub listeners: Vec<FilePerson>,
    /// By time, then listener, then webinar.
    pub registrations: Vec<FileRegistration>,
    /// What attendance.csv says, by start.
    pub watching: Vec<FileWatching>,
}

/// session.toml
#[derive(Clone, Debug)]
pub struct SessionSettings {
    pub title: String,
    pub season: Season,
    pub year: i32,
    pub slug: String,
    pub zone: chrono_tz::Tz,
    pub region: String,
    pub level: Level,
    pub host_school: String,
    pub order_number: String,
    pub order_on: chrono::NaiveDate,
    pub watch_percent: i32,
    pub code_word: CodeWordRule,
    pub number_pattern: String,
    /// Position and full name.
    pub signatories: Vec<(String, lang::FullName)>,
}

/// A line of webinars.csv.
#[derive(Clone, Debug)]
pub struct FileWebinar {
    pub code: String,
    pub starts_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
    pub zone: chrono_tz::Tz,
    pub track: i32,
    pub title: String,
    pub form: WebinarForm,
    pub host_school: String,
    pub stream_url: Option<url::Url>,
    pub code_word: Option<String>,
}

/// A line of speakers.csv or listeners.csv.
#[derive(Clone, Debug)]
pub struct FilePerson {
    pub id: String,
    pub profile: Profile,
}

/// A line of talks.csv.
#[derive(Clone, Debug)]
pub struct FileTalk {
    pub code: String,
    pub webinar: String,
    pub speaker: String,
    pub topic: String,
    pub minutes: i32,
    pub state: TalkState,
    pub materials: MaterialState,
    pub references_count: i32,
}

/// A line of registrations.csv.
#[derive(Clone, Debug)]
pub struct FileRegistration {
    pub listener: String,
    pub webinar: String,
    pub registered_at: DateTime<Utc>,
    /// Of the file; 1 is the header.
    pub line: u64,
}

/// A watched interval of attendance.csv.
#[derive(Clone, Debug)]
pub struct FileWatching {
    pub listener: String,
    pub webinar: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// Something refused or doubtful in the files: a row of problems.csv.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub file: String,
    /// 1 is the header; 0 the file as a whole.
    pub line: u64,
    pub severity: Severity,
    /// A plain sentence in Russian.
    pub problem: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Taken as it is; somebody should look.
    Doubtful,
    /// This line is left out, everything else is taken.
    Refused,
    /// Nothing is taken.
    Fatal,
}

impl SessionFiles {
    /// The same session, everything moved by `shift` (whole days keep the hours): the year and the slug are those of its new first day.
    #[must_use]
    pub fn moved(&self, shift: TimeDelta) -> SessionFiles {
        let mut moved = self.clone();
        for webinar in &mut moved.webinars {
            webinar.starts_at += shift;
            webinar.ends_at += shift;
        }
        for registration in &mut moved.registrations {
            registration.registered_at += shift;
        }
        for span in &mut moved.watching {
            span.from += shift;
            span.until += shift;
        }
        let first = moved.webinars.iter().map(|webinar| webinar.starts_at).min();
        let settings = &mut moved.session;
        settings.order_on += shift;
        settings.year = first.map_or(settings.year, |first| first.with_timezone(&settings.zone).year());
        settings.slug = format!("{}-{}", settings.year, settings.season);
        moved
    }
}
