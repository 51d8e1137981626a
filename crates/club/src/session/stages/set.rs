//! Setting when stages open and close, and opening or closing one by hand.

use entity::{SessionState, Stage, StageForce, session, session_stage};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _,
    IntoActiveModel as _, QueryFilter as _,
};

use super::{Span, check, is_open, queries};
use crate::audit::{self, Deed};
use crate::session::facts_queries;
use crate::{Club, Viewer};

/// What is wrong with a plan of stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disorder {
    /// It closes before it opens, or has an end and no beginning.
    Backwards(Stage),
    /// It opens before one that comes earlier on the way.
    Before { stage: Stage, earlier: Stage },
}

/// Why the stages stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum SetStagesError {
    #[error("there is no such session")]
    NotFound,
    #[error("the stages do not follow each other")]
    Disorder(Vec<Disorder>),
    /// Somebody else has changed the session since the page was opened.
    #[error("the session was changed meanwhile")]
    Stale,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Sets when the stages of a session open and close, as it was seen at a revision; what was opened or closed by hand stays so. The end of the
/// call is also the deadline that speakers are reminded of. Organizers of the host school and curators may.
///
/// # Errors
/// See [`SetStagesError`].
pub async fn set(
    club: &Club,
    viewer: &Viewer,
    (slug, revision): (&str, i32),
    plan: Vec<(Stage, Span)>,
) -> Result<(), SetStagesError> {
    let wrong = check(&plan);
    if !wrong.is_empty() {
        return Err(SetStagesError::Disorder(wrong));
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut session = organized(tx, &viewer, &slug).await?;
            if session.revision != revision {
                return Err(SetStagesError::Stale);
            }
            session.revision += 1;
            write(tx, &mut session, &plan).await?;
            archive_or_not(tx, &inside, &mut session).await?;
            record(tx, (&inside, &viewer), &session, ("session.set_stages", serde_json::json!({}))).await?;
            Ok(())
        })
    });
    work.await
}

/// Opens or closes a stage by hand, whatever its dates say; nothing lets its dates decide again. Doing it twice changes nothing. Organizers of the
/// host school and curators may.
///
/// # Errors
/// See [`SetStagesError`].
pub async fn force(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    (stage, forced): (Stage, Option<StageForce>),
) -> Result<(), SetStagesError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut session = organized(tx, &viewer, &slug).await?;
            let known = queries::of_session(tx, session.id).await?;
            let before = super::of_stage(&known, stage);
            if before.and_then(|row| row.forced) == forced {
                return Ok(());
            }
            let row = session_stage::Model {
                session_id: session.id,
                stage,
                opens_at: before.and_then(|row| row.opens_at),
                closes_at: before.and_then(|row| row.closes_at),
                forced,
                forced_at: forced.map(|_| inside.clock.now()),
                forced_by: forced.and_then(|_| viewer.person_id()),
            };
            keep(tx, row).await?;
            archive_or_not(tx, &inside, &mut session).await?;
            let details = serde_json::json!({ "stage": stage, "forced": forced });
            record(tx, (&inside, &viewer), &session, ("session.force_stage", details)).await?;
            Ok(())
        })
    });
    work.await
}

async fn organized(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    slug: &str,
) -> Result<session::Model, SetStagesError> {
    let session = facts_queries::locked_by_slug(tx, slug).await?;
    session.filter(|row| viewer.organizes(row.host_school_id)).ok_or(SetStagesError::NotFound)
}

/// Writes the dates of stages, and of the call also as the deadline of talks; keeps what was decided by hand.
pub(in crate::session) async fn write(
    tx: &DatabaseTransaction,
    session: &mut session::Model,
    plan: &[(Stage, Span)],
) -> Result<(), DbErr> {
    let known = queries::of_session(tx, session.id).await?;
    for (stage, span) in plan {
        let before = super::of_stage(&known, *stage);
        let row = session_stage::Model {
            session_id: session.id,
            stage: *stage,
            opens_at: span.opens_at,
            closes_at: span.closes_at,
            forced: before.and_then(|row| row.forced),
            forced_at: before.and_then(|row| row.forced_at),
            forced_by: before.and_then(|row| row.forced_by),
        };
        keep(tx, row).await?;
    }
    if let Some((_, call)) = plan.iter().find(|(stage, _)| *stage == Stage::Call) {
        session.talks_until = call.closes_at;
    }
    session::Entity::update(session.clone().into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// A stage of which nothing is said has no row.
async fn keep(tx: &DatabaseTransaction, row: session_stage::Model) -> Result<(), DbErr> {
    if row.opens_at.is_none() && row.closes_at.is_none() && row.forced.is_none() {
        let gone = session_stage::Entity::delete_many()
            .filter(session_stage::Column::SessionId.eq(row.session_id))
            .filter(session_stage::Column::Stage.eq(row.stage));
        gone.exec(tx).await?;
        return Ok(());
    }
    let key = [session_stage::Column::SessionId, session_stage::Column::Stage];
    let said = [
        session_stage::Column::OpensAt,
        session_stage::Column::ClosesAt,
        session_stage::Column::Forced,
        session_stage::Column::ForcedAt,
        session_stage::Column::ForcedBy,
    ];
    let insert = session_stage::Entity::insert(row.into_active_model());
    let insert = insert.on_conflict(OnConflict::columns(key).update_columns(said).to_owned());
    insert.exec_without_returning(tx).await?;
    Ok(())
}

/// A published session goes to the archive when that stage opens, and comes back when it is closed again.
async fn archive_or_not(
    tx: &DatabaseTransaction,
    club: &Club,
    session: &mut session::Model,
) -> Result<(), DbErr> {
    let stages = queries::of_session(tx, session.id).await?;
    let is_archived = is_open(&stages, Stage::Archive, club.clock.now());
    let state = match session.state {
        SessionState::Published if is_archived => SessionState::Archived,
        SessionState::Archived if !is_archived => SessionState::Published,
        _ => return Ok(()),
    };
    session.state = state;
    session::Entity::update(session.clone().into_active_model().reset_all()).exec(tx).await?;
    Ok(())
}

/// Puts a published session into the archive once that stage is open; doing it twice changes nothing.
///
/// # Errors
/// When the database refuses.
pub async fn archive(club: &Club, id: entity::SessionId) -> Result<(), DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let Some(mut session) = facts_queries::locked_by_id(tx, id).await? else { return Ok(()) };
            let before = session.state;
            archive_or_not(tx, &inside, &mut session).await?;
            if session.state == before {
                return Ok(());
            }
            let deed = ("session.archive", serde_json::json!({}));
            record(tx, (&inside, &Viewer::Club), &session, deed).await
        })
    });
    work.await
}

async fn record(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    session: &session::Model,
    (action, details): (&'static str, serde_json::Value),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("session {}", session.id),
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details,
    };
    audit::record(tx, club, viewer, deed).await
}
