//! Reminders shortly before a webinar, to listeners who have not looked at the page behind their join link.

mod queries;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{EmailKind, WebinarId, WebinarState, person, registration};
use sea_orm::{DatabaseTransaction, DbErr};
use uuid::Uuid;

use crate::outbox::{self, NewEmail, Portion};
use crate::webinar::emails::{About, reminder};
use crate::{Club, email_switch};

/// Whoever got the join link so shortly before a reminder needs none.
const JUST_WRITTEN: TimeDelta = TimeDelta::minutes(30);

/// Which reminder of which webinar it is.
#[derive(Clone, Copy, Debug)]
struct Which {
    webinar: WebinarId,
    starts_at: DateTime<Utc>,
    minutes: u32,
}

/// Writes the reminders that are due so many minutes before a webinar at this time: to listeners with an address that works who have not
/// opened their join page. Nothing when the webinar was moved or cancelled or has begun, or the session sends no reminders. Running it twice
/// writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn send(
    club: &Club,
    webinar: WebinarId,
    starts_at: DateTime<Utc>,
    minutes: u32,
) -> Result<usize, DbErr> {
    let which = Which { webinar, starts_at, minutes };
    outbox::in_portions(club, move |tx, club, after| {
        Box::pin(async move { portion(tx, &club, which, after).await })
    })
    .await
}

async fn portion(
    tx: &DatabaseTransaction,
    club: &Club,
    which: Which,
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let now = club.clock.now();
    let about = About::load(tx, club, EmailKind::Reminder, which.webinar).await?;
    let stands = |about: &About| {
        about.webinar.state == WebinarState::Planned
            && about.webinar.starts_at == which.starts_at
            && now < which.starts_at
    };
    let Some(about) = about.filter(stands) else { return Ok(Portion::default()) };
    if !email_switch::is_on(tx, about.session.id, EmailKind::Reminder).await? {
        return Ok(Portion::default());
    }
    let nominal = which.starts_at - TimeDelta::minutes(i64::from(which.minutes));
    let found = queries::unopened(tx, which.webinar, nominal - JUST_WRITTEN, after).await?;
    let ids: Vec<Uuid> = found.iter().map(|(registration, _)| registration.id.0).collect();
    let emails = write_all(club, &about, which, found)?;
    let emails = emails.into_iter().map(|email| (club.chance.id(now), email)).collect();
    let written = outbox::enqueue_new(tx, club, emails).await?;
    Ok(Portion::of(written, &ids))
}

/// The reminders of a webinar at this time to these listeners, as they would be written now, for a rehearsal: nothing is stored.
pub(crate) async fn compose(
    club: &Club,
    webinar: WebinarId,
    (starts_at, minutes): (DateTime<Utc>, u32),
    found: Vec<(registration::Model, person::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let about = About::load(club.storage.reads(), club, EmailKind::Reminder, webinar).await?;
    let which = Which { webinar, starts_at, minutes };
    about.map_or(Ok(vec![]), |about| write_all(club, &about, which, found))
}

fn write_all(
    club: &Club,
    about: &About,
    which: Which,
    found: Vec<(registration::Model, person::Model)>,
) -> Result<Vec<NewEmail>, DbErr> {
    let mut emails = vec![];
    for (registration, person) in found {
        emails.extend(write_one(club, about, which, (&registration, &person))?);
    }
    Ok(emails)
}

fn write_one(
    club: &Club,
    about: &About,
    which: Which,
    (registration, person): (&registration::Model, &person::Model),
) -> Result<Option<NewEmail>, DbErr> {
    let left = which.starts_at - club.clock.now();
    let address = About::join_address(club, &registration.join_secret);
    let filling = reminder(&about.event(), &about.reader(person), left, &address)?;
    let Which { starts_at, minutes, .. } = which;
    let key = format!("reminder:{}:{}:{minutes}", registration.id, starts_at.timestamp());
    let email = about.email(person, key, &filling)?;
    Ok(email.map(|email| NewEmail { not_after: Some(starts_at), ..email }))
}
