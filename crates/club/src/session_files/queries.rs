//! Finders of what an import may find there already.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{SessionId, TalkId, evidence, registration, session, talk, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _, QuerySelect as _,
    RelationTrait as _,
};

/// The session of a slug.
pub(super) async fn session(db: &impl ConnectionTrait, slug: &str) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find().filter(session::Column::Slug.eq(slug)).one(db).await
}

/// Webinars of a session by code.
pub(super) async fn webinars(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<BTreeMap<String, webinar::Model>, DbErr> {
    let rows = webinar::Entity::find().filter(webinar::Column::SessionId.eq(session)).all(db).await?;
    Ok(rows.into_iter().map(|webinar| (webinar.code.clone(), webinar)).collect())
}

/// Talks of a session by the code of their file.
pub(super) async fn talks(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<BTreeMap<String, TalkId>, DbErr> {
    let rows = talk::Entity::find().filter(talk::Column::SessionId.eq(session)).all(db).await?;
    Ok(rows.into_iter().filter_map(|talk| Some((talk.code?, talk.id))).collect())
}

/// Registrations of a session, cancelled ones included.
pub(super) async fn registrations(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<registration::Model>, DbErr> {
    let rows = registration::Entity::find().inner_join(webinar::Entity);
    rows.filter(webinar::Column::SessionId.eq(session)).all(db).await
}

/// What a source has said of a session's registrations.
pub(super) async fn evidence(
    db: &impl ConnectionTrait,
    session: SessionId,
    source: &str,
) -> Result<Vec<evidence::Model>, DbErr> {
    evidence::Entity::find()
        .inner_join(registration::Entity)
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .filter(webinar::Column::SessionId.eq(session))
        .filter(evidence::Column::Source.eq(source))
        .all(db)
        .await
}
