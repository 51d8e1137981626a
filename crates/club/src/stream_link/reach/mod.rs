//! Who will not get the link: for each webinar of a day, how many listeners it reaches and, by name, those whom it does not.

mod queries;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{PersonId, RegistrationId, WebinarId, WebinarState, session, webinar};
use sea_orm::DbErr;

use super::{day_of, due_at};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

pub(crate) use queries::{Listed, email_state, organized, place};

/// So many people stand on a page; the others are counted.
pub const PAGE_PEOPLE: usize = 100;

/// Why a listener's way to a webinar is not sure, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// There is no e-mail address.
    NoAddress,
    /// E-mails to the address came back.
    Bounced,
    /// Nothing is sent to the address until somebody takes it from the list.
    Suppressed,
    /// The e-mail with the link will not be sent.
    Failed,
    /// Its time has come, and it is not written.
    NotWritten,
    /// It is written and not sent yet.
    Waiting,
    /// It was sent; nobody has opened the join page.
    NotOpened,
}

impl Problem {
    /// Every problem, the worst first.
    pub const ALL: [Problem; 7] = [
        Problem::NoAddress,
        Problem::Bounced,
        Problem::Suppressed,
        Problem::Failed,
        Problem::NotWritten,
        Problem::Waiting,
        Problem::NotOpened,
    ];

    /// Its word in addresses and keys of texts.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Problem::NoAddress => "no-address",
            Problem::Bounced => "bounced",
            Problem::Suppressed => "suppressed",
            Problem::Failed => "failed",
            Problem::NotWritten => "not-written",
            Problem::Waiting => "waiting",
            Problem::NotOpened => "not-opened",
        }
    }

    /// Whether somebody has to do something about it: what waits or was not opened yet mends itself.
    #[must_use]
    pub fn is_serious(self) -> bool {
        self < Problem::Waiting
    }

    /// As the query sorts it; zero is no problem.
    fn code(self) -> i32 {
        Problem::ALL
            .iter()
            .position(|problem| *problem == self)
            .map_or(0, |place| i32::try_from(place + 1).unwrap_or(i32::MAX))
    }

    fn of(code: i32) -> Option<Problem> {
        Problem::ALL.into_iter().find(|problem| problem.code() == code)
    }
}

/// What to look at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ReachFilter {
    /// A day of the session; today and tomorrow, or else the next day with a webinar, when `None`.
    pub day: Option<NaiveDate>,
    pub problem: Option<Problem>,
    /// From one, each of [`PAGE_PEOPLE`].
    pub page: u64,
}

/// Whom the links of some days reach.
#[derive(Clone, Debug)]
pub struct Reach {
    pub session: session::Model,
    /// Planned webinars of these days, by start.
    pub webinars: Vec<WebinarReach>,
    /// The worst first, then by name.
    pub people: Vec<Unreached>,
    /// How many there are in all, page by page.
    pub found: u64,
    /// Days of the session with a webinar, and whether it is shown.
    pub days: Vec<(NaiveDate, bool)>,
    /// E-mails of a shown day go out now, or are looked for: a page that shows it is worth being looked at again.
    pub is_live: bool,
    /// Whether the viewer is more than a moderator.
    pub may_organize: bool,
}

impl Reach {
    /// How many have a problem, over all webinars shown; somebody with two webinars counts twice.
    #[must_use]
    pub fn number_of(&self, problem: Problem) -> u64 {
        self.webinars.iter().filter_map(|line| line.problems.get(&problem)).sum()
    }
}

/// A webinar and how many of its listeners have which problem.
#[derive(Clone, Debug)]
pub struct WebinarReach {
    pub webinar: webinar::Model,
    pub registered: u64,
    /// Whoever has opened the join page or joined.
    pub reached: u64,
    /// Whose e-mail is not due yet.
    pub later: u64,
    pub problems: BTreeMap<Problem, u64>,
    /// When the first e-mail about it is due.
    pub first_due_at: Option<DateTime<Utc>>,
}

/// A listener with a problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreached {
    pub registration_id: RegistrationId,
    pub person_id: PersonId,
    pub webinar_id: WebinarId,
    /// Of the webinar.
    pub code: String,
    pub name: String,
    pub school_name: String,
    pub city: String,
    /// Not for moderators.
    pub address: Option<String>,
    pub problem: Problem,
    /// What a server said, in its own words. Not for moderators.
    pub reason: Option<String>,
    /// Of a waiting e-mail the next attempt, of one that was sent the instant.
    pub at: Option<DateTime<Utc>>,
    pub has_started: bool,
}

/// Whom the links of a day reach. Organizers of the session see everybody; others who run one of its webinars see that webinar, without
/// addresses; nobody else sees anything.
///
/// # Errors
/// When the database refuses.
pub async fn reach(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    filter: ReachFilter,
) -> Result<Option<Reach>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let Some(session) = sessions::by_slug(db, slug).await? else { return Ok(None) };
    let may_organize = viewer.organizes(session.host_school_id);
    let all = sessions::webinars(db, session.id).await?;
    let planned: Vec<webinar::Model> =
        all.into_iter().filter(|webinar| webinar.state == WebinarState::Planned).collect();
    let seen = |webinar: &&webinar::Model| {
        may_organize || viewer.organizes(webinar.host_school_id) || viewer.moderates(webinar.id)
    };
    let own: Vec<&webinar::Model> = planned.iter().filter(seen).collect();
    if own.is_empty() && !may_organize {
        return Ok(None);
    }
    let zone = session.time_zone.parse().unwrap_or(Tz::Europe__Moscow);
    let days = days(&own, zone, filter.day, day_of(now, zone));
    let shown: Vec<webinar::Model> = own
        .into_iter()
        .filter(|webinar| {
            days.iter().any(|(day, is_shown)| *is_shown && *day == day_of(webinar.starts_at, zone))
        })
        .cloned()
        .collect();
    let counts = queries::counts(db, &shown).await?;
    let overdue = Overdue::of(&planned, &shown, counts.iter().map(|count| count.zone.as_str()), now);
    let webinars: Vec<WebinarReach> =
        shown.iter().map(|webinar| WebinarReach::of(webinar, &counts, &overdue)).collect();
    let people = queries::people(db, &webinars, &overdue, &filter).await?;
    let wanted = |problem: &Problem| filter.problem.is_none_or(|wanted| wanted == *problem);
    let found = webinars.iter().flat_map(|line| &line.problems).filter(|(problem, _)| wanted(problem));
    Ok(Some(Reach {
        found: found.map(|(_, number)| number).sum(),
        people: people.into_iter().filter_map(|row| row.unreached(&shown, may_organize, now)).collect(),
        is_live: webinars.iter().any(|line| line.is_live(now)),
        webinars,
        days,
        may_organize,
        session,
    }))
}

