//! A field of a session's application: one of the club's own, reworded or switched, or one that organizers added.

use sea_orm::entity::prelude::*;

use crate::{FieldType, FormFieldId, SeenBy, SessionId};

/// A field of a session's application: one of the club's own, reworded or switched, or one that organizers added.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "form_field")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FormFieldId,
    pub session_id: SessionId,
    /// Order in the form, from 1.
    pub place: i32,
    /// Which of the club's own fields it is.
    pub built_in: Option<String>,
    pub kind: FieldType,
    /// In Russian; the club's own words where there are none.
    pub label: Option<String>,
    pub label_en: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub hint: Option<String>,
    /// Of a choice: its answers.
    #[sea_orm(column_type = "JsonBinary", nullable)]
    pub choices: Option<Json>,
    pub is_on: bool,
    pub is_required: bool,
    /// In characters.
    pub longest: Option<i32>,
    pub seen_by: SeenBy,
    pub updated_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
