//! Finders of those who look after a webinar.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{Role, person, role_grant, session, webinar};
use sea_orm::sea_query::Query;
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

/// Organizers of the session and of the webinar's school, and moderators of the webinar, with an address.
pub(super) async fn staff(
    db: &impl ConnectionTrait,
    webinar: &webinar::Model,
    session: &session::Model,
) -> Result<Vec<person::Model>, DbErr> {
    let schools = [session.host_school_id, webinar.host_school_id];
    let organizers = Condition::all()
        .add(role_grant::Column::Role.eq(Role::Organizer))
        .add(role_grant::Column::SchoolId.is_in(schools));
    let moderators = Condition::all()
        .add(role_grant::Column::Role.eq(Role::Moderator))
        .add(role_grant::Column::WebinarId.eq(webinar.id));
    let staff = Query::select()
        .column(role_grant::Column::PersonId)
        .from(role_grant::Entity)
        .cond_where(Condition::any().add(organizers).add(moderators))
        .to_owned();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(staff))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}

/// Organizers of the host school of a session, with an address.
pub(crate) async fn organizers(
    db: &impl ConnectionTrait,
    session: &session::Model,
) -> Result<Vec<person::Model>, DbErr> {
    let organizers = Query::select()
        .column(role_grant::Column::PersonId)
        .from(role_grant::Entity)
        .and_where(role_grant::Column::Role.eq(Role::Organizer))
        .and_where(role_grant::Column::SchoolId.eq(session.host_school_id))
        .to_owned();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(organizers))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}
