//! Finders of keys.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::signing_key;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, QueryOrder as _};

/// Every key that ever signed a document of this installation, oldest first.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<signing_key::Model>, DbErr> {
    signing_key::Entity::find()
        .order_by_asc(signing_key::Column::CreatedAt)
        .order_by_asc(signing_key::Column::Id)
        .all(db)
        .await
}
