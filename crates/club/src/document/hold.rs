//! Keeping an earned document back, and letting it go again.

use entity::{DocumentKind, SessionId, document_hold, session};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::earned::earned_or_held;
use super::queries;
use super::revoke::cleaned_reason;
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Why nothing was kept back or let go.
#[derive(Debug, thiserror::Error)]
pub enum HoldError {
    /// No such session, or nobody earned such a document that is not issued yet.
    #[error("there is no such document to be issued")]
    NotFound,
    #[error("a reason is missing")]
    NoReason,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// What a document would be issued for: its kind, and the subject in the words of the club.
pub type Subject = (DocumentKind, String);

/// Keeps an earned document back: nothing is issued for this subject until somebody lets it go. Holding it twice changes nothing. Organizers
/// of the session's host school and curators may.
///
/// # Errors
/// See [`HoldError`].
pub async fn hold(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    (kind, subject_key): Subject,
    reason: &str,
) -> Result<(), HoldError> {
    let session = organized(club, viewer, session).await?;
    let reason = cleaned_reason(reason).ok_or(HoldError::NoReason)?;
    let webinars = queries::webinars(club.storage.reads(), session.id).await?;
    let all = earned_or_held(club.storage.reads(), &session, &webinars).await?;
    let held = all.into_iter().find(|earned| earned.kind == kind && earned.subject_key == subject_key);
    let person_id = held.ok_or(HoldError::NotFound)?.person.id;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let row = document_hold::ActiveModel {
                session_id: Set(session.id),
                kind: Set(kind),
                subject_key: Set(subject_key),
                person_id: Set(person_id),
                reason: Set(reason),
                held_at: Set(inside.clock.now()),
                held_by: Set(viewer.person_id()),
            };
            let once = OnConflict::new().do_nothing().to_owned();
            let insert = document_hold::Entity::insert(row).on_conflict(once);
            if insert.exec_without_returning(tx).await? == 0 {
                return Ok(());
            }
            let subject = format!("person {person_id}");
            let deed = deed("document.hold", subject, &session, kind);
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// Lets a document be issued again; letting it go twice changes nothing. Organizers of the session's host school and curators may.
///
/// # Errors
/// See [`HoldError`].
pub async fn release(
    club: &Club,
    viewer: &Viewer,
    session: SessionId,
    (kind, subject_key): Subject,
) -> Result<(), HoldError> {
    let session = organized(club, viewer, session).await?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let gone = document_hold::Entity::delete_many()
                .filter(document_hold::Column::SessionId.eq(session.id))
                .filter(document_hold::Column::Kind.eq(kind))
                .filter(document_hold::Column::SubjectKey.eq(subject_key.as_str()));
            if gone.exec(tx).await?.rows_affected == 0 {
                return Ok(());
            }
            let deed = deed("document.release", format!("subject {subject_key}"), &session, kind);
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

async fn organized(club: &Club, viewer: &Viewer, session: SessionId) -> Result<session::Model, HoldError> {
    let session = sessions::by_id(club.storage.reads(), session).await?;
    session.filter(|session| viewer.organizes(session.host_school_id)).ok_or(HoldError::NotFound)
}

fn deed(action: &'static str, subject: String, session: &session::Model, kind: DocumentKind) -> Deed {
    Deed {
        action,
        subject,
        school_id: Some(session.host_school_id),
        session_id: Some(session.id),
        details: serde_json::json!({ "kind": kind }),
    }
}
