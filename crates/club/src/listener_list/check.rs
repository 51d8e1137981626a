//! The dry run of a list: what would come of every line.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use entity::{PersonId, WebinarId, WebinarState, session, webinar};
use lang::search_key;
use sea_orm::ConnectionTrait;

use super::columns::Column;
use super::lines::{self, Entry, ForAll, LineProblem};
use super::queries::{self, Listener};
use super::table::Table;
use super::{ListError, columns};
use crate::person::{Profile, full_name};
use crate::registration::has_ended;
use crate::{Club, Viewer};

/// A list with what a person decided about it.
#[derive(Clone, Debug)]
pub struct List {
    pub table: Table,
    pub columns: Vec<Column>,
    pub for_all: ForAll,
    /// About doubtful lines, by their numbers.
    pub answers: BTreeMap<usize, Answer>,
}

/// What an organizer says about a doubtful line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is this listener of the session.
    Same(PersonId),
    /// It is somebody else.
    Another,
}

/// A line with what would come of it.
#[derive(Clone, Debug)]
pub struct CheckedLine {
    pub number: usize,
    /// As the list writes it, for lines that are refused, too.
    pub name: String,
    pub address: String,
    pub outcome: Outcome,
    /// Of the webinars, those that are full: one waits for a place there.
    pub has_address: bool,
}

/// What would come of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nobody of this name is registered for the session.
    New(Entry),
    /// A listener of the session gets further webinars.
    Further(Entry, PersonId),
    /// Nothing would change.
    Before,
    /// The same teacher and webinars stand in an earlier line.
    Repeated(usize),
    /// Somebody of this name is registered with another address or school: only a person can tell whether it is the same teacher.
    Doubtful(Entry, Vec<Namesake>),
    Refused(LineProblem),
}

/// A listener of the session with the name of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    pub id: PersonId,
    pub name: String,
    pub school: String,
    pub city: String,
    pub address: Option<String>,
}

/// Says what would come of a list; writes nothing. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`ListError`].
pub async fn check(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    list: &List,
) -> Result<Vec<CheckedLine>, ListError> {
    if !viewer.organizes(session.host_school_id) {
        return Err(ListError::NotFound);
    }
    checked(club.storage.reads(), club.clock.now(), session, list).await
}

/// Webinars of a session that one can still register for.
///
/// # Errors
/// When the database refuses.
pub async fn open_webinars(
    db: &impl ConnectionTrait,
    session: &session::Model,
    now: DateTime<Utc>,
) -> Result<Vec<webinar::Model>, sea_orm::DbErr> {
    let mut webinars = queries::webinars(db, session.id).await?;
    webinars.retain(|webinar| {
        webinar.state == WebinarState::Planned && webinar.ends_at > now && !has_ended(webinar, now)
    });
    Ok(webinars)
}

pub(super) async fn checked(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    session: &session::Model,
    list: &List,
) -> Result<Vec<CheckedLine>, ListError> {
    columns::check(&list.columns)?;
    let webinars = open_webinars(db, session, now).await?;
    let read = |line| lines::read(line, &list.columns, &list.for_all, &webinars);
    let entries: Vec<Result<Entry, LineProblem>> = list.table.lines.iter().map(read).collect();
    let names = entries.iter().flatten().flat_map(|entry| keys(&entry.profile));
    let mut names: Vec<String> = names.collect();
    names.sort_unstable();
    names.dedup();
    let ids: Vec<WebinarId> = webinars.iter().map(|webinar| webinar.id).collect();
    let known = Known::new(queries::listeners(db, &ids, &names).await?);
    let mut seen: BTreeMap<SeenKey, usize> = BTreeMap::new();
    let mut checked = vec![];
    for (line, entry) in list.table.lines.iter().zip(entries) {
        let outcome = match entry {
            Err(problem) => Outcome::Refused(problem),
            Ok(entry) => match seen.get(&seen_key(&entry)) {
                Some(first) => Outcome::Repeated(*first),
                None => {
                    seen.insert(seen_key(&entry), line.number);
                    known.outcome(entry, list.answers.get(&line.number).copied())
                }
            },
        };
        checked.push(CheckedLine::of(line.number, &line.cells, &list.columns, outcome));
    }
    Ok(checked)
}

