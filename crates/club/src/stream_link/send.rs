//! Writing the stream-link e-mails of a day to the outbox.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use entity::{
    EmailKind, OutboxEmailId, PersonId, RegistrationId, SessionId, WebinarId, outbox_email, person,
    registration, session, webinar,
};
use mail::Attachment;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};
use sha2::{Digest as _, Sha256};

use super::emails::{StreamLinkEmail, StreamLinkWebinar};
use super::{HELD_UNTIL, day_of, queries};
use crate::emails::words::{Wordings, wordings};
use crate::outbox::{self, NewEmail};
use crate::person::{full_name, language};
use crate::webinar::{CalendarEntry, calendar};
use crate::{Club, email_switch, emails};

/// Listeners of one transaction: it stays short, and so do the statements.
const LISTENERS_AT_ONCE: usize = 200;

/// What all e-mails of one call share.
pub(super) struct Day {
    session: session::Model,
    zone: Tz,
    day: NaiveDate,
    club_name: String,
    words: Wordings,
    /// By start.
    webinars: Vec<(webinar::Model, String)>,
}

impl Day {
    /// Of its webinars.
    pub(super) fn ids(&self) -> Vec<WebinarId> {
        self.webinars.iter().map(|(webinar, _)| webinar.id).collect()
    }
}

/// A listener with the registrations of the day, by start.
pub(super) struct Listener {
    person: person::Model,
    places: Vec<(registration::Model, usize)>,
}

/// An e-mail with the registrations whose join links it carries.
pub(super) struct Written {
    pub(super) id: OutboxEmailId,
    pub(super) email: NewEmail,
    pub(super) registrations: Vec<RegistrationId>,
}

/// Writes the e-mails that are due now to listeners of one zone and day: to everyone with a webinar that has not started and whose join
/// link was not sent yet. Listeners without an address are left, and so are those whose first webinar of the day has no stream link yet, until two
/// hours before it. Running it twice sends nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn send(club: &Club, session: SessionId, zone: Tz, day: NaiveDate) -> Result<usize, DbErr> {
    let Some(day) = load(club, session, zone, day).await? else { return Ok(0) };
    let ids = day.ids();
    let mut listeners = by_listener(&day, queries::unsent(club, ids, zone).await?);
    listeners.retain(|listener| !is_held(&day, listener, club.clock.now()));
    let mut written = 0;
    for listeners in listeners.chunks(LISTENERS_AT_ONCE) {
        let emails =
            listeners.iter().map(|listener| write_one(club, &day, listener)).collect::<Result<_, _>>()?;
        let inside = club.clone();
        let work = club.storage.write(move |tx| Box::pin(async move { enqueue(tx, &inside, emails).await }));
        written += work.await?;
    }
    Ok(written)
}

