//! Taking a role away, and leaving one's own.

use entity::{PersonId, Role, RoleGrantId, invitation, role_grant, webinar};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set,
};

use super::{Team, person_subject, queries};
use crate::{Club, Viewer, audit};

/// Why a role stays.
#[derive(Debug, thiserror::Error)]
pub enum RemoveError {
    #[error("there is no such role")]
    NotFound,
    /// Nobody could take care of the network any more.
    #[error("the last curator stays")]
    LastCurator,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Takes a role away; it is gone with the next request of whoever held it, and invitations that he or she sent by it end. Who may change the
/// team may, and everybody may leave.
///
/// # Errors
/// See [`RemoveError`].
pub async fn remove(club: &Club, viewer: &Viewer, id: RoleGrantId) -> Result<(), RemoveError> {
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let grant = queries::grant(tx, id).await?.ok_or(RemoveError::NotFound)?;
            let team = Team::of_place(tx, grant.school_id, grant.webinar_id).await?;
            let is_own = viewer.person_id() == Some(grant.person_id);
            let team = team.filter(|team| is_own || team.may_be_changed_by(&viewer));
            let team = team.ok_or(RemoveError::NotFound)?;
            if grant.role == Role::Curator {
                check_others(tx, grant.person_id).await?;
            }
            role_grant::Entity::delete_by_id(id).exec(tx).await?;
            end_invitations(tx, &inside, &grant).await?;
            let action = if is_own { "role.leave" } else { "role.remove" };
            let details = serde_json::json!({ "role": grant.role, "webinar": grant.webinar_id });
            let deed = team.deed(action, person_subject(grant.person_id), details);
            Ok(audit::record(tx, &inside, &viewer, deed).await?)
        })
    });
    work.await
}

/// Another curator, who can log in, has to stay.
async fn check_others(tx: &DatabaseTransaction, leaving: PersonId) -> Result<(), RemoveError> {
    let others = queries::curators(tx).await?;
    if others.iter().any(|grant| grant.person_id != leaving) { Ok(()) } else { Err(RemoveError::LastCurator) }
}

/// What somebody could invite to by this role only.
async fn end_invitations(
    tx: &DatabaseTransaction,
    club: &Club,
    grant: &role_grant::Model,
) -> Result<(), DbErr> {
    let places = match (grant.role, grant.school_id) {
        (Role::Curator, _) => Condition::all(),
        (Role::Organizer, Some(school)) => {
            let held = Query::select()
                .column(webinar::Column::Id)
                .from(webinar::Entity)
                .and_where(webinar::Column::HostSchoolId.eq(school))
                .to_owned();
            Condition::any()
                .add(invitation::Column::SchoolId.eq(school))
                .add(invitation::Column::WebinarId.in_subquery(held))
        }
        _ => return Ok(()),
    };
    invitation::Entity::update_many()
        .set(invitation::ActiveModel { withdrawn_at: Set(Some(club.clock.now())), ..Default::default() })
        .filter(invitation::Column::InvitedBy.eq(grant.person_id))
        .filter(queries::is_open())
        .filter(places)
        .exec(tx)
        .await?;
    Ok(())
}
