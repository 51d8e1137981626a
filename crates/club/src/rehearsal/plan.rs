//! Which lines of the timetable fall on a day, and whom each is for as of now.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, PersonId, SessionState, WebinarId, person, registration, session, talk};
use sea_orm::DbErr;

use super::{JOIN_SECRET, KINDS, queries};
use crate::Club;
use crate::jobs::Job;
use crate::session::{SessionCalendar, calendar_of};
use crate::stream_link::day_of;
use crate::talk::{Wanted, wanted};
use crate::timetable;

/// A line of the timetable with its readers.
pub(super) struct Line {
    pub(super) kind: EmailKind,
    pub(super) at: DateTime<Utc>,
    pub(super) job: Job,
    pub(super) readers: Readers,
}

/// Whom a line is for.
pub(super) enum Readers {
    /// Registrations of the day; a listener may have several. Their secrets are not in them.
    Listeners(Vec<(registration::Model, person::Model)>),
    /// Talks of which something is missing, with one of their speakers each.
    Speakers(Vec<(person::Model, talk::Model)>),
}

impl Readers {
    fn people(&self) -> BTreeMap<PersonId, &person::Model> {
        match self {
            Readers::Listeners(found) => found.iter().map(|(_, person)| (person.id, person)).collect(),
            Readers::Speakers(found) => found.iter().map(|(person, _)| (person.id, person)).collect(),
        }
    }

    fn keep(&mut self, people: &BTreeSet<PersonId>) {
        match self {
            Readers::Listeners(found) => found.retain(|(_, person)| people.contains(&person.id)),
            Readers::Speakers(found) => found.retain(|(person, _)| people.contains(&person.id)),
        }
    }
}

/// What the timetable will write on a day.
pub(super) struct Plan(pub(super) Vec<Line>);

impl Plan {
    /// How many e-mails of each kind.
    pub(super) fn numbers(&self) -> Vec<(EmailKind, usize)> {
        let of = |kind: EmailKind| {
            let lines = self.0.iter().filter(move |line| line.kind == kind);
            lines.map(|line| line.readers.people().len()).sum::<usize>()
        };
        KINDS.into_iter().map(|kind| (kind, of(kind))).filter(|(_, number)| *number > 0).collect()
    }

    /// How many e-mails.
    pub(super) fn emails(&self) -> usize {
        self.0.iter().map(|line| line.readers.people().len()).sum()
    }

    /// Everybody who gets one.
    pub(super) fn readers(&self) -> BTreeMap<PersonId, &person::Model> {
        self.0.iter().flat_map(|line| line.readers.people()).collect()
    }

    /// Leaves the lines of these kinds.
    pub(super) fn of_kinds(mut self, kinds: &[EmailKind]) -> Plan {
        self.0.retain(|line| kinds.contains(&line.kind));
        self
    }

    /// Leaves so many readers, of as many zones as there are: what differs between e-mails is above all the time.
    pub(super) fn sample(mut self, most: usize) -> Plan {
        let mut zones: BTreeMap<&str, Vec<PersonId>> = BTreeMap::new();
        for (id, person) in self.readers() {
            zones.entry(person.time_zone.as_str()).or_default().push(id);
        }
        let most_in_zone = zones.values().map(Vec::len).max().unwrap_or(0);
        let round = |place: usize| zones.values().filter_map(move |people| people.get(place).copied());
        let picked: BTreeSet<PersonId> = (0..most_in_zone).flat_map(round).take(most).collect();
        for line in &mut self.0 {
            line.readers.keep(&picked);
        }
        self
    }
}