/// The e-mails of a zone and day to these listeners, as they would be written now, for a rehearsal: nothing is stored.
pub(crate) async fn compose(
    club: &Club,
    session: SessionId,
    (zone, day): (Tz, NaiveDate),
    found: Vec<(registration::Model, person::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let Some(day) = load(club, session, zone, day).await? else { return Ok(vec![]) };
    let listeners = by_listener(&day, found);
    listeners.iter().map(|listener| Ok(write_one(club, &day, listener)?.email)).collect()
}

pub(super) async fn load(club: &Club, id: SessionId, zone: Tz, day: NaiveDate) -> Result<Option<Day>, DbErr> {
    let Some(session) = queries::session(club, id).await? else { return Ok(None) };
    let mut webinars = queries::to_come(club, id, club.clock.now()).await?;
    webinars.retain(|webinar| day_of(webinar.starts_at, zone) == day);
    if webinars.is_empty() || !email_switch::is_on(club.storage.reads(), id, EmailKind::StreamLink).await? {
        return Ok(None);
    }
    let cities =
        queries::cities(club, webinars.iter().map(|webinar| webinar.host_school_id).collect()).await?;
    let webinars = webinars.into_iter().map(|webinar| {
        let city = cities.get(&webinar.host_school_id).cloned().unwrap_or_default();
        (webinar, city)
    });
    let (webinars, club_name) = (webinars.collect(), emails::club_name(club).await?);
    let words = wordings(club.storage.reads(), EmailKind::StreamLink, Some(&session)).await?;
    Ok(Some(Day { session, zone, day, club_name, words, webinars }))
}

/// Groups what comes listener by listener; a listener's webinars by start.
pub(super) fn by_listener(day: &Day, found: Vec<(registration::Model, person::Model)>) -> Vec<Listener> {
    let places: BTreeMap<_, _> =
        day.webinars.iter().enumerate().map(|(place, (webinar, _))| (webinar.id, place)).collect();
    let mut listeners: Vec<Listener> = vec![];
    for (registration, person) in found {
        let Some(place) = places.get(&registration.webinar_id).copied() else { continue };
        match listeners.last_mut().filter(|listener| listener.person.id == person.id) {
            Some(listener) => listener.places.push((registration, place)),
            None => listeners.push(Listener { person, places: vec![(registration, place)] }),
        }
    }
    for listener in &mut listeners {
        listener.places.sort_by_key(|(_, place)| *place);
    }
    listeners
}

/// Whether a listener's e-mail waits for the stream link of the first webinar of the day.
fn is_held(day: &Day, listener: &Listener, now: DateTime<Utc>) -> bool {
    let first = listener.places.first().and_then(|(_, place)| day.webinars.get(*place));
    first.is_some_and(|(webinar, _)| webinar.stream_url.is_none() && now < webinar.starts_at - HELD_UNTIL)
}

pub(super) fn write_one(club: &Club, day: &Day, listener: &Listener) -> Result<Written, DbErr> {
    let now = club.clock.now();
    let person = &listener.person;
    let places: Vec<_> = listener
        .places
        .iter()
        .filter_map(|(registration, place)| Some((registration, day.webinars.get(*place)?)))
        .collect();
    let address = |registration: &registration::Model| {
        club.settings.address(&format!("/j/{}", registration.join_secret))
    };
    let webinars = places
        .iter()
        .map(|(registration, (webinar, city))| {
            StreamLinkWebinar::new(webinar, city, person, day.zone, address(registration))
        })
        .collect();
    let email = StreamLinkEmail::new(
        person,
        &day.session.title,
        &day.club_name,
        webinars,
        (day.day, day_of(now, day.zone)),
    );
    let content = day.words.compose(&email.filling()?)?;
    let entries: Vec<_> = places
        .iter()
        .map(|(registration, (webinar, _))| CalendarEntry {
            webinar: webinar.clone().into(),
            session_title: day.session.title.clone(),
            url: address(registration),
        })
        .collect();
    let email = NewEmail {
        kind: EmailKind::StreamLink,
        dedup_key: dedup_key(person.id, day.day, &places),
        session_id: Some(day.session.id),
        person_id: Some(person.id),
        to_name: Some(full_name(person).full()),
        to_address: person.email.clone().unwrap_or_default(),
        language: language(person),
        subject: content.subject,
        text: content.text,
        html: content.html,
        unsubscribe_url: None,
        attachments: vec![calendar_file(club, &entries)],
        webinars: places.iter().map(|(_, (webinar, _))| webinar.code.clone()).collect(),
        due_at: None,
        not_after: places.iter().map(|(_, (webinar, _))| webinar.starts_at).min(),
    };
    let registrations = listener.places.iter().map(|(registration, _)| registration.id).collect();
    Ok(Written { id: club.chance.id(now), email, registrations })
}

fn calendar_file(club: &Club, entries: &[CalendarEntry]) -> Attachment {
    Attachment {
        file_name: "webinars.ics".to_owned(),
        content_type: "text/calendar".to_owned(),
        bytes: calendar(club, entries).into_bytes(),
    }
}

/// The listener, the day and the very registrations, with how often their webinars were moved: who registers again, or whose webinar moved
/// after the e-mail was written, gets a new one.
fn dedup_key(
    person: PersonId,
    day: NaiveDate,
    places: &[(&registration::Model, &(webinar::Model, String))],
) -> String {
    let mut hasher = Sha256::new();
    for (registration, (webinar, _)) in places {
        hasher.update(registration.id.0.as_bytes());
        hasher.update(instant_bytes(registration.registered_at));
        hasher.update(webinar.sequence.to_be_bytes());
    }
    let digest = data_encoding::HEXLOWER.encode(&hasher.finalize());
    format!("stream_link:{person}:{day}:{}", digest.get(..16).unwrap_or(&digest))
}

fn instant_bytes(at: DateTime<Utc>) -> [u8; 8] {
    at.timestamp_micros().to_be_bytes()
}

/// Writes the e-mails and claims their registrations; an e-mail one of whose registrations was cancelled or claimed by another worker
/// meanwhile is taken back: the next run writes it anew.
pub(super) async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    written: Vec<Written>,
) -> Result<usize, DbErr> {
    let wanted: BTreeMap<String, Vec<RegistrationId>> =
        written.iter().map(|one| (one.email.dedup_key.clone(), one.registrations.clone())).collect();
    let own: Vec<OutboxEmailId> = written.iter().map(|one| one.id).collect();
    let emails = written.into_iter().map(|one| (one.id, one.email)).collect();
    let stands = outbox::enqueue_all(tx, club, emails).await?;
    let claims: Vec<(OutboxEmailId, &[RegistrationId])> =
        stands.iter().filter_map(|(key, id)| Some((*id, wanted.get(key)?.as_slice()))).collect();
    let claimed = claim(tx, &claims).await?;
    let broken: Vec<OutboxEmailId> = claims
        .iter()
        .filter(|(id, registrations)| {
            own.contains(id) && !registrations.iter().all(|one| claimed.contains(one))
        })
        .map(|(id, _)| *id)
        .collect();
    take_back(tx, &broken).await?;
    Ok(stands.iter().filter(|(_, id)| own.contains(id) && !broken.contains(id)).count())
}

