//! Mending the e-mail address of somebody whose e-mails do not arrive.

use entity::{EmailKind, OutboxState, PersonId, login_link, outbox_email, person};
use mail::{Address, AddressError};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _, Set};

use super::queries;
use crate::audit::{self, Deed};
use crate::session::queries as sessions;
use crate::{Club, Viewer};

/// Why an address was not mended.
#[derive(Debug, thiserror::Error)]
pub enum MendAddressError {
    #[error("there is no such listener")]
    NotFound,
    #[error("the address cannot be used")]
    Invalid(#[source] AddressError),
    /// Whoever reads the e-mails of staff can log in as staff: only curators change their addresses.
    #[error("the address belongs to staff")]
    Staff,
    #[error("somebody else has this name and address")]
    Twin,
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// Gives a listener of a session another address and takes the mark from it that e-mails come back; e-mails that wait go to the new address,
/// and log-in links that went to the old one lead nowhere any more. Organizers of the host school and curators may.
///
/// # Errors
/// See [`MendAddressError`].
pub async fn mend_address(
    club: &Club,
    viewer: &Viewer,
    slug: &str,
    id: PersonId,
    typed: &str,
) -> Result<person::Model, MendAddressError> {
    let address = Address::parse(typed).map_err(MendAddressError::Invalid)?;
    let (inside, viewer, slug) = (club.clone(), viewer.clone(), slug.to_owned());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let session = sessions::by_slug(tx, &slug).await?;
            let session = session.filter(|session| viewer.organizes(session.host_school_id));
            let session = session.ok_or(MendAddressError::NotFound)?;
            let listener = queries::listener(tx, session.id, id).await?.ok_or(MendAddressError::NotFound)?;
            if !viewer.is_curator() && queries::is_staff(tx, id).await? {
                return Err(MendAddressError::Staff);
            }
            if queries::has_twin(tx, &listener, &address).await? {
                return Err(MendAddressError::Twin);
            }
            let is_new = listener.email.as_deref() != Some(address.as_str());
            let mended = change(tx, &inside, listener, &address, is_new).await?;
            let deed = Deed {
                action: "person.mend_address",
                subject: format!("person {id}"),
                school_id: Some(session.host_school_id),
                session_id: Some(session.id),
                details: serde_json::json!({ "is_new": is_new }),
            };
            audit::record(tx, &inside, &viewer, deed).await?;
            Ok(mended)
        })
    });
    work.await
}

async fn change(
    tx: &DatabaseTransaction,
    club: &Club,
    listener: person::Model,
    address: &Address,
    is_new: bool,
) -> Result<person::Model, DbErr> {
    let id = listener.id;
    person::Entity::update_many()
        .set(person::ActiveModel {
            email: Set(Some(address.as_str().to_owned())),
            email_bounced_at: Set(None),
            ..Default::default()
        })
        .filter(person::Column::Id.eq(id))
        .exec(tx)
        .await?;
    if is_new {
        outbox_email::Entity::update_many()
            .set(outbox_email::ActiveModel {
                to_address: Set(address.as_str().to_owned()),
                to_domain: Set(address.domain().to_owned()),
                ..Default::default()
            })
            .filter(outbox_email::Column::PersonId.eq(id))
            .filter(outbox_email::Column::State.is_in([OutboxState::Due, OutboxState::Draft]))
            .filter(outbox_email::Column::Kind.ne(EmailKind::LoginLink))
            .exec(tx)
            .await?;
        login_link::Entity::update_many()
            .set(login_link::ActiveModel { used_at: Set(Some(club.clock.now())), ..Default::default() })
            .filter(login_link::Column::PersonId.eq(id))
            .filter(login_link::Column::UsedAt.is_null())
            .exec(tx)
            .await?;
    }
    Ok(person::Model { email: Some(address.as_str().to_owned()), email_bounced_at: None, ..listener })
}
