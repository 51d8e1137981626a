//! Telling everybody that a webinar was moved or cancelled.

use chrono::{DateTime, Utc};
use entity::{EmailKind, WebinarId, WebinarState, person};
use sea_orm::{Condition, DatabaseTransaction, DbErr};
use uuid::Uuid;

use super::emails::{About, Bidden, Way, cancelled, moved};
use super::{Method, queries};
use crate::outbox::{self, NewEmail, Portion};
use crate::session::queries as sessions;
use crate::stream_link::{day_of, has_come};
use crate::{Club, person as people, waiting};

/// Tells listeners and speakers that a webinar was moved away from a time, with a calendar file that brings the entry up to date. Nothing
/// when it was moved again since, cancelled, or is over. Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn tell_moved(
    club: &Club,
    webinar: WebinarId,
    sequence: i32,
    was_at: DateTime<Utc>,
) -> Result<usize, DbErr> {
    outbox::in_portions(club, move |tx, club, after| {
        Box::pin(async move { moved_portion(tx, &club, (webinar, sequence, was_at), after).await })
    })
    .await
}

async fn moved_portion(
    tx: &DatabaseTransaction,
    club: &Club,
    (webinar, sequence, was_at): (WebinarId, i32, DateTime<Utc>),
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let now = club.clock.now();
    let about = About::load(tx, club, EmailKind::WebinarMoved, webinar).await?;
    let stands = |about: &About| {
        let webinar = &about.webinar;
        webinar.state == WebinarState::Planned && webinar.sequence == sequence && now < webinar.ends_at
    };
    let Some(about) = about.filter(stands) else { return Ok(Portion::default()) };
    let all = sessions::webinars(tx, about.session.id).await?;
    let found = queries::listeners_after(tx, webinar, Condition::all(), after).await?;
    let ids: Vec<Uuid> = found.iter().map(|(registration, _)| registration.id.0).collect();
    let mut emails = vec![];
    for (registration, person) in found {
        let zone = people::zone(&person, about.zone);
        let day = day_of(about.webinar.starts_at, zone);
        let join = About::join_address(club, &registration.join_secret);
        let has_link = registration.stream_link_email_id.is_some() || has_come(&all, day, zone, now);
        let way = if has_link { Way::Join(join.clone()) } else { Way::InTheMorning };
        emails.extend(tell_one_moved(club, &about, (&person, was_at), (&way, join))?);
    }
    let mut portion = Portion::of(0, &ids);
    if portion.last.is_none() {
        for person in queries::speakers_only(tx, webinar).await? {
            let page = about.page_address(club);
            let way = Way::Page(page.clone());
            emails.extend(tell_one_moved(club, &about, (&person, was_at), (&way, page))?);
        }
    }
    let emails = emails.into_iter().map(|email| (club.chance.id(now), email)).collect();
    portion.written = outbox::enqueue_new(tx, club, emails).await?;
    Ok(portion)
}

fn tell_one_moved(
    club: &Club,
    about: &About,
    (person, was_at): (&person::Model, DateTime<Utc>),
    (way, url): (&Way, String),
) -> Result<Option<NewEmail>, DbErr> {
    let filling = moved(&about.event(), &about.reader(person), was_at, way)?;
    let webinar = &about.webinar;
    let key = format!("webinar_moved:{}:{}:{}", webinar.id, webinar.sequence, person.id);
    let email = about.email(person, key, &filling)?;
    Ok(email.map(|email| NewEmail {
        attachments: vec![about.calendar_file(club, url, Method::Publish)],
        not_after: Some(webinar.ends_at),
        ..email
    }))
}

/// Tells listeners, speakers and whoever waits for a place that a webinar was cancelled, with a calendar file that takes the entry out, and
/// ends its queue. Running it twice writes nothing twice. Returns how many were written.
///
/// # Errors
/// When the database refuses.
pub async fn tell_cancelled(club: &Club, webinar: WebinarId, reason: &str) -> Result<usize, DbErr> {
    let reason = reason.to_owned();
    outbox::in_portions(club, move |tx, club, after| {
        let reason = reason.clone();
        Box::pin(async move { cancelled_portion(tx, &club, (webinar, &reason), after).await })
    })
    .await
}

async fn cancelled_portion(
    tx: &DatabaseTransaction,
    club: &Club,
    (webinar, reason): (WebinarId, &str),
    after: Option<Uuid>,
) -> Result<Portion, DbErr> {
    let now = club.clock.now();
    let about = About::load(tx, club, EmailKind::WebinarCancelled, webinar).await?;
    let is_cancelled = |about: &About| about.webinar.state == WebinarState::Cancelled;
    let Some(about) = about.filter(is_cancelled) else { return Ok(Portion::default()) };
    let found = queries::listeners_after(tx, webinar, Condition::all(), after).await?;
    let ids: Vec<Uuid> = found.iter().map(|(registration, _)| registration.id.0).collect();
    let mut emails = vec![];
    for (registration, person) in found {
        let url = About::join_address(club, &registration.join_secret);
        emails.extend(tell_one_cancelled(club, &about, (&person, reason), (Bidden::Listener, url))?);
    }
    let mut portion = Portion::of(0, &ids);
    if portion.last.is_none() {
        for person in queries::speakers_only(tx, webinar).await? {
            let url = about.page_address(club);
            emails.extend(tell_one_cancelled(club, &about, (&person, reason), (Bidden::Speaker, url))?);
        }
        for person in waiting::close(tx, club, webinar).await? {
            let url = about.page_address(club);
            emails.extend(tell_one_cancelled(club, &about, (&person, reason), (Bidden::Waiting, url))?);
        }
    }
    let emails = emails.into_iter().map(|email| (club.chance.id(now), email)).collect();
    portion.written = outbox::enqueue_new(tx, club, emails).await?;
    Ok(portion)
}

fn tell_one_cancelled(
    club: &Club,
    about: &About,
    (person, reason): (&person::Model, &str),
    (whom, url): (Bidden, String),
) -> Result<Option<NewEmail>, DbErr> {
    let programme = club.settings.address(&format!("/s/{}", about.session.slug));
    let filling = cancelled(&about.event(), &about.reader(person), (reason, &programme), whom)?;
    let key = format!("webinar_cancelled:{}:{}", about.webinar.id, person.id);
    let email = about.email(person, key, &filling)?;
    Ok(email.map(|email| NewEmail {
        attachments: vec![about.calendar_file(club, url, Method::Cancel)],
        not_after: Some(about.webinar.ends_at),
        ..email
    }))
}
