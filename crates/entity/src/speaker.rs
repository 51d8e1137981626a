//! A person in a talk; co-speakers are speakers.

use sea_orm::entity::prelude::*;

use crate::{PersonId, SpeakerId, TalkId, TeacherCategory};

/// A person in a talk; co-speakers are speakers.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "speaker")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: SpeakerId,
    pub talk_id: TalkId,
    pub person_id: PersonId,
    /// 1 is the first speaker.
    pub place: i32,
    /// As the speaker gave it with the application.
    pub category: Option<TeacherCategory>,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
