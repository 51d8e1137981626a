//! Who usually signs for a school: a new session begins with them.

use entity::{SchoolId, school, school_signatory};
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::change::deed;
use super::{may_change, queries};
use crate::files::FilesError;
use crate::layout::{IMAGES, MOST_SIGNATORIES, NewSignatory};
use crate::{Club, Viewer, audit};

/// Why the signatories stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum SignatoriesError {
    #[error("there is no such school")]
    NotFound,
    #[error("more people would sign than a layout has room for")]
    TooMany,
    #[error("an image is not there")]
    MissingImage,
    #[error("an image could not be looked for")]
    Files(#[from] FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Who usually signs for a school, first to last; nobody for whoever may not change the school.
///
/// # Errors
/// When the database refuses.
pub async fn signatories(
    club: &Club,
    viewer: &Viewer,
    school: &school::Model,
) -> Result<Vec<school_signatory::Model>, DbErr> {
    if !may_change(viewer, school) {
        return Ok(vec![]);
    }
    queries::signatories(club.storage.reads(), school.id).await
}

/// Sets who usually signs for a school; sessions that are made already stay as they are. Its organizers and curators may.
///
/// # Errors
/// See [`SignatoriesError`].
pub async fn set_signatories(
    club: &Club,
    viewer: &Viewer,
    id: SchoolId,
    signatories: Vec<NewSignatory>,
) -> Result<(), SignatoriesError> {
    if signatories.len() > MOST_SIGNATORIES {
        return Err(SignatoriesError::TooMany);
    }
    for image in signatories.iter().flat_map(|new| [&new.signature_image, &new.seal_image]).flatten() {
        if !club.files.exists(&format!("{IMAGES}/{image}")).await? {
            return Err(SignatoriesError::MissingImage);
        }
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let school = queries::locked(tx, id).await?.filter(|school| may_change(&viewer, school));
            school.ok_or(SignatoriesError::NotFound)?;
            let details = serde_json::json!({ "signatories": signatories.len() });
            replace(tx, &inside, id, signatories).await?;
            Ok(audit::record(tx, &inside, &viewer, deed("school.signatories", id, details)).await?)
        })
    });
    work.await
}

async fn replace(
    tx: &DatabaseTransaction,
    club: &Club,
    school: SchoolId,
    signatories: Vec<NewSignatory>,
) -> Result<(), DbErr> {
    let own = school_signatory::Column::SchoolId.eq(school);
    school_signatory::Entity::delete_many().filter(own).exec(tx).await?;
    let now = club.clock.now();
    for (place, new) in (1..).zip(signatories) {
        let row = school_signatory::Model {
            id: club.chance.id(now),
            school_id: school,
            place,
            position: new.position,
            family: new.name.family,
            given: new.name.given,
            patronymic: new.name.patronymic,
            signature_image: new.signature_image,
            seal_image: new.seal_image,
        };
        school_signatory::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(())
}
