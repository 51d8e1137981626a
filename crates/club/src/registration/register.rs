//! Registering for webinars.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use entity::{
    ConsentPurpose, PersonId, SessionId, SessionState, Stage, WebinarId, WebinarState, person, registration,
    session, session_stage, waiting_place, webinar,
};
use lang::Lang;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, Set};

use super::{emails, queries, set, tellings};
use crate::audit::{self, Deed};
use crate::consent::{self, Origin};
use crate::jobs::{self, Job, NewJob};
use crate::person::{self as people, Profile};
use crate::session::{queries as sessions, stages};
use crate::webinar::queries as all_webinars;
use crate::{Club, Viewer, stream_link, waiting};

/// Longer before its start nobody has been sent the link of a webinar: e-mails of a day leave on the evening before at the earliest.
const SOON: TimeDelta = TimeDelta::hours(48);

/// A checked registration form. Consent to taking part is what submitting it with [`ConsentPurpose::Participation`] means.
#[derive(Clone, Debug)]
pub struct Registering {
    pub profile: Profile,
    pub webinars: Vec<WebinarId>,
    pub question: Option<String>,
    pub consents: Vec<ConsentPurpose>,
    pub origin: Origin,
    pub language: Lang,
}

/// What came of a registration.
#[derive(Clone, Debug)]
pub struct Registered {
    pub person: person::Model,
    pub new: Vec<registration::Model>,
    /// For these the person was registered before; nothing changed.
    pub before: Vec<registration::Model>,
    /// These are full: the person waits for a place now.
    pub queued: Vec<waiting_place::Model>,
    /// For these the person was waiting before; nothing changed.
    pub waiting: Vec<waiting_place::Model>,
}

impl Registered {
    pub(super) fn new(person: person::Model) -> Registered {
        Registered { person, new: vec![], before: vec![], queued: vec![], waiting: vec![] }
    }
}

/// Why nobody was registered.
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    #[error("no webinar was chosen")]
    NoWebinar,
    #[error("the consent to taking part is missing")]
    NoConsent,
    /// Unknown, unpublished, cancelled, or of several sessions.
    #[error("a chosen webinar is not open to registration")]
    NotOpen(WebinarId),
    /// Not open yet, or not any more.
    #[error("the session takes no registrations now")]
    Closed,
    #[error("a chosen webinar is over")]
    Over(WebinarId),
    /// Before its start, as its organizers wished.
    #[error("registration for a chosen webinar has ended")]
    Ended(WebinarId),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Registers a person for webinars of one published session: rows, consents, jobs and the confirming e-mail in one transaction, which forms
/// that come at the same moment share. Doing it twice changes nothing and sends nothing. Where a webinar is full, the person gets a place in its queue. Anybody may.
///
/// # Errors
/// See [`RegisterError`].
pub async fn register(club: &Club, form: Registering) -> Result<Registered, RegisterError> {
    if form.webinars.is_empty() {
        return Err(RegisterError::NoWebinar);
    }
    if !form.consents.contains(&ConsentPurpose::Participation) {
        return Err(RegisterError::NoConsent);
    }
    let inside = club.clone();
    let work = club.storage.write_together(form, move |tx, forms| {
        let inside = inside.clone();
        Box::pin(async move { set::write(tx, &inside, forms).await })
    });
    work.await
}

/// Registers one person by a form.
pub(super) async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    form: Registering,
    club_name: &str,
) -> Result<Registered, RegisterError> {
    let places = open_webinars(tx, club, &form.webinars).await?;
    let person = people::find_or_add(tx, club, &form.profile).await?;
    give_places(tx, club, (person, form, places), By { viewer: &Viewer::Guest, is_school: false, club_name })
        .await
}

/// Who registers somebody.
#[derive(Clone, Copy)]
struct By<'a> {
    viewer: &'a Viewer,
    /// A school writes to many teachers by one mailbox.
    is_school: bool,
    club_name: &'a str,
}

