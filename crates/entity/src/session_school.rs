//! A school that makes a session: its host, or a partner with webinars of its own.

use sea_orm::entity::prelude::*;

use crate::{PartnerState, PersonId, SchoolId, SessionId};

/// A school that makes a session: its host, or a partner with webinars of its own.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_school")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub school_id: SchoolId,
    /// Its place where the schools are named; the host is 1.
    pub place: i32,
    pub is_host: bool,
    pub state: PartnerState,
    pub invited_at: DateTimeUtc,
    pub invited_by: Option<PersonId>,
    pub answered_at: Option<DateTimeUtc>,
    pub answered_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
