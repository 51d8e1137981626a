//! Finders of webinars and their listeners.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{WebinarId, attendance, person, registration, session, webinar};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// A webinar by its address, with its session.
pub(super) async fn by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<(webinar::Model, session::Model)>, DbErr> {
    let found =
        webinar::Entity::find().filter(webinar::Column::Slug.eq(slug)).find_also_related(session::Entity);
    Ok(found.one(db).await?.and_then(|(webinar, session)| Some((webinar, session?))))
}

/// Standing registrations of a webinar by the listeners' names.
pub(super) async fn listeners(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let rows = registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::CancelledAt.is_null())
        .find_also_related(person::Entity)
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(registration::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// Verdicts on a webinar's registrations.
pub(super) async fn verdicts(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
) -> Result<Vec<attendance::Model>, DbErr> {
    let rows = attendance::Entity::find()
        .find_also_related(registration::Entity)
        .filter(registration::Column::WebinarId.eq(webinar))
        .all(db)
        .await?;
    Ok(rows.into_iter().map(|(verdict, _)| verdict).collect())
}
