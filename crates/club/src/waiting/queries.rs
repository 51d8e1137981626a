//! Finders of places in a queue.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use chrono::{DateTime, Utc};
use entity::{PersonId, WaitingPlaceId, WebinarId, person, registration, session, waiting_place, webinar};
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _,
};
use waiting_place::{Column, Entity};

/// Places that nobody has taken or left.
pub(super) fn is_standing() -> Condition {
    Condition::all().add(Column::TakenAt.is_null()).add(Column::LeftAt.is_null())
}

/// A place by its secret, with what it is for.
pub(super) async fn by_secret(
    db: &impl ConnectionTrait,
    secret: &str,
) -> Result<Option<(waiting_place::Model, webinar::Model, session::Model)>, DbErr> {
    let Some(place) = Entity::find().filter(Column::Secret.eq(secret)).one(db).await? else {
        return Ok(None);
    };
    let webinar = webinar::Entity::find_by_id(place.webinar_id).find_also_related(session::Entity);
    Ok(webinar.one(db).await?.and_then(|(webinar, session)| Some((place, webinar, session?))))
}

/// The standing place of a person.
pub(super) async fn standing(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    person: PersonId,
) -> Result<Option<waiting_place::Model>, DbErr> {
    let of_person = Entity::find().filter(Column::WebinarId.eq(webinar)).filter(Column::PersonId.eq(person));
    of_person.filter(is_standing()).one(db).await
}

/// How many places nobody has and nobody is kept.
pub(super) async fn free(
    db: &impl ConnectionTrait,
    webinar: &webinar::Model,
    now: DateTime<Utc>,
) -> Result<u64, DbErr> {
    let Some(capacity) = webinar.capacity else { return Ok(u64::MAX) };
    let registered = registration::Entity::find()
        .filter(registration::Column::WebinarId.eq(webinar.id))
        .filter(registration::Column::CancelledAt.is_null())
        .count(db)
        .await?;
    let kept = Entity::find()
        .filter(Column::WebinarId.eq(webinar.id))
        .filter(is_standing())
        .filter(Column::OfferedUntil.gt(now))
        .count(db)
        .await?;
    Ok(u64::try_from(capacity).unwrap_or(0).saturating_sub(registered + kept))
}

/// The first who wait and were offered nothing.
pub(super) async fn next(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    most: u64,
) -> Result<Vec<(waiting_place::Model, person::Model)>, DbErr> {
    let waiting = Entity::find()
        .filter(Column::WebinarId.eq(webinar))
        .filter(is_standing())
        .filter(Column::OfferedAt.is_null())
        .order_by_asc(Column::QueuedAt)
        .order_by_asc(Column::Id)
        .limit(most);
    with_people(db, waiting.all(db).await?).await
}

/// Everybody who waits, with an offer or without one.
pub(super) async fn all_standing(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
) -> Result<Vec<(waiting_place::Model, person::Model)>, DbErr> {
    let waiting = Entity::find().filter(Column::WebinarId.eq(webinar)).filter(is_standing());
    with_people(db, waiting.order_by_asc(Column::QueuedAt).order_by_asc(Column::Id).all(db).await?).await
}

/// A page of those who wait, with an offer or without one, in the order in which they came.
pub(super) async fn standing_after(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
    (after, most): (Option<WaitingPlaceId>, u64),
) -> Result<Vec<(waiting_place::Model, person::Model)>, DbErr> {
    let mut waiting = Entity::find().filter(Column::WebinarId.eq(webinar)).filter(is_standing());
    if let Some(after) = after {
        waiting = waiting.filter(Column::Id.gt(after));
    }
    with_people(db, waiting.order_by_asc(Column::Id).limit(most).all(db).await?).await
}

async fn with_people(
    db: &impl ConnectionTrait,
    places: Vec<waiting_place::Model>,
) -> Result<Vec<(waiting_place::Model, person::Model)>, DbErr> {
    let ids = places.iter().map(|place| place.person_id);
    let people = person::Entity::find().filter(person::Column::Id.is_in(ids)).all(db).await?;
    let with_person = |place: waiting_place::Model| {
        let person = people.iter().find(|person| person.id == place.person_id)?.clone();
        Some((place, person))
    };
    Ok(places.into_iter().filter_map(with_person).collect())
}

/// Standing places of a person for webinars that have not begun, with what they are for; without stream links and code words.
pub(super) async fn of_person(
    db: &impl ConnectionTrait,
    person: PersonId,
    now: DateTime<Utc>,
) -> Result<Vec<(waiting_place::Model, webinar::Model)>, DbErr> {
    let places = Entity::find().filter(Column::PersonId.eq(person)).filter(is_standing()).all(db).await?;
    let webinars = webinar::Entity::find()
        .filter(webinar::Column::Id.is_in(places.iter().map(|place| place.webinar_id)))
        .filter(webinar::Column::StartsAt.gt(now))
        .order_by_asc(webinar::Column::StartsAt)
        .order_by_asc(webinar::Column::Id)
        .all(db)
        .await?;
    let own = webinars.into_iter().filter_map(|webinar| {
        let place = places.iter().find(|place| place.webinar_id == webinar.id)?.clone();
        Some((place, webinar::Model { stream_url: None, code_word: None, ..webinar }))
    });
    Ok(own.collect())
}

/// How many stand before a place.
pub(super) async fn ahead(db: &impl ConnectionTrait, place: &waiting_place::Model) -> Result<u64, DbErr> {
    let earlier = Column::QueuedAt
        .lt(place.queued_at)
        .or(Column::QueuedAt.eq(place.queued_at).and(Column::Id.lt(place.id)));
    let before = Entity::find().filter(Column::WebinarId.eq(place.webinar_id)).filter(is_standing());
    before.filter(earlier).count(db).await
}

/// How many wait for a webinar.
pub(crate) async fn count(db: &impl ConnectionTrait, webinar: WebinarId) -> Result<u64, DbErr> {
    Entity::find().filter(Column::WebinarId.eq(webinar)).filter(is_standing()).count(db).await
}

/// Of these webinars, those where somebody who comes now would have to wait; two queries, however many there are, and none where no webinar is
/// limited.
pub(super) async fn full(
    db: &impl ConnectionTrait,
    webinars: &[webinar::Model],
) -> Result<Vec<WebinarId>, DbErr> {
    let limited: Vec<&webinar::Model> =
        webinars.iter().filter(|webinar| webinar.capacity.is_some()).collect();
    if limited.is_empty() {
        return Ok(vec![]);
    }
    let ids = || limited.iter().map(|webinar| webinar.id);
    let registered: Vec<(WebinarId, i64)> = registration::Entity::find()
        .filter(registration::Column::WebinarId.is_in(ids()))
        .filter(registration::Column::CancelledAt.is_null())
        .select_only()
        .column(registration::Column::WebinarId)
        .column_as(registration::Column::Id.count(), "registered")
        .group_by(registration::Column::WebinarId)
        .into_tuple()
        .all(db)
        .await?;
    let queued: Vec<WebinarId> = Entity::find()
        .filter(Column::WebinarId.is_in(ids()))
        .filter(is_standing())
        .select_only()
        .column(Column::WebinarId)
        .distinct()
        .into_tuple()
        .all(db)
        .await?;
    let is_full = |webinar: &&&webinar::Model| {
        let taken = registered.iter().find(|(id, _)| *id == webinar.id).map_or(0, |(_, count)| *count);
        queued.contains(&webinar.id) || webinar.capacity.is_some_and(|places| taken >= i64::from(places))
    };
    Ok(limited.iter().filter(is_full).map(|webinar| webinar.id).collect())
}
