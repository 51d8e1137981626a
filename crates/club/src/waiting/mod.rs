//! The queue for a webinar that is full: who comes next is offered the place that becomes free.

mod answer;
mod list;
mod offer;
pub(crate) mod queries;
#[cfg(test)]
mod tests;
mod times;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{PersonId, WebinarId, WebinarState, person, session, waiting_place, webinar};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use crate::jobs::{self, Job, NewJob};
use crate::registration::queries as registrations;
use crate::{Club, Viewer};

pub use answer::{AnswerError, leave, take};
pub use list::{Queue, SHOWN, list};
pub(crate) use offer::close;
pub use offer::offer;

/// So shortly before the start a free place is kept for nobody: whoever comes first takes it.
const LAST_HOURS: TimeDelta = TimeDelta::hours(2);

/// What somebody who waits sees.
#[derive(Clone, Debug)]
pub struct WaitingView {
    pub place: waiting_place::Model,
    /// Without its stream link and code word.
    pub webinar: webinar::Model,
    pub session: session::Model,
    pub person: person::Model,
    pub phase: WaitingPhase,
}

/// Where somebody stands in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitingPhase {
    /// Waits behind so many others.
    Waits { ahead: u64 },
    /// A place is kept until then.
    Kept { until: DateTime<Utc> },
    /// A place is free for whoever takes it first.
    Open,
    /// Took the place.
    Taken,
    /// Left the queue, or let the offer pass.
    Left,
    /// The webinar has begun or is cancelled.
    Over,
}

/// The page of somebody who waits; changes nothing. `None` for a wrong secret.
///
/// # Errors
/// When the database refuses.
pub async fn view(club: &Club, secret: &str) -> Result<Option<WaitingView>, DbErr> {
    let (db, now) = (club.storage.reads(), club.clock.now());
    let Some((place, webinar, session)) = queries::by_secret(db, secret).await? else { return Ok(None) };
    let person = crate::person::queries::by_id(db, place.person_id).await?;
    let Some(person) = person else { return Ok(None) };
    let phase = if place.taken_at.is_some() {
        WaitingPhase::Taken
    } else if webinar.state == WebinarState::Cancelled || webinar.starts_at <= now {
        WaitingPhase::Over
    } else if place.left_at.is_some() || place.offered_until.is_some_and(|until| until <= now) {
        WaitingPhase::Left
    } else if let Some(until) = place.offered_until {
        WaitingPhase::Kept { until }
    } else if place.offered_at.is_some() && queries::free(db, &webinar, now).await? > 0 {
        WaitingPhase::Open
    } else {
        WaitingPhase::Waits { ahead: queries::ahead(db, &place).await? }
    };
    let webinar = webinar::Model { stream_url: None, code_word: None, ..webinar };
    Ok(Some(WaitingView { place, webinar, session, person, phase }))
}

/// The viewer's own places in queues for webinars to come, by start. Stream links and code words are emptied.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(
    club: &Club,
    viewer: &Viewer,
) -> Result<Vec<(waiting_place::Model, webinar::Model)>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::of_person(club.storage.reads(), person, club.clock.now()).await,
        None => Ok(vec![]),
    }
}

/// Of these webinars, those where somebody who comes now would have to wait: there is no free place, or others wait for it. Anybody may know.
///
/// # Errors
/// When the database refuses.
pub async fn full(club: &Club, webinars: &[WebinarId]) -> Result<Vec<WebinarId>, DbErr> {
    let db = club.storage.reads();
    let webinars = registrations::webinars(db, webinars.to_vec()).await?;
    let webinars: Vec<_> = webinars.into_iter().map(|(webinar, _)| webinar).collect();
    queries::full(db, &webinars).await
}

/// Whether somebody who comes now has to wait: there is no free place, or others wait for it already. Within the last hours whoever comes first
/// takes a place.
pub(crate) async fn must_wait(
    tx: &DatabaseTransaction,
    webinar: &webinar::Model,
    now: DateTime<Utc>,
) -> Result<bool, DbErr> {
    if webinar.capacity.is_none() {
        return Ok(false);
    }
    if queries::free(tx, webinar, now).await? == 0 {
        return Ok(true);
    }
    let is_late = webinar.starts_at - now <= LAST_HOURS;
    Ok(!is_late && !queries::next(tx, webinar.id, 1).await?.is_empty())
}

/// How many who come now find a place: none where the first of them would have to wait.
pub(crate) async fn free_at_once(
    tx: &DatabaseTransaction,
    webinar: &webinar::Model,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    if must_wait(tx, webinar, now).await? { Ok(0) } else { queries::free(tx, webinar, now).await }
}

/// Puts a person into the queue; false beside the place when it was there before.
pub(crate) async fn queue(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: WebinarId,
    (person, question): (PersonId, Option<&String>),
) -> Result<(waiting_place::Model, bool), DbErr> {
    let now = club.clock.now();
    let row = waiting_place::Model {
        id: club.chance.id(now),
        webinar_id: webinar,
        person_id: person,
        secret: club.chance.secret(),
        question: question.cloned(),
        queued_at: now,
        offered_at: None,
        offered_until: None,
        taken_at: None,
        left_at: None,
    };
    let insert = waiting_place::Entity::insert(row.clone().into_active_model());
    // Without a target: a partial unique index cannot be named on both stores.
    let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    if insert.exec_without_returning(tx).await? > 0 {
        return Ok((row, true));
    }
    let standing = queries::standing(tx, webinar, person).await?;
    let lost = || DbErr::RecordNotFound(format!("the place in the queue for webinar {webinar}"));
    standing.map(|place| (place, false)).ok_or_else(lost)
}

/// Closes the place in the queue of somebody who got in without an offer.
pub(crate) async fn set_taken(
    tx: &DatabaseTransaction,
    club: &Club,
    (webinar, person): (WebinarId, PersonId),
) -> Result<(), DbErr> {
    waiting_place::Entity::update_many()
        .col_expr(waiting_place::Column::TakenAt, Expr::value(club.clock.now()))
        .filter(waiting_place::Column::WebinarId.eq(webinar))
        .filter(waiting_place::Column::PersonId.eq(person))
        .filter(queries::is_standing())
        .exec(tx)
        .await?;
    Ok(())
}

/// Has free places offered at an instant.
pub(crate) async fn offer_soon(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: WebinarId,
    at: DateTime<Utc>,
) -> Result<(), DbErr> {
    let new = NewJob { job: Job::OfferPlaces { webinar }, run_at: at, unique_key: None };
    jobs::enqueue(tx, club, new).await?;
    Ok(())
}
