//! The preflight: every document is tried on its real layout before anything is numbered.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entity::{DocumentKind, PersonId, SessionId, SessionState, document_hold, person, session, webinar};
use lang::FullName;

use super::concern::Concern;
use super::earned::{Earned, earned, earned_or_held, key};
use super::fields::{Common, Named, fields, sign};
use super::issue::{IssueError, Scope};
use super::notes::notes;
use super::number::NumberPattern;
use super::queries;
use crate::layout::{self, Usable};
use crate::person::full_name;
use crate::session::{partners, queries as sessions};
use crate::{Club, Viewer, emails};

/// Wider than hardly any code is, of whose letters half are figures: what fits with it fits with the real one.
pub(super) const WIDE_CODE: &str = "whmdwk0qgnmwhdk8gqnmwdhk0q";

/// The last serial with as many digits as the pattern plans for.
pub(super) const WIDE_SERIAL: i32 = 9999;

/// Everything that an issue begins with.
pub(super) struct Prepared {
    pub(super) common: Common,
    pub(super) pattern: NumberPattern,
    pub(super) layouts: BTreeMap<DocumentKind, Usable>,
    /// What can be printed, in the order of numbering. Its texts are computed once more when it is numbered: those of thousands of people
    /// at once would take hundreds of megabytes.
    pub(super) sound: Vec<Earned>,
    /// What cannot be printed.
    pub(super) refused: Vec<Earned>,
    pub(super) concerns: Vec<Concern>,
}

/// What an issue would do now.
#[derive(Clone, Debug, Default)]
pub struct Preflight {
    /// How many documents would be issued, by kind.
    pub ready: BTreeMap<DocumentKind, usize>,
    /// How many cannot be printed and are left out.
    pub blocked: usize,
    /// How many people write a school that the club's directory does not have: colleagues from elsewhere, or a slip of the pen.
    pub schools_elsewhere: usize,
    /// Who is to be looked at, the worst first.
    pub people: Vec<Doubtful>,
    /// What organizers keep back, oldest first.
    pub held: Vec<Held>,
    /// The webinars that have something to be issued, by start.
    pub webinars: Vec<webinar::Model>,
}

impl Preflight {
    /// How many documents would be issued.
    #[must_use]
    pub fn ready_in_all(&self) -> usize {
        self.ready.values().sum()
    }
}

/// Somebody with concerns.
#[derive(Clone, Debug)]
pub struct Doubtful {
    pub person: person::Model,
    /// The worst first.
    pub concerns: Vec<Concern>,
    /// The name as it would be written by the rules, where it is spelled in one case.
    pub spelling: Option<String>,
}

/// An earned document that is kept back.
#[derive(Clone, Debug)]
pub struct Held {
    pub hold: document_hold::Model,
    pub person: person::Model,
}

/// How many documents could be issued now, not tried yet: cheap enough for any page. Organizers of the host school and curators may ask.
///
/// # Errors
/// See [`IssueError`].
pub async fn ready(club: &Club, viewer: &Viewer, session: &session::Model) -> Result<usize, IssueError> {
    check(viewer, session)?;
    let reads = club.storage.reads();
    let webinars = queries::webinars(reads, session.id).await?;
    Ok(earned(reads, session, &webinars).await?.len())
}

/// Everybody who has earned a document that is not issued yet, tried on the real layout: what would be issued, and what would go wrong or look
/// odd. Organizers of the host school and curators may ask.
///
/// # Errors
/// See [`IssueError`].
pub async fn preflight(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    scope: Scope,
) -> Result<Preflight, IssueError> {
    let reads = club.storage.reads();
    let mut found = match prepare(club, viewer, session, scope).await {
        Ok(prepared) => summed_up(prepared, &queries::school_names(reads).await?),
        Err(IssueError::Nobody | IssueError::NotJudged) => Preflight::default(),
        Err(error) => return Err(error),
    };
    let holds = queries::holds(reads, session).await?;
    if !holds.is_empty() {
        found.held = held(club, session, holds).await?;
    }
    Ok(found)
}

