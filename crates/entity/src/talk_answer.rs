//! An answer to a field that organizers added, with the words that the question had.

use sea_orm::entity::prelude::*;

use crate::{FormFieldId, SeenBy, TalkAnswerId, TalkId};

/// An answer to a field that organizers added, with the words that the question had.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TalkAnswerId,
    pub talk_id: TalkId,
    pub form_field_id: FormFieldId,
    /// The question as it was when it was answered.
    pub label: String,
    #[sea_orm(column_type = "Text")]
    pub value: String,
    pub seen_by: SeenBy,
    pub answered_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
