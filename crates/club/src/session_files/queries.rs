//! Finders of what an import may find there already.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{RegistrationId, SessionId, TalkId, WebinarId, evidence, registration, session, talk, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
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

/// Standing registrations for webinars.
pub(super) async fn registrations(
    db: &impl ConnectionTrait,
    webinars: Vec<WebinarId>,
) -> Result<Vec<registration::Model>, DbErr> {
    registration::Entity::find()
        .filter(registration::Column::WebinarId.is_in(webinars))
        .filter(registration::Column::CancelledAt.is_null())
        .all(db)
        .await
}

/// Whether a source has spoken for a registration.
pub(super) async fn has_evidence(
    db: &impl ConnectionTrait,
    registration: RegistrationId,
    source: &str,
) -> Result<bool, DbErr> {
    let spoken = evidence::Entity::find().filter(evidence::Column::RegistrationId.eq(registration));
    Ok(spoken.filter(evidence::Column::Source.eq(source)).count(db).await? > 0)
}
