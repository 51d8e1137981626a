//! People: whom the club knows, found again by name and address.

use chrono_tz::Tz;
use entity::{Gender, person};
use lang::{FullName, Lang};
use mail::Address;
use sea_orm::{DatabaseTransaction, DbErr};

use crate::Club;

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

/// Finds the person with this address *and* this name, or adds a new one: a shared mailbox keeps its people apart, and nobody changes
/// what is stored of somebody else by a form.
///
/// # Errors
/// When the database refuses.
pub async fn find_or_add(tx: &DatabaseTransaction, club: &Club, profile: &Profile) -> Result<person::Model, DbErr> {
    let _ = (tx, club, profile);
    todo!()
}
