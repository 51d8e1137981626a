//! What a session sends by itself and when: the lines of the timetable as organizers see them, with the kinds that are switched off.

mod queries;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, JobState, SessionState, WebinarId, WebinarState, session, webinar};
use sea_orm::DbErr;

use crate::email_switch::{self, SWITCHED};
use crate::emails::words::wordings;
use crate::emails::{Content, sample_filling};
use crate::jobs::Job;
use crate::session::{SessionCalendar, calendar_of, queries as sessions};
use crate::stream_link::day_of;
use crate::timetable::{self, Entry};
use crate::{Club, Viewer};

/// What goes out when.
#[derive(Clone, Debug)]
pub struct Timeline {
    pub session: session::Model,
    /// Every kind that can be switched, with whether it is on.
    pub switches: Vec<(EmailKind, bool)>,
    /// By time.
    pub lines: Vec<TimelineLine>,
    /// Days with a planned webinar, by the session's clocks.
    pub days: Vec<NaiveDate>,
}

/// A line of the timetable that writes e-mails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineLine {
    pub at: DateTime<Utc>,
    pub kind: EmailKind,
    /// Whose clocks it goes by, where it is for people of one zone.
    pub zone: Option<Tz>,
    /// Code and title, where it is about one webinar.
    pub webinar: Option<(String, String)>,
    /// The readers' day that it is about.
    pub day: Option<NaiveDate>,
    /// How many would get it as of now; `None` where that is known only when it is written.
    pub recipients: Option<u64>,
    pub state: LineState,
}

/// How far a line of the timetable is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Its time has not come.
    Waiting,
    /// Its time has come, and nothing is written yet.
    Late,
    /// Its e-mails are written.
    Written,
    /// Writing them failed again and again.
    Parked,
    /// The kind is switched off.
    Off,
    /// A webinar that it is about has no stream link.
    Held,
    /// Its time passed without it.
    Missed,
}

/// The timeline of a session; `None` for others than its organizers and curators.
///
/// # Errors
/// When the database refuses.
pub async fn timeline(club: &Club, viewer: &Viewer, slug: &str) -> Result<Option<Timeline>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let session = sessions::by_slug(db, slug).await?;
    let Some(session) = session.filter(|session| viewer.organizes(session.host_school_id)) else {
        return Ok(None);
    };
    let webinars = sessions::webinars(db, session.id).await?;
    let switches = email_switch::of_session(db, session.id).await?;
    // What is switched off stands on the timeline, too: whoever switches it on sees what follows.
    let calendar = SessionCalendar {
        sends: SWITCHED.to_vec(),
        is_published: session.state != SessionState::Archived,
        ..calendar_of(club, &session).await?
    };
    let mut entries: Vec<(EmailKind, Entry)> = timetable::entries(&calendar)
        .into_iter()
        .filter_map(|entry| Some((kind(&entry.job)?, entry)))
        .collect();
    entries.sort_by(|(one, first), (other, second)| {
        (first.at, one, &first.key).cmp(&(second.at, other, &second.key))
    });
    let jobs = queries::states(db, entries.iter().map(|(_, entry)| entry.key.as_str()).collect()).await?;
    let numbers = Numbers {
        by_day: queries::listeners_by_day(db, &calendar).await?,
        unopened: queries::unopened(db, session.id).await?,
    };
    let line = |(kind, entry): (EmailKind, Entry)| {
        let about = About::of(&entry.job, &webinars);
        let job = jobs.get(&(entry.job.kind().to_owned(), entry.key.clone())).copied();
        let is_on = switches.iter().all(|(other, is_on)| *other != kind || *is_on);
        TimelineLine {
            at: entry.at,
            zone: about.zone,
            day: about.day,
            recipients: numbers.of(&entry.job),
            state: state(&entry, now, job, is_on, about.is_held),
            webinar: about.webinar,
            kind,
        }
    };
    let planned = webinars.iter().filter(|webinar| webinar.state == WebinarState::Planned);
    let mut days: Vec<NaiveDate> = planned.map(|webinar| day_of(webinar.starts_at, calendar.zone)).collect();
    days.sort_unstable();
    days.dedup();
    let lines = entries.into_iter().map(line).collect();
    Ok(Some(Timeline { session, switches, lines, days }))
}