/// The days of webinars, with those to be shown marked: the chosen one, else today and tomorrow, else the next one, else the last.
fn days(
    webinars: &[&webinar::Model],
    zone: Tz,
    chosen: Option<NaiveDate>,
    today: NaiveDate,
) -> Vec<(NaiveDate, bool)> {
    let mut days: Vec<NaiveDate> = webinars.iter().map(|webinar| day_of(webinar.starts_at, zone)).collect();
    days.sort_unstable();
    days.dedup();
    let tomorrow = today.checked_add_days(Days::new(1)).unwrap_or(today);
    let near = |day: &NaiveDate| *day == today || *day == tomorrow;
    let other = days.iter().copied().find(|day| *day > today).or_else(|| days.last().copied());
    let is_near = days.iter().any(near);
    let is_shown = |day: &NaiveDate| match chosen {
        Some(chosen) => *day == chosen,
        None if is_near => near(day),
        None => Some(*day) == other,
    };
    days.iter().map(|day| (*day, is_shown(day))).collect()
}

/// In which zones the time of a webinar's e-mails has come.
#[derive(Debug)]
struct Overdue {
    zones: BTreeMap<WebinarId, Vec<String>>,
    first_due_at: BTreeMap<WebinarId, DateTime<Utc>>,
}

impl Overdue {
    fn of<'a>(
        planned: &[webinar::Model],
        shown: &[webinar::Model],
        zones: impl Iterator<Item = &'a str>,
        now: DateTime<Utc>,
    ) -> Overdue {
        let mut names: Vec<&str> = zones.collect();
        names.sort_unstable();
        names.dedup();
        let mut overdue = Overdue { zones: BTreeMap::new(), first_due_at: BTreeMap::new() };
        for webinar in shown {
            for name in &names {
                let zone = name.parse().unwrap_or(Tz::Europe__Moscow);
                let day = day_of(webinar.starts_at, zone);
                let starts = planned.iter().map(|other| other.starts_at);
                let first = starts.filter(|start| day_of(*start, zone) == day).min();
                let at = due_at(first.unwrap_or(webinar.starts_at), zone);
                if at <= now {
                    overdue.zones.entry(webinar.id).or_default().push((*name).to_owned());
                }
                let earliest = overdue.first_due_at.entry(webinar.id).or_insert(at);
                *earliest = at.min(*earliest);
            }
        }
        overdue
    }

    fn has_come(&self, webinar: WebinarId, zone: &str) -> bool {
        self.zones.get(&webinar).is_some_and(|zones| zones.iter().any(|name| name == zone))
    }
}

impl WebinarReach {
    fn of(webinar: &webinar::Model, counts: &[queries::Count], overdue: &Overdue) -> WebinarReach {
        let mut reach = WebinarReach {
            first_due_at: overdue.first_due_at.get(&webinar.id).copied(),
            webinar: webinar.clone(),
            registered: 0,
            reached: 0,
            later: 0,
            problems: BTreeMap::new(),
        };
        for count in counts.iter().filter(|count| count.webinar_id == webinar.id) {
            let number = u64::try_from(count.number).unwrap_or(0);
            reach.registered += number;
            match Problem::of(count.problem) {
                None => reach.reached += number,
                Some(Problem::NotWritten) if !overdue.has_come(webinar.id, &count.zone) => {
                    reach.later += number;
                }
                Some(problem) => *reach.problems.entry(problem).or_default() += number,
            }
        }
        reach
    }

    /// Whether nobody can be let in yet, although e-mails are due or sent.
    #[must_use]
    pub fn has_no_stream_link(&self) -> bool {
        self.webinar.stream_url.is_none()
    }

    /// How many have a problem that somebody has to see to.
    #[must_use]
    pub fn serious(&self) -> u64 {
        self.problems.iter().filter(|(problem, _)| problem.is_serious()).map(|(_, number)| number).sum()
    }

    fn is_live(&self, now: DateTime<Utc>) -> bool {
        self.first_due_at.is_some_and(|due| due <= now) && now < self.webinar.ends_at
    }
}

/// Somebody who is registered, for an organizer of the session.
#[derive(Clone, Debug)]
pub struct Listener {
    pub registration_id: RegistrationId,
    pub person: entity::person::Model,
    pub session: session::Model,
}

/// Who stands behind a registration; `None` for others than organizers of the session and curators.
///
/// # Errors
/// When the database refuses.
pub async fn listener(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: RegistrationId,
) -> Result<Option<Listener>, DbErr> {
    let db = club.storage.reads();
    let Some(session) = organized(db, viewer, slug).await? else { return Ok(None) };
    let listed = place(db, session.id, id).await?;
    Ok(listed.map(|listed| Listener { registration_id: id, person: listed.person, session }))
}
