//! Finders of the audit trail.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{SessionId, audit_entry, person};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// The newest deeds of a session with who did them.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
    most: u64,
) -> Result<Vec<(audit_entry::Model, Option<person::Model>)>, DbErr> {
    let by_whom = audit_entry::Entity::belongs_to(person::Entity)
        .from(audit_entry::Column::PersonId)
        .to(person::Column::Id)
        .into();
    audit_entry::Entity::find()
        .filter(audit_entry::Column::SessionId.eq(session))
        .order_by_desc(audit_entry::Column::At)
        .order_by_desc(audit_entry::Column::Id)
        .limit(most)
        .join(JoinType::LeftJoin, by_whom)
        .select_also(person::Entity)
        .all(db)
        .await
}
