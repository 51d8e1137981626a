//! A wish of its owner to have a document corrected, and what organizers did about it.

use sea_orm::entity::prelude::*;

use crate::{CorrectionId, CorrectionState, DocumentId, PersonId};

/// A wish of its owner to have a document corrected, and what organizers did about it.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CorrectionId,
    pub document_id: DocumentId,
    pub asked_by: PersonId,
    pub asked_at: DateTimeUtc,
    /// What is wrong, in the owner's words.
    #[sea_orm(column_type = "Text")]
    pub wish: String,
    pub state: CorrectionState,
    /// What the organizer says about it, to the owner.
    #[sea_orm(column_type = "Text", nullable)]
    pub answer: Option<String>,
    pub closed_at: Option<DateTimeUtc>,
    pub closed_by: Option<PersonId>,
    #[sea_orm(belongs_to, from = "document_id", to = "id")]
    pub document: BelongsTo<super::document::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
