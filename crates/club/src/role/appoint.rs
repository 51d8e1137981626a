//! Appointing a person to a role.

use entity::{PersonId, Role, SchoolId, WebinarId};
use sea_orm::DbErr;

use super::{NewGrant, grant};
use crate::person::{self, Profile};
use crate::{Club, Viewer};

/// Whom to appoint to what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appointment {
    pub profile: Profile,
    pub role: Role,
    /// Organizers and reviewers.
    pub school_id: Option<SchoolId>,
    /// Moderators.
    pub webinar_id: Option<WebinarId>,
}

/// Why nobody was appointed.
#[derive(Debug, thiserror::Error)]
pub enum AppointError {
    #[error("the viewer may not appoint anybody to this role")]
    Forbidden,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Appoints a person, who is added when the club does not know them yet. Curators may.
///
/// # Errors
/// See [`AppointError`].
pub async fn appoint(club: &Club, viewer: &Viewer, new: Appointment) -> Result<PersonId, AppointError> {
    if !viewer.is_curator() {
        return Err(AppointError::Forbidden);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let person_id = person::find_or_add(tx, &inside, &new.profile).await?.id;
            let new =
                NewGrant { person_id, role: new.role, school_id: new.school_id, webinar_id: new.webinar_id };
            grant(tx, &inside, &viewer, new).await?;
            Ok(person_id)
        })
    });
    work.await
}
