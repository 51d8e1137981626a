//! The directory of schools: found by every name they ever had, kept up by curators and by their own organizers.

use chrono_tz::Tz;
use entity::{SchoolId, SchoolKind, school, school_alias};
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use crate::{Club, Viewer};

mod change;
mod directory;
mod duplicates;
mod membership;
mod merge;
mod public;
pub(crate) mod queries;
mod region;
mod signatories;
#[cfg(test)]
mod tests;

pub use change::{LONGEST_SLUG, SaveError, SchoolDetails, add, change, find_organized};
pub use directory::{Directory, SCHOOLS_A_PAGE, Suggestion, directory, suggest};
pub use duplicates::{duplicates, duplicates_of};
pub use membership::{JoinError, belong, leave, of_viewer};
pub use merge::{MergeError, Merging, Moved, Preview, merge, preview};
pub use public::{SchoolPage, logo, public};
pub use region::{regions, zone_of};
pub use signatories::{SignatoriesError, set_signatories, signatories};

/// What is known of a school.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolProfile {
    pub full_name: String,
    pub short_name: String,
    pub city: String,
    pub region: String,
    pub zone: Tz,
}

/// Finds a school by a short name that it has or had and its city, or adds it.
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
    // Of two that add it at once the second waits here for the first, and finds its school.
    let row = new(club, profile).into_active_model();
    let added = school::Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned());
    added.exec_without_returning(tx).await?;
    let found = queries::find(tx, profile).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("a school that was just added".to_owned()))
}

fn new(club: &Club, profile: &SchoolProfile) -> school::Model {
    let now = club.clock.now();
    school::Model {
        id: club.chance.id(now),
        full_name: profile.full_name.clone(),
        short_name: profile.short_name.clone(),
        search_name: search_name(&profile.short_name, &profile.full_name, &profile.city, &[]),
        city: profile.city.clone(),
        region: profile.region.clone(),
        time_zone: profile.zone.name().to_owned(),
        created_at: now,
        kind: SchoolKind::General,
        slug: None,
        logo: None,
        address: None,
        site: None,
        email: None,
        phone: None,
        merged_into: None,
        revision: 1,
    }
}

/// By which a search finds a school: its names, its city, and names that it had.
fn search_name(short: &str, full: &str, city: &str, aliases: &[school_alias::Model]) -> String {
    let mut words = format!("{short} {full} {city}");
    for alias in aliases {
        words.push(' ');
        words.push_str(&alias.short_name);
    }
    lang::search_key(&words)
}

/// Remembers a name under which a school shall still be found.
async fn remember_name(
    tx: &DatabaseTransaction,
    club: &Club,
    school: SchoolId,
    (short_name, city): (&str, &str),
) -> Result<(), DbErr> {
    let now = club.clock.now();
    let row = school_alias::Model {
        id: club.chance.id(now),
        school_id: school,
        short_name: short_name.to_owned(),
        city: city.to_owned(),
        created_at: now,
    };
    let insert = school_alias::Entity::insert(row.into_active_model());
    insert.on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(tx).await?;
    Ok(())
}

/// The stored word of an address in place of an id, or the id itself.
///
/// # Errors
/// When the database refuses.
pub async fn find(club: &Club, slug_or_id: &str) -> Result<Option<school::Model>, DbErr> {
    queries::by_slug_or_id(club.storage.reads(), slug_or_id).await
}

/// The school that another one turned out to be, or that one itself.
///
/// # Errors
/// When the database refuses.
pub async fn standing(club: &Club, school: school::Model) -> Result<Option<school::Model>, DbErr> {
    match school.merged_into {
        Some(into) => queries::by_id(club.storage.reads(), into).await,
        None => Ok(Some(school)),
    }
}

/// Whether the viewer keeps up the page of a school: its organizers and curators.
#[must_use]
pub fn may_change(viewer: &Viewer, school: &school::Model) -> bool {
    school.merged_into.is_none() && viewer.organizes(school.id)
}

/// A school of a name and a city, for tests.
#[cfg(test)]
pub(crate) fn new_of_tests(short_name: &str, city: &str) -> school::Model {
    let (id, at) = (uuid::Uuid::nil().into(), chrono::DateTime::UNIX_EPOCH);
    school::Model {
        id,
        full_name: short_name.to_owned(),
        short_name: short_name.to_owned(),
        search_name: search_name(short_name, short_name, city, &[]),
        city: city.to_owned(),
        region: "Курганская область".to_owned(),
        time_zone: "Asia/Yekaterinburg".to_owned(),
        created_at: at,
        kind: SchoolKind::General,
        slug: None,
        logo: None,
        address: None,
        site: None,
        email: None,
        phone: None,
        merged_into: None,
        revision: 1,
    }
}
