//! What indicators are counted from.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::HashSet;

use entity::{
    MaterialState, PersonId, RegistrationId, SessionId, TalkState, attendance, person, registration, session,
    speaker, talk, webinar,
};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, JoinType, QueryFilter as _, QuerySelect as _,
    RelationTrait as _,
};

/// A standing registration with what the report wants to know of its listener.
pub(super) struct Visit {
    pub(super) person_id: PersonId,
    pub(super) region: String,
    pub(super) is_young: bool,
    pub(super) is_from_elsewhere: bool,
    pub(super) attended: bool,
}

/// Talks on the programme of a session.
pub(super) struct Talks {
    pub(super) all: u64,
    pub(super) with_materials: u64,
}

/// A session by its id.
pub(super) async fn session(
    db: &impl ConnectionTrait,
    id: SessionId,
) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id).one(db).await
}

/// Every standing registration of a session.
pub(super) async fn visits(db: &impl ConnectionTrait, session: &session::Model) -> Result<Vec<Visit>, DbErr> {
    let rows = registration::Entity::find()
        .inner_join(webinar::Entity)
        .find_also_related(person::Entity)
        .filter(webinar::Column::SessionId.eq(session.id))
        .filter(registration::Column::CancelledAt.is_null())
        .all(db)
        .await?;
    let attended: HashSet<RegistrationId> = attendance::Entity::find()
        .select_only()
        .column(attendance::Column::RegistrationId)
        .inner_join(registration::Entity)
        .join(JoinType::InnerJoin, registration::Relation::Webinar.def())
        .filter(webinar::Column::SessionId.eq(session.id))
        .filter(attendance::Column::Attended.eq(true))
        .into_tuple()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let visit = |(registration, person): (registration::Model, Option<person::Model>)| {
        let person = person?;
        Some(Visit {
            person_id: person.id,
            is_young: person.experience_years.is_some_and(|years| years <= session.early_career_years),
            is_from_elsewhere: person.region != session.region,
            region: person.region,
            attended: attended.contains(&registration.id),
        })
    };
    Ok(rows.into_iter().filter_map(visit).collect())
}

/// Talks on the programme: not applications, and not what was declined or withdrawn.
const ON_THE_PROGRAMME: [TalkState; 4] =
    [TalkState::Accepted, TalkState::Confirmed, TalkState::Scheduled, TalkState::Presented];

/// Each speaker of a session once: whether from another region.
pub(super) async fn speakers(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<Vec<bool>, DbErr> {
    let rows = speaker::Entity::find()
        .inner_join(talk::Entity)
        .find_also_related(person::Entity)
        .filter(talk::Column::SessionId.eq(session.id))
        .filter(talk::Column::State.is_in(ON_THE_PROGRAMME))
        .all(db)
        .await?;
    let mut people: Vec<person::Model> = rows.into_iter().filter_map(|(_, person)| person).collect();
    people.sort_by_key(|person| person.id);
    people.dedup_by_key(|person| person.id);
    Ok(people.into_iter().map(|person| person.region != session.region).collect())
}

/// Talks of a session and their materials.
pub(super) async fn talks(db: &impl ConnectionTrait, session: &session::Model) -> Result<Talks, DbErr> {
    let talks = talk::Entity::find()
        .filter(talk::Column::SessionId.eq(session.id))
        .filter(talk::Column::State.is_in(ON_THE_PROGRAMME))
        .all(db)
        .await?;
    let received = talks.iter().filter(|talk| talk.materials == MaterialState::Received).count();
    Ok(Talks { all: super::whole(talks.len()), with_materials: super::whole(received) })
}
