//! Looking schools up: the directory page by page for curators, a few names for whoever types one.

use entity::{SchoolId, school};
use sea_orm::DbErr;

use super::queries;
use crate::{Club, Viewer};

/// As many schools as stand on one page of the directory.
pub const SCHOOLS_A_PAGE: u64 = 50;

/// As many as are suggested at once.
const SUGGESTED: u64 = 8;

/// Whatever is shorter finds everything.
const SHORTEST_SEARCH: usize = 2;

/// A page of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directory {
    pub schools: Vec<school::Model>,
    /// After which school the next page begins.
    pub next: Option<SchoolId>,
}

/// What anybody may know of a school before it is chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    pub short_name: String,
    pub city: String,
    pub region: String,
    /// IANA name.
    pub time_zone: String,
}

/// The standing schools that a search finds, by name, after a given one; curators only, others see none.
///
/// # Errors
/// When the database refuses.
pub async fn directory(
    club: &Club,
    viewer: &Viewer,
    search: &str,
    after: Option<SchoolId>,
) -> Result<Directory, DbErr> {
    if !viewer.is_curator() {
        return Ok(Directory { schools: vec![], next: None });
    }
    let db = club.storage.reads();
    let last = match after {
        Some(id) => queries::by_id(db, id).await?,
        None => None,
    };
    let mut schools = queries::page(db, search, last.as_ref(), SCHOOLS_A_PAGE + 1).await?;
    let most = usize::try_from(SCHOOLS_A_PAGE).unwrap_or(usize::MAX);
    let has_more = schools.len() > most;
    schools.truncate(most);
    let next = schools.last().filter(|_| has_more).map(|school| school.id);
    Ok(Directory { schools, next })
}

/// A few schools whose names hold what somebody has typed so far, for anybody.
///
/// # Errors
/// When the database refuses.
pub async fn suggest(club: &Club, typed: &str) -> Result<Vec<Suggestion>, DbErr> {
    if lang::search_key(typed).chars().filter(|letter| letter.is_alphanumeric()).count() < SHORTEST_SEARCH {
        return Ok(vec![]);
    }
    let schools = queries::page(club.storage.reads(), typed, None, SUGGESTED).await?;
    let suggestion = |school: school::Model| Suggestion {
        short_name: school.short_name,
        city: school.city,
        region: school.region,
        time_zone: school.time_zone,
    };
    Ok(schools.into_iter().map(suggestion).collect())
}
