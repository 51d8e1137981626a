//! The personal join link: looking at it, joining, cancelling.

use chrono::{DateTime, TimeDelta, Utc};
use entity::{EvidenceKind, WebinarState, evidence, person, registration, session, webinar};
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    Set,
};

use super::queries::{self, Place};
use super::tellings;
use crate::audit::{self, Deed};
use crate::{Club, Viewer, attendance, waiting};

/// How long before the start a join link opens.
const OPENS_BEFORE: TimeDelta = TimeDelta::minutes(30);

/// What a personal join link shows.
#[derive(Clone, Debug)]
pub struct JoinView {
    pub registration: registration::Model,
    /// Its `stream_url` is there only while the link may be used; its code word never.
    pub webinar: webinar::Model,
    pub session: session::Model,
    pub person: person::Model,
    pub phase: JoinPhase,
    pub watched_seconds: i32,
    pub code_word_given: bool,
}

/// What a join link is good for now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JoinPhase {
    /// Opens 30 minutes before the start.
    Early,
    Open,
    /// Open, but the organizers have not given a stream link yet.
    OpenWithoutStream,
    Over,
    Cancelled,
}

/// Why a join link does not lead anywhere.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    /// Wrong and cancelled ones look alike.
    #[error("there is no such join link")]
    NotFound,
    #[error("the webinar is not open for joining now")]
    NotOpen(JoinPhase),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What a webinar's join links are good for at an instant.
fn phase(webinar: &webinar::Model, now: DateTime<Utc>) -> JoinPhase {
    if webinar.state == WebinarState::Cancelled {
        JoinPhase::Cancelled
    } else if now >= webinar.ends_at {
        JoinPhase::Over
    } else if now < webinar.starts_at - OPENS_BEFORE {
        JoinPhase::Early
    } else if webinar.stream_url.is_none() {
        JoinPhase::OpenWithoutStream
    } else {
        JoinPhase::Open
    }
}

/// The page behind a join link; changes nothing.
///
/// # Errors
/// See [`JoinError`].
pub async fn join_view(club: &Club, secret: &str) -> Result<JoinView, JoinError> {
    let place = queries::by_secret(club.storage.reads(), secret).await?.ok_or(JoinError::NotFound)?;
    view(club, place).await
}

async fn view(club: &Club, place: Place) -> Result<JoinView, JoinError> {
    let phase = phase(&place.webinar, club.clock.now());
    let standing = attendance::standing(club, &place.registration, &place.webinar).await?;
    let person = crate::person::queries::by_id(club.storage.reads(), place.registration.person_id).await?;
    let stream_url = place.webinar.stream_url.clone().filter(|_| phase == JoinPhase::Open);
    Ok(JoinView {
        registration: place.registration,
        webinar: webinar::Model { stream_url, code_word: None, ..place.webinar },
        session: place.session,
        person: person.ok_or(JoinError::NotFound)?,
        phase,
        watched_seconds: standing.watched_seconds,
        code_word_given: standing.code_word_given,
    })
}

/// Joins: the click is kept as evidence, the newest stream link comes back with the view. Whoever holds the secret may.
///
/// # Errors
/// See [`JoinError`].
pub async fn join(club: &Club, secret: &str) -> Result<JoinView, JoinError> {
    let place = queries::by_secret(club.storage.reads(), secret).await?.ok_or(JoinError::NotFound)?;
    let phase = phase(&place.webinar, club.clock.now());
    if !matches!(phase, JoinPhase::Open | JoinPhase::OpenWithoutStream) {
        return Err(JoinError::NotOpen(phase));
    }
    let (inside, registration) = (club.clone(), place.registration.id);
    let work =
        club.storage.write(move |tx| Box::pin(async move { keep_click(tx, &inside, registration).await }));
    work.await?;
    view(club, place).await
}

async fn keep_click(
    tx: &DatabaseTransaction,
    club: &Club,
    registration: entity::RegistrationId,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let click = evidence::ActiveModel {
        id: Set(club.chance.id(now)),
        registration_id: Set(registration),
        kind: Set(EvidenceKind::JoinClick),
        source: Set("join_link".to_owned()),
        starts_at: Set(now),
        ends_at: Set(now),
        note: Set(None),
        holds: Set(true),
        noted_by: Set(None),
        noted_at: Set(now),
    };
    click.insert(tx).await?;
    let first = |column| Func::coalesce([Expr::col(column), Expr::value(now)]);
    registration::Entity::update_many()
        .col_expr(registration::Column::OpenedAt, first(registration::Column::OpenedAt).into())
        .col_expr(registration::Column::JoinedAt, first(registration::Column::JoinedAt).into())
        .filter(registration::Column::Id.eq(registration))
        .exec(tx)
        .await?;
    Ok(())
}

/// Keeps that a person has looked at the page behind a join link: no reminder is needed any more. The first time counts. Whoever holds the
/// secret may.
///
/// # Errors
/// See [`JoinError`].
pub async fn open(club: &Club, secret: &str) -> Result<(), JoinError> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let place = queries::by_secret(tx, &secret).await?.ok_or(JoinError::NotFound)?;
            let unopened = registration::Entity::update_many()
                .col_expr(registration::Column::OpenedAt, Expr::value(inside.clock.now()))
                .filter(registration::Column::Id.eq(place.registration.id))
                .filter(registration::Column::OpenedAt.is_null());
            unopened.exec(tx).await?;
            Ok(())
        })
    });
    work.await
}

/// Cancels a registration by its join secret, as long as the webinar is not over: what was watched to the end stays in the report. The place is
/// offered to whoever waits for it.
///
/// # Errors
/// See [`JoinError`].
pub async fn cancel(club: &Club, secret: &str) -> Result<(), JoinError> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let now = inside.clock.now();
            let place = queries::by_secret(tx, &secret).await?.ok_or(JoinError::NotFound)?;
            if phase(&place.webinar, now) == JoinPhase::Over {
                return Err(JoinError::NotOpen(JoinPhase::Over));
            }
            let standing = registration::Entity::update_many()
                .col_expr(registration::Column::CancelledAt, Expr::value(now))
                .filter(registration::Column::Id.eq(place.registration.id))
                .filter(registration::Column::CancelledAt.is_null());
            if standing.exec(tx).await?.rows_affected == 0 {
                return Err(JoinError::NotFound);
            }
            if place.webinar.capacity.is_some() {
                waiting::offer_soon(tx, &inside, place.webinar.id, now).await?;
            }
            let deed = Deed {
                action: "registration.cancel",
                subject: format!("registration {}", place.registration.id),
                school_id: None,
                session_id: Some(place.session.id),
                details: serde_json::json!({}),
            };
            let whole = (&place.registration, &place.webinar, &place.session);
            tellings::cancelled(tx, &inside, whole).await?;
            Ok(audit::record(tx, &inside, &Viewer::Guest, deed).await?)
        })
    });
    work.await
}
