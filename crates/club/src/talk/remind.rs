//! Reminding speakers: of talks that are not handed in, of materials that are missing.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{EmailKind, PersonId, SessionId, SessionState, WebinarId, person, session, talk};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr};

use super::emails::{About, Reader, Stage, filling};
use super::queries::{self, Wanted};
use crate::call::queries::drafts_without_person;
use crate::emails::words::wordings;
use crate::emails::{club_name, sample_person};
use crate::outbox::{self, NewEmail};
use crate::session::queries as sessions;
use crate::{Club, email_switch};

/// Reminds speakers of a zone who have a talk that is not handed in, or is to be changed, that the call for talks ends: at most once a day each.
/// Nothing when the call has ended, or the session sends no such reminders. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn remind_of_talks(
    club: &Club,
    session: SessionId,
    zone: Tz,
    day: NaiveDate,
) -> Result<usize, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let kind = EmailKind::TalkDeadline;
            let Some(session) = sending(tx, session, kind).await? else { return Ok(0) };
            let Some(end) = session.talks_until.filter(|end| inside.clock.now() < *end) else { return Ok(0) };
            let about = About { kind, stage: Stage::Before, end };
            write(tx, &inside, &session, (about, Wanted::Unfinished, zone, day)).await
        })
    });
    work.await
}

/// Reminds speakers of a zone whose materials are missing or to be changed: of one webinar that is over, or of all while there is time; at most once
/// a day each. Nothing when the session does not ask for materials, or sends no such reminders. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn remind_of_materials(
    club: &Club,
    session: SessionId,
    webinar: Option<WebinarId>,
    (zone, day): (Tz, NaiveDate),
) -> Result<usize, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let kind = EmailKind::MaterialsMissing;
            let Some(session) = sending(tx, session, kind).await? else { return Ok(0) };
            let Some(end) = session.materials_until else { return Ok(0) };
            let stage = Stage::of(webinar);
            if session.state != SessionState::Published || stage == Stage::Before && end <= inside.clock.now()
            {
                return Ok(0);
            }
            let about = About { kind, stage, end };
            write(tx, &inside, &session, (about, Wanted::Materials(webinar), zone, day)).await
        })
    });
    work.await
}

/// A session that sends e-mails of a kind by itself.
async fn sending(
    tx: &DatabaseTransaction,
    session: SessionId,
    kind: EmailKind,
) -> Result<Option<session::Model>, DbErr> {
    let session = sessions::by_id(tx, session).await?;
    let Some(session) = session.filter(|session| session.state != SessionState::Archived) else {
        return Ok(None);
    };
    Ok(email_switch::is_on(tx, session.id, kind).await?.then_some(session))
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    (about, wanted, zone, day): (About, Wanted, Tz, NaiveDate),
) -> Result<usize, DbErr> {
    let found = queries::wanted(tx, session.id, wanted, Some(zone)).await?;
    let mut emails = compose(tx, club, session, (about, zone, day), found).await?;
    if about.kind == EmailKind::TalkDeadline && session.time_zone == zone.name() {
        emails.extend(to_addresses(tx, club, session, (about, zone, day)).await?);
    }
    let now = club.clock.now();
    let emails = emails.into_iter().map(|email| (club.chance.id(now), email)).collect();
    outbox::enqueue_new(tx, club, emails).await
}

/// The reminders of a call for talks to these speakers, as they would be written now, for a rehearsal: nothing is stored.
pub(crate) async fn compose_talks(
    club: &Club,
    session: &session::Model,
    (zone, day): (Tz, NaiveDate),
    found: Vec<(person::Model, talk::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let Some(end) = session.talks_until else { return Ok(vec![]) };
    let about = About { kind: EmailKind::TalkDeadline, stage: Stage::Before, end };
    compose(club.storage.reads(), club, session, (about, zone, day), found).await
}

/// The reminders of missing materials to these speakers, as they would be written now, for a rehearsal: nothing is stored.
pub(crate) async fn compose_materials(
    club: &Club,
    session: &session::Model,
    webinar: Option<WebinarId>,
    (zone, day): (Tz, NaiveDate),
    found: Vec<(person::Model, talk::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let Some(end) = session.materials_until else { return Ok(vec![]) };
    let about = About { kind: EmailKind::MaterialsMissing, stage: Stage::of(webinar), end };
    compose(club.storage.reads(), club, session, (about, zone, day), found).await
}

async fn compose(
    db: &impl ConnectionTrait,
    club: &Club,
    session: &session::Model,
    (about, zone, day): (About, Tz, NaiveDate),
    found: Vec<(person::Model, talk::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let now = club.clock.now();
    let speakers = by_speaker(found);
    let words = wordings(db, about.kind, Some(session)).await?;
    let (name, page) = (club_name(club).await?, club.settings.address("/me"));
    let mut emails = vec![];
    for (person, talks) in speakers.values() {
        let reader = Reader { person, zone, today: day_of(now, zone) };
        let filling = filling(&about, &reader, (&session.title, &name, &page), talks)?;
        let key = format!("{}:{}:{}:{day}", about.kind, session.id, person.id);
        let email = NewEmail::to(person, about.kind, key, words.compose(&filling)?);
        let not_after = (about.stage == Stage::Before).then_some(about.end);
        let email = email.map(|email| NewEmail { session_id: Some(session.id), not_after, ..email });
        emails.extend(email);
    }
    Ok(emails)
}

/// Reminders of drafts of which nobody knows yet who writes them: to the address that their link went to, by the clocks of the session.
async fn to_addresses(
    db: &impl ConnectionTrait,
    club: &Club,
    session: &session::Model,
    (about, zone, day): (About, Tz, NaiveDate),
) -> Result<Vec<NewEmail>, DbErr> {
    let drafts = drafts_without_person(db, session.id).await?;
    let words = wordings(db, about.kind, Some(session)).await?;
    let name = club_name(club).await?;
    let mut emails = vec![];
    for draft in drafts {
        let Some(secret) = draft.secret.clone() else { continue };
        let nobody = nobody(&draft, zone);
        let reader = Reader { person: &nobody, zone, today: day_of(club.clock.now(), zone) };
        let page = club.settings.address(&format!("/a/{secret}"));
        let key = format!("{}:{}:{}:{day}", about.kind, session.id, draft.id);
        let filling = filling(&about, &reader, (&session.title, &name, &page), std::slice::from_ref(&draft))?;
        let email = NewEmail::to(&nobody, about.kind, key, words.compose(&filling)?);
        emails.extend(email.map(|email| NewEmail {
            session_id: Some(session.id),
            person_id: None,
            to_name: None,
            not_after: Some(about.end),
            ..email
        }));
    }
    Ok(emails)
}

/// Whoever reads at the address of a draft; nothing else is known.
fn nobody(draft: &talk::Model, zone: Tz) -> person::Model {
    person::Model {
        family: String::new(),
        given: String::new(),
        patronymic: None,
        gender: entity::Gender::Unknown,
        email: draft.applicant_email.clone(),
        time_zone: zone.name().to_owned(),
        language: draft.applicant_language.clone().unwrap_or_default(),
        ..sample_person(lang::Lang::default())
    }
}

fn day_of(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// One e-mail a speaker, however many talks it is about.
fn by_speaker(
    found: Vec<(person::Model, talk::Model)>,
) -> BTreeMap<PersonId, (person::Model, Vec<talk::Model>)> {
    let mut speakers: BTreeMap<PersonId, (person::Model, Vec<talk::Model>)> = BTreeMap::new();
    for (person, talk) in found {
        speakers.entry(person.id).or_insert_with(|| (person, vec![])).1.push(talk);
    }
    speakers
}
