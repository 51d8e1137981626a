//! Asking a school to make a session together, and taking it back.

use entity::{PartnerState, SchoolId, session, session_school};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use super::queries;
use crate::audit::{self, Deed};
use crate::school::queries as schools;
use crate::session::{facts_queries, queries as sessions};
use crate::{Club, Viewer};

/// Why a school was not asked.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    #[error("there is no such session")]
    NotFound,
    #[error("there is no such school")]
    NoSchool,
    /// It is the host, was asked, or has agreed.
    #[error("the school takes part already")]
    TakesPart,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Why a school still takes part.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    #[error("there is no such session, or the school is no partner of it")]
    NotFound,
    /// They would be without a school.
    #[error("the school hosts webinars of the session")]
    HasWebinars,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Asks a school to make a session together; a school that declined may be asked again. Organizers of the host school and curators may.
///
/// # Errors
/// See [`InviteError`].
pub async fn invite(club: &Club, viewer: &Viewer, slug: &str, school: SchoolId) -> Result<(), InviteError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = organized(tx, &viewer, &slug).await?.ok_or(InviteError::NotFound)?;
            if schools::by_ids(tx, vec![school]).await?.is_empty() {
                return Err(InviteError::NoSchool);
            }
            let known = queries::of_session(tx, session.id).await?;
            let before = known.iter().find(|row| row.school_id == school);
            let is_in = before.is_some_and(|row| row.state != PartnerState::Declined);
            if school == session.host_school_id || is_in {
                return Err(InviteError::TakesPart);
            }
            if before.is_some() {
                session_school::Entity::delete_by_id((session.id, school)).exec(tx).await?;
            }
            // The host's place is 1, whether it has a row or not.
            let place = known.iter().map(|row| row.place).max().unwrap_or(1).max(1) + 1;
            let row = session_school::Model {
                session_id: session.id,
                school_id: school,
                place,
                is_host: false,
                state: PartnerState::Invited,
                invited_at: inside.clock.now(),
                invited_by: viewer.person_id(),
                answered_at: None,
                answered_by: None,
            };
            session_school::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
            record(tx, (&inside, &viewer), &session, ("session.invite_partner", school)).await?;
            Ok(())
        })
    });
    work.await
}

/// Takes a partner, or the wish to have one, off a session. Organizers of the host school and curators may.
///
/// # Errors
/// See [`RemoveError`].
pub async fn remove(club: &Club, viewer: &Viewer, slug: &str, school: SchoolId) -> Result<(), RemoveError> {
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = organized(tx, &viewer, &slug).await?.ok_or(RemoveError::NotFound)?;
            let known = queries::one(tx, (session.id, school)).await?;
            if known.is_none() || school == session.host_school_id {
                return Err(RemoveError::NotFound);
            }
            let webinars = sessions::webinars(tx, session.id).await?;
            if webinars.iter().any(|webinar| webinar.host_school_id == school) {
                return Err(RemoveError::HasWebinars);
            }
            session_school::Entity::delete_by_id((session.id, school)).exec(tx).await?;
            record(tx, (&inside, &viewer), &session, ("session.remove_partner", school)).await?;
            Ok(())
        })
    });
    work.await
}

async fn organized(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    slug: &str,
) -> Result<Option<session::Model>, DbErr> {
    let session = facts_queries::locked_by_slug(tx, slug).await?;
    Ok(session.filter(|session| viewer.organizes(session.host_school_id)))
}

/// Makes the row of the host say who it is now; the former host is a partner no longer, unless it has webinars.
pub(in crate::session) async fn set_host(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    session: &session::Model,
) -> Result<(), DbErr> {
    let webinars = sessions::webinars(tx, session.id).await?;
    let has_webinars = |school| webinars.iter().any(|webinar| webinar.host_school_id == school);
    for row in queries::of_session(tx, session.id).await? {
        if row.school_id == session.host_school_id || row.is_host && !has_webinars(row.school_id) {
            session_school::Entity::delete_by_id((row.session_id, row.school_id)).exec(tx).await?;
        } else if row.is_host {
            let place = 2;
            let partner = session_school::Model { is_host: false, place, ..row };
            session_school::Entity::update(partner.into_active_model().reset_all()).exec(tx).await?;
        }
    }
    let now = club.clock.now();
    let host = session_school::Model {
        session_id: session.id,
        school_id: session.host_school_id,
        place: 1,
        is_host: true,
        state: PartnerState::Accepted,
        invited_at: now,
        invited_by: viewer.person_id(),
        answered_at: Some(now),
        answered_by: viewer.person_id(),
    };
    session_school::Entity::insert(host.into_active_model()).exec_without_returning(tx).await?;
    Ok(())
}

async fn record(
    tx: &DatabaseTransaction,
    (club, viewer): (&Club, &Viewer),
    session: &session::Model,
    (action, school): (&'static str, SchoolId),
) -> Result<(), DbErr> {
    let deed = Deed {
        action,
        subject: format!("school {school}"),
        school_id: Some(school),
        session_id: Some(session.id),
        details: serde_json::json!({}),
    };
    audit::record(tx, club, viewer, deed).await
}
