//! An earned document that organizers keep back.

use sea_orm::entity::prelude::*;

use crate::{DocumentKind, PersonId, SessionId};

/// An earned document that organizers keep back: nothing is issued for this subject until the row is gone.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document_hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub session_id: SessionId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: DocumentKind,
    /// As of the document that would be issued.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_key: String,
    pub person_id: PersonId,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
    pub held_at: DateTimeUtc,
    pub held_by: Option<PersonId>,
}

impl ActiveModelBehavior for ActiveModel {}
