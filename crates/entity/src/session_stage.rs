//! When a stage of a session is open.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SessionId, Stage, StageForce};

/// When a stage of a session is open.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "session_stage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub stage: Stage,
    /// Nothing: it opens by hand only.
    pub opens_at: Option<DateTimeUtc>,
    /// The first instant at which it is closed again; nothing: it stays open.
    pub closes_at: Option<DateTimeUtc>,
    /// Holds over the dates until somebody takes it back.
    pub forced: Option<StageForce>,
    pub forced_at: Option<DateTimeUtc>,
    pub forced_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
