//! Finders of what the working version is made of.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use entity::{
    PartnerState, PersonId, Role, SchoolId, SessionId, Stage, TalkId, TalkState, WebinarId, document, person,
    registration, role_grant, session_school, session_stage, talk, waiting_place, webinar,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, FromQueryResult as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Statement,
};

/// Talks of a session that are taken and in no webinar, oldest first.
pub(super) async fn unplaced(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Vec<talk::Model>, DbErr> {
    talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session))
        .filter(talk::Column::WebinarId.is_null())
        .filter(talk::Column::State.is_in([TalkState::Accepted, TalkState::Confirmed]))
        .order_by_asc(talk::Column::CreatedAt)
        .order_by_asc(talk::Column::Id)
        .all(db)
        .await
}

/// Talks of a session by their ids.
pub(super) async fn talks(
    db: &impl ConnectionTrait,
    session: SessionId,
    ids: &[TalkId],
) -> Result<Vec<talk::Model>, DbErr> {
    let of_session = talk::Entity::find().filter(talk::Column::SessionId.eq(session));
    of_session.filter(talk::Column::Id.is_in(ids.iter().copied())).all(db).await
}

/// Moderators of webinars with their people.
pub(super) async fn moderators(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
) -> Result<Vec<(WebinarId, person::Model)>, DbErr> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::Role.eq(Role::Moderator))
        .filter(role_grant::Column::WebinarId.is_in(webinars.iter().copied()))
        .find_also_related(person::Entity)
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(grant, person)| Some((grant.webinar_id?, person?))).collect())
}

/// Organizers and reviewers of schools, by name.
pub(super) async fn staff(
    db: &impl ConnectionTrait,
    schools: &[SchoolId],
) -> Result<Vec<person::Model>, DbErr> {
    let rows = role_grant::Entity::find()
        .filter(role_grant::Column::SchoolId.is_in(schools.iter().copied()))
        .find_also_related(person::Entity)
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().filter_map(|(_, person)| person).collect())
}

/// How many are registered, webinar by webinar.
pub(super) async fn registered(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<BTreeMap<WebinarId, i64>, DbErr> {
    let rows: Vec<(WebinarId, i64)> = registration::Entity::find()
        .inner_join(webinar::Entity)
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::CancelledAt.is_null())
        .select_only()
        .column(registration::Column::WebinarId)
        .column_as(registration::Column::Id.count(), "registered")
        .group_by(registration::Column::WebinarId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Whether anybody was ever registered for a webinar: it cannot be removed then.
pub(super) async fn has_registrations(db: &impl ConnectionTrait, webinar: WebinarId) -> Result<bool, DbErr> {
    let of_webinar = registration::Entity::find().filter(registration::Column::WebinarId.eq(webinar));
    Ok(of_webinar.one(db).await?.is_some())
}

/// Whether a queue or documents rest on a webinar.
pub(super) async fn is_used(db: &impl ConnectionTrait, webinar: WebinarId) -> Result<bool, DbErr> {
    let queue = waiting_place::Entity::find().filter(waiting_place::Column::WebinarId.eq(webinar));
    let documents = document::Entity::find().filter(document::Column::WebinarId.eq(webinar));
    Ok(queue.one(db).await?.is_some() || documents.one(db).await?.is_some())
}

/// Of webinars that overlap, for which pairs how many people are registered for both.
pub(super) async fn in_both(
    db: &impl ConnectionTrait,
    webinars: &[WebinarId],
) -> Result<Vec<(WebinarId, WebinarId, i64)>, DbErr> {
    let of = |alias: &str| {
        let marks = webinars.iter().map(|id| id_literal(db, *id)).collect::<Vec<_>>().join(", ");
        let marks = if marks.is_empty() { "NULL".to_owned() } else { marks };
        format!("{alias}.webinar_id IN ({marks}) AND {alias}.cancelled_at IS NULL")
    };
    let sql = format!(
        "SELECT a.webinar_id AS one, b.webinar_id AS other, COUNT(*) AS number FROM registration a \
         JOIN registration b ON b.person_id = a.person_id AND b.webinar_id > a.webinar_id \
         WHERE {} AND {} GROUP BY a.webinar_id, b.webinar_id",
        of("a"),
        of("b")
    );
    let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await?;
    rows.iter()
        .map(|row| Pair::from_query_result(row, "").map(|pair| (pair.one, pair.other, pair.number)))
        .collect()
}

#[derive(sea_orm::FromQueryResult)]
struct Pair {
    one: WebinarId,
    other: WebinarId,
    number: i64,
}

/// An id as a literal: ids are ours, never typed.
fn id_literal(db: &impl ConnectionTrait, id: WebinarId) -> String {
    match db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => format!("X'{}'", id.0.simple()),
        _ => format!("'{}'", id.0),
    }
}

/// Schools that make a session together.
pub(super) async fn partners(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<SchoolId>, DbErr> {
    session_school::Entity::find()
        .filter(session_school::Column::SessionId.eq(session))
        .filter(session_school::Column::State.eq(PartnerState::Accepted))
        .select_only()
        .column(session_school::Column::SchoolId)
        .into_tuple()
        .all(db)
        .await
}

/// When a session goes live, as far as it was said.
pub(super) async fn live_stage(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<Option<session_stage::Model>, DbErr> {
    session_stage::Entity::find_by_id((session, Stage::Live)).one(db).await
}

/// Everybody with the role of moderator at a webinar.
pub(super) fn moderator_of(webinar: WebinarId) -> Condition {
    Condition::all()
        .add(role_grant::Column::Role.eq(Role::Moderator))
        .add(role_grant::Column::WebinarId.eq(webinar))
}

/// Codes that webinars of a session have, or had in a release.
pub(super) async fn codes(db: &impl ConnectionTrait, session: SessionId) -> Result<Vec<String>, DbErr> {
    let of_session = webinar::Entity::find().filter(webinar::Column::SessionId.eq(session));
    of_session.select_only().column(webinar::Column::Code).into_tuple().all(db).await
}

/// Who moderates a webinar.
pub(super) async fn moderator_ids(
    db: &impl ConnectionTrait,
    webinar: WebinarId,
) -> Result<Vec<PersonId>, DbErr> {
    let grants = role_grant::Entity::find().filter(moderator_of(webinar));
    grants.select_only().column(role_grant::Column::PersonId).into_tuple().all(db).await
}
