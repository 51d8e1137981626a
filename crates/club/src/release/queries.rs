//! Finders of releases and of whom their changes concern.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{PersonId, ReleaseId, SessionId, WebinarId, person, registration, release, speaker, talk};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::outbox;

/// The newest release of a session.
pub(super) async fn newest(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Option<release::Model>, DbErr> {
    let of_session = release::Entity::find().filter(release::Column::SessionId.eq(session));
    of_session.order_by_desc(release::Column::Number).one(db).await
}

/// The number of the newest release of a session, without reading what it holds.
pub(crate) async fn newest_number(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Option<i32>, DbErr> {
    let of_session = release::Entity::find().filter(release::Column::SessionId.eq(session));
    let number = of_session.select_only().column(release::Column::Number);
    number.order_by_desc(release::Column::Number).into_tuple().one(db).await
}

/// Releases of a session, newest first.
pub(super) async fn of_session(
    db: &impl ConnectionTrait,
    session: SessionId,
    most: u64,
) -> Result<Vec<release::Model>, DbErr> {
    let of_session = release::Entity::find().filter(release::Column::SessionId.eq(session));
    of_session.order_by_desc(release::Column::Number).limit(most).all(db).await
}

/// A release by its id.
pub(super) async fn by_id(db: &impl ConnectionTrait, id: ReleaseId) -> Result<Option<release::Model>, DbErr> {
    release::Entity::find_by_id(id).one(db).await
}

/// Whom changes concern: listeners of some webinars, speakers of some, and people by name.
pub(super) struct Concerned<'a> {
    pub(super) listeners_of: &'a [WebinarId],
    pub(super) speakers_of: &'a [WebinarId],
    pub(super) people: &'a [PersonId],
}

/// People with an address whom changes concern, after one of them; a portion in the order of their ids.
pub(super) async fn concerned_after(
    db: &impl ConnectionTrait,
    whom: &Concerned<'_>,
    after: Option<Uuid>,
) -> Result<Vec<person::Model>, DbErr> {
    let listening = Query::select()
        .column(registration::Column::PersonId)
        .from(registration::Entity)
        .and_where(registration::Column::WebinarId.is_in(whom.listeners_of.iter().copied()))
        .and_where(registration::Column::CancelledAt.is_null())
        .to_owned();
    let talks = Query::select()
        .column(talk::Column::Id)
        .from(talk::Entity)
        .and_where(talk::Column::WebinarId.is_in(whom.speakers_of.iter().copied()))
        .and_where(talk::Column::State.is_not_in([entity::TalkState::Declined, entity::TalkState::Withdrawn]))
        .to_owned();
    let speaking = Query::select()
        .column(speaker::Column::PersonId)
        .from(speaker::Entity)
        .and_where(speaker::Column::TalkId.in_subquery(talks))
        .to_owned();
    let any = Condition::any()
        .add(person::Column::Id.in_subquery(listening))
        .add(person::Column::Id.in_subquery(speaking))
        .add(person::Column::Id.is_in(whom.people.iter().copied()));
    let people = person::Entity::find()
        .filter(any)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null());
    let people = match after {
        Some(after) => people.filter(person::Column::Id.gt(after)),
        None => people,
    };
    people.order_by_asc(person::Column::Id).limit(outbox::AT_ONCE).all(db).await
}

/// For which of some webinars people are registered.
pub(super) async fn registered(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
    people: &[PersonId],
) -> Result<Vec<(PersonId, WebinarId)>, DbErr> {
    registration::Entity::find()
        .filter(registration::Column::WebinarId.is_in(webinars.iter().copied()))
        .filter(registration::Column::PersonId.is_in(people.iter().copied()))
        .filter(registration::Column::CancelledAt.is_null())
        .select_only()
        .column(registration::Column::PersonId)
        .column(registration::Column::WebinarId)
        .into_tuple()
        .all(db)
        .await
}
