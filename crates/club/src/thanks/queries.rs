//! Finders of those who took part in a session.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{
    PersonId, SessionId, TalkState, WebinarState, attendance, person, registration, speaker, talk, webinar,
};
use sea_orm::sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::outbox;

/// Listeners who joined or attended a webinar that was held, and speakers of such webinars, with an address; a portion in the order of their
/// ids.
pub(super) async fn took_part(
    db: &impl ConnectionTrait,
    session: SessionId,
    after: Option<Uuid>,
) -> Result<Vec<person::Model>, DbErr> {
    let took_part = Condition::any()
        .add(person::Column::Id.in_subquery(listeners(session)))
        .add(person::Column::Id.in_subquery(speakers(session)));
    let people = person::Entity::find()
        .filter(took_part)
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::EmailBouncedAt.is_null())
        .filter(person::Column::DisabledAt.is_null());
    let people = match after {
        Some(after) => people.filter(person::Column::Id.gt(PersonId::from(after))),
        None => people,
    };
    people.order_by_asc(person::Column::Id).limit(outbox::AT_ONCE).all(db).await
}

fn held(session: SessionId) -> SelectStatement {
    Query::select()
        .column(webinar::Column::Id)
        .from(webinar::Entity)
        .and_where(webinar::Column::SessionId.eq(session))
        .and_where(webinar::Column::State.eq(WebinarState::Planned))
        .to_owned()
}

fn listeners(session: SessionId) -> SelectStatement {
    let attended = Query::select()
        .column(attendance::Column::RegistrationId)
        .from(attendance::Entity)
        .and_where(attendance::Column::Attended.eq(true))
        .to_owned();
    let came =
        registration::Column::JoinedAt.is_not_null().or(registration::Column::Id.in_subquery(attended));
    Query::select()
        .column(registration::Column::PersonId)
        .from(registration::Entity)
        .and_where(registration::Column::WebinarId.in_subquery(held(session)))
        .and_where(registration::Column::CancelledAt.is_null())
        .and_where(came)
        .to_owned()
}

fn speakers(session: SessionId) -> SelectStatement {
    Query::select()
        .column((speaker::Entity, speaker::Column::PersonId))
        .from(speaker::Entity)
        .inner_join(
            talk::Entity,
            Expr::col((talk::Entity, talk::Column::Id)).equals((speaker::Entity, speaker::Column::TalkId)),
        )
        .and_where(talk::Column::WebinarId.in_subquery(held(session)))
        .and_where(talk::Column::State.is_not_in([TalkState::Declined, TalkState::Withdrawn]))
        .to_owned()
}
