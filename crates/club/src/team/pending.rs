//! Invitations that nobody has accepted yet: sending one again, withdrawing one.

use entity::{InvitationId, invitation};
use mail::Address;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::invite::{OPEN, end};
use super::{Team, emails, queries};
use crate::login::hashed;
use crate::{Club, Viewer, audit};

/// Why an invitation stays as it was.
#[derive(Debug, thiserror::Error)]
pub enum PendingError {
    #[error("there is no such open invitation")]
    NotFound,
    #[error("the address got several invitations today")]
    TooMany,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Sends an open invitation again with a new link, good for two weeks from now; the earlier link ends. Who may change the team may.
///
/// # Errors
/// See [`PendingError`].
pub async fn invite_again(
    club: &Club,
    viewer: &Viewer,
    team: &Team,
    id: InvitationId,
) -> Result<(), PendingError> {
    let (inside, viewer, team) = (club.clone(), viewer.clone(), team.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (row, team) = open(tx, &viewer, &team, id).await?;
            let address = Address::parse(&row.email).map_err(|_odd| PendingError::NotFound)?;
            let now = inside.clock.now();
            let secret = inside.chance.secret();
            let anew = invitation::ActiveModel {
                secret_sha256: Set(hashed(&secret)),
                sent_at: Set(now),
                expires_at: Set(now + OPEN),
                ..Default::default()
            };
            let own = invitation::Column::Id.eq(id);
            invitation::Entity::update_many().set(anew).filter(own).exec(tx).await?;
            let row = invitation::Model { sent_at: now, expires_at: now + OPEN, ..row };
            if !emails::send(tx, &inside, (&row, &address), (&team, &secret)).await? {
                return Err(PendingError::TooMany);
            }
            let deed = team.deed("team.invite_again", format!("invitation {id}"), serde_json::json!({}));
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// Takes an open invitation back: its link leads nowhere any more. Who may change the team may.
///
/// # Errors
/// See [`PendingError`].
pub async fn withdraw(
    club: &Club,
    viewer: &Viewer,
    team: &Team,
    id: InvitationId,
) -> Result<(), PendingError> {
    let (inside, viewer, team) = (club.clone(), viewer.clone(), team.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let (_, team) = open(tx, &viewer, &team, id).await?;
            end(tx, &inside, id).await?;
            let deed = team.deed("team.withdraw", format!("invitation {id}"), serde_json::json!({}));
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// An open invitation to this very team, if the viewer may change the team.
async fn open(
    tx: &DatabaseTransaction,
    viewer: &Viewer,
    team: &Team,
    id: InvitationId,
) -> Result<(invitation::Model, Team), PendingError> {
    let row = queries::locked(tx, id).await?.ok_or(PendingError::NotFound)?;
    if (row.school_id, row.webinar_id) != (team.school_id(), team.webinar_id()) {
        return Err(PendingError::NotFound);
    }
    let team = Team::of_place(tx, row.school_id, row.webinar_id).await?;
    let team = team.filter(|team| team.may_be_changed_by(viewer)).ok_or(PendingError::NotFound)?;
    Ok((row, team))
}