type SeenKey = (String, Option<String>, String, String, Vec<WebinarId>);

fn seen_key(entry: &Entry) -> SeenKey {
    let profile = &entry.profile;
    let address = profile.email.as_ref().map(|address| address.as_str().to_owned());
    let (school, city) = match address {
        // An address and a name are a person, wherever the person works.
        Some(_) => (String::new(), String::new()),
        None => (search_key(&profile.school_name), search_key(&profile.city)),
    };
    (profile.name.search_key(), address, school, city, entry.webinars.clone())
}

/// By which a teacher is looked for: the whole name, and the name without its patronymic, which schools often leave out.
fn keys(profile: &Profile) -> [String; 2] {
    let name = &profile.name;
    [name.search_key(), search_key(&format!("{} {}", name.family, name.given))]
}

/// Listeners of the session by their names.
struct Known(BTreeMap<String, Vec<Listener>>);

impl Known {
    fn new(listeners: Vec<Listener>) -> Known {
        let mut known: BTreeMap<String, Vec<Listener>> = BTreeMap::new();
        for listener in listeners {
            known.entry(listener.person.search_name.clone()).or_default().push(listener);
        }
        Known(known)
    }

    fn outcome(&self, entry: Entry, answer: Option<Answer>) -> Outcome {
        let [whole, short] = keys(&entry.profile);
        let of = |key: &String| self.0.get(key).map(Vec::as_slice).unwrap_or_default();
        if let Some(same) = of(&whole).iter().find(|listener| is_same(&listener.person, &entry.profile)) {
            return further(entry, same);
        }
        let mut namesakes: Vec<&Listener> = of(&whole).iter().collect();
        if short != whole {
            namesakes.extend(of(&short));
        }
        match answer {
            Some(Answer::Another) => return Outcome::New(entry),
            Some(Answer::Same(id)) => {
                if let Some(same) = namesakes.iter().find(|listener| listener.person.id == id) {
                    return further(entry, same);
                }
            }
            None => {}
        }
        if namesakes.is_empty() {
            return Outcome::New(entry);
        }
        Outcome::Doubtful(entry, namesakes.into_iter().map(Namesake::of).collect())
    }
}

/// Whether a form with this profile finds this person.
fn is_same(person: &entity::person::Model, profile: &Profile) -> bool {
    match &profile.email {
        Some(address) => person.email.as_deref() == Some(address.as_str()),
        None => {
            person.email.is_none()
                && search_key(&person.school_name) == search_key(&profile.school_name)
                && search_key(&person.city) == search_key(&profile.city)
        }
    }
}

fn further(mut entry: Entry, same: &Listener) -> Outcome {
    entry.webinars.retain(|id| !same.webinars.contains(id));
    if entry.webinars.is_empty() { Outcome::Before } else { Outcome::Further(entry, same.person.id) }
}

impl Namesake {
    fn of(listener: &Listener) -> Namesake {
        let person = &listener.person;
        Namesake {
            id: person.id,
            name: full_name(person).full(),
            school: person.school_name.clone(),
            city: person.city.clone(),
            address: person.email.clone(),
        }
    }
}

impl CheckedLine {
    fn of(number: usize, cells: &[String], columns: &[Column], outcome: Outcome) -> CheckedLine {
        let written = |wanted: &[Column]| {
            let cells = columns.iter().zip(cells).filter(|(column, _)| wanted.contains(column));
            cells.map(|(_, cell)| cell.trim()).collect::<Vec<_>>().join(" ")
        };
        let names = [Column::FullName, Column::Family, Column::Given, Column::Patronymic];
        let entry = match &outcome {
            Outcome::New(entry) | Outcome::Further(entry, _) | Outcome::Doubtful(entry, _) => Some(entry),
            _ => None,
        };
        let name = entry.map_or_else(|| written(&names), |entry| entry.profile.name.full());
        CheckedLine {
            number,
            name: name.chars().take(200).collect(),
            address: written(&[Column::Email]).chars().take(254).collect(),
            has_address: entry.is_none_or(|entry| entry.profile.email.is_some()),
            outcome,
        }
    }
}
