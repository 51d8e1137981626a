//! Who signs the documents of a session, with the images of signatures and seals.

use std::collections::BTreeSet;

use entity::{SessionId, session, signatory};
use lang::FullName;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};

use super::IMAGES;
use crate::Owner;
use crate::audit::{self, Deed};
use crate::files::FilesError;
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// As many as a layout has room for.
pub const MOST_SIGNATORIES: usize = 3;

/// Somebody who is to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSignatory {
    pub position: String,
    pub name: FullName,
    /// The SHA-256 of an image that was added, or that a signatory of the session has already.
    pub signature_image: Option<String>,
    /// Likewise.
    pub seal_image: Option<String>,
}

/// Why the signatories stay as they were.
#[derive(Debug, thiserror::Error)]
pub enum SetSignatoriesError {
    #[error("there is no such session")]
    NotFound,
    #[error("nobody would sign")]
    Nobody,
    #[error("more people would sign than a layout has room for")]
    TooMany,
    #[error("an image is not there")]
    MissingImage,
    #[error("an image could not be looked for")]
    Files(#[from] FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Sets who signs the documents of a session from now on, first to last. Documents that were issued stay as they are. Organizers of the host
/// school and curators may.
///
/// # Errors
/// See [`SetSignatoriesError`].
pub async fn set_signatories(
    club: &Club,
    viewer: &Viewer,
    session: &session::Model,
    signatories: Vec<NewSignatory>,
) -> Result<(), SetSignatoriesError> {
    if !Owner::of_session(session).may_be_changed_by(viewer) {
        return Err(SetSignatoriesError::NotFound);
    }
    match signatories.len() {
        0 => return Err(SetSignatoriesError::Nobody),
        count if count > MOST_SIGNATORIES => return Err(SetSignatoriesError::TooMany),
        _ => {}
    }
    let images = signatories.iter().flat_map(|new| [&new.signature_image, &new.seal_image]);
    for image in images.flatten() {
        if !club.files.exists(&format!("{IMAGES}/{image}")).await? {
            return Err(SetSignatoriesError::MissingImage);
        }
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let (id, school) = (session.id, session.host_school_id);
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let count = signatories.len();
            let images: BTreeSet<String> = replace(tx, &inside, id, signatories).await?;
            let deed = Deed {
                action: "signatory.set",
                subject: format!("session {id}"),
                school_id: Some(school),
                session_id: Some(id),
                details: serde_json::json!({ "signatories": count, "images": images }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(())
        })
    });
    work.await
}

/// Rows keep their ids from place to place; returns the images that are named now.
async fn replace(
    tx: &DatabaseTransaction,
    club: &Club,
    session: SessionId,
    signatories: Vec<NewSignatory>,
) -> Result<BTreeSet<String>, DbErr> {
    let before = sessions::signatories(tx, session).await?;
    signatory::Entity::delete_many().filter(signatory::Column::SessionId.eq(session)).exec(tx).await?;
    let now = club.clock.now();
    let mut images = BTreeSet::new();
    for ((place, new), known) in
        (1..).zip(signatories).zip(before.iter().map(Some).chain(std::iter::repeat(None)))
    {
        images.extend([&new.signature_image, &new.seal_image].into_iter().flatten().cloned());
        let row = signatory::Model {
            id: known.map_or_else(|| club.chance.id(now), |known| known.id),
            session_id: session,
            place,
            position: new.position,
            family: new.name.family,
            given: new.name.given,
            patronymic: new.name.patronymic,
            signature_image: new.signature_image,
            seal_image: new.seal_image,
        };
        signatory::Entity::insert(row.into_active_model()).exec_without_returning(tx).await?;
    }
    Ok(images)
}
