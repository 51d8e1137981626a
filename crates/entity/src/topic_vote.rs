//! Somebody wants a topic.

use sea_orm::entity::prelude::*;

use crate::{PersonId, TopicRequestId};

/// Somebody wants a topic; one vote a person and topic.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_vote")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_request_id: TopicRequestId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: PersonId,
    /// Whether the person proposed the topic, or one that says the same.
    pub is_asker: bool,
    pub voted_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
