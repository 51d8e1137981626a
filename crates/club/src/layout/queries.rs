//! Finders of designs, of the images that they name, and of who signs.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::layout_design::{Column, Entity, Model};
use entity::{DocumentKind, LayoutLevel};
use sea_orm::{
    ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
};

use crate::Owner;

/// All designs that an owner sees: the own ones and those above, the oldest first.
pub(super) async fn seen_by(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Model>, DbErr> {
    let network = Column::Level.eq(LayoutLevel::Network);
    let school =
        |school| Condition::all().add(Column::Level.eq(LayoutLevel::School)).add(Column::SchoolId.eq(school));
    let seen = match owner {
        Owner::Network => Condition::any().add(network),
        Owner::School(id) => Condition::any().add(network).add(school(id)),
        Owner::Session { session, school: id } => {
            Condition::any().add(network).add(school(id)).add(Column::SessionId.eq(session))
        }
    };
    Entity::find().filter(seen).order_by_asc(Column::CreatedAt).order_by_asc(Column::Id).all(db).await
}

/// All designs of a kind in the whole network: what a change of one of them may show through in.
pub(super) async fn of_kind(db: &impl ConnectionTrait, kind: DocumentKind) -> Result<Vec<Model>, DbErr> {
    Entity::find().filter(Column::Kind.eq(kind)).order_by_asc(Column::CreatedAt).all(db).await
}