/// Registers a teacher for whom the host school of a session answers; everything else is as in [`register`]. Organizers of that school and
/// curators may; `None` for others.
///
/// # Errors
/// See [`RegisterError`].
pub async fn register_by_school(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    form: Registering,
) -> Result<Option<Registered>, RegisterError> {
    if !viewer.organizes(session.host_school_id) {
        return Ok(None);
    }
    if !form.consents.contains(&ConsentPurpose::Participation) {
        return Err(RegisterError::NoConsent);
    }
    let name = crate::emails::club_name(club).await?;
    register_listed(club, viewer, form, (None, &name)).await.map(Some)
}

/// Registers a teacher of a school's list, who is a listener already when `known`; everything else is as in [`register`].
pub(crate) async fn register_listed(
    club: &Club,
    viewer: &Viewer,
    form: Registering,
    (known, club_name): (Option<PersonId>, &str),
) -> Result<Registered, RegisterError> {
    let (inside, viewer, club_name) = (club.clone(), viewer.clone(), club_name.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let places = open_webinars(tx, &inside, &form.webinars).await?;
            let person = match known {
                Some(id) => people::queries::by_id(tx, id).await?.ok_or_else(|| lost(id))?,
                None => people::find_or_add(tx, &inside, &form.profile).await?,
            };
            let by = By { viewer: &viewer, is_school: true, club_name: &club_name };
            give_places(tx, &inside, (person, form, places), by).await
        })
    });
    work.await
}

fn lost(person: PersonId) -> DbErr {
    DbErr::RecordNotFound(format!("person {person}"))
}

async fn give_places(
    tx: &DatabaseTransaction,
    club: &Club,
    (person, form, (webinars, session)): (person::Model, Registering, (Vec<webinar::Model>, session::Model)),
    by: By<'_>,
) -> Result<Registered, RegisterError> {
    consent::give(tx, club, person.id, &form.consents, (form.language, &form.origin)).await?;
    let mut registered = Registered::new(person);
    for webinar in &webinars {
        add_or_queue(tx, club, webinar, &mut registered, form.question.as_ref()).await?;
    }
    if registered.new.is_empty() && registered.queued.is_empty() {
        return Ok(registered);
    }
    let of = |id: WebinarId| webinars.iter().find(|webinar| webinar.id == id).cloned();
    let new: Vec<webinar::Model> = registered.new.iter().filter_map(|row| of(row.webinar_id)).collect();
    let queued: Vec<webinar::Model> = registered.queued.iter().filter_map(|row| of(row.webinar_id)).collect();
    let rows = registered.new.iter().zip(&new);
    tellings::made(tx, club, &rows.map(|(row, webinar)| (row, webinar, &session)).collect::<Vec<_>>())
        .await?;
    send_links_that_are_late(tx, club, &registered.person, (&session, &new)).await?;
    let way = if by.is_school { &emails::BY_LIST } else { &emails::BY_FORM };
    emails::confirm(tx, club, &registered, (&session, [&new, &queued], by.club_name), way).await?;
    let deed = deed(&registered, &session);
    audit::record(tx, club, by.viewer, deed).await?;
    Ok(registered)
}

/// What is written down of a registration.
pub(super) fn deed(registered: &Registered, session: &session::Model) -> Deed {
    Deed {
        action: "registration.register",
        subject: format!("person {}", registered.person.id),
        school_id: None,
        session_id: Some(session.id),
        details: serde_json::json!({ "webinars": registered.new.len(), "queued": registered.queued.len() }),
    }
}

/// The chosen webinars by start, all of one published session and none of them over.
async fn open_webinars(
    tx: &DatabaseTransaction,
    club: &Club,
    chosen: &[WebinarId],
) -> Result<(Vec<webinar::Model>, session::Model), RegisterError> {
    let mut found = queries::webinars(tx, chosen.to_vec()).await?;
    let limited: Vec<WebinarId> = found
        .iter()
        .filter(|(webinar, _)| webinar.capacity.is_some())
        .map(|(webinar, _)| webinar.id)
        .collect();
    if !limited.is_empty() {
        // Whoever else wants the last place waits here, and counts after us.
        all_webinars::lock(tx, webinar::Column::Id.is_in(limited)).await?;
        found = queries::webinars(tx, chosen.to_vec()).await?;
    }
    let session = session_of(&found, chosen)?.id;
    let known = stages::queries::of_session(tx, session).await?;
    check(found, &known, chosen, club.clock.now())
}

