//! Finders of whoever has a link that ends invitations.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PersonId, person};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<person::Model>, DbErr> {
    let secret = secret.to_ascii_lowercase();
    person::Entity::find().filter(person::Column::EmailSecret.eq(secret)).one(db).await
}

pub(super) async fn secret(db: &impl ConnectionTrait, person: PersonId) -> Result<Option<String>, DbErr> {
    Ok(person::Entity::find_by_id(person).one(db).await?.and_then(|person| person.email_secret))
}
