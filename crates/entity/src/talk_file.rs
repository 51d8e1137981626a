//! A file that came with an application; its bytes lie under their hash in the store of files.

use sea_orm::entity::prelude::*;

use crate::{FormFieldId, TalkFileId, TalkId};

/// A file that came with an application; its bytes lie under their hash in the store of files.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "talk_file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: TalkFileId,
    pub talk_id: TalkId,
    pub form_field_id: FormFieldId,
    /// As its sender calls it, without a path.
    pub file_name: String,
    pub content_type: String,
    /// In bytes.
    pub size: i32,
    pub sha256: String,
    pub uploaded_at: DateTimeUtc,
    pub removed_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "talk_id", to = "id")]
    pub talk: BelongsTo<super::talk::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
