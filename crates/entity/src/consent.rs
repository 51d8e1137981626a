//! What a person agreed to, when and how (152-ФЗ).

use sea_orm::entity::prelude::*;

use crate::{ConsentId, ConsentPurpose, ConsentTextId, PersonId};

/// What a person agreed to, when and how (152-ФЗ).
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "consent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsentId,
    pub person_id: PersonId,
    pub purpose: ConsentPurpose,
    pub consent_text_id: ConsentTextId,
    pub given_at: DateTimeUtc,
    pub ip: Option<String>,
    pub user_agent: Option<String>,
    /// `form`, `import`, or `school`: on paper, at the school that registered the person by its list.
    pub given_how: String,
    pub withdrawn_at: Option<DateTimeUtc>,
    #[sea_orm(belongs_to, from = "person_id", to = "id")]
    pub person: BelongsTo<super::person::Entity>,
    #[sea_orm(belongs_to, from = "consent_text_id", to = "id")]
    pub consent_text: BelongsTo<super::consent_text::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
