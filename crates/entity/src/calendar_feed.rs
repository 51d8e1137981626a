//! The address of a person's own calendar.

use sea_orm::entity::prelude::*;

use crate::PersonId;

/// The address of a person's own calendar, which calendar programs ask again and again.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "calendar_feed")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Of its address: 128 random bits.
    #[sea_orm(unique)]
    pub secret: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
