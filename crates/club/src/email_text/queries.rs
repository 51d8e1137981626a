//! Finders of the words that organizers wrote.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use entity::TextLevel;
use entity::email_text::{Column, Entity, Model};
use sea_orm::{ColumnTrait as _, Condition, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _};

use super::find::Place;
use crate::Owner;

/// The words that an owner wrote, and those above it; the highest level first.
pub(super) async fn seen_by(db: &impl ConnectionTrait, owner: Owner) -> Result<Vec<Model>, DbErr> {
    let at = |level: TextLevel| Condition::all().add(Column::Level.eq(level));
    let mut levels = Condition::any().add(at(TextLevel::Network));
    if let Owner::School(school) | Owner::Session { school, .. } = owner {
        levels = levels.add(at(TextLevel::School).add(Column::SchoolId.eq(school)));
    }
    if let Owner::Session { session, .. } = owner {
        levels = levels.add(at(TextLevel::Session).add(Column::SessionId.eq(session)));
    }
    let mut rows = Entity::find().filter(levels).all(db).await?;
    rows.sort_by_key(|row| row.level);
    Ok(rows)
}

/// The same for one kind and language.
pub(super) async fn of_place(db: &impl ConnectionTrait, place: Place) -> Result<Vec<Model>, DbErr> {
    let mut rows = seen_by(db, place.owner).await?;
    rows.retain(|row| row.kind == place.kind && row.language == place.language.code());
    Ok(rows)
}
