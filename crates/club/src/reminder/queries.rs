//! Finders of listeners who are to be reminded.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{WebinarId, outbox_email, person, registration};
use sea_orm::sea_query::{ExprTrait as _, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::outbox;

/// Standing registrations that nobody has opened, of listeners whose address works and whose join link was not written after `latest`; a
/// portion in the order of their ids.
pub(super) async fn unopened(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    latest: DateTime<Utc>,
    after: Option<Uuid>,
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let just_written = Query::select()
        .column(outbox_email::Column::Id)
        .from(outbox_email::Entity)
        .and_where(outbox_email::Column::CreatedAt.gt(latest))
        .to_owned();
    let link = registration::Column::StreamLinkEmailId;
    let unopened = registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(registration::Column::OpenedAt.is_null())
        .filter(registration::Column::JoinedAt.is_null())
        .filter(registration::Column::RegisteredAt.lte(latest))
        .filter(link.is_null().or(link.not_in_subquery(just_written)));
    let unopened = match after {
        Some(after) => unopened.filter(registration::Column::Id.gt(after)),
        None => unopened,
    };
    let rows = unopened
        .find_also_related(person::Entity)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::EmailBouncedAt.is_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(registration::Column::Id)
        .limit(outbox::AT_ONCE)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}
