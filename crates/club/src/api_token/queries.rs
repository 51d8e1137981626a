//! Finders of tokens and of answers that were given.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::api_token::{Column, Entity, Model};
use entity::{ApiTokenId, SchoolId, idempotent_answer, person};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _,
};

use crate::layout::Owner;
use crate::person::full_name;

/// The school of an owner; none of the network's.
pub(super) fn school_of(owner: Owner) -> Option<SchoolId> {
    match owner {
        Owner::Network => None,
        Owner::School(school) | Owner::Session { school, .. } => Some(school),
    }
}

fn is_of(owner: Owner) -> Condition {
    Condition::all().add(match school_of(owner) {
        None => Column::SchoolId.is_null(),
        Some(school) => Column::SchoolId.eq(school),
    })
}

/// The tokens of an owner with the names of their issuers, newest first.
pub(super) async fn of_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<(Model, String)>, DbErr> {
    let rows = Entity::find()
        .filter(is_of(owner))
        .find_also_related(person::Entity)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    let named =
        |(row, person): (Model, Option<person::Model>)| (row, person.map(|person| full_name(&person).full()));
    Ok(rows.into_iter().map(named).map(|(row, name)| (row, name.unwrap_or_default())).collect())
}

/// How many tokens of an owner were not revoked.
pub(super) async fn count(db: &impl ConnectionTrait, owner: Owner) -> Result<u64, DbErr> {
    Entity::find().filter(is_of(owner)).filter(Column::RevokedAt.is_null()).count(db).await
}

pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: ApiTokenId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(is_of(owner)).one(db).await
}

/// The token with this hash and who issued it.
pub(super) async fn of_hash(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<(Model, person::Model)>, DbErr> {
    let found = Entity::find().filter(Column::SecretSha256.eq(hash)).find_also_related(person::Entity);
    Ok(found.one(db).await?.and_then(|(row, person)| Some((row, person?))))
}

/// What was answered to a request with this key.
pub(super) async fn answer(
    db: &impl ConnectionTrait,
    token: ApiTokenId,
    key: &str,
) -> Result<Option<idempotent_answer::Model>, DbErr> {
    idempotent_answer::Entity::find()
        .filter(idempotent_answer::Column::TokenId.eq(token))
        .filter(idempotent_answer::Column::Key.eq(key))
        .one(db)
        .await
}