/// What is kept back and not issued meanwhile.
async fn held(
    club: &Club,
    session: SessionId,
    holds: Vec<document_hold::Model>,
) -> Result<Vec<Held>, IssueError> {
    let reads = club.storage.reads();
    let session = sessions::by_id(reads, session).await?.ok_or(IssueError::NotFound)?;
    let webinars = queries::webinars(reads, session.id).await?;
    let all = earned_or_held(reads, &session, &webinars).await?;
    let mut people: BTreeMap<_, _> = all.into_iter().map(|earned| (earned.key(), earned.person)).collect();
    let held = |hold| Some(Held { person: people.remove(&key(&hold))?, hold });
    Ok(holds.into_iter().filter_map(held).collect())
}

fn summed_up(prepared: Prepared, schools: &[(String, String)]) -> Preflight {
    let mut found = Preflight::default();
    let known: BTreeSet<String> =
        schools.iter().flat_map(|(short, full)| [short, full]).map(|name| lang::search_key(name)).collect();
    let (mut people, mut webinars) = (BTreeMap::new(), BTreeMap::new());
    let refused = prepared.refused;
    for earned in prepared.sound.iter().chain(&refused) {
        let webinar = (earned.webinar.starts_at, earned.webinar.id);
        webinars.entry(webinar).or_insert_with(|| earned.webinar.clone());
        people.entry(earned.person.id).or_insert_with(|| earned.person.clone());
    }
    for earned in &prepared.sound {
        *found.ready.entry(earned.kind).or_default() += 1;
    }
    found.blocked = refused.len();
    let is_elsewhere = |person: &&person::Model| {
        person.school_id.is_none()
            && !person.school_name.is_empty()
            && !known.contains(&lang::search_key(&person.school_name))
    };
    found.schools_elsewhere = people.values().filter(is_elsewhere).count();
    found.webinars = webinars.into_values().collect();
    found.people = doubtful(&people, prepared.concerns);
    found
}

fn doubtful(people: &BTreeMap<PersonId, person::Model>, concerns: Vec<Concern>) -> Vec<Doubtful> {
    let mut of_person: BTreeMap<PersonId, Vec<Concern>> = BTreeMap::new();
    for concern in concerns {
        of_person.entry(concern.person_id).or_default().push(concern);
    }
    let mut doubtful = vec![];
    for (id, mut concerns) in of_person {
        let Some(person) = people.get(&id).cloned() else { continue };
        concerns.sort_by_key(Concern::rank);
        // A name is odd once, on however many documents it stands.
        concerns.dedup_by(|one, other| (one.key, &one.detail) == (other.key, &other.detail));
        let spelling = spelling(&person).map(|name| name.full());
        doubtful.push(Doubtful { person, concerns, spelling });
    }
    doubtful.sort_by_cached_key(|doubtful| {
        let worst = doubtful.concerns.iter().map(Concern::rank).min();
        (worst, doubtful.person.search_name.clone(), doubtful.person.id)
    });
    doubtful
}

/// The name as the rules would write it, where that is another spelling than the stored one.
pub(super) fn spelling(person: &person::Model) -> Option<FullName> {
    let stored = full_name(person);
    let mended =
        FullName::parse(&stored.family, &stored.given, stored.patronymic.as_deref().unwrap_or_default());
    mended.ok().filter(|mended| *mended != stored)
}

