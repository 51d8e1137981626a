//! Finders of people.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::{BTreeMap, BTreeSet};

use entity::person::{Column, Entity, Model};
use entity::{PersonId, SessionId, registration, role_grant, webinar};
use lang::search_key;
use mail::Address;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait as _, JoinType,
    PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _,
};

use super::{Profile, full_name};

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

/// Which of these addresses somebody has.
pub(crate) async fn known_addresses(
    db: &impl ConnectionTrait,
    addresses: &[&str],
) -> Result<BTreeSet<String>, DbErr> {
    let known = Entity::find().select_only().column(Column::Email);
    let known = known.filter(Column::Email.is_in(addresses.iter().copied())).into_tuple::<Option<String>>();
    Ok(known.all(db).await?.into_iter().flatten().collect())
}

/// The full names of people.
pub(crate) async fn names(
    db: &impl ConnectionTrait,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>, DbErr> {
    let people = Entity::find().filter(Column::Id.is_in(ids)).all(db).await?;
    Ok(people.iter().map(|person| (person.id, full_name(person).full())).collect())
}

/// A person by id.
pub(crate) async fn by_id(db: &impl ConnectionTrait, id: PersonId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}

/// A person by id, whose row nobody else changes before this transaction ends.
pub(crate) async fn locked(db: &DatabaseTransaction, id: PersonId) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).lock_exclusive().one(db).await
}

/// Somebody who is registered for a webinar of a session.
pub(super) async fn listener(
    tx: &DatabaseTransaction,
    session: SessionId,
    id: PersonId,
) -> Result<Option<Model>, DbErr> {
    let registered = registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::PersonId.eq(id))
        .filter(registration::Column::CancelledAt.is_null());
    if registered.count(tx).await? == 0 { Ok(None) } else { locked(tx, id).await }
}

/// Whether somebody holds a role.
pub(super) async fn is_staff(db: &impl ConnectionTrait, id: PersonId) -> Result<bool, DbErr> {
    let grants = role_grant::Entity::find().filter(role_grant::Column::PersonId.eq(id));
    Ok(grants.count(db).await? > 0)
}

/// Whether somebody else of the same name reads e-mails at an address.
pub(super) async fn has_twin(
    db: &impl ConnectionTrait,
    person: &Model,
    address: &Address,
) -> Result<bool, DbErr> {
    let twins = Entity::find()
        .filter(Column::SearchName.eq(person.search_name.as_str()))
        .filter(Column::Email.eq(address.as_str()))
        .filter(Column::Id.ne(person.id));
    Ok(twins.count(db).await? > 0)
}
