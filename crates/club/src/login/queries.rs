//! Finders of log-ins and their links.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{PersonId, login, login_link, person, role_grant};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use crate::Grant;

/// The log-in of a cookie, with its person.
pub(super) async fn login_of(
    db: &impl ConnectionTrait,
    hash: &str,
) -> Result<Option<(login::Model, person::Model)>, DbErr> {
    let found =
        login::Entity::find().filter(login::Column::TokenSha256.eq(hash)).find_also_related(person::Entity);
    Ok(found.one(db).await?.and_then(|(login, person)| Some((login, person?))))
}

/// The roles that a person holds now.
pub(crate) async fn grants(db: &impl ConnectionTrait, person: PersonId) -> Result<Vec<Grant>, DbErr> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::PersonId.eq(person))
        .order_by_asc(role_grant::Column::Id)
        .all(db)
        .await?;
    let grant = |row: role_grant::Model| Grant {
        role: row.role,
        school_id: row.school_id,
        webinar_id: row.webinar_id,
    };
    Ok(rows.into_iter().map(grant).collect())
}

/// Log-ins of a person that are not ended, newest first.
pub(super) async fn open_logins(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<login::Model>, DbErr> {
    login::Entity::find()
        .filter(login::Column::PersonId.eq(person))
        .filter(login::Column::EndedAt.is_null())
        .order_by_desc(login::Column::LastSeenAt)
        .order_by_desc(login::Column::Id)
        .all(db)
        .await
}

/// A link that is neither used nor too old.
pub(crate) async fn open_link(
    db: &impl ConnectionTrait,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<login_link::Model>, DbErr> {
    login_link::Entity::find()
        .filter(login_link::Column::TokenSha256.eq(hash))
        .filter(login_link::Column::UsedAt.is_null())
        .filter(login_link::Column::ExpiresAt.gt(now))
        .one(db)
        .await
}
