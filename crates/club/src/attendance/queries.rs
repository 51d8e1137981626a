//! Finders of registrations with their evidence.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{
    EvidenceKind, RegistrationId, WebinarId, WebinarState, evidence, registration, session, webinar,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};

/// A planned webinar with its session.
pub(super) async fn planned(
    db: &impl ConnectionTrait,
    id: WebinarId,
) -> Result<Option<(webinar::Model, session::Model)>, DbErr> {
    let webinar = webinar::Entity::find_by_id(id)
        .filter(webinar::Column::State.eq(WebinarState::Planned))
        .find_also_related(session::Entity)
        .one(db)
        .await?;
    Ok(webinar.and_then(|(webinar, session)| Some((webinar, session?))))
}

/// Waits for other writers of this registration's evidence; SQLite has one writer anyway.
pub(super) async fn lock(db: &impl ConnectionTrait, id: RegistrationId) -> Result<(), DbErr> {
    registration::Entity::find_by_id(id).lock_exclusive().one(db).await?;
    Ok(())
}

/// The evidence of a registration, oldest first.
pub(super) async fn evidence(
    db: &impl ConnectionTrait,
    id: RegistrationId,
) -> Result<Vec<evidence::Model>, DbErr> {
    evidence::Entity::find()
        .filter(evidence::Column::RegistrationId.eq(id))
        .order_by_asc(evidence::Column::NotedAt)
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await
}

/// How many wrong code words were given for a registration since an instant.
pub(super) async fn wrong_words(
    db: &impl ConnectionTrait,
    id: RegistrationId,
    since: DateTime<Utc>,
) -> Result<u64, DbErr> {
    evidence::Entity::find()
        .filter(evidence::Column::RegistrationId.eq(id))
        .filter(evidence::Column::Kind.eq(EvidenceKind::CodeWord))
        .filter(evidence::Column::Holds.eq(false))
        .filter(evidence::Column::NotedAt.gt(since))
        .count(db)
        .await
}

/// The standing registrations of a webinar, by id.
pub(super) async fn registrations(
    db: &impl ConnectionTrait,
    id: WebinarId,
) -> Result<Vec<RegistrationId>, DbErr> {
    registration::Entity::find()
        .select_only()
        .column(registration::Column::Id)
        .filter(registration::Column::WebinarId.eq(id))
        .filter(registration::Column::CancelledAt.is_null())
        .order_by_asc(registration::Column::Id)
        .into_tuple()
        .all(db)
        .await
}

/// All evidence of a webinar's registrations.
pub(super) async fn evidence_of_webinar(
    db: &impl ConnectionTrait,
    id: WebinarId,
) -> Result<Vec<evidence::Model>, DbErr> {
    evidence::Entity::find()
        .inner_join(registration::Entity)
        .filter(registration::Column::WebinarId.eq(id))
        .order_by_asc(evidence::Column::NotedAt)
        .order_by_asc(evidence::Column::Id)
        .all(db)
        .await
}

#[cfg(test)]
pub(super) async fn verdict(club: &crate::Club, id: RegistrationId) -> Option<entity::attendance::Model> {
    entity::attendance::Entity::find_by_id(id).one(club.storage.reads()).await.unwrap()
}

#[cfg(test)]
pub(super) async fn talk_state(club: &crate::Club, id: entity::TalkId) -> entity::TalkState {
    entity::talk::Entity::find_by_id(id).one(club.storage.reads()).await.unwrap().unwrap().state
}
