//! Somebody the club knows: listener, speaker, organizer, often several of them.

use sea_orm::entity::prelude::*;

use crate::{Gender, PersonId, SchoolId};

/// Somebody the club knows: listener, speaker, organizer, often several of them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonId,
    pub family: String,
    pub given: String,
    pub patronymic: Option<String>,
    pub gender: Gender,
    /// Forms of the name that the person or an organizer wrote in place of the computed ones: `{"dative": "…"}`.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub name_forms: Option<Json>,
    /// `lang::search_key` of the full name.
    pub search_name: String,
    pub position: String,
    /// The school of the directory, where the person is known to belong to it.
    pub school_id: Option<SchoolId>,
    /// As the person writes it; never inflected.
    pub school_name: String,
    pub city: String,
    pub region: String,
    /// IANA name.
    pub time_zone: String,
    pub experience_years: Option<i32>,
    /// Normalised address. Several persons may share a mailbox.
    pub email: Option<String>,
    pub phone: Option<String>,
    /// `ru` or `en`.
    pub language: String,
    /// Of the link that ends invitations: 128 random bits, made when it is first needed.
    #[sea_orm(unique)]
    pub email_secret: Option<String>,
    pub email_bounced_at: Option<DateTimeUtc>,
    pub disabled_at: Option<DateTimeUtc>,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
