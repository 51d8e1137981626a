//! Finders of stages.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{SessionId, session_stage};
use sea_orm::{ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

/// The stages of a session in the order of its way.
pub(crate) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<session_stage::Model>, DbErr> {
    let of_session = session_stage::Entity::find().filter(session_stage::Column::SessionId.eq(session));
    let mut rows = of_session.all(db).await?;
    rows.sort_by_key(|row| row.stage);
    Ok(rows)
}
