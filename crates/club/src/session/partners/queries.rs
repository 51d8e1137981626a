//! Finders of the schools of sessions.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PartnerState, SchoolId, SessionId, school, session, session_school};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};

/// The schools of a session in the order in which they are named.
pub(crate) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<session_school::Model>, DbErr> {
    let of_session = session_school::Entity::find().filter(session_school::Column::SessionId.eq(session));
    let of_session = of_session.order_by_asc(session_school::Column::Place);
    of_session.order_by_asc(session_school::Column::SchoolId).all(db).await
}

/// What one school of a session has said.
pub(super) async fn one(
    db: &impl ConnectionTrait,
    (session, school): (SessionId, SchoolId),
) -> Result<Option<session_school::Model>, DbErr> {
    session_school::Entity::find_by_id((session, school)).one(db).await
}

/// Schools with every word in their names or towns, other than those that are known; the first twenty by name.
pub(super) async fn schools_with(
    db: &impl ConnectionTrait,
    words: &[&str],
    known: Vec<SchoolId>,
) -> Result<Vec<school::Model>, DbErr> {
    let mut select = school::Entity::find().filter(school::Column::Id.is_not_in(known));
    for word in words {
        select = select.filter(school::Column::SearchName.contains(*word));
    }
    let by_name = select.order_by_asc(school::Column::SearchName).order_by_asc(school::Column::Id);
    by_name.limit(20).all(db).await
}

/// Sessions that wait for the answer of schools.
pub(super) async fn asked(
    db: &impl ConnectionTrait,
    schools: Vec<SchoolId>,
) -> Result<Vec<(session_school::Model, session::Model)>, DbErr> {
    let rows = session_school::Entity::find()
        .filter(session_school::Column::SchoolId.is_in(schools))
        .filter(session_school::Column::State.eq(PartnerState::Invited))
        .find_also_related(session::Entity)
        .order_by_asc(session_school::Column::InvitedAt)
        .order_by_asc(session_school::Column::SessionId)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(row, session)| Some((row, session?))).collect())
}
