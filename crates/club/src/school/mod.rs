//! Schools of the network.

use chrono_tz::Tz;
use entity::school;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::{Club, Viewer};

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
pub async fn find_or_add(tx: &DatabaseTransaction, club: &Club, profile: &SchoolProfile) -> Result<school::Model, DbErr> {
    let _ = (tx, club, profile);
    todo!()
}

/// Every school of the network by name; curators only, others see none.
///
/// # Errors
/// When the database refuses.
pub async fn list(club: &Club, viewer: &Viewer) -> Result<Vec<school::Model>, DbErr> {
    let _ = (club, viewer);
    todo!()
}
