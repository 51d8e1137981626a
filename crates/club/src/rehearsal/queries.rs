//! Finders of whom a rehearsal is about and whom it goes to.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use entity::{
    OutboxState, PersonId, Role, SchoolId, SessionId, WebinarId, outbox_email, person, registration,
    role_grant,
};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _, QueryTrait as _,
};

/// Standing registrations of listeners who can be written to, listener by listener.
pub(super) async fn listeners(
    db: &impl ConnectionTrait,
    webinars: Vec<WebinarId>,
) -> Result<Vec<(registration::Model, person::Model)>, DbErr> {
    let found = registration::Entity::find()
        .find_also_related(person::Entity)
        .filter(registration::Column::WebinarId.is_in(webinars))
        .filter(registration::Column::CancelledAt.is_null())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await?;
    Ok(found.into_iter().filter_map(|(registration, person)| Some((registration, person?))).collect())
}

/// The organizers of a school and whoever asks, with an address.
pub(super) async fn team(
    db: &impl ConnectionTrait,
    school: SchoolId,
    asking: Option<PersonId>,
) -> Result<Vec<person::Model>, DbErr> {
    let organizers = role_grant::Entity::find()
        .select_only()
        .column(role_grant::Column::PersonId)
        .filter(role_grant::Column::Role.eq(Role::Organizer))
        .filter(role_grant::Column::SchoolId.eq(school));
    let is_asking = asking.map(|asking| person::Column::Id.eq(asking));
    let meant =
        Condition::any().add(person::Column::Id.in_subquery(organizers.into_query())).add_option(is_asking);
    person::Entity::find()
        .filter(meant)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::SearchName)
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}

/// What a session rehearsed within the last hour, by state, and what a server said to one that it has not taken.
pub(super) async fn lately(
    db: &impl ConnectionTrait,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<(BTreeMap<OutboxState, u64>, Option<String>), DbErr> {
    use outbox_email::Column;
    let found: Vec<(OutboxState, i64, Option<String>)> = outbox_email::Entity::find()
        .select_only()
        .column(Column::State)
        .column_as(Column::Id.count(), "number")
        .column_as(Column::LastError.max(), "error")
        .filter(Column::SessionId.eq(session))
        .filter(Column::IsRehearsal.eq(true))
        .filter(Column::CreatedAt.gt(now - TimeDelta::hours(1)))
        .group_by(Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut error = None;
    let mut numbers = BTreeMap::new();
    for (state, number, said) in found {
        numbers.insert(state, u64::try_from(number).unwrap_or(0));
        error = error.or(said.filter(|_| state != OutboxState::Sent));
    }
    Ok((numbers, error))
}
