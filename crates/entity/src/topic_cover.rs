//! A talk that takes up a topic which was asked for.

use sea_orm::entity::prelude::*;

use crate::{TalkId, TopicRequestId};

/// A talk that takes up a topic which was asked for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic_cover")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_request_id: TopicRequestId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub talk_id: TalkId,
    pub covered_at: DateTimeUtc,
    /// When those who wanted the topic were written to: they are told once.
    pub told_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
