//! Finders of what stands beside the lines of a timeline.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entity::{JobState, SessionId, WebinarId, job, person, registration, webinar};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _,
    QuerySelect as _, RelationTrait as _, Select,
};

use crate::session::SessionCalendar;
use crate::stream_link::day_of;

/// Keys of one statement.
const KEYS_AT_ONCE: usize = 5000;

/// The states of jobs by kind and key.
pub(super) async fn states(
    db: &impl ConnectionTrait,
    keys: Vec<&str>,
) -> Result<BTreeMap<(String, String), JobState>, DbErr> {
    let mut states = BTreeMap::new();
    for keys in keys.chunks(KEYS_AT_ONCE) {
        let found: Vec<(String, Option<String>, JobState)> = job::Entity::find()
            .select_only()
            .column(job::Column::Kind)
            .column(job::Column::UniqueKey)
            .column(job::Column::State)
            .filter(job::Column::UniqueKey.is_in(keys.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        states.extend(found.into_iter().filter_map(|(kind, key, state)| Some(((kind, key?), state))));
    }
    Ok(states)
}

/// Standing registrations of listeners who can be written to.
fn reachable() -> Select<registration::Entity> {
    registration::Entity::find()
        .join(JoinType::InnerJoin, registration::Relation::Person.def())
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .filter(registration::Column::CancelledAt.is_null())
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .select_only()
}

/// How many listeners a day of theirs concerns, by zone and day; somebody with two webinars of the day counts once.
pub(super) async fn listeners_by_day(
    db: &impl ConnectionTrait,
    calendar: &SessionCalendar,
) -> Result<BTreeMap<(String, NaiveDate), u64>, DbErr> {
    let mut days = BTreeMap::new();
    for zone in &calendar.listener_zones {
        for webinar in &calendar.webinars {
            let day = (zone.name(), day_of(webinar.starts_at, *zone));
            days.entry(day).or_insert_with(BTreeSet::new).insert(webinar.webinar_id);
        }
    }
    if days.is_empty() {
        return Ok(BTreeMap::new());
    }
    let place = places(days.iter().map(|((zone, _), webinars)| (*zone, webinars)));
    let counts: Vec<(i32, i64)> = reachable()
        .column_as(place, "place")
        .column_as(
            Expr::col((registration::Entity, registration::Column::PersonId)).count_distinct(),
            "number",
        )
        .filter(webinar::Column::SessionId.eq(calendar.session_id))
        // By its name: the values in it would be bound twice, and PostgreSQL would not see that they are the same.
        .group_by(Expr::col("place"))
        .into_tuple()
        .all(db)
        .await?;
    let number = |place: usize| {
        let found = counts.iter().find(|(other, _)| usize::try_from(*other) == Ok(place));
        found.and_then(|(_, number)| u64::try_from(*number).ok()).unwrap_or(0)
    };
    Ok(days
        .into_keys()
        .enumerate()
        .map(|(place, (zone, day))| ((zone.to_owned(), day), number(place)))
        .collect())
}

/// Which of these zones and webinars a registration is for.
fn places<'a>(days: impl Iterator<Item = (&'a str, &'a BTreeSet<WebinarId>)>) -> SimpleExpr {
    let mut case = CaseStatement::new();
    for (place, (zone, webinars)) in days.enumerate() {
        let is_of_day = Condition::all()
            .add(person::Column::TimeZone.eq(zone))
            .add(registration::Column::WebinarId.is_in(webinars.iter().copied()));
        case = case.case(is_of_day, i32::try_from(place).unwrap_or(-1));
    }
    case.finally(-1).into()
}

/// How many listeners of each webinar have not opened their join page.
pub(super) async fn unopened(
    db: &impl ConnectionTrait,
    session: SessionId,
) -> Result<BTreeMap<WebinarId, u64>, DbErr> {
    let counts: Vec<(WebinarId, i64)> = reachable()
        .column(registration::Column::WebinarId)
        .column_as(registration::Column::Id.count(), "number")
        .filter(webinar::Column::SessionId.eq(session))
        .filter(registration::Column::OpenedAt.is_null())
        .filter(registration::Column::JoinedAt.is_null())
        .group_by(registration::Column::WebinarId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(counts.into_iter().map(|(webinar, number)| (webinar, u64::try_from(number).unwrap_or(0))).collect())
}
