//! Finders of tokens and of answers that were given.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::api_token::{Column, Entity, Model};
use entity::{ApiTokenId, idempotent_answer, person};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

use crate::Owner;
use crate::person::full_name;

/// The tokens of an owner with the names of their issuers, newest first.
pub(super) async fn of_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<(Model, String)>, DbErr> {
    let rows = Entity::find()
        .filter(owner.rows(Column::SchoolId))
        .find_also_related(person::Entity)
        .order_by_desc(Column::Id)
        .all(db)
        .await?;
    let named =
        |(row, person): (Model, Option<person::Model>)| (row, person.map(|person| full_name(&person).full()));
    Ok(rows.into_iter().map(named).map(|(row, name)| (row, name.unwrap_or_default())).collect())
}

/// The names of an owner's tokens that are good at this moment.
pub(super) async fn good_names(
    db: &impl ConnectionTrait,
    owner: Owner,
    now: DateTime<Utc>,
) -> Result<Vec<String>, DbErr> {
    Entity::find()
        .filter(owner.rows(Column::SchoolId))
        .filter(Column::RevokedAt.is_null())
        .filter(Column::ExpiresAt.gt(now))
        .select_only()
        .column(Column::Name)
        .into_tuple()
        .all(db)
        .await
}

pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: ApiTokenId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(owner.rows(Column::SchoolId)).one(db).await
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
