//! A session in files: read, checked as a whole, and taken in or not at all.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{CodeWordRule, Level, MaterialState, Season, SessionId, TalkState, WebinarForm};
use sea_orm::DbErr;

use crate::Club;
use crate::person::Profile;

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

/// Reads and checks the files of a folder. `None` beside the problems when one of them is fatal.
#[must_use]
pub fn read(folder: &Path) -> (Option<SessionFiles>, Vec<Problem>) {
    let _ = folder;
    todo!()
}

impl SessionFiles {
    /// The same session, everything moved by `shift` (whole days keep the hours), with year, season and slug of the new dates.
    #[must_use]
    pub fn moved(&self, shift: TimeDelta) -> SessionFiles {
        let _ = shift;
        todo!()
    }
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub session_id: SessionId,
    pub new_rows: usize,
}

/// Takes session, schools, signatories, webinars, speakers and talks into the database as a draft, in one transaction; what is there already
/// (by slug, code, name and address) stays as it is.
///
/// # Errors
/// When the database refuses.
pub async fn import_programme(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let _ = (club, files);
    todo!()
}

/// Takes listeners and registrations in with their times of registration, in one transaction, without e-mails about what is past.
///
/// # Errors
/// When the database refuses.
pub async fn import_registrations(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let _ = (club, files);
    todo!()
}

/// Takes what attendance.csv says about webinars that have begun, as watch-time evidence of source `import`.
///
/// # Errors
/// When the database refuses.
pub async fn import_watching(club: &Club, files: &SessionFiles) -> Result<Imported, DbErr> {
    let _ = (club, files);
    todo!()
}
