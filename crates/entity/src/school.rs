//! A school (образовательная организация) of the network.

use sea_orm::entity::prelude::*;

use crate::{SchoolId, SchoolKind};

/// A school (образовательная организация) of the network.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SchoolId,
    pub full_name: String,
    /// As documents print it.
    pub short_name: String,
    /// `lang::search_key` of both names and of former ones: SQLite cannot lower Cyrillic letters.
    pub search_name: String,
    pub city: String,
    pub region: String,
    /// IANA name.
    pub time_zone: String,
    pub created_at: DateTimeUtc,
    pub kind: SchoolKind,
    /// In the address of its page, in place of the id: `school-44`.
    #[sea_orm(unique)]
    pub slug: Option<String>,
    /// The SHA-256 of a stored image, hexadecimal.
    pub logo: Option<String>,
    /// Postal address.
    pub address: Option<String>,
    /// `https://…`
    pub site: Option<String>,
    pub email: Option<String>,
    pub phone: Option<String>,
    /// The school that this one turned out to be; everything of it is there.
    pub merged_into: Option<SchoolId>,
    /// Counts the changes, so that two editors notice each other.
    pub revision: i32,
}

impl ActiveModelBehavior for ActiveModel {}