/// What the timetable will write on a day of a session; `None` for days without a planned webinar.
pub(super) async fn of_day(
    club: &Club,
    session: &session::Model,
    day: NaiveDate,
) -> Result<Option<Plan>, DbErr> {
    let calendar = calendar_of(club, session).await?;
    let is_of_day = |starts_at: DateTime<Utc>| day_of(starts_at, calendar.zone) == day;
    let webinars: Vec<_> =
        calendar.webinars.iter().filter(|webinar| is_of_day(webinar.starts_at)).copied().collect();
    if webinars.is_empty() || session.state == SessionState::Archived {
        return Ok(None);
    }
    let ids: Vec<WebinarId> = webinars.iter().map(|webinar| webinar.webinar_id).collect();
    let mut written = BTreeSet::new();
    let mut entries = timetable::entries(&calendar);
    entries.sort_by(|one, other| (one.at, &one.key).cmp(&(other.at, &other.key)));
    entries.retain(|entry| match &entry.job {
        Job::SendStreamLinks { zone, day, .. } => {
            // What is written in the morning is not written again when a link that was missing is there.
            webinars.iter().any(|webinar| day_of(webinar.starts_at, *zone) == *day)
                && written.insert((zone.name(), *day))
        }
        Job::SendReminders { webinar, .. } => ids.contains(webinar),
        Job::RemindOfTalks { day: of, .. } | Job::RemindOfMaterials { day: of, .. } => *of == day,
        _ => false,
    });
    let found = Found::load(club, &calendar, entries.iter().map(|entry| &entry.job)).await?;
    let line = |entry: timetable::Entry| {
        let (kind, readers) = found.of(&entry.job, &calendar)?;
        Some(Line { kind, at: entry.at, job: entry.job, readers })
    };
    Ok(Some(Plan(entries.into_iter().filter_map(line).collect())))
}

/// Everybody who is concerned, read once for all lines.
struct Found {
    listeners: Vec<(registration::Model, person::Model)>,
    unfinished: Vec<(person::Model, talk::Model)>,
    without_materials: Vec<(person::Model, talk::Model)>,
}

impl Found {
    async fn load<'a>(
        club: &Club,
        calendar: &SessionCalendar,
        jobs: impl Iterator<Item = &'a Job>,
    ) -> Result<Found, DbErr> {
        let db = club.storage.reads();
        let mut ids = BTreeSet::new();
        for job in jobs {
            match job {
                Job::SendStreamLinks { zone, day, .. } => ids.extend(of_local_day(calendar, *zone, *day)),
                Job::SendReminders { webinar, .. } => {
                    ids.insert(*webinar);
                }
                _ => {}
            }
        }
        let mut listeners = queries::listeners(db, ids.into_iter().collect()).await?;
        for (registration, _) in &mut listeners {
            JOIN_SECRET.clone_into(&mut registration.join_secret);
        }
        Ok(Found {
            listeners,
            unfinished: wanted(db, calendar.session_id, Wanted::Unfinished, None).await?,
            without_materials: wanted(db, calendar.session_id, Wanted::Materials(None), None).await?,
        })
    }

    fn of(&self, job: &Job, calendar: &SessionCalendar) -> Option<(EmailKind, Readers)> {
        let listeners = |is_meant: &dyn Fn(&registration::Model, &person::Model) -> bool| {
            let found = self.listeners.iter().filter(|(registration, person)| is_meant(registration, person));
            Readers::Listeners(found.cloned().collect())
        };
        Some(match job {
            Job::SendStreamLinks { zone, day, .. } => {
                let webinars = of_local_day(calendar, *zone, *day);
                let is_meant = |registration: &registration::Model, person: &person::Model| {
                    webinars.contains(&registration.webinar_id) && person.time_zone == zone.name()
                };
                (EmailKind::StreamLink, listeners(&is_meant))
            }
            Job::SendReminders { webinar, .. } => {
                let is_meant = |registration: &registration::Model, person: &person::Model| {
                    let is_opened = registration.opened_at.is_some() || registration.joined_at.is_some();
                    registration.webinar_id == *webinar && !is_opened && person.email_bounced_at.is_none()
                };
                (EmailKind::Reminder, listeners(&is_meant))
            }
            Job::RemindOfTalks { zone, .. } => {
                (EmailKind::TalkDeadline, speakers(&self.unfinished, *zone, None))
            }
            Job::RemindOfMaterials { zone, webinar, .. } => {
                (EmailKind::MaterialsMissing, speakers(&self.without_materials, *zone, *webinar))
            }
            _ => return None,
        })
    }
}

fn speakers(found: &[(person::Model, talk::Model)], zone: Tz, webinar: Option<WebinarId>) -> Readers {
    let is_meant = |(person, talk): &&(person::Model, talk::Model)| {
        person.time_zone == zone.name() && (webinar.is_none() || talk.webinar_id == webinar)
    };
    Readers::Speakers(found.iter().filter(is_meant).cloned().collect())
}

/// The planned webinars of a reader's day.
fn of_local_day(calendar: &SessionCalendar, zone: Tz, day: NaiveDate) -> BTreeSet<WebinarId> {
    let of_day = calendar.webinars.iter().filter(|webinar| day_of(webinar.starts_at, zone) == day);
    of_day.map(|webinar| webinar.webinar_id).collect()
}
