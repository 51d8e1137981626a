//! Sending the join links of a day to one listener once more, and showing one to an organizer who passes it on by another way.

use chrono::TimeDelta;
use entity::{OutboxEmailId, OutboxState, RegistrationId, registration, session};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};
use sha2::{Digest as _, Sha256};

use super::reach::{Listed, email_state, organized, place};
use super::send::{self, Written};
use super::{day_of, queries};
use crate::audit::{self, Deed};
use crate::outbox::enqueue_all;
use crate::person::zone;
use crate::{Club, Viewer};

/// So long after an e-mail with the link the same listener gets no other.
pub(super) const BETWEEN: TimeDelta = TimeDelta::minutes(5);

/// Why a link was not sent again, or not shown.
#[derive(Debug, thiserror::Error)]
pub enum AgainError {
    #[error("there is no such registration")]
    NotFound,
    /// Or is over, when the link was to be shown.
    #[error("the webinar has started")]
    TooLate,
    #[error("the listener has no address")]
    NoAddress,
    #[error("nothing arrives at the address of the listener")]
    Undeliverable,
    #[error("an e-mail with the link is on its way")]
    OnItsWay,
    #[error("an e-mail with the link was written less than five minutes ago")]
    TooSoon,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Writes a new e-mail with the links of a listener's day, as long as the webinar has not started; not while another one is on its way, and
/// one in five minutes at most. Organizers of the host school and curators may.
///
/// # Errors
/// See [`AgainError`].
pub async fn send_again(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: RegistrationId,
) -> Result<OutboxEmailId, AgainError> {
    let (session, listed) = find(club, viewer, slug, id).await?;
    if listed.webinar.starts_at <= club.clock.now() {
        return Err(AgainError::TooLate);
    }
    deliverable(club, &listed).await?;
    let written = write_again(club, &session, &listed).await?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            settle(tx, &inside, &session, &listed).await?;
            enqueue(tx, &inside, (&viewer, &session), written).await
        })
    });
    work.await
}

async fn find(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: RegistrationId,
) -> Result<(session::Model, Listed), AgainError> {
    let db = club.storage.reads();
    let session = organized(db, viewer, slug).await?.ok_or(AgainError::NotFound)?;
    let listed = place(db, session.id, id).await?.ok_or(AgainError::NotFound)?;
    Ok((session, listed))
}

async fn deliverable(club: &Club, listed: &Listed) -> Result<(), AgainError> {
    let address = listed.person.email.as_deref().ok_or(AgainError::NoAddress)?;
    let is_suppressed = queries::is_suppressed(club.storage.reads(), address).await?;
    if is_suppressed || listed.person.email_bounced_at.is_some() {
        return Err(AgainError::Undeliverable);
    }
    Ok(())
}

async fn write_again(club: &Club, session: &session::Model, listed: &Listed) -> Result<Written, AgainError> {
    let zone = zone(&listed.person, session.time_zone.parse().unwrap_or(chrono_tz::Tz::Europe__Moscow));
    let day = day_of(listed.webinar.starts_at, zone);
    let day = send::load(club, session.id, zone, day).await?.ok_or(AgainError::TooLate)?;
    let places = queries::of_listener(club.storage.reads(), &day.ids(), listed.person.id).await?;
    let found = places.into_iter().map(|place| (place, listed.person.clone())).collect();
    let listener = send::by_listener(&day, found).pop().ok_or(AgainError::NotFound)?;
    let mut written = send::write_one(club, &day, &listener)?;
    let stretch = club.clock.now().timestamp().div_euclid(BETWEEN.num_seconds());
    // Another address is another e-mail: whoever has mended it need not wait.
    let mailbox = data_encoding::HEXLOWER.encode(&Sha256::digest(&written.email.to_address));
    let mailbox = mailbox.get(..16).unwrap_or(&mailbox);
    written.email.dedup_key = format!("{}:again:{stretch}:{mailbox}", written.email.dedup_key);
    Ok(written)
}

/// Whether now is the time for another e-mail.
async fn settle(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &session::Model,
    listed: &Listed,
) -> Result<(), AgainError> {
    let now = place(tx, session.id, listed.registration.id).await?.ok_or(AgainError::NotFound)?;
    let email = match now.registration.stream_link_email_id {
        Some(id) => email_state(tx, id).await?,
        None => None,
    };
    let Some(email) = email else { return Ok(()) };
    if matches!(email.state, OutboxState::Draft | OutboxState::Due | OutboxState::Leased) {
        return Err(AgainError::OnItsWay);
    }
    // A failed e-mail has not reached anybody: whoever has mended the address need not wait.
    if email.state == OutboxState::Sent
        && email.to_address == now.person.email.unwrap_or_default()
        && email.created_at > club.clock.now() - BETWEEN
    {
        return Err(AgainError::TooSoon);
    }
    Ok(())
}

async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    (viewer, session): (&Viewer, &session::Model),
    written: Written,
) -> Result<OutboxEmailId, AgainError> {
    let (id, registrations) = (written.id, written.registrations);
    let stands = enqueue_all(tx, club, vec![(id, written.email)]).await?;
    if stands.iter().all(|(_, stands)| *stands != id) {
        return Err(AgainError::TooSoon);
    }
    registration::Entity::update_many()
        .set(registration::ActiveModel { stream_link_email_id: Set(Some(id)), ..Default::default() })
        .filter(registration::Column::Id.is_in(registrations.iter().copied()))
        .filter(registration::Column::CancelledAt.is_null())
        .exec(tx)
        .await?;
    let subject = registrations.first().map(ToString::to_string).unwrap_or_default();
    let deed = deed("stream_link.send_again", session, &subject, serde_json::json!({ "email": id }));
    audit::record(tx, club, viewer, deed).await?;
    Ok(id)
}

fn deed(
    action: &'static str,
    session: &session::Model,
    registration: &str,
    details: serde_json::Value,
) -> Deed {
    Deed {
        action,
        subject: format!("registration {registration}"),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details,
    }
}

/// The personal join link of a listener, until the webinar is over. It is the listener's secret: whoever asks for it stands in the audit trail.
/// Organizers of the host school and curators may.
///
/// # Errors
/// See [`AgainError`].
pub async fn show_link(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: RegistrationId,
) -> Result<ShownLink, AgainError> {
    let (session, listed) = find(club, viewer, slug, id).await?;
    if listed.webinar.ends_at <= club.clock.now() {
        return Err(AgainError::TooLate);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let deed = deed("stream_link.show", &session, &id.to_string(), serde_json::json!({}));
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { audit::record(tx, &inside, &viewer, deed).await }));
    work.await?;
    Ok(ShownLink {
        address: club.settings.address(&format!("/j/{}", listed.registration.join_secret)),
        name: crate::person::full_name(&listed.person).full(),
        webinar: listed.webinar,
        session,
    })
}

/// A personal join link with whose it is.
#[derive(Clone, Debug)]
pub struct ShownLink {
    pub address: String,
    pub name: String,
    pub webinar: entity::webinar::Model,
    pub session: session::Model,
}
