//! Roles: what a person may do for the network, a school or a webinar.

use entity::{PersonId, Role, SchoolId, WebinarId, role_grant};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, Set};

use crate::audit::{self, Deed};
use crate::{Club, Viewer};

mod appoint;

pub use appoint::{AppointError, Appointment, appoint};

/// A role to be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewGrant {
    pub person_id: PersonId,
    pub role: Role,
    /// Organizers and reviewers.
    pub school_id: Option<SchoolId>,
    /// Moderators.
    pub webinar_id: Option<WebinarId>,
}

/// Gives a role in the transaction of its cause; one that the person holds already is left as it is. The caller has checked who may.
///
/// # Errors
/// When the database refuses.
pub async fn grant(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    new: NewGrant,
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let row = role_grant::ActiveModel {
        id: Set(club.chance.id(now)),
        person_id: Set(new.person_id),
        role: Set(new.role),
        school_id: Set(new.school_id),
        webinar_id: Set(new.webinar_id),
        granted_at: Set(now),
        granted_by: Set(viewer.person_id()),
    };
    let fresh = role_grant::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    if fresh.exec_without_returning(tx).await? == 0 {
        return Ok(());
    }
    let deed = Deed {
        action: "role.grant",
        subject: format!("person {}", new.person_id),
        school_id: new.school_id,
        session_id: None,
        details: serde_json::json!({ "role": new.role, "webinar": new.webinar_id }),
    };
    audit::record(tx, club, viewer, deed).await
}
