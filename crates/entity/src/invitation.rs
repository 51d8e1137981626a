//! An invitation to a role by e-mail, accepted once.

use sea_orm::entity::prelude::*;

use crate::{InvitationId, PersonId, Role, SchoolId, WebinarId};

/// An invitation to a role by e-mail, accepted once.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "invitation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: InvitationId,
    /// The secret itself stands in the e-mail only.
    #[sea_orm(unique)]
    pub secret_sha256: String,
    /// Normalised address.
    pub email: String,
    /// Whom it was meant for, where that is known: nobody else who reads at the address accepts it.
    pub person_id: Option<PersonId>,
    pub role: Role,
    /// Organizers and reviewers.
    pub school_id: Option<SchoolId>,
    /// Moderators.
    pub webinar_id: Option<WebinarId>,
    /// `ru` or `en`.
    pub language: String,
    /// What the inviter adds, as typed.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    pub invited_by: Option<PersonId>,
    pub created_at: DateTimeUtc,
    /// When the newest e-mail with its link was written.
    pub sent_at: DateTimeUtc,
    pub expires_at: DateTimeUtc,
    pub accepted_at: Option<DateTimeUtc>,
    pub accepted_by: Option<PersonId>,
    pub withdrawn_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
