//! A break in a session's schedule.

use sea_orm::entity::prelude::*;

use crate::{ScheduleBreakId, SessionId};

/// A break in a session's schedule.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "schedule_break")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ScheduleBreakId,
    pub session_id: SessionId,
    pub title: String,
    /// Of all tracks when `None`.
    pub track: Option<i32>,
    pub starts_at: DateTimeUtc,
    pub ends_at: DateTimeUtc,
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
