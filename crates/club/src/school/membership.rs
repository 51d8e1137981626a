//! To which schools a person belongs beside the one of the person's row: some teach at two.

use entity::{SchoolId, person_school, school};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, DbErr, EntityTrait as _, IntoActiveModel as _, QueryFilter as _};

use super::queries;
use crate::{Club, Viewer};

/// Why somebody does not belong to a school now.
#[derive(Debug, thiserror::Error)]
pub enum JoinError {
    #[error("nobody is logged in")]
    NotLoggedIn,
    #[error("there is no such school")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// The schools to which the viewer belongs beside the one of the viewer's row, by name.
///
/// # Errors
/// When the database refuses.
pub async fn of_viewer(club: &Club, viewer: &Viewer) -> Result<Vec<school::Model>, DbErr> {
    match viewer.person_id() {
        Some(person) => queries::of_person(club.storage.reads(), person).await,
        None => Ok(vec![]),
    }
}

/// The viewer says that he or she works at a school, too: its organizers find the viewer from now on. Saying it twice changes nothing.
///
/// # Errors
/// See [`JoinError`].
pub async fn belong(club: &Club, viewer: &Viewer, short_name: &str, city: &str) -> Result<(), JoinError> {
    let person_id = viewer.person_id().ok_or(JoinError::NotLoggedIn)?;
    let (inside, name) = (club.clone(), (short_name.to_owned(), city.to_owned()));
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let school = queries::named(tx, &name.0, &name.1).await?.ok_or(JoinError::NotFound)?;
            let now = inside.clock.now();
            let id = inside.chance.id(now);
            let row = person_school::Model { id, person_id, school_id: school.id, since: now };
            let insert = person_school::Entity::insert(row.into_active_model());
            insert.on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(tx).await?;
            Ok(())
        })
    });
    work.await
}

/// The viewer no longer works at a school; one to which the viewer does not belong changes nothing.
///
/// # Errors
/// See [`JoinError`].
pub async fn leave(club: &Club, viewer: &Viewer, school: SchoolId) -> Result<(), JoinError> {
    let person_id = viewer.person_id().ok_or(JoinError::NotLoggedIn)?;
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let own = person_school::Entity::delete_many()
                .filter(person_school::Column::PersonId.eq(person_id))
                .filter(person_school::Column::SchoolId.eq(school));
            own.exec(tx).await?;
            Ok(())
        })
    });
    work.await
}
