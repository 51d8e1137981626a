//! Finders of people.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::PersonId;
use entity::person::{Column, Entity, Model};
use lang::search_key;
use mail::Address;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

use super::Profile;

/// The person with a profile's name and address; without an address, with its name, school and city.
pub(crate) async fn find(db: &impl ConnectionTrait, profile: &Profile) -> Result<Option<Model>, DbErr> {
    let namesakes =
        Entity::find().filter(Column::SearchName.eq(profile.name.search_key())).order_by_asc(Column::Id);
    match &profile.email {
        Some(address) => namesakes.filter(Column::Email.eq(address.as_str())).one(db).await,
        None => {
            let namesakes = namesakes.filter(Column::Email.is_null()).all(db).await?;
            let is_same = |person: &Model| {
                search_key(&person.school_name) == search_key(&profile.school_name)
                    && search_key(&person.city) == search_key(&profile.city)
            };
            Ok(namesakes.into_iter().find(is_same))
        }
    }
}

/// Everybody who reads e-mails at an address, by name.
pub(crate) async fn of_address(db: &impl ConnectionTrait, address: &Address) -> Result<Vec<Model>, DbErr> {
    let of_address =
        Entity::find().filter(Column::Email.eq(address.as_str())).filter(Column::DisabledAt.is_null());
    of_address.order_by_asc(Column::SearchName).order_by_asc(Column::Id).all(db).await
}

/// A person by id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// A person by id, whose row nobody else changes before this transaction ends.
pub(crate) async fn locked(db: &DatabaseTransaction, id: PersonId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(db).await
}
