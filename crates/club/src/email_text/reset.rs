//! Going back to the words of the level above.

use sea_orm::{DatabaseTransaction, DbErr, ModelTrait as _};

use super::find::{Place, Text, text};
use super::{deed, queries};
use crate::{Club, Viewer, audit};

/// Why words were not given up.
#[derive(Debug, thiserror::Error)]
pub enum ResetError {
    #[error("there are no such words")]
    NotFound,
    /// Somebody else saved them meanwhile: as they are now.
    #[error("the words were changed meanwhile")]
    Conflict(Box<Text>),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Gives up what the owner wrote: the words of the level above hold again. Who may change the owner's layouts may.
///
/// # Errors
/// See [`ResetError`].
pub async fn reset(club: &Club, viewer: &Viewer, place: Place, revision: i32) -> Result<(), ResetError> {
    if !place.owner.may_be_changed_by(viewer) {
        return Err(ResetError::NotFound);
    }
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club
        .storage
        .write(move |tx| Box::pin(async move { give_up(tx, &inside, &viewer, place, revision).await }));
    work.await
}

async fn give_up(
    tx: &DatabaseTransaction,
    club: &Club,
    viewer: &Viewer,
    place: Place,
    revision: i32,
) -> Result<(), ResetError> {
    let found = text(place, queries::of_place(tx, place).await?).ok_or(ResetError::NotFound)?;
    if found.revision() != revision {
        return Err(ResetError::Conflict(Box::new(found)));
    }
    let Some(own) = found.own else { return Ok(()) };
    // What was written stays readable for whoever wants it back.
    let mut deed = deed("email_text.reset", place, &own);
    if let Some(details) = deed.details.as_object_mut() {
        details.insert("subject".to_owned(), own.subject.clone().into());
        details.insert("body".to_owned(), own.body.clone().into());
    }
    own.delete(tx).await?;
    Ok(audit::record(tx, club, viewer, deed).await?)
}
