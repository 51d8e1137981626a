//! That a person belongs to a school beside the one that the person's row names.

use sea_orm::entity::prelude::*;

use crate::{PersonId, PersonSchoolId, SchoolId};

/// That a person belongs to a school beside the one that the person's row names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_school")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PersonSchoolId,
    pub person_id: PersonId,
    pub school_id: SchoolId,
    pub since: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
