//! Finders of calendars and of what stands in them.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    PersonId, SessionState, TalkState, calendar_feed, registration, session, speaker, talk, webinar,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Option<calendar_feed::Model>, DbErr> {
    calendar_feed::Entity::find_by_id(person).one(db).await
}

pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<calendar_feed::Model>, DbErr> {
    calendar_feed::Entity::find().filter(calendar_feed::Column::Secret.eq(secret)).one(db).await
}

pub(super) async fn listening(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(registration::Model, webinar::Model, session::Model)>, DbErr> {
    let rows = registration::Entity::find()
        .filter(registration::Column::PersonId.eq(person))
        .filter(registration::Column::CancelledAt.is_null())
        .find_also_related(webinar::Entity)
        .and_also_related(session::Entity)
        .order_by_asc(registration::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(row, webinar, session)| Some((row, webinar?, session?))).collect())
}

/// Of published sessions only.
pub(super) async fn speaking(
    db: &impl ConnectionTrait,
    person: PersonId,
) -> Result<Vec<(webinar::Model, session::Model)>, DbErr> {
    let talks = speaker::Entity::find()
        .filter(speaker::Column::PersonId.eq(person))
        .find_also_related(talk::Entity)
        .filter(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .all(db)
        .await?;
    let webinars = talks.into_iter().filter_map(|(_, talk)| talk?.webinar_id);
    let rows = webinar::Entity::find()
        .filter(webinar::Column::Id.is_in(webinars))
        .find_also_related(session::Entity)
        .filter(session::Column::State.ne(SessionState::Draft))
        .order_by_asc(webinar::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(webinar, session)| Some((webinar, session?))).collect())
}