/// Marks registrations with the e-mail that carries their join link, in one statement; returns those that were free.
async fn claim(
    tx: &DatabaseTransaction,
    claims: &[(OutboxEmailId, &[RegistrationId])],
) -> Result<Vec<RegistrationId>, DbErr> {
    use registration::Column;
    if claims.is_empty() {
        return Ok(vec![]);
    }
    let mut email_of = CaseStatement::new();
    for (email, registrations) in claims {
        let of_email = Expr::col(Column::Id).is_in(registrations.iter().map(|id| id.0));
        email_of = email_of.case(of_email, Expr::val(email.0));
    }
    let all = claims.iter().flat_map(|(_, registrations)| registrations.iter().copied());
    let claimed = registration::Entity::update_many()
        .col_expr(Column::StreamLinkEmailId, email_of.into())
        .filter(Column::Id.is_in(all))
        .filter(Column::StreamLinkEmailId.is_null())
        .filter(Column::CancelledAt.is_null())
        .exec_with_returning(tx)
        .await?;
    Ok(claimed.into_iter().map(|registration| registration.id).collect())
}

async fn take_back(tx: &DatabaseTransaction, emails: &[OutboxEmailId]) -> Result<(), DbErr> {
    if emails.is_empty() {
        return Ok(());
    }
    registration::Entity::update_many()
        .set(registration::ActiveModel { stream_link_email_id: Set(None), ..Default::default() })
        .filter(registration::Column::StreamLinkEmailId.is_in(emails.iter().copied()))
        .exec(tx)
        .await?;
    let emails = outbox_email::Column::Id.is_in(emails.iter().copied());
    outbox_email::Entity::delete_many().filter(emails).exec(tx).await?;
    Ok(())
}
