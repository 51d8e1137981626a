//! The verdict on a registration by the session's rule.

use sea_orm::entity::prelude::*;

use crate::RegistrationId;

/// The verdict on a registration by the session's rule.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attendance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub registration_id: RegistrationId,
    /// Watched within the webinar, each second once.
    pub seconds: i32,
    /// Of the webinar's length in tenths of a percent: 894 is 89.4 %.
    pub percent_tenths: i32,
    pub attended: bool,
    /// Kinds of evidence, separated by spaces, in the order of the list.
    pub evidence: String,
    pub judged_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "registration_id", to = "id")]
    pub registration: BelongsTo<super::registration::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
