//! The preflight: every document is tried on its real layout before anything is numbered.

use std::collections::{BTreeMap, BTreeSet};

use certificates::{Fields, Grammar};
use chrono::{DateTime, Utc};
use entity::{DocumentKind, SessionId, SessionState, person, session, webinar};

use super::concern::Concern;
use super::earned::{Earned, earned};
use super::fields::{Common, Named, fields, sign};
use super::issue::{IssueError, Scope};
use super::number::NumberPattern;
use super::queries;
use crate::layout::{self, Usable};
use crate::session::queries as sessions;
use crate::{Club, Viewer, emails};

/// Wider than hardly any code is, of whose letters half are figures: what fits with it fits with the real one.
pub(super) const WIDE_CODE: &str = "whmdwk0qgnmwhdk8gqnmwdhk0q";

/// The last serial with as many digits as the pattern plans for.
pub(super) const WIDE_SERIAL: i32 = 9999;

/// Everything that an issue begins with.
pub(super) struct Prepared {
    pub(super) session: session::Model,
    pub(super) pattern: NumberPattern,
    pub(super) layouts: BTreeMap<DocumentKind, Usable>,
    /// In the order of numbering; number and code are not the real ones yet.
    pub(super) sound: Vec<(Earned, Fields)>,
    pub(super) concerns: Vec<Concern>,
    /// Printed as the date of all of them.
    pub(super) issued_at: DateTime<Utc>,
}

/// Everybody who has earned a document that is not issued yet, tried on the real layout: how many documents, and what would go wrong or
/// look odd.
///
/// # Errors
/// See [`IssueError`].
pub async fn preflight(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
) -> Result<(usize, Vec<Concern>), IssueError> {
    match prepare(club, viewer, session, Scope::Session).await {
        Ok(prepared) => {
            let refused = prepared.concerns.iter().filter(|concern| concern.blocks).count();
            Ok((prepared.sound.len() + refused, prepared.concerns))
        }
        Err(IssueError::Nobody | IssueError::NotJudged) => Ok((0, vec![])),
        Err(error) => Err(error),
    }
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
    let pattern = pattern.map_err(|error| IssueError::Layout(error.to_string()))?;
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
    let (session, issued_at) = (common.session.clone(), common.issued_at);
    let (club, usable, numbers) = (club.clone(), layouts.clone(), pattern.clone());
    // Drawing is work for the processor: requests must not wait for it.
    let trying = tokio::task::spawn_blocking(move || try_all(&club, &common, &numbers, &usable, earned));
    let (sound, concerns) = trying.await.map_err(|error| IssueError::Layout(error.to_string()))?;
    Ok(Prepared { session, pattern, layouts, sound, concerns, issued_at })
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

/// What all documents of the session share.
pub(super) async fn common(
    club: &Club,
    session: session::Model,
    webinars: &[webinar::Model],
) -> Result<Common, IssueError> {
    let reads = club.storage.reads();
    let host_school = queries::host_school(reads, &session).await?.ok_or(IssueError::NotFound)?;
    let zone = session.time_zone.parse().unwrap_or(chrono_tz::Tz::UTC);
    let day = |webinar: &webinar::Model| webinar.starts_at.with_timezone(&zone).date_naive();
    let issued_at = club.clock.now();
    let today = issued_at.with_timezone(&zone).date_naive();
    Ok(Common {
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
) -> (Vec<(Earned, Fields)>, Vec<Concern>) {
    let mut concerns = notes(&all);
    let (mut sound, mut bytes) = (vec![], vec![]);
    for earned in all {
        let Some(layout) = layouts.get(&earned.kind) else { continue };
        let mut fields = fields(club, common, &earned);
        let number = pattern.number(common.session.year, common.session.season, earned.kind, WIDE_SERIAL);
        let name = Named::new(&earned).lines(earned.kind).name;
        sign(club, &mut fields, earned.kind, &name, &number, WIDE_CODE);
        bytes.clear();
        match layout.compiled.render(&fields, &mut bytes) {
            Ok(rendered) => {
                concerns.extend(Concern::of_shrinking(earned.kind, &name, &rendered));
                sound.push((earned, fields));
            }
            Err(error) => concerns.push(Concern::of_error(earned.kind, &name, &error)),
        }
    }
    (sound, concerns)
}

/// What looks odd and stops nothing, each once a person and kind.
fn notes(all: &[Earned]) -> Vec<Concern> {
    let mut concerns = vec![];
    let mut seen = BTreeSet::new();
    let twins = namesakes(all);
    for earned in all {
        if !seen.insert((earned.kind, earned.person.id)) {
            continue;
        }
        let named = Named::new(earned);
        let name = named.lines(earned.kind).name;
        let mut note = |key| concerns.push(Concern::note(earned.kind, &name, key));
        if earned.person.patronymic.is_none() {
            note("document-concern-no-patronymic");
        }
        if named.grammar() == Grammar::Neutral {
            note("document-concern-no-gender");
        }
        if is_in_one_case(&earned.person) {
            note("document-concern-one-case");
        }
        if twins.contains(earned.person.search_name.as_str()) {
            note("document-concern-namesakes");
        }
    }
    concerns
}

/// Names under which two persons stand in one webinar.
fn namesakes(all: &[Earned]) -> BTreeSet<&str> {
    let mut first = BTreeMap::new();
    let mut twins = BTreeSet::new();
    for earned in all {
        let name = earned.person.search_name.as_str();
        let holder = *first.entry((earned.kind, earned.webinar.id, name)).or_insert(earned.person.id);
        if holder != earned.person.id {
            twins.insert(name);
        }
    }
    twins
}

/// «ИВАНОВА» or «иванова»: somebody's keyboard, hardly the name.
fn is_in_one_case(person: &person::Model) -> bool {
    [&person.family, &person.given].into_iter().any(|word| {
        let letters: Vec<char> = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        letters.len() > 1
            && (letters.iter().all(|letter| letter.is_uppercase())
                || letters.iter().all(|letter| letter.is_lowercase()))
    })
}