/// Finds who has earned what in the scope and tries all of it.
pub(super) async fn prepare(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    scope: Scope,
) -> Result<Prepared, IssueError> {
    let reads = club.storage.reads();
    let session = sessions::by_id(reads, session).await?.ok_or(IssueError::NotFound)?;
    check(viewer, &session)?;
    let pattern = NumberPattern::parse(&session.number_pattern);
    let pattern = pattern.map_err(|error| IssueError::Pattern(error.to_string()))?;
    let all = queries::webinars(reads, session.id).await?;
    let judged = judged(&all, scope)?;
    let earned = earned(reads, &session, &judged).await?;
    if earned.is_empty() {
        return Err(IssueError::Nobody);
    }
    let common = common(club, session, &all).await?;
    let mut layouts = BTreeMap::new();
    for kind in DocumentKind::ALL {
        let usable = layout::of_session(club, &common.session, *kind).await;
        layouts.insert(*kind, usable.map_err(|error| IssueError::Layout(error.to_string()))?);
    }
    let club = club.clone();
    // Drawing is work for the processor: requests must not wait for it.
    let trying = tokio::task::spawn_blocking(move || {
        let (sound, refused, concerns) = try_all(&club, &common, &pattern, &layouts, earned);
        Prepared { common, pattern, layouts, sound, refused, concerns }
    });
    trying.await.map_err(|error| IssueError::Layout(error.to_string()))
}

fn check(viewer: &Viewer, session: &session::Model) -> Result<(), IssueError> {
    if viewer.organizes(session.host_school_id) {
        Ok(())
    } else if session.state == SessionState::Draft {
        Err(IssueError::NotFound)
    } else {
        Err(IssueError::Forbidden)
    }
}

fn judged(all: &[webinar::Model], scope: Scope) -> Result<Vec<webinar::Model>, IssueError> {
    let mut chosen = all.to_vec();
    if let Scope::Webinar(id) = scope {
        chosen.retain(|webinar| webinar.id == id);
        if chosen.is_empty() {
            return Err(IssueError::NotFound);
        }
    }
    chosen.retain(|webinar| webinar.attendance_judged_at.is_some());
    if chosen.is_empty() { Err(IssueError::NotJudged) } else { Ok(chosen) }
}

/// What all documents of a session share that are issued now.
pub(super) async fn common(
    club: &Club,
    session: session::Model,
    webinars: &[webinar::Model],
) -> Result<Common, IssueError> {
    let reads = club.storage.reads();
    let host_school = queries::host_school(reads, &session).await?.ok_or(IssueError::NotFound)?;
    let zone = session.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    let day = |webinar: &webinar::Model| webinar.starts_at.with_timezone(&zone).date_naive();
    let issued_at: DateTime<Utc> = club.clock.now();
    let today = issued_at.with_timezone(&zone).date_naive();
    let organizers = partners::organizers(reads, session.id, &host_school).await?;
    Ok(Common {
        organizers: organizers.into_iter().map(|school| school.full_name).collect(),
        host_school,
        network_name: emails::club_name(club).await?,
        signatories: queries::signatories(reads, session.id).await?,
        days: (webinars.first().map_or(today, day), webinars.last().map_or(today, day)),
        issued_at,
        session,
    })
}

fn try_all(
    club: &Club,
    common: &Common,
    pattern: &NumberPattern,
    layouts: &BTreeMap<DocumentKind, Usable>,
    all: Vec<Earned>,
) -> (Vec<Earned>, Vec<Earned>, Vec<Concern>) {
    let mut concerns = notes(&all);
    let (mut sound, mut refused) = (vec![], vec![]);
    for earned in all {
        let Some(layout) = layouts.get(&earned.kind) else { continue };
        let mut fields = fields(club, common, &earned);
        let number = pattern.number(common.session.year, common.session.season, earned.kind, WIDE_SERIAL);
        let name = Named::new(&earned).lines(earned.kind).name;
        sign(club, &mut fields, earned.kind, &name, &number, WIDE_CODE);
        match layout.compiled.check(&fields) {
            Ok(rendered) => {
                concerns.extend(Concern::of_shrinking(&earned, &name, &rendered));
                sound.push(earned);
            }
            Err(error) => {
                concerns.push(Concern::of_error(&earned, &name, &error));
                refused.push(earned);
            }
        }
    }
    (sound, refused, concerns)
}
