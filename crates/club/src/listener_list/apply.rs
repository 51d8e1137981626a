//! Taking a list in: line by line, so that one bad line spoils nothing.

use entity::{ConsentPurpose, PersonId, session};
use futures_util::StreamExt as _;
use sea_orm::DbErr;

use super::ListError;
use super::check::{CheckedLine, List, Outcome, checked};
use super::lines::Entry;
use crate::audit::{self, Deed};
use crate::consent::{BY_SCHOOL, Origin};
use crate::registration::{RegisterError, Registering, register_listed};
use crate::{Club, Viewer, emails};

/// Lines that are written side by side: on SQLite they share a commit.
const AT_ONCE: usize = 64;

/// What came of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Applied {
    /// Teachers who are registered now and were not before.
    pub new: u64,
    /// Listeners who got further webinars.
    pub further: u64,
    /// Teachers who wait for a place in a webinar that is full.
    pub queued: u64,
    /// Lines that changed nothing: known before, or written twice.
    pub before: u64,
    /// Lines that wait for an answer.
    pub doubtful: u64,
    pub refused: u64,
}

/// Registers the teachers of a list. Each gets the usual confirmation with its links; where a webinar is full, a place in its queue. Doubtful
/// lines without an answer are left out. Doing it twice adds nothing. The school vouches for the consents, which it holds on paper.
/// Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`ListError`].
pub async fn apply(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    (list, origin): (&List, Origin),
) -> Result<Applied, ListError> {
    if !viewer.organizes(session.host_school_id) {
        return Err(ListError::NotFound);
    }
    let lines = checked(club.storage.reads(), club.clock.now(), session, list).await?;
    let club_name = emails::club_name(club).await?;
    let origin = Origin { how: BY_SCHOOL, ..origin };
    let mut applied = Applied::default();
    let mut steps = vec![];
    for line in lines {
        match step(&line, &mut applied) {
            Some(step) => steps.push(step),
            None => continue,
        }
    }
    let work = steps.into_iter().map(|step| one(club, viewer, step, (&origin, &club_name)));
    let mut work = futures_util::stream::iter(work).buffered(AT_ONCE);
    while let Some(done) = work.next().await {
        count(&mut applied, done?);
    }
    drop(work);
    record(club, viewer, session, applied).await?;
    Ok(applied)
}

/// A line that changes something.
struct Step {
    entry: Entry,
    known: Option<PersonId>,
}

/// What came of a step.
struct Done {
    is_known: bool,
    new: usize,
    queued: usize,
}

fn step(line: &CheckedLine, applied: &mut Applied) -> Option<Step> {
    match &line.outcome {
        Outcome::New(entry) => return Some(Step { entry: entry.clone(), known: None }),
        Outcome::Further(entry, id) => return Some(Step { entry: entry.clone(), known: Some(*id) }),
        Outcome::Before | Outcome::Repeated(_) => applied.before += 1,
        Outcome::Doubtful(..) => applied.doubtful += 1,
        Outcome::Refused(_) => applied.refused += 1,
    }
    None
}

async fn one(
    club: &Club,
    viewer: &Viewer,
    step: Step,
    (origin, club_name): (&Origin, &str),
) -> Result<Option<Done>, ListError> {
    let is_known = step.known.is_some();
    let form = Registering {
        language: step.entry.profile.language,
        profile: step.entry.profile,
        webinars: step.entry.webinars,
        question: None,
        consents: vec![ConsentPurpose::Participation],
        origin: origin.clone(),
    };
    match register_listed(club, viewer, form, (step.known, club_name)).await {
        Ok(registered) => {
            Ok(Some(Done { is_known, new: registered.new.len(), queued: registered.queued.len() }))
        }
        Err(RegisterError::Db(error)) => Err(error.into()),
        // The webinar was cancelled or came to its end meanwhile.
        Err(_closed) => Ok(None),
    }
}

fn count(applied: &mut Applied, done: Option<Done>) {
    match done {
        None => applied.refused += 1,
        Some(Done { new: 0, queued: 0, .. }) => applied.before += 1,
        Some(Done { new: 0, .. }) => applied.queued += 1,
        Some(Done { is_known: true, .. }) => applied.further += 1,
        Some(_) => applied.new += 1,
    }
}

async fn record(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    applied: Applied,
) -> Result<(), DbErr> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let deed = Deed {
        action: "listener_list.apply",
        subject: format!("session {}", session.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({
            "new": applied.new, "further": applied.further, "queued": applied.queued,
            "before": applied.before, "doubtful": applied.doubtful, "refused": applied.refused,
        }),
    };
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { audit::record(tx, &inside, &viewer, deed).await }));
    work.await
}
