//! Finders of those who look after a webinar.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::{Role, SchoolId, person, role_grant, session, webinar};
use sea_orm::sea_query::{ExprTrait as _, IntoCondition, Query};
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
    of_grants(db, Condition::any().add(organizers).add(moderators)).await
}

/// Organizers of these schools, with an address.
pub(crate) async fn organizers(
    db: &impl ConnectionTrait,
    schools: impl IntoIterator<Item = SchoolId>,
) -> Result<Vec<person::Model>, DbErr> {
    let organizers = role_grant::Column::Role.eq(Role::Organizer);
    of_grants(db, organizers.and(role_grant::Column::SchoolId.is_in(schools))).await
}

/// Curators of the network, with an address.
pub(crate) async fn curators(db: &impl ConnectionTrait) -> Result<Vec<person::Model>, DbErr> {
    of_grants(db, role_grant::Column::Role.eq(Role::Curator)).await
}

async fn of_grants(
    db: &impl ConnectionTrait,
    grants: impl IntoCondition,
) -> Result<Vec<person::Model>, DbErr> {
    let holders = Query::select()
        .column(role_grant::Column::PersonId)
        .from(role_grant::Entity)
        .cond_where(grants)
        .to_owned();
    person::Entity::find()
        .filter(person::Column::Id.in_subquery(holders))
        .filter(person::Column::Email.is_not_null())
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Id)
        .all(db)
        .await
}
