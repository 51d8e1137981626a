//! Switching a kind of e-mails of a session on or off.

use entity::{EmailKind, email_switch};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, Set};

use super::SWITCHED;
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer, stream_link};

/// Why nothing was switched.
#[derive(Debug, thiserror::Error)]
pub enum SwitchError {
    #[error("there is no such session")]
    NotFound,
    /// It answers what somebody did and is always sent.
    #[error("e-mails of the kind {0} are not switched")]
    NotSwitched(EmailKind),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Switches a kind on or off; what is written already still goes out, and join links whose time has come meanwhile are written at once. Switching twice changes nothing. Organizers of the host school and
/// curators may.
///
/// # Errors
/// See [`SwitchError`].
pub async fn switch(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    kind: EmailKind,
    is_on: bool,
) -> Result<(), SwitchError> {
    if !SWITCHED.contains(&kind) {
        return Err(SwitchError::NotSwitched(kind));
    }
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(SwitchError::NotFound)?;
            if super::is_on(tx, session.id, kind).await? == is_on {
                return Ok(());
            }
            let now = inside.clock.now();
            let row = email_switch::ActiveModel {
                id: Set(inside.chance.id(now)),
                session_id: Set(session.id),
                kind: Set(kind),
                is_on: Set(is_on),
                changed_at: Set(now),
                changed_by: Set(viewer.person_id()),
            };
            let (of, to) = (
                [email_switch::Column::SessionId, email_switch::Column::Kind],
                [
                    email_switch::Column::IsOn,
                    email_switch::Column::ChangedAt,
                    email_switch::Column::ChangedBy,
                ],
            );
            let insert = email_switch::Entity::insert(row);
            let insert = insert.on_conflict(OnConflict::columns(of).update_columns(to).to_owned());
            insert.exec_without_returning(tx).await?;
            if is_on && kind == EmailKind::StreamLink {
                // Whoever registered meanwhile would wait for a morning that is past.
                stream_link::catch_up(tx, &inside, &session).await?;
            }
            let deed = Deed {
                action: "email_switch.switch",
                subject: format!("session {}", session.id),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "kind": kind, "is_on": is_on }),
            };
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}
