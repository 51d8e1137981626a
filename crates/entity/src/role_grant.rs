//! A role that a person holds, at a school, at a webinar or in the whole network.

use sea_orm::entity::prelude::*;

use crate::{PersonId, Role, RoleGrantId, SchoolId, WebinarId};

/// A role that a person holds, at a school, at a webinar or in the whole network.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: RoleGrantId,
    pub person_id: PersonId,
    pub role: Role,
    /// Organizers and reviewers.
    pub school_id: Option<SchoolId>,
    /// Moderators.
    pub webinar_id: Option<WebinarId>,
    pub granted_at: DateTimeUtc,
    pub granted_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
