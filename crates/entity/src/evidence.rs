//! One fact that speaks for a listener's presence, with its source, person and time.

use sea_orm::entity::prelude::*;

use crate::{EvidenceId, EvidenceKind, PersonId, RegistrationId};

/// One fact that speaks for a listener's presence, with its source, person and time.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: EvidenceId,
    pub registration_id: RegistrationId,
    pub kind: EvidenceKind,
    /// Of a watch time the random name of its watch page; of others who or what says so.
    pub source: String,
    pub starts_at: DateTimeUtc,
    /// The same as `starts_at` for a fact without length.
    pub ends_at: DateTimeUtc,
    /// The word that was typed, or a reason.
    #[sea_orm(column_type = "Text", nullable)]
    pub note: Option<String>,
    /// Whether it speaks for presence: a wrong code word is kept, too.
    pub holds: bool,
    pub noted_by: Option<PersonId>,
    pub noted_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "registration_id", to = "id")]
    pub registration: BelongsTo<super::registration::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
