//! Ending invitations by the link that each of them carries, without logging in; opening the link changes nothing.

mod queries;
#[cfg(test)]
mod tests;

use entity::{ConsentPurpose, person};
use lang::Lang;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use crate::consent::{self, Origin};
use crate::{Club, Viewer};

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum UnsubscribeError {
    #[error("there is no such link")]
    NotFound,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Somebody as the page of the link shows it.
#[derive(Clone, Debug)]
pub struct Subscription {
    pub person: person::Model,
    /// Whether invitations are sent.
    pub is_on: bool,
}

/// The address that ends invitations to a person, for an e-mail that is written in this transaction; its secret is made when it is first needed.
///
/// # Errors
/// When the database refuses.
pub async fn address(tx: &DatabaseTransaction, club: &Club, person: &person::Model) -> Result<String, DbErr> {
    Ok(path(club, &secret(tx, club, person).await?))
}

fn path(club: &Club, secret: &str) -> String {
    club.settings.address(&format!("/u/{secret}"))
}

async fn secret(tx: &DatabaseTransaction, club: &Club, person: &person::Model) -> Result<String, DbErr> {
    if let Some(secret) = &person.email_secret {
        return Ok(secret.clone());
    }
    // Another transaction may have made one since the row was read.
    if let Some(secret) = queries::secret(tx, person.id).await? {
        return Ok(secret);
    }
    let secret = club.chance.secret();
    let row = person::ActiveModel { email_secret: Set(Some(secret.clone())), ..Default::default() };
    let update = person::Entity::update_many().set(row).filter(person::Column::Id.eq(person.id));
    update.exec(tx).await?;
    Ok(secret)
}

/// The same people, each with the secret of an own link: it is made for those who have none. They should be few: it is one transaction.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn with_links(club: &Club, people: Vec<person::Model>) -> Result<Vec<person::Model>, DbErr> {
    let inside = club.clone();
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let mut linked = Vec::with_capacity(people.len());
            for person in people {
                linked.push(with_link(tx, &inside, person).await?);
            }
            Ok(linked)
        })
    });
    work.await
}

/// The same person with the secret of an own link.
pub(crate) async fn with_link(
    tx: &DatabaseTransaction,
    club: &Club,
    mut person: person::Model,
) -> Result<person::Model, DbErr> {
    person.email_secret = Some(secret(tx, club, &person).await?);
    Ok(person)
}

/// The address that ends invitations to a person who has a link.
pub(crate) fn address_of(club: &Club, person: &person::Model) -> Option<String> {
    person.email_secret.as_ref().map(|secret| path(club, secret))
}

/// Whose link this is.
///
/// # Errors
/// When the database refuses.
pub async fn find(club: &Club, secret: &str) -> Result<Option<Subscription>, DbErr> {
    let reads = club.storage.reads();
    let Some(person) = queries::by_secret(reads, secret).await? else { return Ok(None) };
    let is_on = consent::stands(reads, person.id, ConsentPurpose::Invitations).await?;
    Ok(Some(Subscription { person, is_on }))
}

/// Withdraws the consent to invitations and takes back those that were not sent yet; doing it twice changes nothing. Whoever has the link may.
///
/// # Errors
/// See [`UnsubscribeError`].
pub async fn withdraw(club: &Club, secret: &str) -> Result<(), UnsubscribeError> {
    let (inside, secret) = (club.clone(), secret.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let person = queries::by_secret(tx, &secret).await?.ok_or(UnsubscribeError::NotFound)?;
            consent::withdraw_of(tx, &inside, (&Viewer::Guest, person.id), ConsentPurpose::Invitations)
                .await?;
            Ok(())
        })
    });
    work.await
}

/// Agrees to invitations again, for whoever pressed the button by mistake. Whoever has the link may.
///
/// # Errors
/// See [`UnsubscribeError`].
pub async fn undo(
    club: &Club,
    secret: &str,
    language: Lang,
    origin: &Origin,
) -> Result<(), UnsubscribeError> {
    let (inside, secret, origin) = (club.clone(), secret.to_owned(), origin.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let person = queries::by_secret(tx, &secret).await?.ok_or(UnsubscribeError::NotFound)?;
            let purposes = [ConsentPurpose::Invitations];
            Ok(consent::give(tx, &inside, person.id, &purposes, (language, &origin)).await?)
        })
    });
    work.await
}
