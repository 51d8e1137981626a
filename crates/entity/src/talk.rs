//! What is presented in a webinar, and the application for it.

use sea_orm::entity::prelude::*;

use crate::{MaterialState, SessionId, TalkId, TalkState, WebinarId};

/// What is presented in a webinar, and the application for it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TalkId,
    pub session_id: SessionId,
    pub webinar_id: Option<WebinarId>,
    /// Of the files it came from.
    pub code: Option<String>,
    pub topic: String,
    pub minutes: i32,
    pub state: TalkState,
    pub materials: MaterialState,
    pub references_count: i32,
    /// Order within the webinar, from 1.
    pub place: i32,
    pub created_at: DateTimeUtc,
    #[sea_orm(belongs_to, from = "session_id", to = "id")]
    pub session: BelongsTo<super::session::Entity>,
    #[sea_orm(belongs_to, from = "webinar_id", to = "id")]
    pub webinar: BelongsTo<Option<super::webinar::Entity>>,
    #[sea_orm(has_many)]
    pub speakers: HasMany<super::speaker::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
