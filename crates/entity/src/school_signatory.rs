//! Who usually signs the documents of a school's sessions.

use sea_orm::entity::prelude::*;

use crate::{SchoolId, SchoolSignatoryId};

/// Who usually signs the documents of a school's sessions: a new session begins with them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "school_signatory")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SchoolSignatoryId,
    pub school_id: SchoolId,
    /// 1 is the first.
    pub place: i32,
    pub position: String,
    pub family: String,
    pub given: String,
    pub patronymic: Option<String>,
    /// The SHA-256 of a stored image of the signature, hexadecimal.
    pub signature_image: Option<String>,
    /// The SHA-256 of a stored image of the seal, hexadecimal.
    pub seal_image: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
