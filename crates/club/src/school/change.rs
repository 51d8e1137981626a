//! Adding a school to the directory and changing what stands there.

use entity::{SchoolId, SchoolKind, school};
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, DbErr, IntoActiveModel as _};

use super::{SchoolProfile, may_change, new, queries, remember_name, search_name};
use crate::audit::{self, Deed};
use crate::layout::IMAGES;
use crate::{Club, Viewer};

/// As many letters as the word of an address may have.
pub const LONGEST_SLUG: usize = 60;

/// Everything that the page of a school says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchoolDetails {
    pub profile: SchoolProfile,
    pub kind: SchoolKind,
    /// Small Latin letters, digits and hyphens.
    pub slug: Option<String>,
    /// The SHA-256 of an image that was added.
    pub logo: Option<String>,
    pub address: Option<String>,
    pub site: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
}

/// Why a school was not added or changed.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    #[error("there is no such school")]
    NotFound,
    /// In the same city.
    #[error("another school has this name")]
    NameTaken(Box<school::Model>),
    #[error("another school has this word in its address")]
    SlugTaken,
    #[error("the word of the address cannot be used")]
    Slug,
    #[error("the image is not there")]
    MissingImage,
    /// Somebody else changed it meanwhile: as it is now.
    #[error("the school was changed meanwhile")]
    Conflict(Box<school::Model>),
    #[error("an image could not be looked for")]
    Files(#[from] crate::files::FilesError),
    #[error("the database refused")]
    Db(#[from] DbErr),
}

/// A standing school that the viewer may change, by the word of its address or its id.
///
/// # Errors
/// When the database refuses.
pub async fn find_organized(
    club: &Club,
    viewer: &Viewer,
    slug_or_id: &str,
) -> Result<Option<school::Model>, DbErr> {
    let found = queries::by_slug_or_id(club.storage.reads(), slug_or_id).await?;
    Ok(found.filter(|school| may_change(viewer, school)))
}

/// Adds a school. Curators may.
///
/// # Errors
/// See [`SaveError`].
pub async fn add(club: &Club, viewer: &Viewer, details: SchoolDetails) -> Result<school::Model, SaveError> {
    if !viewer.is_curator() {
        return Err(SaveError::NotFound);
    }
    check(club, &details).await?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            check_taken(tx, &details, None).await?;
            let row = filled(new(&inside, &details.profile), &details);
            let row = row.into_active_model().insert(tx).await?;
            audit::record(tx, &inside, &viewer, deed("school.add", row.id, serde_json::json!({}))).await?;
            Ok(row)
        })
    });
    work.await
}

/// Changes a school, unless somebody else changed it after the revision that the viewer saw. A name that it had still leads to it. Its organizers
/// and curators may.
///
/// # Errors
/// See [`SaveError`].
pub async fn change(
    club: &Club,
    viewer: &Viewer,
    (id, revision): (SchoolId, i32),
    details: SchoolDetails,
) -> Result<school::Model, SaveError> {
    check(club, &details).await?;
    let (inside, viewer) = (club.clone(), viewer.clone());
    let work = club.storage.write(move |tx| {
        Box::pin(async move {
            let before = queries::locked(tx, id).await?.filter(|school| may_change(&viewer, school));
            let before = before.ok_or(SaveError::NotFound)?;
            if before.revision != revision {
                return Err(SaveError::Conflict(Box::new(before)));
            }
            check_taken(tx, &details, Some(id)).await?;
            let row = write(tx, &inside, &before, &details).await?;
            let changed = serde_json::json!({ "changed": changed(&before, &row), "revision": row.revision });
            audit::record(tx, &inside, &viewer, deed("school.change", id, changed)).await?;
            Ok(row)
        })
    });
    work.await
}

async fn check(club: &Club, details: &SchoolDetails) -> Result<(), SaveError> {
    if details.slug.as_deref().is_some_and(|slug| !is_slug(slug)) {
        return Err(SaveError::Slug);
    }
    match &details.logo {
        Some(logo) if !club.files.exists(&format!("{IMAGES}/{logo}")).await? => Err(SaveError::MissingImage),
        _ => Ok(()),
    }
}

/// A word that no id and no other page of ours has.
fn is_slug(slug: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    (2..=LONGEST_SLUG).contains(&slug.len())
        && slug.chars().all(is_plain)
        && slug.parse::<SchoolId>().is_err()
        && !["suggest", "new"].contains(&slug)
}

async fn check_taken(
    tx: &DatabaseTransaction,
    details: &SchoolDetails,
    own: Option<SchoolId>,
) -> Result<(), SaveError> {
    let name = (details.profile.short_name.as_str(), details.profile.city.as_str());
    if let Some(other) = queries::namesake(tx, name, own).await? {
        return Err(SaveError::NameTaken(Box::new(other)));
    }
    match &details.slug {
        Some(slug) if queries::has_slug(tx, slug, own).await? => Err(SaveError::SlugTaken),
        _ => Ok(()),
    }
}

fn filled(row: school::Model, details: &SchoolDetails) -> school::Model {
    let details = details.clone();
    school::Model {
        full_name: details.profile.full_name,
        short_name: details.profile.short_name,
        city: details.profile.city,
        region: details.profile.region,
        time_zone: details.profile.zone.name().to_owned(),
        kind: details.kind,
        slug: details.slug,
        logo: details.logo,
        address: details.address,
        site: details.site,
        email: details.email,
        phone: details.phone,
        ..row
    }
}

async fn write(
    tx: &DatabaseTransaction,
    club: &Club,
    before: &school::Model,
    details: &SchoolDetails,
) -> Result<school::Model, DbErr> {
    let mut row = filled(before.clone(), details);
    if (&row.short_name, &row.city) != (&before.short_name, &before.city) {
        remember_name(tx, club, before.id, (&before.short_name, &before.city)).await?;
    }
    let aliases = queries::aliases(tx, before.id).await?;
    row.search_name = search_name(&row.short_name, &row.full_name, &row.city, &aliases);
    row.revision = before.revision + 1;
    row.into_active_model().reset_all().update(tx).await
}

/// Names of the columns that are different now.
fn changed(before: &school::Model, now: &school::Model) -> Vec<&'static str> {
    let all = [
        ("full_name", before.full_name != now.full_name),
        ("short_name", before.short_name != now.short_name),
        ("city", before.city != now.city),
        ("region", before.region != now.region),
        ("time_zone", before.time_zone != now.time_zone),
        ("kind", before.kind != now.kind),
        ("slug", before.slug != now.slug),
        ("logo", before.logo != now.logo),
        ("address", before.address != now.address),
        ("site", before.site != now.site),
        ("email", before.email != now.email),
        ("phone", before.phone != now.phone),
    ];
    all.into_iter().filter(|(_, differs)| *differs).map(|(name, _)| name).collect()
}

pub(super) fn deed(action: &'static str, school: SchoolId, details: serde_json::Value) -> Deed {
    let subject = format!("school {school}");
    Deed { action, subject, school_id: Some(school), session_id: None, details }
}
