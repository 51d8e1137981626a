//! Finders of switches.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{SessionId, email_switch};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

/// The switches of a session that somebody touched.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<email_switch::Model>, DbErr> {
    email_switch::Entity::find().filter(email_switch::Column::SessionId.eq(session)).all(db).await
}
