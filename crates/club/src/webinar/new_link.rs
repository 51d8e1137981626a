//! «Новая ссылка»: the stream link has changed after the join links were sent.

use chrono::{DateTime, TimeDelta, Utc};
use data_encoding::HEXLOWER;
use entity::{EmailKind, WebinarId, WebinarState, webinar};
use sea_orm::{DatabaseTransaction, DbErr};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::emails::{About, new_stream_link};
use super::queries;
use crate::Club;
use crate::jobs::{self, Job, NewJob};
use crate::outbox::{self, NewEmail, Portion};

/// Changes within this time are told of once: a link that was pasted wrong is often mended at once.
const COLLAPSED: TimeDelta = TimeDelta::seconds(90);

/// Of the job that tells.
const KIND: &str = "send_new_stream_link";

/// Has listeners told of a changed link; a change that waits to be told of covers this one, too.
pub(super) async fn enqueue(
    tx: &DatabaseTransaction,
    club: &Club,
    before: &webinar::Model,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    if before.state == WebinarState::Cancelled || before.ends_at <= now {
        return Ok(());
    }
    let of_webinar = format!("{}/", before.id);
    // One that has run already said what held then.
    if jobs::is_waiting(tx, KIND, &of_webinar).await? {
        return Ok(());
    }
    let (known, held_until) = match &before.stream_url {
        Some(url) => (fingerprint(url), now),
        // It was cleared before: what listeners know of is what was there then.
        None => match jobs::newest(tx, KIND, &of_webinar).await? {
            Some(Job::SendNewStreamLink { before, held_until, .. }) => (before, held_until),
            _ => return Ok(()),
        },
    };
    let (webinar, before) = (before.id, known);
    let key = Some(format!("{of_webinar}{}", now.timestamp_micros()));
    let job = Job::SendNewStreamLink { webinar, before, held_until, changed_at: now };
    jobs::enqueue(tx, club, NewJob { job, run_at: now + COLLAPSED, unique_key: key }).await?;
    Ok(())
}

/// Jobs hold no link of listeners.
fn fingerprint(url: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(url))
}

/// Tells listeners whose join link was written before `held_until` that it leads to another place now; nothing when the link is what it was,
/// or missing, or the webinar is over or cancelled. Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn send_new_stream_link(
    club: &Club,
    webinar: WebinarId,
    before: &str,
    (held_until, changed_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<usize, DbErr> {
    let before = before.to_owned();
    outbox::in_portions(club, move |tx, club, after| {
        let before = before.clone();
        let when = (held_until, changed_at);
        Box::pin(async move { portion(tx, &club, (webinar, &before, when), after).await })
    })
    .await
}

async fn portion(
    tx: &DatabaseTransaction,
    club: &Club,
    (webinar, before, (held_until, changed_at)): (WebinarId, &str, (DateTime<Utc>, DateTime<Utc>)),
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let now = club.clock.now();
    let about = About::load(tx, club, EmailKind::NewStreamLink, webinar).await?;
    let stands = |about: &About| {
        let webinar = &about.webinar;
        let has_changed = webinar.stream_url.as_ref().is_some_and(|url| fingerprint(url) != before);
        has_changed && webinar.state == WebinarState::Planned && now < webinar.ends_at
    };
    let Some(about) = about.filter(stands) else { return Ok(Portion::default()) };
    if after.is_none() {
        let about = outbox::is_about(about.session.id, &about.webinar.code);
        outbox::discard_due(tx, &[EmailKind::NewStreamLink], about, "ссылка изменилась ещё раз").await?;
    }
    let found = queries::listeners_after(tx, webinar, queries::had_link(held_until), after).await?;
    let ids: Vec<Uuid> = found.iter().map(|(registration, _)| registration.id.0).collect();
    let mut emails = vec![];
    for (registration, person) in found {
        let join = About::join_address(club, &registration.join_secret);
        let filling = new_stream_link(&about.event(), &about.reader(&person), &join)?;
        let key = format!("new_stream_link:{}:{}", registration.id, changed_at.timestamp_micros());
        let email = about.email(&person, key, &filling)?;
        let email = email.map(|email| NewEmail { not_after: Some(about.webinar.ends_at), ..email });
        emails.extend(email.map(|email| (club.chance.id(now), email)));
    }
    Ok(Portion::of(outbox::enqueue_new(tx, club, emails).await?, &ids))
}
