//! Finders of accounts on SMTP servers.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::smtp_account::{Column, Entity, Model};
use entity::{SchoolId, SessionState, SmtpAccountId, WebinarState, session, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use crate::Owner;

/// The used one first, then by name.
pub(super) async fn of_owner(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Model>, DbErr> {
    Entity::find()
        .filter(owner.rows(Column::SchoolId))
        .order_by_desc(Column::IsUsed)
        .order_by_asc(Column::Name)
        .order_by_asc(Column::Id)
        .all(db)
        .await
}

pub(super) async fn by_id(
    db: &impl ConnectionTrait,
    owner: Owner,
    id: SmtpAccountId,
) -> Result<Option<Model>, DbErr> {
    Entity::find_by_id(id).filter(owner.rows(Column::SchoolId)).one(db).await
}

/// Those by which e-mails go, oldest first: one a school at most, and one of the network.
pub(crate) async fn used(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::IsUsed.eq(true)).order_by_asc(Column::Id).all(db).await
}

/// The published session with the next webinar to start, of those that a school hosts, or of all.
pub(super) async fn next_session(
    db: &impl ConnectionTrait,
    school: Option<SchoolId>,
    now: DateTime<Utc>,
) -> Result<Option<session::Model>, DbErr> {
    let mut sessions = session::Entity::find()
        .inner_join(webinar::Entity)
        .filter(session::Column::State.eq(SessionState::Published))
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .filter(webinar::Column::StartsAt.gt(now));
    if let Some(school) = school {
        sessions = sessions.filter(session::Column::HostSchoolId.eq(school));
    }
    sessions.order_by_asc(webinar::Column::StartsAt).one(db).await
}
