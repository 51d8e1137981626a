//! Ending e-mails about topics by the link that each of them carries, and undoing it; opening the link changes nothing.

use entity::{person, topic_silence};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DbErr, EntityTrait as _, IntoActiveModel as _};

use super::queries;
use crate::Club;

/// Somebody as the page of the link shows it.
#[derive(Clone, Debug)]
pub struct Silence {
    pub person: person::Model,
    /// Whether e-mails about topics are sent.
    pub is_on: bool,
}

/// Whose link this is; `None` for links that are none.
///
/// # Errors
/// When the database refuses.
pub async fn silence(club: &Club, secret: &str) -> Result<Option<Silence>, DbErr> {
    let db = club.storage.reads();
    let Some(person) = queries::by_email_secret(db, secret).await? else { return Ok(None) };
    let is_on = !queries::is_silent(db, person.id).await?;
    Ok(Some(Silence { person, is_on }))
}

/// Ends e-mails about topics to whoever has the link; doing it twice changes nothing. False for links that are none.
///
/// # Errors
/// When the database refuses.
pub async fn end(club: &Club, secret: &str) -> Result<bool, DbErr> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let Some(person) = queries::by_email_secret(tx, &secret).await? else { return Ok(false) };
            let row = topic_silence::Model { person_id: person.id, since: inside.clock.now() };
            topic_silence::Entity::insert(row.into_active_model())
                .on_conflict(OnConflict::new().do_nothing().to_owned())
                .exec_without_returning(tx)
                .await?;
            Ok(true)
        })
    });
    work.await
}

/// Sends e-mails about topics again, for whoever pressed the button by mistake. False for links that are none.
///
/// # Errors
/// When the database refuses.
pub async fn undo(club: &Club, secret: &str) -> Result<bool, DbErr> {
    let secret = secret.to_owned();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let Some(person) = queries::by_email_secret(tx, &secret).await? else { return Ok(false) };
            topic_silence::Entity::delete_by_id(person.id).exec(tx).await?;
            Ok(true)
        })
    });
    work.await
}
