//! Heartbeats of the watch page become spans of watched time.

use chrono::{TimeDelta, Utc};
use entity::{EvidenceKind, WebinarState, evidence};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set,
};

use super::queries;
use super::rule::{Rule, Window};
use crate::Club;
use crate::registration::queries::{Place, by_secret};
use crate::registration::{JoinError, JoinPhase};

/// Seconds between two heartbeats of an open watch page.
pub const BEAT_SECONDS: u32 = 30;

/// Beats that may be lost on the way before a span has ended.
const BEATS_TO_MISS: u32 = 3;

/// How long before the start a watch page is noticed.
const BEFORE_START: TimeDelta = TimeDelta::minutes(10);

/// More spans than this are no listener's: a page that is opened and lost every ten seconds for an hour makes fewer.
const MOST_SPANS: usize = 360;

/// Longer names are no watch page's.
const LONGEST_PAGE_NAME: usize = 64;

/// How a listener stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beat {
    pub watched_seconds: i32,
    /// What the session's rule asks for; 0 when no minutes are asked.
    pub needed_seconds: i32,
}

/// Notes that a watch page is open: extends the page's span, or begins a new one when the last beat is older than three beats.
/// Outside of the webinar's window (10 minutes before until its end) nothing is kept; a span that reached the end is closed there.
/// Whoever holds the secret may.
///
/// # Errors
/// See [`JoinError`].
pub async fn beat(club: &Club, secret: &str, page: &str) -> Result<Beat, JoinError> {
    let place = by_secret(club.storage.reads(), secret).await?.ok_or(JoinError::NotFound)?;
    if place.webinar.state == WebinarState::Cancelled {
        return Err(JoinError::NotOpen(JoinPhase::Cancelled));
    }
    let page: String = page.chars().take(LONGEST_PAGE_NAME).collect();
    let rule = Rule::of(&place.session);
    let window = Window::of(&place.webinar);
    let (now, inside) = (club.clock.now(), club.clone());
    let facts = if now < window.start - BEFORE_START || now > window.end + allowed_silence() {
        queries::evidence(club.storage.reads(), place.registration.id).await?
    } else {
        let work =
            club.storage.write(move |tx| Box::pin(async move { keep(tx, &inside, &place, &page).await }));
        work.await?
    };
    let watching = facts.iter().filter(|fact| fact.kind == EvidenceKind::WatchTime && fact.holds);
    let watched = window.watched(watching.map(|fact| (fact.starts_at, fact.ends_at)));
    Ok(Beat {
        watched_seconds: i32::try_from(watched).unwrap_or(i32::MAX),
        needed_seconds: rule.needed_seconds(window),
    })
}

fn allowed_silence() -> TimeDelta {
    TimeDelta::seconds(i64::from(BEAT_SECONDS * BEATS_TO_MISS))
}

/// Extends the page's span until now, or begins one; returns all evidence of the registration.
async fn keep(
    tx: &DatabaseTransaction,
    club: &Club,
    place: &Place,
    page: &str,
) -> Result<Vec<evidence::Model>, DbErr> {
    let now = club.clock.now();
    let until = now.min(place.webinar.ends_at);
    let extended = evidence::Entity::update_many()
        .set(evidence::ActiveModel { ends_at: Set(until), ..Default::default() })
        .filter(evidence::Column::RegistrationId.eq(place.registration.id))
        .filter(evidence::Column::Kind.eq(EvidenceKind::WatchTime))
        .filter(evidence::Column::Source.eq(page))
        .filter(evidence::Column::EndsAt.gte(now - allowed_silence()))
        .filter(evidence::Column::EndsAt.lte(until))
        .exec(tx)
        .await?;
    let facts = queries::evidence(tx, place.registration.id).await?;
    if extended.rows_affected > 0 || now > place.webinar.ends_at || facts.len() >= MOST_SPANS {
        return Ok(facts);
    }
    begin(tx, club, place, page, now).await?;
    Ok(facts)
}

async fn begin(
    tx: &DatabaseTransaction,
    club: &Club,
    place: &Place,
    page: &str,
    now: chrono::DateTime<Utc>,
) -> Result<(), DbErr> {
    let span = evidence::ActiveModel {
        id: Set(club.chance.id(now)),
        registration_id: Set(place.registration.id),
        kind: Set(EvidenceKind::WatchTime),
        source: Set(page.to_owned()),
        starts_at: Set(now),
        ends_at: Set(now),
        note: Set(None),
        holds: Set(true),
        noted_by: Set(None),
        noted_at: Set(now),
    };
    span.insert(tx).await?;
    Ok(())
}