/// The kind of e-mails that a job writes; `None` for jobs that write none.
fn kind(job: &Job) -> Option<EmailKind> {
    Some(match job {
        Job::SendStreamLinks { .. } => EmailKind::StreamLink,
        Job::SendReminders { .. } => EmailKind::Reminder,
        Job::RemindOfTalks { .. } => EmailKind::TalkDeadline,
        Job::RemindOfMaterials { .. } => EmailKind::MaterialsMissing,
        Job::SendThanks { .. } => EmailKind::Thanks,
        Job::AlertWithoutLink { .. } => EmailKind::OrganizerAlert,
        Job::IssueDocuments { .. } => EmailKind::DocumentsReady,
        Job::JudgeAttendance { .. }
        | Job::RenderDocuments { .. }
        | Job::SendNewStreamLink { .. }
        | Job::TellMoved { .. }
        | Job::TellCancelled { .. }
        | Job::TellRelease { .. }
        | Job::OfferPlaces { .. }
        | Job::WriteMailing { .. }
        | Job::ArchiveSession { .. }
        | Job::TellOfTopics { .. }
        | Job::DeliverWebhook { .. }
        | Job::WarnOfBounces { .. } => return None,
    })
}

/// What a line is about.
struct About {
    zone: Option<Tz>,
    day: Option<NaiveDate>,
    webinar: Option<(String, String)>,
    is_held: bool,
}

impl About {
    fn of(job: &Job, webinars: &[webinar::Model]) -> About {
        let (zone, day, webinar) = match job {
            Job::SendStreamLinks { zone, day, .. } | Job::RemindOfTalks { zone, day, .. } => {
                (Some(*zone), Some(*day), None)
            }
            Job::RemindOfMaterials { zone, day, webinar, .. } => (Some(*zone), Some(*day), *webinar),
            Job::SendReminders { webinar, .. }
            | Job::AlertWithoutLink { webinar, .. }
            | Job::IssueDocuments { webinar, .. } => (None, None, Some(*webinar)),
            _ => (None, None, None),
        };
        let found = webinar.and_then(|id| webinars.iter().find(|webinar| webinar.id == id));
        let of_day = |webinar: &&webinar::Model| {
            let (Some(zone), Some(day)) = (zone, day) else { return false };
            webinar.state == WebinarState::Planned && day_of(webinar.starts_at, zone) == day
        };
        let first = webinars.iter().filter(of_day).min_by_key(|webinar| webinar.starts_at);
        let is_link = matches!(job, Job::SendStreamLinks { .. });
        About {
            zone,
            day,
            webinar: found.map(|webinar| (webinar.code.clone(), webinar.title.clone())),
            is_held: is_link && first.is_some_and(|webinar| webinar.stream_url.is_none()),
        }
    }
}

/// How many people lines are for.
struct Numbers {
    by_day: BTreeMap<(String, NaiveDate), u64>,
    unopened: BTreeMap<WebinarId, u64>,
}

impl Numbers {
    fn of(&self, job: &Job) -> Option<u64> {
        match job {
            Job::SendStreamLinks { zone, day, .. } => {
                Some(self.by_day.get(&(zone.name().to_owned(), *day)).copied().unwrap_or(0))
            }
            Job::SendReminders { webinar, .. } => Some(self.unopened.get(webinar).copied().unwrap_or(0)),
            _ => None,
        }
    }
}

fn state(entry: &Entry, now: DateTime<Utc>, job: Option<JobState>, is_on: bool, is_held: bool) -> LineState {
    match job {
        Some(JobState::Parked) => LineState::Parked,
        Some(JobState::Done) if !is_held => LineState::Written,
        _ if !is_on => LineState::Off,
        _ if is_held && entry.until.is_none_or(|until| now < until) => LineState::Held,
        Some(JobState::Done) => LineState::Written,
        Some(JobState::Ready | JobState::Leased) => LineState::Late,
        None if now < entry.at => LineState::Waiting,
        None if entry.until.is_none_or(|until| now < until) => LineState::Late,
        None => LineState::Missed,
    }
}

/// How an e-mail of a kind reads in the words that hold for a session, with an invented reader; `None` for kinds that organizers do not word.
///
/// # Errors
/// When the database refuses, or a template cannot be written.
pub async fn preview(
    club: &Club,
    session: &session::Model,
    kind: EmailKind,
    language: lang::Lang,
) -> Result<Option<Content>, DbErr> {
    let Some(filling) = sample_filling(kind, language)? else { return Ok(None) };
    let words = wordings(club.storage.reads(), kind, Some(session)).await?;
    Ok(Some(words.compose(&filling)?))
}
