//! Finders of addresses that nothing is sent to.
#![expect(clippy::disallowed_methods, reason = "scoped queries start here")]

use std::collections::BTreeSet;

use entity::{SuppressionId, suppression};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, DbErr, EntityTrait as _, QueryFilter as _, QueryOrder as _,
    QuerySelect as _,
};
use suppression::{Column, Entity};

/// Which of these addresses stand on the list.
pub(crate) async fn among(
    db: &impl ConnectionTrait,
    mut addresses: Vec<String>,
) -> Result<BTreeSet<String>, DbErr> {
    addresses.sort_unstable();
    addresses.dedup();
    if addresses.is_empty() {
        return Ok(BTreeSet::new());
    }
    let listed = Entity::find().select_only().column(Column::Address);
    let listed: Vec<String> = listed.filter(Column::Address.is_in(addresses)).into_tuple().all(db).await?;
    Ok(listed.into_iter().collect())
}

/// Newest first.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    wanted: &str,
    most: u64,
) -> Result<Vec<suppression::Model>, DbErr> {
    let mut list = Entity::find().order_by_desc(Column::Since).order_by_desc(Column::Id).limit(most);
    let wanted = wanted.trim().to_lowercase();
    if !wanted.is_empty() {
        list = list.filter(Column::Address.contains(wanted));
    }
    list.all(db).await
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: SuppressionId,
) -> Result<Option<suppression::Model>, DbErr> {
    Entity::find_by_id(id).one(db).await
}
