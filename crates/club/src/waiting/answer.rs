//! What somebody who waits does with an offer: takes the place, or leaves the queue.

use entity::{WebinarState, waiting_place, webinar};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _};

use super::{offer_soon, queries};
use crate::audit::{self, Deed};
use crate::registration::{self, queries as registrations};
use crate::webinar::queries::lock;
use crate::{Club, Viewer, emails};

/// Why a place was not taken or left.
#[derive(Debug, thiserror::Error)]
pub enum AnswerError {
    #[error("there is no such place in a queue")]
    NotFound,
    /// Nothing was offered, the offer ran out, or somebody was faster.
    #[error("there is no free place now")]
    NoPlace,
    #[error("the webinar has begun or is cancelled")]
    Over,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Takes the offered place: from now on the person is registered, and a confirmation follows. Whoever holds the secret may. Returns the secret of
/// the join link; taking twice takes once.
///
/// # Errors
/// See [`AnswerError`].
pub async fn take(club: &Club, secret: &str) -> Result<String, AnswerError> {
    let club_name = emails::club_name(club).await?;
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let (place, webinar, session) = find(tx, &secret).await?;
            if place.taken_at.is_some() {
                let standing = registrations::standing(tx, webinar.id, place.person_id).await?;
                return Ok(standing.ok_or(AnswerError::NoPlace)?.join_secret);
            }
            if webinar.state == WebinarState::Cancelled || webinar.starts_at <= now {
                return Err(AnswerError::Over);
            }
            let is_open = place.left_at.is_none() && place.offered_at.is_some();
            let has_place = match place.offered_until {
                Some(until) => now < until,
                None => queries::free(tx, &webinar, now).await? > 0,
            };
            if !is_open || !has_place {
                return Err(AnswerError::NoPlace);
            }
            mark(tx, &place, waiting_place::Column::TakenAt, now).await?;
            let taken = registration::take_place(tx, &inside, &place, (&session, &webinar, &club_name));
            let secret = taken.await?.join_secret;
            record(tx, &inside, "waiting.take", (&place, &webinar)).await?;
            Ok(secret)
        })
    });
    work.await
}

/// Leaves the queue; a place that was kept is offered to the next. Whoever holds the secret may. Leaving twice leaves once.
///
/// # Errors
/// See [`AnswerError`].
pub async fn leave(club: &Club, secret: &str) -> Result<(), AnswerError> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let (place, webinar, _session) = find(tx, &secret).await?;
            if place.taken_at.is_some() || place.left_at.is_some() {
                return Ok(());
            }
            mark(tx, &place, waiting_place::Column::LeftAt, now).await?;
            if place.offered_at.is_some() {
                offer_soon(tx, &inside, webinar.id, now).await?;
            }
            Ok(record(tx, &inside, "waiting.leave", (&place, &webinar)).await?)
        })
    });
    work.await
}

/// A place with what it is for, as it is once nobody else can change it any more.
async fn find(
    tx: &DatabaseTransaction,
    secret: &str,
) -> Result<(waiting_place::Model, webinar::Model, entity::session::Model), AnswerError> {
    let (place, ..) = queries::by_secret(tx, secret).await?.ok_or(AnswerError::NotFound)?;
    lock(tx, webinar::Column::Id.eq(place.webinar_id)).await?;
    queries::by_secret(tx, secret).await?.ok_or(AnswerError::NotFound)
}

async fn mark(
    tx: &DatabaseTransaction,
    place: &waiting_place::Model,
    column: waiting_place::Column,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(), DbErr> {
    let of_place = waiting_place::Column::Id.eq(place.id);
    let mark = waiting_place::Entity::update_many().col_expr(column, Expr::value(now)).filter(of_place);
    mark.exec(tx).await?;
    Ok(())
}

async fn record(
    tx: &DatabaseTransaction,
    club: &Club,
    action: &'static str,
    (place, webinar): (&waiting_place::Model, &webinar::Model),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("waiting place {}", place.id),
        school_id: None,
        session_id: Some(webinar.session_id),
        details: serde_json::json!({}),
    };
    audit::record(tx, club, &Viewer::Guest, deed).await
}
