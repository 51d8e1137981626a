//! A published version of a session's programme.

use sea_orm::entity::prelude::*;

use crate::{PersonId, ReleaseId, SessionId};

/// A published version of a session's programme: what it shows never changes.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "release")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReleaseId,
    pub session_id: SessionId,
    /// From 1 within its session.
    pub number: i32,
    /// What organizers say about it; empty when they say nothing.
    #[sea_orm(column_type = "Text")]
    pub note: String,
    /// Everything that anybody may see, as the club's `Snapshot`.
    #[sea_orm(column_type = "JsonBinary")]
    pub snapshot: Json,
    /// What is different from the release before, as the club's `Change`s.
    #[sea_orm(column_type = "JsonBinary")]
    pub changes: Json,
    pub published_at: DateTimeUtc,
    pub published_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
