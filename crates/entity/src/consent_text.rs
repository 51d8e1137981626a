//! A version of a consent's text; never changed once somebody agreed to it.

use sea_orm::entity::prelude::*;

use crate::{ConsentPurpose, ConsentTextId};

/// A version of a consent's text; never changed once somebody agreed to it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent_text")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentTextId,
    pub purpose: ConsentPurpose,
    pub language: String,
    pub version: i32,
    #[sea_orm(column_type = "Text")]
    pub body: String,
    /// Of the body, hexadecimal.
    pub sha256: String,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