/// The session of the chosen webinars.
fn session_of<'a>(found: &'a [Found], chosen: &[WebinarId]) -> Result<&'a session::Model, RegisterError> {
    let first = chosen.first().copied().ok_or(RegisterError::NoWebinar)?;
    let first = found.iter().find(|(webinar, _)| webinar.id == first).ok_or(RegisterError::NotOpen(first))?;
    Ok(&first.1)
}

/// Whether registration for a webinar has ended: the instant itself is too late.
pub(crate) fn has_ended(webinar: &webinar::Model, now: DateTime<Utc>) -> bool {
    let hours = webinar.registration_ends_hours.map(|hours| TimeDelta::hours(hours.into()));
    hours.is_some_and(|hours| webinar.starts_at - hours <= now)
}

/// A webinar with its session.
pub(super) type Found = (webinar::Model, session::Model);

/// The chosen ones of these webinars, if all of them are open now.
pub(super) fn check(
    found: Vec<Found>,
    stages: &[session_stage::Model],
    chosen: &[WebinarId],
    now: DateTime<Utc>,
) -> Result<(Vec<webinar::Model>, session::Model), RegisterError> {
    let session = session_of(&found, chosen)?.clone();
    let stages: Vec<_> = stages.iter().filter(|stage| stage.session_id == session.id).cloned().collect();
    if !stages::is_open(&stages, Stage::Registration, now) {
        return Err(RegisterError::Closed);
    }
    for id in chosen {
        let webinar = found.iter().find(|(webinar, of)| webinar.id == *id && of.id == session.id);
        let (webinar, _) = webinar.ok_or(RegisterError::NotOpen(*id))?;
        if session.state != SessionState::Published || webinar.state != WebinarState::Planned {
            return Err(RegisterError::NotOpen(*id));
        }
        if webinar.ends_at <= now {
            return Err(RegisterError::Over(*id));
        }
        if has_ended(webinar, now) {
            return Err(RegisterError::Ended(*id));
        }
    }
    let is_chosen = |(webinar, _): Found| chosen.contains(&webinar.id).then_some(webinar);
    Ok((found.into_iter().filter_map(is_chosen).collect(), session))
}

/// Registers for one webinar, or queues for it where it is full.
async fn add_or_queue(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: &webinar::Model,
    registered: &mut Registered,
    question: Option<&String>,
) -> Result<(), DbErr> {
    let person = &registered.person;
    let standing = queries::standing(tx, webinar.id, person.id).await?;
    if standing.is_none() && waiting::must_wait(tx, webinar, club.clock.now()).await? {
        match waiting::queue(tx, club, webinar.id, (person.id, question)).await? {
            (place, true) => registered.queued.push(place),
            (place, false) => registered.waiting.push(place),
        }
        return Ok(());
    }
    match add(tx, club, webinar.id, person, question).await? {
        Ok(row) => {
            if webinar.capacity.is_some() {
                waiting::set_taken(tx, club, (webinar.id, person.id)).await?;
            }
            registered.new.push(row);
        }
        Err(row) => registered.before.push(row),
    }
    Ok(())
}

