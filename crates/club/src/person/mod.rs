//! People: whom the club knows, found again by name and address.

use chrono_tz::Tz;
use entity::{Gender, person};
use lang::{FullName, Lang};
use mail::Address;
use sea_orm::sea_query::OnConflict;
use sea_orm::{DatabaseTransaction, DbErr, EntityTrait as _, IntoActiveModel as _};

use crate::Club;
use crate::school::queries as schools;

mod address;
mod forms;
mod own;
pub(crate) mod queries;
#[cfg(test)]
mod tests;

pub use address::{MendAddressError, mend_address};
pub use forms::{
    FormProblem, LONGEST_FORM, NameForm, NameForms, OwnFormsError, check_form, gender_of, own_forms,
    write_own_forms, written_forms,
};
pub use own::{bring_up_to_date, of_viewer};

/// What a form or a file says of a person, already checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profile {
    pub name: FullName,
    /// `Unknown`: taken from the name where its rules are sure.
    pub gender: Gender,
    pub position: String,
    pub school_name: String,
    pub city: String,
    pub region: String,
    pub zone: Tz,
    pub experience_years: Option<i32>,
    pub email: Option<Address>,
    pub phone: Option<String>,
    pub language: Lang,
}

/// The full name of a stored person.
#[must_use]
pub fn full_name(person: &person::Model) -> FullName {
    FullName {
        family: person.family.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone(),
    }
}

/// The grammatical gender as `lang` wants it.
#[must_use]
pub fn grammar(gender: Gender) -> lang::Gender {
    match gender {
        Gender::Female => lang::Gender::Female,
        Gender::Male => lang::Gender::Male,
        Gender::Unknown => lang::Gender::Unknown,
    }
}

/// The language in which a person is written to.
#[must_use]
pub fn language(person: &person::Model) -> Lang {
    person.language.parse().unwrap_or_default()
}

/// The zone in which a person lives; the given one where the stored name is none.
#[must_use]
pub fn zone(person: &person::Model, otherwise: Tz) -> Tz {
    person.time_zone.parse().unwrap_or(otherwise)
}

/// The gender of the rows from that of the names' rules.
#[must_use]
pub fn gender(gender: lang::Gender) -> Gender {
    match gender {
        lang::Gender::Female => Gender::Female,
        lang::Gender::Male => Gender::Male,
        lang::Gender::Unknown => Gender::Unknown,
    }
}

/// Finds the person with this address *and* this name, or adds a new one: a shared mailbox keeps its people apart, and nobody changes
/// what is stored of somebody else by a form. Without an address the school tells namesakes apart.
///
/// # Errors
/// When the database refuses.
pub async fn find_or_add(
    tx: &DatabaseTransaction,
    club: &Club,
    profile: &Profile,
) -> Result<person::Model, DbErr> {
    if let Some(person) = queries::find(tx, profile).await? {
        return Ok(person);
    }
    // Whoever names a school of the directory, by a name that it has or had, belongs to it.
    let school = schools::named(tx, &profile.school_name, &profile.city).await?;
    let row = person::Model { school_id: school.map(|school| school.id), ..new(club, profile) };
    // Of two equal forms at once the second waits here for the first, and finds its person.
    let insert = person::Entity::insert(row.clone().into_active_model());
    if insert.on_conflict(OnConflict::new().do_nothing().to_owned()).exec_without_returning(tx).await? > 0 {
        return Ok(row);
    }
    let found = queries::find(tx, profile).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("the person who was added at the same moment".to_owned()))
}

/// Adds people whose addresses nobody has yet, in one statement.
///
/// # Errors
/// When the database refuses, or when one of them was added at the same moment.
pub(crate) async fn add_all(
    tx: &DatabaseTransaction,
    club: &Club,
    profiles: &[&Profile],
) -> Result<Vec<person::Model>, DbErr> {
    let names = profiles.iter().map(|profile| (profile.school_name.as_str(), profile.city.as_str()));
    let known = schools::all_named(tx, names.collect()).await?;
    let row = |profile: &&Profile| {
        let school = known.get(&(profile.school_name.clone(), profile.city.clone()));
        person::Model { school_id: school.copied(), ..new(club, profile) }
    };
    let rows: Vec<person::Model> = profiles.iter().map(row).collect();
    let insert = person::Entity::insert_many(rows.iter().map(|row| row.clone().into_active_model()));
    let insert = insert.on_conflict(OnConflict::new().do_nothing().to_owned());
    let written = insert.exec_without_returning(tx).await?;
    if usize::try_from(written) == Ok(rows.len()) { Ok(rows) } else { Err(DbErr::RecordNotInserted) }
}

fn new(club: &Club, profile: &Profile) -> person::Model {
    let now = club.clock.now();
    let known =
        if profile.gender == Gender::Unknown { gender(profile.name.gender()) } else { profile.gender };
    person::Model {
        id: club.chance.id(now),
        family: profile.name.family.clone(),
        given: profile.name.given.clone(),
        patronymic: profile.name.patronymic.clone(),
        gender: known,
        name_forms: None,
        search_name: profile.name.search_key(),
        position: profile.position.clone(),
        school_id: None,
        school_name: profile.school_name.clone(),
        city: profile.city.clone(),
        region: profile.region.clone(),
        time_zone: profile.zone.name().to_owned(),
        experience_years: profile.experience_years,
        email: profile.email.as_ref().map(|address| address.as_str().to_owned()),
        phone: profile.phone.clone(),
        language: profile.language.code().to_owned(),
        email_secret: None,
        email_bounced_at: None,
        disabled_at: None,
        created_at: now,
    }
}
