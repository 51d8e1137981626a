//! Finders of roles.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::role_grant::{Column, Entity};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
};

use super::NewGrant;

/// Whether the person holds this very role.
pub(super) async fn held(db: &impl ConnectionTrait, grant: NewGrant) -> Result<bool, DbErr> {
    let same_school = match grant.school_id {
        Some(school) => Column::SchoolId.eq(school),
        None => Column::SchoolId.is_null(),
    };
    let same_webinar = match grant.webinar_id {
        Some(webinar) => Column::WebinarId.eq(webinar),
        None => Column::WebinarId.is_null(),
    };
    let of_person =
        Entity::find().filter(Column::PersonId.eq(grant.person_id)).filter(Column::Role.eq(grant.role));
    Ok(of_person.filter(same_school).filter(same_webinar).count(db).await? > 0)
}
