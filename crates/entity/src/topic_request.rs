//! A topic that young teachers ask for (социальный заказ).

use sea_orm::entity::prelude::*;

use crate::{PersonId, SessionId, TopicRequestId, TopicState};

/// A topic that young teachers ask for (социальный заказ).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TopicRequestId,
    pub session_id: SessionId,
    pub asked_by: PersonId,
    pub title: String,
    /// `lang::search_key` of the title: SQLite cannot lower Cyrillic letters.
    pub search_title: String,
    /// Why it is wanted; may be empty.
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub state: TopicState,
    /// What organizers say about it; may be empty.
    #[sea_orm(column_type = "Text")]
    pub answer: String,
    pub merged_into_id: Option<TopicRequestId>,
    /// Of two organizers who change it at once, the second is asked to look again.
    pub revision: i32,
    pub asked_at: DateTimeUtc,
    pub decided_at: Option<DateTimeUtc>,
    pub decided_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
