//! What a reviewer says of a talk.

use sea_orm::entity::prelude::*;

use crate::{PersonId, ReviewId, TalkDecision, TalkId};

/// What a reviewer says of a talk.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReviewId,
    pub talk_id: TalkId,
    pub person_id: PersonId,
    /// From 1 to 5, by the id of the criterion.
    #[sea_orm(column_type = "JsonBinary")]
    pub scores: Json,
    /// What the reviewer would decide.
    pub advice: TalkDecision,
    /// For organizers and reviewers alone.
    #[sea_orm(column_type = "Text", nullable)]
    pub comment: Option<String>,
    pub written_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
