//! Finders of schools.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::SchoolId;
use entity::school::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use super::SchoolProfile;

/// The school with a profile's short name and city.
pub(crate) async fn find(db: &impl ConnectionTrait, profile: &SchoolProfile) -> Result<Option<Model>, DbErr> {
    let of_name = Entity::find().filter(Column::ShortName.eq(profile.short_name.as_str()));
    of_name.filter(Column::City.eq(profile.city.as_str())).order_by_asc(Column::Id).one(db).await
}

/// Every school of the network, by name.
pub(super) async fn all(db: &impl ConnectionTrait) -> Result<Vec<Model>, DbErr> {
    Entity::find().order_by_asc(Column::SearchName).order_by_asc(Column::Id).all(db).await
}

/// Schools by id, in any order.
pub(crate) async fn by_ids(db: &impl ConnectionTrait, ids: Vec<SchoolId>) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Id.is_in(ids)).all(db).await
}
