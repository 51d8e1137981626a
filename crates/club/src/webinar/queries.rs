//! Finders of webinars and their listeners.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{
    TalkState, WebinarId, attendance, outbox_email, person, registration, session, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, IntoCondition, LockType, Query};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait as _,
    JoinType, PaginatorTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, RelationTrait as _,
};
use uuid::Uuid;

use crate::outbox;

/// A webinar by its address, with its session.
pub(crate) async fn by_slug(
    db: &impl ConnectionTrait,
    slug: &str,
) -> Result<Option<(webinar::Model, session::Model)>, DbErr> {
    let found =
        webinar::Entity::find().filter(webinar::Column::Slug.eq(slug)).find_also_related(session::Entity);
    Ok(found.one(db).await?.and_then(|(webinar, session)| Some((webinar, session?))))
}

/// A webinar by its id, with its session.
pub(crate) async fn with_session(
    db: &impl ConnectionTrait,
    id: WebinarId,
) -> Result<Option<(webinar::Model, session::Model)>, DbErr> {
    let found = webinar::Entity::find_by_id(id).find_also_related(session::Entity).one(db).await?;
    Ok(found.and_then(|(webinar, session)| Some((webinar, session?))))
}

/// The same with the webinar's row locked until the end of the transaction: on PostgreSQL two changes, or a change and a registration for the
/// last place, come one after the other. SQLite has one writer anyhow.
pub(crate) async fn locked_by_slug(
    tx: &DatabaseTransaction,
    slug: &str,
) -> Result<Option<(webinar::Model, session::Model)>, DbErr> {
    lock(tx, webinar::Column::Slug.eq(slug)).await?;
    by_slug(tx, slug).await
}

/// Locks webinars in the order of their ids.
pub(crate) async fn lock(tx: &DatabaseTransaction, which: impl IntoCondition) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let rows = webinar::Entity::find().filter(which).order_by_asc(webinar::Column::Id);
        // Rows that refer to it may be written all the same.
        rows.lock(LockType::NoKeyUpdate).all(tx).await?;
    }
    Ok(())
}

/// Standing registrations of a webinar of listeners with an address, after one of them; a portion in the order of their ids.
pub(super) async fn listeners_after(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    extra: Condition,
    after: Option<Uuid>,
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let standing = registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(extra);
    let standing = match after {
        Some(after) => standing.filter(registration::Column::Id.gt(after)),
        None => standing,
    };
    let rows = standing
        .find_also_related(person::Entity)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(registration::Column::Id)
        .limit(outbox::AT_ONCE)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// Registrations whose join link was written until an instant.
pub(super) fn had_link(until: DateTime<Utc>) -> Condition {
    let written = Query::select()
        .column(outbox_email::Column::Id)
        .from(outbox_email::Entity)
        .and_where(outbox_email::Column::CreatedAt.lte(until))
        .to_owned();
    Condition::all().add(registration::Column::StreamLinkEmailId.in_subquery(written))
}

/// How many are registered for a webinar.
pub(crate) async fn count_registered(db: &impl ConnectionTrait, webinar: WebinarId) -> Result<u64, DbErr> {
    let standing = registration::Entity::find().filter(registration::Column::WebinarId.eq(webinar));
    standing.filter(registration::Column::CancelledAt.is_null()).count(db).await
}

/// How many people an e-mail to everybody of a webinar reaches.
pub(super) async fn count_listeners(db: &impl ConnectionTrait, webinar: WebinarId) -> Result<u64, DbErr> {
    registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Person.def())
        .filter(registration::Column::WebinarId.eq(webinar))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .count(db)
        .await
}

/// People who speak in a webinar, have an address and are not registered for it themselves.
pub(super) async fn speakers_only(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
) -> Result<Vec<person::Model>, DbErr> {
    let speaking = Query::select()
        .column((speaker::Entity, speaker::Column::PersonId))
        .from(speaker::Entity)
        .inner_join(
            talk::Entity,
            Expr::col((talk::Entity, talk::Column::Id)).equals((speaker::Entity, speaker::Column::TalkId)),
        )
        .and_where(talk::Column::WebinarId.eq(webinar))
        .and_where(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .to_owned();
    let listening = Query::select()
        .column(registration::Column::PersonId)
        .from(registration::Entity)
        .and_where(registration::Column::WebinarId.eq(webinar))
        .and_where(registration::Column::CancelledAt.is_null())
        .to_owned();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(speaking))
        .filter(person::Column::Id.not_in_subquery(listening))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
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