/// Registers somebody who waited for the place that was offered: the confirmation follows, and the join link at once where its time has come.
pub(crate) async fn take_place(
    tx: &DatabaseTransaction,
    club: &Club,
    place: &waiting_place::Model,
    (session, webinar, club_name): (&session::Model, &webinar::Model, &str),
) -> Result<registration::Model, DbErr> {
    let person = people::queries::by_id(tx, place.person_id).await?;
    let person = person.ok_or_else(|| lost(place.person_id))?;
    let row = match add(tx, club, webinar.id, &person, place.question.as_ref()).await? {
        Ok(row) => row,
        Err(row) => return Ok(row),
    };
    let mut registered = Registered::new(person);
    registered.new.push(row.clone());
    let webinars = [webinar.clone()];
    tellings::made(tx, club, &[(&row, webinar, session)]).await?;
    send_links_that_are_late(tx, club, &registered.person, (session, &webinars)).await?;
    emails::confirm(tx, club, &registered, (session, [&webinars, &[]], club_name), &emails::BY_QUEUE).await?;
    Ok(row)
}

/// The new registration, or the one that stood before: of two equal forms at once one is new.
async fn add(
    tx: &DatabaseTransaction,
    club: &Club,
    webinar: WebinarId,
    person: &person::Model,
    question: Option<&String>,
) -> Result<Result<registration::Model, registration::Model>, DbErr> {
    let row = new(club, webinar, person.id, question);
    let insert = registration::Entity::insert(unsaved(row.clone()));
    // Without a target: a partial unique index cannot be named on both stores.
    let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    if insert.exec_without_returning(tx).await? > 0 {
        return Ok(Ok(row));
    }
    let standing = queries::standing(tx, webinar, person.id).await?;
    let lost = || DbErr::RecordNotFound(format!("the registration for webinar {webinar}"));
    standing.map(Err).ok_or_else(lost)
}

/// A registration that is not written yet.
pub(super) fn new(
    club: &Club,
    webinar: WebinarId,
    person: PersonId,
    question: Option<&String>,
) -> registration::Model {
    let now = club.clock.now();
    registration::Model {
        id: club.chance.id(now),
        webinar_id: webinar,
        person_id: person,
        join_secret: club.chance.secret(),
        question: question.cloned(),
        registered_at: now,
        cancelled_at: None,
        stream_link_email_id: None,
        opened_at: None,
        joined_at: None,
    }
}

pub(super) fn unsaved(row: registration::Model) -> registration::ActiveModel {
    registration::ActiveModel {
        id: Set(row.id),
        webinar_id: Set(row.webinar_id),
        person_id: Set(row.person_id),
        join_secret: Set(row.join_secret),
        question: Set(row.question),
        registered_at: Set(row.registered_at),
        cancelled_at: Set(row.cancelled_at),
        stream_link_email_id: Set(row.stream_link_email_id),
        opened_at: Set(row.opened_at),
        joined_at: Set(row.joined_at),
    }
}

/// Whoever registers after the morning's e-mails gets the link at once, as long as the webinar has not started.
pub(super) async fn send_links_that_are_late(
    tx: &DatabaseTransaction,
    club: &Club,
    person: &person::Model,
    (session, new): (&session::Model, &[webinar::Model]),
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let zone = people::zone(person, session.time_zone.parse().unwrap_or(Tz::Europe__Moscow));
    // No e-mail leaves earlier than the evening before.
    if !new.iter().any(|webinar| webinar.starts_at > now && webinar.starts_at - now < SOON) {
        return Ok(());
    }
    let all = sessions::webinars(tx, session.id).await?;
    let mut days: Vec<_> = new
        .iter()
        .filter(|webinar| webinar.starts_at > now)
        .map(|webinar| stream_link::day_of(webinar.starts_at, zone))
        .collect();
    days.dedup();
    for day in days {
        let starts = all.iter().map(|webinar| webinar.starts_at);
        let first = starts.filter(|start| stream_link::day_of(*start, zone) == day).min();
        if first.is_some_and(|first| stream_link::due_at(first, zone) <= now) {
            jobs::enqueue(tx, club, at_once(session.id, zone, day, now)).await?;
        }
    }
    Ok(())
}

fn at_once(session: SessionId, zone: Tz, day: chrono::NaiveDate, now: DateTime<Utc>) -> NewJob {
    NewJob { job: Job::SendStreamLinks { session, zone, day }, run_at: now, unique_key: None }
}
