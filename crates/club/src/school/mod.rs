//! Schools of the network.

use chrono_tz::Tz;
use entity::school;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, Set};

use crate::{Club, Viewer};

pub(crate) mod queries;
#[cfg(test)]
mod tests;

/// What is known of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolProfile {
    pub full_name: String,
    pub short_name: String,
    pub city: String,
    pub region: String,
    pub zone: Tz,
}

/// Finds a school by its short name and city, or adds it.
///
/// # Errors
/// When the database refuses.
pub async fn find_or_add(
    tx: &DatabaseTransaction,
    club: &Club,
    profile: &SchoolProfile,
) -> Result<school::Model, DbErr> {
    if let Some(school) = queries::find(tx, profile).await? {
        return Ok(school);
    }
    let now = club.clock.now();
    let row = school::ActiveModel {
        id: Set(club.chance.id(now)),
        full_name: Set(profile.full_name.clone()),
        short_name: Set(profile.short_name.clone()),
        search_name: Set(lang::search_key(&format!("{} {}", profile.short_name, profile.full_name))),
        city: Set(profile.city.clone()),
        region: Set(profile.region.clone()),
        time_zone: Set(profile.zone.name().to_owned()),
        created_at: Set(now),
    };
    // Of two that add it at once the second waits here for the first, and finds its school.
    let added = school::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    added.exec_without_returning(tx).await?;
    let found = queries::find(tx, profile).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("a school that was just added".to_owned()))
}

/// Every school of the network by name; curators only, others see none.
///
/// # Errors
/// When the database refuses.
pub async fn list(club: &Club, viewer: &Viewer) -> Result<Vec<school::Model>, DbErr> {
    if viewer.is_curator() { queries::all(club.storage.reads()).await } else { Ok(Vec::new()) }
}
