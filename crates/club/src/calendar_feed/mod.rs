//! A person's own calendar by a secret address: programs ask it again and again and so stay up to date.

use chrono::{DateTime, Utc};
use entity::calendar_feed;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, Set};

use crate::audit::{self, Deed};
use crate::webinar::CalendarEntry;
use crate::{Club, Viewer};

mod queries;

/// Why there is no address.
#[derive(Debug, thiserror::Error)]
pub enum CalendarFeedError {
    #[error("nobody is logged in")]
    NotLoggedIn,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The secret of the viewer's own calendar, once it was asked for.
///
/// # Errors
/// When the database refuses.
pub async fn secret(club: &Club, viewer: &Viewer) -> Result<Option<String>, DbErr> {
    let Some(person) = viewer.person_id() else { return Ok(None) };
    Ok(queries::of_person(club.storage.reads(), person).await?.map(|row| row.secret))
}

/// Gives the viewer's calendar an address, or another one: the one before leads nowhere any more.
///
/// # Errors
/// See [`CalendarFeedError`].
pub async fn renew(club: &Club, viewer: &Viewer) -> Result<String, CalendarFeedError> {
    let person = viewer.person_id().ok_or(CalendarFeedError::NotLoggedIn)?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let secret = inside.chance.secret();
            let row = calendar_feed::ActiveModel {
                person_id: Set(person),
                secret: Set(secret.clone()),
                created_at: Set(inside.clock.now()),
            };
            let mut again = OnConflict::column(calendar_feed::Column::PersonId);
            again.update_columns([calendar_feed::Column::Secret, calendar_feed::Column::CreatedAt]);
            calendar_feed::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await?;
            let deed = Deed {
                action: "calendar_feed.renew",
                subject: format!("person {person}"),
                school_id: None,
                session_id: None,
                details: serde_json::json!({}),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(secret)
        })
    });
    work.await
}

/// The webinars that the owner of a secret is registered for or speaks in, by start, and when one of them changed last. `None` for a secret
/// that is nobody's.
///
/// # Errors
/// When the database refuses.
pub async fn entries(
    club: &Club,
    secret: &str,
) -> Result<Option<(Vec<CalendarEntry>, DateTime<Utc>)>, DbErr> {
    let db = club.storage.reads();
    let Some(feed) = queries::by_secret(db, secret).await? else { return Ok(None) };
    let mut entries: Vec<CalendarEntry> = vec![];
    for (registration, webinar, session) in queries::listening(db, feed.person_id).await? {
        let url = club.settings.address(&format!("/j/{}", registration.join_secret));
        entries.push(CalendarEntry { webinar: webinar.into(), session_title: session.title, url });
    }
    for (webinar, session) in queries::speaking(db, feed.person_id).await? {
        if entries.iter().all(|entry| entry.webinar.id != webinar.id) {
            let url = club.settings.address(&format!("/w/{}", webinar.slug));
            entries.push(CalendarEntry { webinar: webinar.into(), session_title: session.title, url });
        }
    }
    entries.sort_by_key(|entry| (entry.webinar.starts_at, entry.webinar.id));
    let last = entries.iter().map(|entry| entry.webinar.changed_at).max().unwrap_or(feed.created_at);
    Ok(Some((entries, last.max(feed.created_at))))
}
